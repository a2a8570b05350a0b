/** The floors of the house: an arrow goes only downward, and nothing goes in circles. The rules are those of .dependency-cruiser.cjs. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

interface Cruise {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly to: string; readonly rule: { readonly name: string } }[];
  };
  readonly modules: readonly { readonly source: string; readonly dependencies: readonly { readonly resolved: string }[] }[];
}

/** Looks at src/ of a folder with our rules. */
function cruise(folder: string): Cruise {
  const tool = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [tool, 'src', '--config', path.join(root, '.dependency-cruiser.cjs'), '--output-type', 'json'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Cruise;
}

/** Each violation as "rule: from -> to". */
function violations({ summary }: Cruise): string[] {
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`).sort();
}

describe('the floors of src', () => {
  test('no arrow goes upward and nothing goes in circles', () => {
    const seen = cruise(root);
    const arrows = seen.modules.flatMap(({ source, dependencies }) => dependencies.map(({ resolved }) => `${source} -> ${resolved}`));
    // What is not seen cannot be wrong: an import of values and one of types that are known to exist.
    expect(arrows).toContain('src/sim/simulation.ts -> src/sim/invariant.ts');
    expect(arrows).toContain('src/models/gitlab/pending-queue.ts -> src/models/gitlab/job-table.ts');
    expect(violations(seen)).toEqual([]);
  });
});

/** Returns the groups of files that name each other in a circle, types counted, the largest first. By Tarjan. */
function circles({ modules }: Cruise): string[][] {
  const arrows = new Map(modules.map(({ source, dependencies }) => [source, dependencies.map(({ resolved }) => resolved)]));
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const closed = new Set<string>();
  const found: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    lowest.set(file, order.get(file)!);
    open.push(file);
    for (const next of arrows.get(file) ?? []) {
      if (!arrows.has(next) || closed.has(next)) continue;
      if (!order.has(next)) visit(next);
      lowest.set(file, Math.min(lowest.get(file)!, lowest.get(next)!));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const circle = open.splice(open.indexOf(file));
    for (const member of circle) closed.add(member);
    if (circle.length > 1) found.push(circle.sort());
  };
  for (const file of arrows.keys()) if (!order.has(file)) visit(file);
  return found.sort((a, b) => b.length - a.length);
}

describe('circles of types', () => {
  /** What one has to know at once to understand any file of it. */
  const MOST = 5;

  test('have five files at most', () => {
    const found = circles(cruise(root));
    // A part that names the type of its whole is such a circle: where none is seen nothing was looked at.
    expect(found).not.toEqual([]);
    expect(found.filter(({ length }) => length > MOST)).toEqual([]);
  });

  test('are found whatever hangs on them', () => {
    const module = (source: string, ...to: string[]) => ({ source, dependencies: to.map((resolved) => ({ resolved })) });
    const modules = [
      module('a', 'b'),
      module('b', 'c', 'x'),
      module('c', 'd', 'b'),
      module('d', 'b'),
      module('e', 'f'),
      module('f', 'e', 'a'),
    ];
    expect(circles({ summary: { violations: [] }, modules })).toEqual([
      ['b', 'c', 'd'],
      ['e', 'f'],
    ]);
  });
});

describe('the rules notice', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'runcast-floors-'));
  let found: readonly string[] = [];

  // Rule, file, what it imports ($ stands for the number of the case), the file that is imported and what that imports.
  const CASES: readonly (readonly [rule: string, from: string, text: string, to: string, back?: string])[] = [
    ['units', 'src/units/a.ts', "import { b } from '../sim/b$.js';", 'src/sim/b.ts'],
    ['stats', 'src/stats/a.ts', "import { b } from '../units/b$.js';", 'src/units/b.ts'],
    ['sim', 'src/sim/a.ts', "import type { B } from '../models/b$.js';", 'src/models/b.ts'],
    ['record', 'src/record/a.ts', "import type { B } from '../fleet/b$.js';", 'src/fleet/b.ts'],
    ['fleet', 'src/fleet/a.ts', "import type { B } from '../models/b$.js';", 'src/models/b.ts'],
    ['fleet', 'src/fleet/a.ts', "import type { B } from '../sim/b$.js';", 'src/sim/b.ts'],
    ['trace', 'src/trace/a.ts', "import { b } from '../scenario/b$.js';", 'src/scenario/b.ts'],
    ['models', 'src/models/a.ts', "import type { B } from '../results/b$.js';", 'src/results/b.ts'],
    ['results', 'src/results/a.ts', "import type { B } from '../models/b$.js';", 'src/models/b.ts'],
    ['scenario', 'src/scenario/a.ts', "import { b } from '../study/b$.js';", 'src/study/b.ts'],
    ['scenario', 'src/scenario/a.ts', "import type { B } from '../models/b$.js';", 'src/models/b.ts'],
    ['study', 'src/study/a.ts', "import { b } from '../report/b$.js';", 'src/report/b.ts'],
    ['report', 'src/report/a.ts', "import type { B } from '../models/b$.js';", 'src/models/b.ts'],
    ['report', 'src/report/a.ts', "import type { B } from '../fleet/b$.js';", 'src/fleet/b.ts'],
    [
      'executors-are-asked-not-known',
      'src/models/manager/a.ts',
      "import type { B } from '../executor/docker-machine/b$.js';",
      'src/models/executor/docker-machine/b.ts',
    ],
    [
      'executors-have-rooms-of-their-own',
      'src/models/executor/docker-autoscaler/a.ts',
      "import { b } from '../docker-machine/b$.js';",
      'src/models/executor/docker-machine/b.ts',
    ],
    ['studies-have-rooms-of-their-own', 'src/report/run/a.ts', "import type { B } from '../outage/b$.js';", 'src/report/outage/b.ts'],
    ['reports-share-what-knows-no-study', 'src/report/charts/a.ts', "import type { B } from '../run/b$.js';", 'src/report/run/b.ts'],
    ['frames-know-no-chart', 'src/report/frame/a.ts', "import { b } from '../charts/b$.js';", 'src/report/charts/b.ts'],
    ['nothing-imports-cli', 'src/study/a.ts', "import { b } from '../cli/b$.js';", 'src/cli/b.ts'],
    ['only-cli-touches-the-world', 'src/report/a.ts', "import { b } from 'node:fs';", 'fs'],
    ['no-unresolved', 'src/sim/a.ts', "import { b } from './nowhere.js';", './nowhere.js'],
    ['no-cycles', 'src/sim/a.ts', "import { b } from './b$.js';", 'src/sim/b.ts', "import { a } from './a$.js';"],
    [
      'no-cycles-between-folders',
      'src/sim/a.ts',
      "import type { B } from './deep/b$.js';",
      'src/sim/deep/b.ts',
      "import type { A } from '../a$.js';",
    ],
  ];

  const numbered = (file: string, i: number): string => file.replace(/([ab])\.ts$/, `$1${String(i)}.ts`);

  beforeAll(() => {
    const write = (file: string, text: string): void => {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    };
    write('tsconfig.json', '{ "compilerOptions": { "module": "NodeNext" } }');
    write('package.json', '{ "type": "module" }');
    CASES.forEach(([, from, text, to, back = ''], i) => {
      write(numbered(from, i), `${text.replace('$', String(i))}\nexport const a = 1;\nexport interface A { a: string }\n`);
      if (!to.endsWith('.ts')) return;
      write(numbered(to, i), `${back.replace('$', String(i))}\nexport const b = 1;\nexport interface B { b: string }\n`);
    });
    found = violations(cruise(folder));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(CASES.map(([rule, from, text, to], i) => [rule, text, numbered(from, i), numbered(to, i)] as const))(
    '%s: %s',
    (rule, _, from, to) => {
      expect(found).toContain(`${rule}: ${from} -> ${to}`);
    },
  );

  test('nothing where the arrow goes downward', () => {
    expect(found.filter((line) => /: src\/(units|cli)\/b/.test(line))).toEqual([]);
  });
});

/** House rules that no other tool holds: words of the kernel, lengths of files, names that are banned. */
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openScenario } from '../src/scenario/open.js';
import { simulate } from '../src/study/simulate.js';
import { filesUnder, ROOT, type SourceFile } from './support/files.js';
import { fieldsForListeners, longFunctions } from './support/syntax.js';

/** Every line of the files in which `pattern` is found, as "file:line: text". */
function linesWith(files: readonly SourceFile[], pattern: RegExp): string[] {
  return files.flatMap(({ name, text }) =>
    text.split('\n').flatMap((line, i) => (pattern.test(line) ? [`${name}:${String(i + 1)}: ${line.trim()}`] : [])),
  );
}

/** The text with comments and the contents of plain strings blanked out, lines kept. Template texts stay: they hold code. */
function codeOf(text: string): string {
  return text.replace(/\/\*[^]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, (found) => found.replace(/[^\n]/g, ' '));
}

/** Lower-case words of a text, names taken apart: `nextJob` is next and job. */
function wordsOf(text: string): Set<string> {
  return new Set((text.match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? []).map((word) => word.toLowerCase()));
}

const source = filesUnder('src');
const everything = [...source, ...filesUnder('test').filter(({ name }) => name !== 'test/tidy.test.ts'), ...filesUnder('bench')];

describe('the kernel', () => {
  // prettier-ignore
  const CI_WORDS = ['job', 'runner', 'machine', 'manager', 'gitlab', 'github', 'cloud', 'zone', 'pipeline', 'project', 'fleet', 'pool', 'boot', 'cost', 'price', 'ci', 'workload', 'executor', 'scenario'];
  const words = CI_WORDS.flatMap((word) => [word, `${word}s`]);

  test.each(filesUnder('src/sim').map(({ name, text }) => [name, text] as const))('%s has no word of CI, comments included', (_, text) => {
    const used = wordsOf(text);
    expect(words.filter((word) => used.has(word))).toEqual([]);
  });

  test('is a thousand lines of code at most, distributions and the list of exports apart', () => {
    const lines = filesUnder('src/sim')
      .filter(({ name }) => !name.includes('distribution') && !name.endsWith('/index.ts'))
      .reduce((sum, { text }) => sum + text.split('\n').filter((line) => line.trim() !== '' && !/^\s*(\/\/|\/?\*)/.test(line)).length, 0);
    expect(lines).toBeGreaterThan(200);
    expect(lines).toBeLessThanOrEqual(1000);
  });
});

describe('an executor', () => {
  const models = filesUnder('src/models');
  // make.ts names the kinds; everything of docker+machine is in its room, config.toml's words of it in comments included.
  const outside = models.filter(
    ({ name }) => !name.startsWith('src/models/executor/docker-machine/') && name !== 'src/models/executor/make.ts',
  );
  const OWN_WORDS =
    /IdleCount|IdleScaleFactor|MaxBuilds|MaxGrowthRate|maxBuilds|maxGrowthRate|docker[-+]machine|DockerMachine|dockerMachine/;
  const asking = models.filter(({ name }) => !name.startsWith('src/models/executor/'));
  const KINDS = /\bexecutor\??\.kind\b|\bkind\b.*\bexecutor\b|'(host|docker-machine|docker-autoscaler)'/;

  test('of docker+machine is spoken of in its own room only', () => {
    expect(models.length).toBeGreaterThan(outside.length + 10);
    expect(linesWith(outside, OWN_WORDS)).toEqual([]);
  });

  test('is never asked which kind it is', () => {
    expect(linesWith(asking, KINDS)).toEqual([]);
  });

  test.each([
    ['an identifier', OWN_WORDS, 'if (spec.maxBuilds > 0) return;'],
    ['a comment', OWN_WORDS, '// until IdleCount is met'],
    ['the name', OWN_WORDS, ' * as docker+machine does'],
    ['a comparison', KINDS, "if (entry.executor.kind === 'host') return;"],
    ['a destructured kind', KINDS, 'const { kind } = entry.executor;'],
  ] as const)('%s would be found', (_, pattern, text) => {
    expect(linesWith([{ name: 'sample.ts', text }], pattern)).toHaveLength(1);
  });
});

describe('a model', () => {
  test('keeps what is its own with #, which holds at run time too', () => {
    expect(linesWith(filesUnder('src/models'), /^\s*private /)).toEqual([]);
    expect(linesWith([{ name: 'sample.ts', text: '  private readonly sim: Simulation;' }], /^\s*private /)).toHaveLength(1);
  });

  test('has 300 lines a file at most', () => {
    const lengths = filesUnder('src/models').map(({ name, text }) => [name, text.split('\n').length - 1] as const);
    expect(lengths.length).toBeGreaterThan(100);
    expect(lengths.filter(([, lines]) => lines > 300)).toEqual([]);
  });

  test('has 70 lines a function at most', () => {
    expect(longFunctions(filesUnder('src/models'), 70)).toEqual([]);
  });

  test.each([
    ['a method', 'class Sample {\n  run() {\n    go();\n  }\n}', 2],
    ['a constructor', 'class Sample {\n  constructor() {\n    go();\n  }\n}', 2],
    ['a function', 'function run() {\n  go();\n}', 1],
    ['a closure', 'go(() => {\n  go();\n});', 1],
  ])('%s of three lines is seen as such', (_, text, line) => {
    const files = [{ name: 'sample.ts', text }];
    expect(longFunctions(files, 2)).toEqual([`sample.ts:${String(line)}: 3`]);
    expect(longFunctions(files, 3)).toEqual([]);
  });

  test('is given whoever it tells: nobody fills in a function afterwards', () => {
    expect(fieldsForListeners(filesUnder('src/models'))).toEqual([]);
  });

  test.each([
    'onEnd: (() => void) | undefined;',
    'make!: (runners: number[]) => void;',
    '#done!: () => void;',
    'readonly onAny: ((outage: number) => void)[] = [];',
    'protected changed?: Listener;',
  ])('a field like "%s" would be found', (field) => {
    const text = `type Listener = (one: number) => void;\nclass Sample {\n  ${field}\n}`;
    expect(fieldsForListeners([{ name: 'sample.ts', text }])).toHaveLength(1);
  });

  test.each(['readonly changed: () => void;', '#done: () => void = () => undefined;', 'readonly #onAny: (() => void)[] = [];'])(
    'one like "%s" is its own',
    (field) => {
      expect(fieldsForListeners([{ name: 'sample.ts', text: `class Sample {\n  ${field}\n}` }])).toEqual([]);
    },
  );
});

describe('the engine', () => {
  const floors = ['units', 'stats', 'sim', 'fleet', 'record', 'models'].flatMap((floor) => filesUnder(`src/${floor}`));

  test("says service for what a scenario calls a helper: the helper of GitLab's is its image", () => {
    expect(floors.length).toBeGreaterThan(150);
    expect(linesWith(floors, /helper/i)).toEqual([]);
  });
});

describe('a report', () => {
  const drawn = [...filesUnder('src/report'), ...filesUnder('src/study')];
  // Figures have typed keys, tables sections, thresholds parts: each is read in one file.
  const TEXTS: readonly (readonly [what: string, pattern: RegExp, sample: string, but: readonly string[]])[] = [
    [
      'no figure by its path',
      /\bfigures\??\.(find|filter)\(|\bfigure [!=]== ['"`]|\b(figure|path|key)\.(startsWith|split|endsWith)\(/,
      "const found = study.figures.find(({ figure }) => figure === 'queueTime.p95');",
      ['src/study/figures/figure-lookup.ts', 'src/study/figures/paired.ts'],
    ],
    [
      'no table by its title',
      /\btitle [!=]== (?!'')|\bincludes\((\w+\.)?title\)/,
      "tables.filter(({ title }) => title === 'Outages');",
      [],
    ],
    [
      'no threshold by its text',
      /\b(exec|test)\((\w+\.)?(subject|condition)\b|\b(subject|condition)\.(match|replace|split|startsWith|includes)\(/,
      'const level = /^p/u.exec(condition);',
      [],
    ],
    [
      'no event by the spelling of its kind',
      /\b(test|exec)\(kind\)|\bkind\.(startsWith|includes|match)\(/,
      "if (kind.startsWith('outage_')) return;",
      [],
    ],
  ];

  test.each(TEXTS)('finds %s', (_, pattern, sample, but) => {
    expect(drawn.length).toBeGreaterThan(100);
    expect(
      linesWith(
        drawn.filter(({ name }) => !but.includes(name)),
        pattern,
      ),
    ).toEqual([]);
    expect(linesWith([{ name: 'sample.ts', text: sample }], pattern)).toHaveLength(1);
  });
});

describe('every file of src', () => {
  test('has 400 lines at most', () => {
    const lengths = source.map(({ name, text }) => [name, text.split('\n').length - 1] as const);
    expect(lengths.filter(([, lines]) => lines > 400)).toEqual([]);
  });

  test('says in its first line what it is responsible for', () => {
    expect(source.filter(({ text }) => !/^(#!.*\n)?\/\*\*/.test(text)).map(({ name }) => name)).toEqual([]);
  });

  test('has a kebab-case name', () => {
    expect(source.map(({ name }) => name).filter((name) => !/^src(\/[a-z0-9-]+)+\.ts$/.test(name))).toEqual([]);
  });

  test('exports by name only', () => {
    expect(linesWith(source, /\bexport default\b/)).toEqual([]);
  });
});

describe('the unit tests', () => {
  /** The file of src that a unit test is of: `test/unit/a/b.test.ts` and `test/unit/a/b.word.test.ts` are of `src/a/b.ts`. */
  const twinOf = (name: string): string => name.replace(/^test\/unit\/(.*?[^/.]+)(?:\.[a-z-]+)?\.test\.ts$/, 'src/$1.ts');

  test('stand where the file stands that they test; what several files do together is in test/behaviour', () => {
    const names = new Set(source.map(({ name }) => name));
    const tests = filesUnder('test/unit').map(({ name }) => name);
    expect(tests.length).toBeGreaterThan(50);
    expect(tests.filter((name) => !names.has(twinOf(name)))).toEqual([]);
  });

  test.each([
    ['test/unit/stats/student.test.ts', 'src/stats/student.ts'],
    ['test/unit/scenario/build/distribution.kinds.test.ts', 'src/scenario/build/distribution.ts'],
    ['test/unit/stats/support.ts', 'test/unit/stats/support.ts'],
  ])('%s is of %s', (name, twin) => {
    expect(twinOf(name)).toBe(twin);
  });
});

describe('banned', () => {
  test('work put off without a place to find it again', () => {
    expect(linesWith(everything, /(\/\/|^\s*\/?\*).*\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
  });

  test('lint rules switched off in the source', () => {
    expect(linesWith(source, /eslint-disable|@ts-ignore|@ts-nocheck|@ts-expect-error/)).toEqual([]);
  });

  test('tests that are left out or stand alone', () => {
    expect(linesWith(everything, /\b(test|describe|it)\.(only|skip|todo)\b(?!If)/)).toEqual([]);
  });

  const WORLD = ['src/cli/', 'src/scenario/load-files.ts', 'src/scenario/open.ts', 'src/study/pool/'];
  const below = source
    .filter(({ name }) => !WORLD.some((place) => name.startsWith(place)))
    .map(({ name, text }) => ({ name, text: codeOf(text) }));
  const BANS: readonly (readonly [name: string, pattern: RegExp, instead: string])[] = [
    ['Math.random', /\bMath\.random\b/, 'draw from a Stream'],
    ['Math.pow', /\bMath\.pow\b/, 'Math.exp(k * Math.log(x))'],
    ['**', /\*\*/, 'Math.exp(k * Math.log(x))'],
    ['Date', /\bDate\b/, 'sim.now; instants are numbers'],
    ['performance', /\bperformance\./, 'sim.now'],
    ['timers', /\b(setTimeout|setInterval|setImmediate)\b/, 'schedule an event'],
    [
      'process',
      /\b(globalThis\.process|process\.(env|argv|exit|exitCode|stdout|stderr|stdin|cwd|hrtime|memoryUsage|nextTick|on)\b)/,
      'only cli touches it',
    ],
    ['console', /\bconsole\./, 'return what is to be said'],
    ['localeCompare', /\blocaleCompare\b|\btoLocale\w*\(|\bIntl\./, 'code-point order: src/scenario/order.ts'],
  ];

  test.each(BANS)('%s below the command line', (_, pattern, instead) => {
    expect(linesWith(below, pattern), `use instead: ${instead}`).toEqual([]);
  });

  test.each(BANS)('%s would be found', (name) => {
    const samples: Record<string, string> = {
      '**': 'a ** b',
      Date: 'new Date()',
      timers: 'setTimeout(f)',
      process: 'process.env',
      localeCompare: 'a.localeCompare(b)',
    };
    const text = codeOf(`const x = ${samples[name] ?? `${name}.x()`}; // ${name}`);
    const [, pattern] = BANS.find(([ban]) => ban === name)!;
    expect(linesWith([{ name: 'sample.ts', text }], pattern)).toHaveLength(1);
  });
});

describe('a run', () => {
  const FORBIDDEN: readonly (readonly [object: object, method: string])[] = [
    [Math, 'random'],
    [Math, 'pow'],
    [Date, 'now'],
    [performance, 'now'],
    [process, 'hrtime'],
  ];

  test.each(['idle-pool', 'reuse'])('of %s asks neither the clock nor for chance that is not keyed', async (name) => {
    const prepared = await openScenario(path.join(ROOT, 'scenarios', `${name}.yaml`));
    if ('issues' in prepared) throw new Error(prepared.issues.map(({ message }) => message).join('\n'));
    const { fleet } = prepared;
    const before = simulate(fleet, { seed: 1, replication: 0 });
    for (const [object, method] of FORBIDDEN) {
      vi.spyOn(object as Record<string, () => never>, method).mockImplementation(() => {
        throw new Error(`${method} was called during a run`);
      });
    }
    expect(() => Math.random()).toThrow('random was called');
    const after = simulate(fleet, { seed: 1, replication: 0 });
    vi.restoreAllMocks();
    expect(after).toEqual(before);
  });
});

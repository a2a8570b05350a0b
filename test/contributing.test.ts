/**
 * What CONTRIBUTING.md says an addition touches is true: one of each is added to the sources, in memory, where the page says that one begins, and the
 * compiler must complain in exactly the files that it names. Where no type can tell, the tests below do.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../src/cli/commands/index.js';
import { WAIT_CAUSES } from '../src/record/wait-causes.js';
import { filesUnder, ROOT } from './support/files.js';

/** A row of a table: a file, and what tells where it is left out. */
interface Row {
  readonly file: string;
  readonly told: readonly string[];
}

const page = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');
/** The tables of the page by the headings above them. */
const tables = new Map(
  page
    .split(/^### /mu)
    .slice(1)
    .map((section) => {
      const rows = [...section.matchAll(/^\| `(src\/[^`]+)`.*\| ([a-z, ]+?) *\|$/gmu)];
      return [section.split('\n')[0]!, rows.map(([, file, told]): Row => ({ file: file!, told: told!.split(', ') }))] as const;
    }),
);

/** Returns the files of a table that a word stands behind, sorted. */
function filesTold(heading: string, by: string): string[] {
  return (tables.get(heading) ?? []).flatMap(({ file, told }) => (told.includes(by) ? [file] : [])).sort();
}

/** Something added to the sources: the name that errors speak of, and in each file a text with what takes its place. */
interface Addition {
  readonly name: string;
  readonly edits: readonly (readonly [file: string, text: string, instead: string])[];
}

const ADDITIONS: Readonly<Record<string, Addition>> = {
  'A distribution': {
    name: 'gompertz',
    edits: [
      ['src/sim/random/distributions/families.ts', '  | ConstantSpec', "  | { readonly kind: 'gompertz' } | ConstantSpec"],
      ['src/scenario/schema/distribution-kinds.ts', '  readonly constant: V;', '  readonly constant: V; readonly gompertz: V;'],
    ],
  },
  'A cause of waits': {
    name: 'no_licence',
    edits: [['src/record/wait-causes.ts', "  'limit',", "  'limit', 'no_licence',"]],
  },
  'A key of config.toml': {
    name: 'job_pause',
    edits: [
      ['src/scenario/config-toml/known-keys.ts', '  output_limit: M,', '  output_limit: M, job_pause: M,'],
      [
        'src/scenario/config-toml/read-entry.ts',
        'export interface RunnerEntry {',
        'export interface RunnerEntry { readonly job_pause: number;',
      ],
      ['src/fleet/config.ts', 'export interface EntrySpec {', 'export interface EntrySpec { readonly job_pause: number;'],
    ],
  },
  'A kind of event': {
    name: 'reboot',
    edits: [
      ['src/scenario/schema/event.ts', "'unpause', 'outage'] as const", "'unpause', 'outage', 'reboot'] as const"],
      ['src/scenario/schema/event.ts', '    outage: outageSchema,', '    outage: outageSchema, reboot: z.string().optional(),'],
      [
        'src/scenario/scenario-event.ts',
        '  readonly outage?: ScenarioOutage;',
        '  readonly outage?: ScenarioOutage; readonly reboot?: string;',
      ],
      ['src/fleet/event.ts', 'export type EventSpec =', "export type EventSpec = { readonly at: Micros; readonly kind: 'reboot' }"],
    ],
  },
  'A figure': {
    name: 'longestIdle',
    edits: [['src/results/pools/pool-scope-schema.ts', '    passes: count,', '    passes: count, longestIdle: z.number(),']],
  },
  'A metric of thresholds': {
    name: 'boot_failures',
    edits: [['src/results/question.ts', "'idle_efficiency',", "'idle_efficiency', 'boot_failures',"]],
  },
  'A field of a zone': {
    name: 'reimage_time',
    edits: [
      [
        'src/scenario/schema/cloud.ts',
        'const zoneSchema = z.strictObject({',
        'const zoneSchema = z.strictObject({ reimage_time: z.string().optional(),',
      ],
      [
        'src/scenario/scenario-cloud.ts',
        'export interface ScenarioZone {',
        'export interface ScenarioZone { readonly reimage_time: string;',
      ],
      ['src/fleet/zone.ts', 'export interface ZoneSpec {', 'export interface ZoneSpec { readonly reimage_time: number;'],
    ],
  },
  'A source of jobs': {
    name: 'erratic',
    edits: [
      ['src/scenario/schema/workload.ts', "'trace', 'resample'] as const", "'trace', 'resample', 'erratic'] as const"],
      ['src/scenario/schema/workload.ts', '    schedules: named(', '    erratic: z.string().optional(), schedules: named('],
      ['src/scenario/scenario.ts', 'export interface ScenarioWorkload {', 'export interface ScenarioWorkload { readonly erratic?: string;'],
      ['src/fleet/arrivals.ts', 'export type ArrivalSpec =', "export type ArrivalSpec = { readonly kind: 'erratic' } |"],
    ],
  },
  'An executor': {
    name: 'slurm',
    edits: [
      ['src/fleet/executor.ts', 'export type ExecutorSpec =', "export type ExecutorSpec = { readonly kind: 'slurm' } |"],
      ['src/scenario/config-toml/known-keys.ts', 'export type ExecutorUse =', "export type ExecutorUse = 'slurm' |"],
    ],
  },
};

/** Returns the compiler's errors in src, as file and message, with these texts in the place of files. */
function errorsWith(texts: ReadonlyMap<string, string>): { readonly file: string; readonly message: string }[] {
  const { options } = ts.getParsedCommandLineOfConfigFile(path.join(ROOT, 'tsconfig.json'), { types: ['node'] }, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
    },
  } satisfies ts.ParseConfigFileHost)!;
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  host.readFile = (file) => texts.get(path.relative(ROOT, file).split(path.sep).join('/')) ?? read(file);
  const rootNames = filesUnder('src').map(({ name }) => path.join(ROOT, name));
  const program = ts.createProgram({ rootNames, options, host });
  return [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()].map(({ file, messageText }) => ({
    file: path
      .relative(ROOT, file?.fileName ?? '')
      .split(path.sep)
      .join('/'),
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
}

describe('the page', () => {
  test('has a table of each addition, and names files that are there', () => {
    expect([...tables.keys()].sort()).toEqual([...Object.keys(ADDITIONS), 'A command'].sort());
    const rows = [...tables.values()].flat();
    expect(rows.length).toBeGreaterThan(35);
    expect(rows.filter(({ told }) => !told.every((by) => ['begin', 'tsc', 'test', 'new', 'you'].includes(by)))).toEqual([]);
    const all = [...page.matchAll(/`((?:src|test|docs|scripts)\/[^`\s]+)`/gu)].map(([, file]) => file!);
    const fixed = all.map((file) => (file.includes('NAME') ? file.slice(0, file.search(/[^/]*NAME/u)) : file));
    expect(fixed.filter((file) => file !== 'src/a/b.ts' && file !== 'test/unit/a/b.test.ts' && !existsSync(path.join(ROOT, file)))).toEqual(
      [],
    );
  });

  test.each([
    ['A distribution', 4],
    ['A cause of waits', 4],
    ['A key of config.toml', 5],
    ['A kind of event', 6],
    ['A figure', 4],
    ['A metric of thresholds', 3],
    ['A field of a zone', 6],
    ['A source of jobs', 10],
    ['An executor', 6],
    ['A command', 2],
  ])('%s touches no more than %i files of src', (heading, most) => {
    expect(tables.get(heading)!.length).toBeLessThanOrEqual(most);
  });
});

describe('one that is added where the page begins is missed by the compiler in the files named', () => {
  let errors: ReturnType<typeof errorsWith> = [];

  beforeAll(() => {
    const texts = new Map<string, string>();
    for (const [file, text, instead] of Object.values(ADDITIONS).flatMap(({ edits }) => edits)) {
      const before = texts.get(file) ?? readFileSync(path.join(ROOT, file), 'utf8');
      expect(before.split(text), `${file} has not once: ${text}`).toHaveLength(2);
      texts.set(
        file,
        before.replace(text, () => instead),
      );
    }
    errors = errorsWith(texts);
  });

  const names = Object.values(ADDITIONS).map(({ name }) => name);
  /** Files with an error that speaks of a name, or of none of them. */
  const speakingOf = (name: string | undefined): Set<string> =>
    new Set(
      errors.flatMap(({ file, message }) =>
        (name === undefined ? !names.some((one) => message.includes(one)) : message.includes(name)) ? [file] : [],
      ),
    );

  test.each(Object.entries(ADDITIONS))('%s', (heading, { name, edits }) => {
    expect(filesTold(heading, 'begin')).toEqual([...new Set(edits.map(([file]) => file))].sort());
    const named = filesTold(heading, 'tsc');
    expect(named.length).toBeGreaterThan(0);
    // A switch that does not come to its end is all that some errors speak of.
    const nameless = speakingOf(undefined);
    expect(
      [...speakingOf(name), ...named.filter((file) => nameless.has(file))].filter((file, i, all) => all.indexOf(file) === i).sort(),
    ).toEqual(named);
  });

  test('and nowhere else', () => {
    const named = new Set([...tables.keys()].flatMap((heading) => filesTold(heading, 'tsc')));
    expect(errors.length).toBeGreaterThan(15);
    expect(errors.filter(({ file }) => !named.has(file))).toEqual([]);
  });
});

describe('where no type can tell', () => {
  test('every cause of waits has its number, and a model that uses it', () => {
    const numbers = 'src/models/wait/causes.ts';
    const models = filesUnder('src/models').filter(({ name }) => name !== numbers);
    const text = readFileSync(path.join(ROOT, numbers), 'utf8');
    const constants = WAIT_CAUSES.map((cause) => cause.toUpperCase());
    expect(constants.filter((name, rank) => !text.includes(`export const ${name} = rank('${WAIT_CAUSES[rank]!}');`))).toEqual([]);
    expect(constants.filter((name) => !models.some((model) => new RegExp(`\\b${name}\\b(?!.*from ')`, 'u').test(model.text)))).toEqual([]);
  });

  test('every cause of waits is explained', () => {
    const explained = readFileSync(path.join(ROOT, 'docs/explanation/why-jobs-wait.md'), 'utf8');
    expect(WAIT_CAUSES.filter((cause) => !explained.includes(`\`${cause}\``))).toEqual([]);
  });

  test('every command is in the list', () => {
    const files = readdirSync(path.join(ROOT, 'src/cli/commands')).filter((file) => file.endsWith('-command.ts'));
    expect(files.map((file) => file.replace(/-command\.ts$/u, '')).sort()).toEqual(COMMANDS.map(({ name }) => name).sort());
  });
});

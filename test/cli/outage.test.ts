/** `runcast outage`, and the pairing of `runcast run`, as a user runs them: streams, exit codes and files. */
import { parseString } from 'fast-csv';
import { beforeAll, describe, expect, test } from 'vitest';
import { commandLine } from '../../src/cli/command-line.js';
import { OUTAGE_COLUMNS } from '../../src/report/outage/csv.js';
import type { OutageResult } from '../../src/study/outage/outage-result.js';
import { studyResultSchema } from '../../src/study/study-result.js';
import { ensureBuilt, inPlace, type Workplace } from './process.js';

const TOML = `concurrent = 4
check_interval = 3
[[runners]]
  name = "shell"
  url = "https://git.example/"
  token = "abc"
  executor = "shell"
  request_concurrency = 4
`;

const SCENARIO = `name: small
start: 2018-10-08T00:00:00Z
horizon: 14h
instances: { git: { url: "https://git.example/" } }
runners: { shell: { instance: git, type: instance, token: abc } }
managers: { box: { config: config.toml } }
workloads:
  w: { instance: git, projects: [p], pipelines: { rate: 60/h }, duration: 1m }
`;

const withScenario = (action: (place: Workplace) => Promise<void>): Promise<void> =>
  inPlace({ 's.yaml': SCENARIO, 'config.toml': TOML }, action);
const OUTAGE = ['outage', 's.yaml', '--target', 'instance=git'];
const QUICK = ['--every', '4h', '--for', '30m,2h', '--years', '2', '--no-week'];

/** The command in this process: what is refused is refused before anything is run. */
async function inProcess(argv: readonly string[], input = ''): Promise<{ exit: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const exit = await commandLine(argv, {
    out: (text) => {
      out += text;
      return Promise.resolve();
    },
    err: (text) => {
      err += text;
    },
    readInput: () => Promise.resolve(input),
    env: {},
    isOutTty: false,
    isErrTty: false,
    breathe: () => Promise.resolve(),
    onInterrupt: () => () => undefined,
  });
  return { exit, out, err };
}

beforeAll(ensureBuilt);

describe.concurrent('outage', () => {
  test('the study is on stdout and fits 80 columns, progress on stderr; nothing is written; the same seed gives the same bytes', () =>
    withScenario(async (place) => {
      const before = place.listing();
      const [a, b] = await Promise.all([place.runcast([...OUTAGE, ...QUICK]), place.runcast([...OUTAGE, ...QUICK])]);
      expect(a.exit, a.err).toBe(0);
      expect(a.out).toBe(b.out);
      const lines = a.out.trimEnd().split('\n');
      for (const line of lines.slice(0, -1)) expect(line.length, line).toBeLessThanOrEqual(80);
      expect(a.out).toContain('Jobs late, by the start of an outage of 30m');
      expect(a.out).toContain('Worst: ');
      expect(a.out).toContain('Availability over a year');
      expect(lines.at(-1)).toMatch(
        /^runcast outage s\.yaml --target instance=git --every 4h --for 30m,2h .* --no-week # .*sha256:[0-9a-f]{12}$/u,
      );
      expect(a.err).toContain('100% of ');
      expect(place.listing()).toEqual(before);
    }));

  test('an outage of GitLab makes jobs late, the longer the more; the files say the same as the JSON', () =>
    withScenario(async (place) => {
      const { exit, out, err } = await place.runcast([...OUTAGE, ...QUICK, '--replications', '2', '--json', '-q', '--out', 'o']);
      expect(exit, err).toBe(0);
      expect(err).toBe('');
      const result = JSON.parse(out) as OutageResult;
      expect(JSON.parse(place.read('o', 'outage.json'))).toEqual(result);
      const [short, long] = result.maps;
      expect(short!.cells.map(({ minuteOfDay }) => minuteOfDay / 60)).toEqual([0, 4, 8, 12]);
      for (const [i, cell] of long!.cells.entries()) {
        expect(cell.late.mean).toBeGreaterThan(short!.cells[i]!.late.mean);
        // About a job a minute: nearly all that are queued in two hours are late.
        expect(cell.late.mean).toBeGreaterThan(80);
        expect(cell.late.halfWidth).not.toBeNull();
      }
      const rows = await new Promise<Record<string, string>[]>((resolve, reject) => {
        const all: Record<string, string>[] = [];
        parseString<Record<string, string>, Record<string, string>>(place.read('o', 'outage.csv'), { headers: true })
          .on('error', reject)
          .on('data', (row: Record<string, string>) => all.push(row))
          .on('end', () => resolve(all));
      });
      expect(Object.keys(rows[0]!)).toEqual(OUTAGE_COLUMNS.split(','));
      expect(Number(rows[0]!['late_jobs'])).toBe(short!.cells[0]!.late.mean);
      expect(rows.filter(({ kind }) => kind === 'drawn').length).toBe(result.availability!.outages.length);
      expect(place.read('o', 'outage.html')).toMatch(/^<!doctype html>/u);
    }));

  test('an outage that no job can feel does nothing, to the last microsecond', () =>
    inPlace({ 's.yaml': `${SCENARIO}helpers: { prom: { kind: prometheus } }\n`, 'config.toml': TOML }, async (place) => {
      const argv = ['outage', 's.yaml', '--target', 'helper=prom', '--for', '30m,2h', '--years', '1', '--no-week', '--json', '-q'];
      const { exit, out, err } = await place.runcast(argv);
      expect(exit, err).toBe(0);
      const { maps, availability } = JSON.parse(out) as OutageResult;
      const cells = maps.flatMap((map) => map.cells);
      expect(cells.length).toBe(8);
      for (const { late, waitHours, lost, sloMinutes, recoverMinutes } of cells) {
        expect([late.mean, waitHours.mean, lost.mean, sloMinutes.mean, recoverMinutes]).toEqual([0, 0, 0, 0, 0]);
      }
      expect(availability!.ofOutages.mean).toBe(1);
    }));

  test.each(['1w', '14h'])('a scenario of %s has every cell of a week: what it does not hold is played later', (horizon) =>
    withScenario(async (place) => {
      const week = ['--set', `horizon=${horizon}`, '--set', 'warmup=6h', '--set', 'workloads.w.pipelines.rate=2/h'];
      const argv = [...OUTAGE, '--every', '12h', '--for', '10m', '--room', '20m', '--years', '1', '--json', '-q', ...week];
      const { exit, out, err } = await place.runcast(argv);
      expect(exit, err).toBe(0);
      const { maps, availability, rerun, held } = JSON.parse(out) as OutageResult;
      expect(held).toBeNull();
      const starts = maps[0]!.cells.map(({ startSeconds, weekday, minuteOfDay }) => [startSeconds / 3600, weekday, minuteOfDay]);
      // From Monday 12:00 on; the last is Monday 00:00 of the week after.
      expect(starts).toEqual(Array.from({ length: 14 }, (_, i) => [12 * (i + 1), Math.floor((i + 1) / 2) % 7, ((i + 1) % 2) * 720]));
      // About 2 an hour, over a year of 8760 hours.
      expect(availability!.jobsPerYear).toBeGreaterThan(14_000);
      expect(availability!.jobsPerYear).toBeLessThan(21_000);
      expect(rerun.match(/horizon=/gu)).toHaveLength(1);
    }),
  );

  test('the command that repeats a study names no replications but those that were typed: beside a --set of them it would be refused', () =>
    withScenario(async (place) => {
      const quick = [...OUTAGE, '--every', '12h', '--for', '10m', '--years', '0', '--no-week', '--json', '-q'];
      const told = async (...more: string[]): Promise<string> =>
        (JSON.parse((await place.runcast([...quick, ...more])).out) as OutageResult).rerun;
      expect(await told('--set', 'replications=2')).not.toContain('--replications');
      expect(await told('--replications', '2')).toContain('--replications 2');
    }));

  test('a limit in a run is told and is exit code 3', () =>
    withScenario(async (place) => {
      const { exit, out } = await place.runcast([
        ...OUTAGE,
        '--for',
        '8h',
        '--years',
        '0',
        '--no-week',
        '-q',
        '--set',
        'limits.pending=100',
      ]);
      expect(exit).toBe(3);
      expect(out).toContain('A limit on events or pending jobs ended some runs');
    }));
});

/** A job each quarter of an hour from Tuesday 10:00 to Wednesday 21:45. */
const HISTORY = `job,queued_at,duration\n${Array.from({ length: 144 }, (_, i) => {
  const at = new Date(Date.UTC(2018, 9, 9, 10) + i * 900_000).toISOString();
  return `${i},${at},60\n`;
}).join('')}`;
const REPLAY = SCENARIO.replace('pipelines: { rate: 60/h }, duration: 1m', 'trace: history.csv').replace(
  'start: 2018-10-08T00:00:00Z\nhorizon: 14h',
  'start: 2018-10-09T10:00:00Z\nhorizon: 2d\nwarmup: 1h',
);

describe('what cannot be played', () => {
  const argv = (place: Workplace): string[] => [
    'outage',
    place.at('s.yaml'),
    ...OUTAGE.slice(2),
    '--every',
    '12h',
    '--for',
    '30m',
    '--years',
    '0',
    '-q',
  ];

  test('a history has no other hours than its own: said in text, JSON, CSV and on the page', () =>
    inPlace({ 's.yaml': REPLAY, 'config.toml': TOML, 'history.csv': HISTORY }, async (place) => {
      const text = await inProcess(argv(place));
      expect(text.exit, text.err).toBe(0);
      const says = 'there is no history before Tue 11:00 or after Wed 21:45';
      expect(text.out.replace(/\n {2}/gu, ' ')).toContain(says);
      expect(text.out).toContain('(-: not played,');
      const rows = text.out.split('\n').filter((line) => /^ {2}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) /u.test(line));
      // Of the 14 starts of a week Tuesday 12:00, Wednesday 00:00 and 12:00 are played.
      expect(rows.map((row) => [row.slice(2, 5), row.match(/ -(?= |$)|-$/gu)?.length ?? 0])).toEqual([
        ['Mon', 2],
        ['Tue', 1],
        ['Wed', 0],
        ['Thu', 2],
        ['Fri', 2],
        ['Sat', 2],
        ['Sun', 2],
      ]);
      const { exit, out, err } = await inProcess([...argv(place), '--json', '--out', place.at('o')]);
      expect(exit, err).toBe(0);
      const { held, maps } = JSON.parse(out) as OutageResult;
      expect(held).toMatchObject({ because: 'history', from: { weekday: 1, minuteOfDay: 660 }, until: { weekday: 2, minuteOfDay: 1305 } });
      expect(maps[0]!.cells.map(({ weekday, minuteOfDay }) => [weekday, minuteOfDay / 60])).toEqual([
        [1, 12],
        [2, 0],
        [2, 12],
      ]);
      const none = place
        .read('o', 'outage.csv')
        .split('\n')
        .filter((line) => line.startsWith('no_history,'));
      expect(none).toHaveLength(11);
      expect(none[0]).toBe('no_history,,,Mon 00:00,1800,,,,,,,,');
      expect(place.read('o', 'outage.html')).toContain(says);
    }));

  test('--no-week plays what the scenario holds, and says so', () =>
    withScenario(async (place) => {
      const { exit, out, err } = await inProcess([...argv(place), '--no-week']);
      expect(exit, err).toBe(0);
      expect(out.replace(/\n {2}/gu, ' ')).toContain('the scenario holds Mon 00:00 to Mon 14:00 (14h) behind its warm-up');
      const json = await inProcess([...argv(place), '--no-week', '--json']);
      expect((JSON.parse(json.out) as OutageResult).maps[0]!.cells).toHaveLength(2);
    }));

  test('a scenario on standard input is played for a week as well', async () => {
    const text = SCENARIO.replace('{ config: config.toml }', `{ config: { file: c.toml, text: ${JSON.stringify(TOML)} } }`).replace(
      '60/h',
      '2/h',
    );
    const words = ['outage', '-', ...OUTAGE.slice(2), '--every', '12h', '--for', '10m', '--room', '20m', '--years', '0', '--json', '-q'];
    const { exit, out, err } = await inProcess(words, text);
    expect(exit, err).toBe(0);
    expect((JSON.parse(out) as OutageResult).maps[0]!.cells).toHaveLength(14);
  });
});

describe('what is wrong', () => {
  test.each([
    [['--target', 'instance=gti'], /there is no instance 'gti'; did you mean git\?/u],
    [['--target', 'cloud=gce'], /the scenario has no cloud/u],
    [['--target', 'instance=git', '--of', 'api'], /--of is for clouds and zones/u],
    [['--target', 'instance=git', '--every', '5h'], /--every 5h: expected a time that divides a day/u],
    [['--target', 'instance=git', '--for', '3x'], /--for 3x: expected a duration/u],
    [['--target', 'instance=git', '--for', '20h', '--no-week'], /hold no outage of 20h/u],
    [['--target', 'instance=git', '--slo', '95%'], /--slo 95%: expected a queue time and the share/u],
    [['--target', 'instance=git', '--years', 'two'], /--years two: expected a whole number/u],
    [['--target', 'instance=git', '--duration', '{lognormal: {median: 2h}}'], /--duration .*expected a duration such as 2h/u],
    [
      ['--target', 'instance=git', '--between', '1us', '--duration', '1us'],
      /about 1\.6e\+13 outages are expected in one year; expected at most 100000; give a longer --between or --duration/u,
    ],
    [['--target', 'instance=git', '--out', ''], /--out is empty/u],
    [
      ['--target', 'instance=git', '--no-week', '--years', '0', '--between', '9d'],
      /--between is of drawn outages, and --years 0 draws none/u,
    ],
    [
      ['--target', 'instance=git', '--no-week', '--years', '0', '--for', '1h', '--duration', '2h'],
      /--duration is of drawn outages, and --years 0 draws none/u,
    ],
  ])('%j is refused with what was expected', (argv, message) =>
    withScenario(async (place) => {
      const { exit, out, err } = await inProcess(['outage', place.at('s.yaml'), ...argv]);
      expect(err).toMatch(message);
      expect([exit, out]).toEqual([2, '']);
      expect(err).not.toContain('    at ');
    }),
  );
});

describe.concurrent('run of a scenario with an outage', () => {
  const EVENTS = `${SCENARIO}events:\n  - { at: 6h, for: 1h, outage: { instance: git } }\n`;

  test('is held against the same run without it, unless told not to', () =>
    inPlace({ 's.yaml': EVENTS, 'config.toml': TOML }, async (place) => {
      const [paired, alone] = await Promise.all([
        place.runcast(['run', 's.yaml', '--json=full', '-q', '--replications', '2']),
        place.runcast(['run', 's.yaml', '--json=full', '-q', '--replications', '2', '--no-pair']),
      ]);
      expect(paired.exit, paired.err).toBe(0);
      const study = studyResultSchema.parse(JSON.parse(paired.out));
      const late = study.paired!.figures.find(({ figure }) => figure === 'lateJobs')!;
      expect(late.extra).toBeGreaterThan(40);
      expect(late.without).toBeLessThan(5);
      const other = studyResultSchema.parse(JSON.parse(alone.out));
      expect(other.paired).toBeUndefined();
      expect(other.rerun).toContain('--no-pair');
      // All is the same but for what only a pair can know.
      const unpaired = study.runs.map((run) => ({ ...run, story: run.story!.map((one) => ({ ...one, jobsLost: null })) }));
      expect(other.runs).toEqual(unpaired);
      expect(study.runs.every(({ story }) => story!.every(({ jobsLost }) => jobsLost === 0))).toBe(true);
      const text = await place.runcast(['run', 's.yaml', '-q', '--full']);
      expect(text.out).toContain('Against the same run without the outage');
    }));
});

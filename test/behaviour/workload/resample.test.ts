/** Whole days of a history, drawn for the days of a run: which jobs come, when by the local clock, how often each day, and what changes nothing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedJobs } from '../../../src/scenario/build/expected-jobs.js';
import type { PreparedScenario } from '../../../src/scenario/prepare.js';
import { withLoad } from '../../../src/study/fleet-patch.js';
import { simulate } from '../../../src/study/simulate.js';
import type { JobRecord } from '../../../src/record/job.js';
import type { PipelineRecord } from '../../../src/record/pipeline.js';
import { DAY, HOUR, MINUTE } from '../../../src/units/time.js';
import { errors, prepared, warnings } from '../../support/scenario-files.js';

const CONFIG = `concurrent = 1000\n[[runners]]\n  name = "host"\n  token = "t"\n  executor = "docker"\n`;
const BERLIN = 'Europe/Berlin';

function scenario(resample: string, more = ''): string {
  return `
name: days
start: 2024-03-04T00:00:00Z
horizon: 14d
instances: { gitlab: { long_polling: off } }
runners: { host: { token: t } }
managers: { host: { config: config.toml } }
workloads:
  history: { ${more} resample: ${resample} }
`;
}

/** A job of a history: an instant and, where it has one, its pipeline. */
interface Row {
  readonly at: number;
  readonly pipeline?: string;
}

function csv(rows: readonly Row[]): string {
  const text = (at: number): string => new Date(at).toISOString();
  return ['queued_at,duration,pipeline', ...rows.map(({ at, pipeline }) => `${text(at)},30,${pipeline ?? ''}`)].join('\n');
}

function open(text: string, history: string, set: readonly string[] = []): PreparedScenario {
  return prepared({ files: { 'config.toml': CONFIG, 'history.csv': history }, set }, text);
}

interface Played {
  readonly jobs: readonly JobRecord[];
  readonly pipelines: readonly PipelineRecord[];
}

function play({ fleet }: PreparedScenario, seed = 1, replication = 0): Played {
  const [jobs, pipelines]: [JobRecord[], PipelineRecord[]] = [[], []];
  simulate(fleet, {
    seed,
    replication,
    recorder: {
      job: (record) => void jobs.push({ ...record }),
      machine: () => undefined,
      pipeline: (record) => void pipelines.push({ ...record }),
    },
  });
  return { jobs: jobs.sort((a, b) => a.queuedAt - b.queuedAt || a.job - b.job), pipelines };
}

/** Date and time of day in a zone, by the platform. */
function local(zone: string): (ms: number) => { date: string; time: string; isWeekend: boolean } {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return (ms) => {
    const [date, time] = format.format(ms).split(' ') as [string, string];
    return { date, time, isWeekend: [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()) };
  };
}

const MONDAY = Date.UTC(2024, 1, 5);
const hours = (count: number): number => count * 3_600_000;
/** A job at the first and the last minute of 21 days, so that all of them are whole; each weekday has jobs of its own number, each day of a weekend one. */
const THREE_WEEKS: readonly Row[] = Array.from({ length: 21 }, (_, day): Row[] => {
  const jobs = day % 7 < 5 ? 2 + (day % 7) + Math.floor(day / 7) : 2;
  return Array.from({ length: jobs }, (_, i) => ({ at: MONDAY + hours(24 * day) + (i === 0 ? 60_000 : hours(24) - i * 60_000) }));
}).flat();

/** Days in spring on which an hour is leapt over. */
const LEAPS = new Set(['2024-03-31', '2025-03-30', '2024-03-10', '2025-03-09']);

interface DayOfRun {
  readonly date: string;
  readonly isWeekend: boolean;
  readonly isCut: boolean;
}

/** The local days of [began, end), and whether each lies in it from midnight to midnight. */
function daysOfRun(began: number, end: number, placeOf: ReturnType<typeof local>): DayOfRun[] {
  const days = new Map<string, DayOfRun>();
  for (let ms = began; ms < end; ms += hours(0.5)) {
    const { date, isWeekend } = placeOf(ms);
    days.set(date, { date, isWeekend, isCut: placeOf(began - 1).date === date || placeOf(end).date === date });
  }
  return [...days.values()];
}

test('each day of a run has exactly the jobs of one whole day of its class, at the same local times', () => {
  const zones = fc.constantFrom('UTC', BERLIN, 'America/New_York', 'Asia/Kolkata');
  const minutes = fc.array(fc.integer({ min: 720, max: 720 + 22 * 1440 }), { minLength: 5, maxLength: 60 });
  const starts = fc.integer({ min: 0, max: 24 * 400 });
  const lengths = fc.integer({ min: 1, max: 240 });
  fc.assert(
    fc.property(zones, minutes, starts, lengths, (zone, drawn, start, length) => {
      // Begins and ends about noon, so that its first and last days are cut in each of the zones.
      const rows = [720, ...drawn, 12 * 1440, 720 + 22 * 1440].sort((a, b) => a - b).map((minute) => ({ at: MONDAY + minute * 60_000 }));
      const [began, end] = [MONDAY + hours(start), MONDAY + hours(start + length)];
      const set = [`start=${new Date(began).toISOString()}`, `horizon=${length}h`];
      const { jobs } = play(open(scenario(`{ file: history.csv, timezone: ${zone} }`), csv(rows), set));
      const placeOf = local(zone);
      const timeOf = rows.map(({ at }) => placeOf(at));
      const whole = [...new Set(timeOf.map(({ date }) => date))].sort();
      for (const { date, isWeekend, isCut } of daysOfRun(began, end, placeOf)) {
        const mine = jobs.filter(({ queuedAt }) => placeOf(began + queuedAt / 1000).date === date);
        const own = mine.map(({ traceLine }) => traceLine - 2).sort((a, b) => a - b);
        const of = new Set(own.map((row) => timeOf[row]!.date));
        expect(of.size).toBeLessThanOrEqual(1);
        for (const { traceLine, queuedAt } of mine) {
          const time = placeOf(began + queuedAt / 1000).time;
          const was = timeOf[traceLine - 2]!;
          expect(was.isWeekend).toBe(isWeekend);
          expect([whole[0], whole.at(-1)]).not.toContain(was.date);
          if (time !== was.time) expect([...LEAPS], `${date} ${time} for ${was.time}`).toContain(date);
        }
        const [drawnDay] = of;
        if (isCut || drawnDay === undefined) continue;
        expect(own).toEqual([...rows.keys()].filter((row) => timeOf[row]!.date === drawnDay));
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('every day is drawn equally often, and the mean load of a day is that of the history', () => {
  const opened = open(scenario('history.csv'), csv(THREE_WEEKS));
  const runs = 150;
  const drawn = new Map<number, number>();
  const loads: number[] = [];
  for (let replication = 0; replication < runs; replication++) {
    const { jobs } = play(opened, 7, replication);
    for (let day = 0; day < 14; day++) {
      const mine = jobs.filter(({ queuedAt }) => Math.floor(queuedAt / DAY) === day);
      const from = Math.floor((THREE_WEEKS[mine[0]!.traceLine - 2]!.at - MONDAY) / hours(24));
      drawn.set(from, (drawn.get(from) ?? 0) + 1);
      if (day % 7 < 5) loads.push(mine.length);
    }
  }
  for (let day = 0; day < 21; day++) {
    const [n, p] = day % 7 < 5 ? [runs * 10, 1 / 15] : [runs * 4, 1 / 6];
    // Four and a half standard deviations of a binomial count.
    expect(Math.abs(drawn.get(day)! - n * p), `day ${day}`).toBeLessThan(4.5 * Math.sqrt(n * p * (1 - p)));
  }
  const weekday = (day: number): number => THREE_WEEKS.filter(({ at }) => Math.floor((at - MONDAY) / hours(24)) === day).length;
  const history = Array.from({ length: 21 }, (_, day) => day)
    .filter((day) => day % 7 < 5)
    .map(weekday);
  const mean = history.reduce((sum, jobs) => sum + jobs, 0) / history.length;
  const sd = Math.sqrt(history.reduce((sum, jobs) => sum + (jobs - mean) ** 2, 0) / history.length);
  const found = loads.reduce((sum, jobs) => sum + jobs, 0) / loads.length;
  expect(Math.abs(found - mean)).toBeLessThan((4.5 * sd) / Math.sqrt(loads.length));
  expect(expectedJobs(opened.fleet.workloads[0]!.arrivals, opened.fleet.horizon)).toBeCloseTo(10 * mean + 4 * 2, 9);
}, 60_000);

describe('the draw', () => {
  const linesOf = (played: Played): string => played.jobs.map(({ traceLine, queuedAt }) => `${traceLine}@${queuedAt}`).join();

  test('is by seed, replication, workload and day: a longer run, another fleet or another workload moves no day of it', () => {
    const opened = open(scenario('history.csv'), csv(THREE_WEEKS));
    const first = linesOf(play(opened));
    expect(linesOf(play(opened))).toBe(first);
    expect(linesOf(play(opened, 2))).not.toBe(first);
    expect(linesOf(play(opened, 1, 1))).not.toBe(first);
    expect(linesOf(play(open(scenario('history.csv'), csv(THREE_WEEKS), ['horizon=21d'])))).toContain(first);
    expect(linesOf(play(open(scenario('history.csv'), csv(THREE_WEEKS), ['instances.gitlab.request_latency=1s'])))).toBe(first);
  });

  test('of a twin is that of the workload that it names', () => {
    const text = scenario('history.csv').replace(
      'workloads:',
      'workloads:\n  twin: { draws: history, resample: history.csv }\n  other: { resample: history.csv }',
    );
    const { jobs } = play(open(text, csv(THREE_WEEKS)));
    const [history, other, twin] = [0, 1, 2].map((workload) =>
      linesOf({ jobs: jobs.filter((job) => job.workload === workload), pipelines: [] }),
    );
    expect(twin).toBe(history);
    expect(other).not.toBe(history);
  });
});

describe('pipelines', () => {
  test('are those of the day, one each time it comes; one that goes over midnight is one of either day', () => {
    const days = Array.from({ length: 5 }, (_, day) => MONDAY + hours(24 * day));
    const rows = days.flatMap((midnight, day) => [
      { at: midnight + 60_000, pipeline: `night ${day}` },
      { at: midnight + hours(10), pipeline: `day ${day}` },
      { at: midnight + hours(10), pipeline: `day ${day}` },
      { at: midnight + hours(23.9), pipeline: `night ${day + 1}` },
    ]);
    const { jobs, pipelines } = play(open(scenario('history.csv'), csv(rows), ['horizon=4d']));
    expect(jobs).toHaveLength(16);
    expect(pipelines.map(({ jobs: own }) => own).sort()).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2]);
    expect(new Set(pipelines.map(({ pipeline }) => pipeline)).size).toBe(12);
    expect(pipelines.every(({ status }) => status === 'success')).toBe(true);
  });

  test('grow in number, every day by its own, with the scale and not in size', () => {
    const days = Array.from({ length: 8 }, (_, day) => MONDAY + hours(24 * (day < 5 ? day : day + 2)));
    const rows = days.flatMap((midnight, day) =>
      [0.5, 5, 12, 23.5].flatMap((hour, i) =>
        [0, 1, 2].map((job) => ({ at: midnight + hours(hour) + job * 1000, pipeline: `${day} ${i}` })),
      ),
    );
    for (const [scale, pipelines] of [
      ['1.5', 6],
      ['0.5', 2],
      ['2', 8],
      ['{ pipelines: 1.25, spread: 0s }', 5],
    ] as const) {
      const opened = open(scenario(`{ file: history.csv, scale: ${scale} }`), csv(rows), ['horizon=5d']);
      const { jobs, pipelines: found } = play(opened);
      expect(found, scale).toHaveLength(5 * pipelines);
      expect(found.every((one) => one.jobs === 3)).toBe(true);
      for (let day = 0; day < 5; day++)
        expect(jobs.filter(({ queuedAt }) => Math.floor(queuedAt / DAY) === day)).toHaveLength(3 * pipelines);
      expect(expectedJobs(opened.fleet.workloads[0]!.arrivals, opened.fleet.horizon)).toBe(15 * pipelines);
    }
    // As a study of growth does it.
    const as = open(scenario('history.csv'), csv(rows), ['horizon=5d']);
    const grown = open(scenario('{ file: history.csv, scale: 1.5 }'), csv(rows), ['horizon=5d']);
    expect(withLoad(as.fleet, [1.5]).workloads).toEqual(grown.fleet.workloads);
  });
});

describe('a job', () => {
  test('has what its row says: when it was created, and when it is cancelled', () => {
    const day = (number: number): string => `2024-02-0${number + 5}`;
    const text = ['created_at,queued_at,duration,cancel_at,cancel'];
    for (let number = 0; number < 3; number++) {
      text.push(`${day(number)}T00:00:10Z,${day(number)}T00:00:20Z,30,,`);
      text.push(`${day(number)}T11:59:50Z,${day(number)}T12:00:00Z,7200,${day(number)}T12:10:00Z,canceled`);
      text.push(`${day(number)}T23:30:00Z,${day(number)}T23:30:00Z,30,,`);
    }
    const { jobs } = play(open(scenario('history.csv'), text.join('\n'), ['start=2024-03-04T00:00:15Z', 'horizon=24h']));
    // The first one was created before the run began.
    expect(jobs.map(({ arrivedAt, queuedAt }) => [arrivedAt, queuedAt])).toEqual([
      [0, 5_000_000],
      [12 * HOUR - 25_000_000, 12 * HOUR - 15_000_000],
      [23.5 * HOUR - 15_000_000, 23.5 * HOUR - 15_000_000],
    ]);
    expect(jobs[1]!.finishedAt - jobs[1]!.queuedAt).toBeLessThan(11 * MINUTE);
  });
});

describe('what is told', () => {
  const told = (rows: readonly Row[], set: readonly string[] = [], text = scenario('history.csv')): string =>
    warnings({ files: { 'config.toml': CONFIG, 'history.csv': csv(rows) }, set }, text).join('\n');
  const wrong = (history: string, set: readonly string[] = []): string =>
    errors({ files: { 'config.toml': CONFIG, 'history.csv': history }, set }, scenario('history.csv')).join('\n');

  test('days that are not wholly in the history, with their rows', () => {
    const rows = THREE_WEEKS.slice(1);
    expect(told(rows)).toMatch(/1 of \d+ rows are left out: 2024-02-05 is not wholly in the history/u);
    expect(told(rows.slice(0, -1))).toMatch(/2024-02-05 and 2024-02-25 are not wholly/u);
  });

  test('a class with one day, and one without any', () => {
    const week = THREE_WEEKS.filter(({ at }) => at < MONDAY + hours(24 * 6));
    expect(told(week)).toMatch(/the history has one whole day of a weekend: each such day of the run is that one/u);
    const weekdays = csv(THREE_WEEKS.filter(({ at }) => at < MONDAY + hours(24 * 5)));
    expect(wrong(weekdays)).toMatch(/the history has no whole day of a weekend, and the run has one \(2024-03-09\)/u);
    expect(wrong(weekdays, ['horizon=5d'])).toBe('');
    expect(wrong(csv(THREE_WEEKS.slice(0, 1)))).toMatch(/the history holds no whole day of UTC/u);
  });

  test('a clock of its own has days of 24 hours and no weekends', () => {
    const rows = Array.from({ length: 4 * 24 }, (_, hour) => `${hour * 3600 + 10},30`);
    const files = { 'config.toml': CONFIG, 'history.csv': ['queued_at,duration', ...rows].join('\n') };
    expect(warnings({ files }, scenario('history.csv')).join()).toMatch(/its zero is taken for a midnight.*all 4 whole days/u);
    const { jobs } = play(prepared({ files }, scenario('history.csv')));
    expect(jobs.map(({ queuedAt }) => queuedAt)).toEqual(Array.from({ length: 14 * 24 }, (_, hour) => hour * HOUR + 10_000_000));
  });
});

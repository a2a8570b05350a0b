/** Schedules and daily variation in the scenario language: when they fire, whatever the clock does, and what is refused. */
import { Cron } from 'croner';
import { describe, expect, test } from 'vitest';
import type { GeneratedArrivals } from '../../../src/fleet/arrivals.js';
import { fireTimes, workerTurns } from '../../../src/scenario/build/schedules.js';
import { byDay } from '../../../src/scenario/build/weekly.js';
import { DAY, HOUR, MINUTE } from '../../../src/units/time.js';
import { errors, prepared, warnings, type Change } from '../../support/scenario-files.js';

const epoch = (instant: string): number => Date.parse(instant) * 1000;
const utc = (start: string, at: readonly number[]): string[] =>
  at.map((since) => new Date(Date.parse(start) + since / 1000).toISOString().replace('.000Z', 'Z'));

describe('the instants of a cron expression', () => {
  test.each([
    ['19 * * * *', 'UTC'],
    ['*/7 3-5,22 * * *', 'UTC'],
    ['30 4 1,15 * 5', 'UTC'],
    ['0 0 * 2 mon-fri', 'America/New_York'],
    ['15 2 * * sun', 'Europe/Berlin'],
    ['@hourly', 'Asia/Kolkata'],
    ['@weekly', 'Asia/Kolkata'],
  ])('%s in %s are those of croner over three weeks without a change of the clock', (cron, zone) => {
    const start = '2019-01-28T11:22:33Z';
    const horizon = 21 * DAY;
    const other = new Cron(cron, { timezone: zone });
    const expected: number[] = [];
    let next = other.nextRun(new Date(Date.parse(start) - 1000));
    for (; next !== null && next.getTime() < Date.parse(start) + horizon / 1000; next = other.nextRun(next)) {
      expected.push((next.getTime() - Date.parse(start)) * 1000);
    }
    expect(expected.length).toBeGreaterThan(2);
    expect(fireTimes(cron, zone, epoch(start), 0, horizon)).toEqual(expected);
  });

  test('a time that the clock leaps over does not come, one that it passes twice comes twice', () => {
    const spring = '2018-03-24T12:00:00Z';
    const autumn = '2018-10-27T12:00:00Z';
    expect(utc(spring, fireTimes('30 2 * * *', 'Europe/Berlin', epoch(spring), 0, 2 * DAY))).toEqual(['2018-03-26T00:30:00Z']);
    expect(utc(autumn, fireTimes('30 2 * * *', 'Europe/Berlin', epoch(autumn), 0, 2 * DAY))).toEqual([
      '2018-10-28T00:30:00Z',
      '2018-10-28T01:30:00Z',
      '2018-10-29T01:30:00Z',
    ]);
    for (const start of [spring, autumn]) {
      const hourly = fireTimes('19 * * * *', 'Europe/Berlin', epoch(start), 0, 2 * DAY);
      expect(hourly).toEqual(Array.from({ length: 48 }, (_, hour) => hour * HOUR + 19 * MINUTE));
    }
  });

  test('the start counts, the horizon does not; what lies before the run is asked for by a negative time', () => {
    const start = epoch('2018-10-08T00:00:00Z');
    expect(fireTimes('0 * * * *', 'UTC', start, 0, 2 * HOUR)).toEqual([0, HOUR]);
    expect(fireTimes('0 * * * *', 'UTC', start + 1000, 0, 2 * HOUR)).toEqual([HOUR - 1000, 2 * HOUR - 1000]);
    expect(fireTimes('0 * * * *', 'UTC', start, -HOUR, HOUR)).toEqual([-HOUR, 0]);
  });
});

test('what is due waits for the next turn of the worker, and comes once a turn', () => {
  expect(workerTurns([5, 20, 21, 29, 30, 61], [10, 20, 30, 40, 60])).toEqual([10, 20, 30]);
  expect(workerTurns([], [10])).toEqual([]);
});

test('a rate is cut at local midnights, 23 and 25 hour days included', () => {
  const start = epoch('2018-10-27T10:00:00Z');
  const cut = byDay({ at: [0, 20 * HOUR], rates: [1, 2] }, 'Europe/Berlin', start, 60 * HOUR);
  // Midnights in Berlin: 22:00 UTC on the 27th, 23:00 on the 28th and 29th, the day between them having 25 hours.
  expect(cut).toEqual({ at: [0, 12 * HOUR, 20 * HOUR, 37 * HOUR], rates: [1, 1, 2, 2], day: [0, 1, 1, 2] });
  // A run that starts at midnight starts with day 0; a step at a midnight is cut once.
  expect(byDay({ at: [0, DAY], rates: [3, 4] }, 'UTC', 0, 2 * DAY)).toEqual({ at: [0, DAY], rates: [3, 4], day: [0, 1] });
});

const PIPELINES = 'pipelines: { rate: 40/h, jobs: { lognormal: { median: 2, p95: 10 } } }';
const scheduled = (schedule: string, beside = `${PIPELINES}\n    `): Change => ({
  swap: [[PIPELINES, `${beside}schedules: { nightly: ${schedule} }`]],
});
function arrivals(change: Change): GeneratedArrivals {
  const found = prepared(change).fleet.workloads.find(({ name }) => name === 'public')!.arrivals;
  if (found.kind !== 'generated') throw new Error('the load of the fixture is generated');
  return found;
}

describe('a schedule in a scenario', () => {
  test('beside the pipelines of its workload', () => {
    const { pattern, schedules } = arrivals(scheduled('{ at: "19 * * * *", pipelines: 7, jobs: 3, jitter: 30s }'));
    expect(pattern.kind).toBe('poisson');
    expect(schedules).toEqual([
      {
        name: 'nightly',
        at: Float64Array.from({ length: 24 }, (_, hour) => hour * HOUR + 19 * MINUTE),
        count: { kind: 'constant', value: 7 },
        jitter: MINUTE / 2,
        batch: { kind: 'constant', value: 3 },
      },
    ]);
  });

  test('alone, in its own zone, with defaults', () => {
    const { pattern, schedules } = arrivals(scheduled('{ at: 0 4 * * *, timezone: Europe/Berlin }', ''));
    expect(pattern).toEqual({ kind: 'none' });
    const one = { kind: 'constant', value: 1 };
    expect(schedules).toEqual([{ name: 'nightly', at: Float64Array.of(2 * HOUR), count: one, jitter: 0, batch: one }]);
  });

  test("by way of GitLab's worker: due at 4, come at 4:19; due just before the run, come in it", () => {
    const at = (schedule: string): number[] => [...(arrivals(scheduled(schedule)).schedules[0]?.at ?? [])].map((time) => time / MINUTE);
    expect(at('{ at: 0 4 * * *, worker: 19 * * * * }')).toEqual([4 * 60 + 19]);
    expect(at('{ at: 50 23 * * *, worker: 19 * * * * }')).toEqual([19]);
    expect(at('{ at: "*/5 6 * * *", worker: 3-59/20 * * * * }')).toEqual([363, 383, 403, 423]);
  });

  test('stays what it is when it is written and read again', () => {
    const { scenario } = prepared(scheduled('{ at: "  19  * * * *", pipelines: { gamma: { mean: 5, cv: 0.50 } }, jitter: 90s }'));
    expect(scenario.workloads['public']!.schedules).toEqual({
      nightly: { at: '19 * * * *', timezone: 'UTC', pipelines: { gamma: { mean: 5, cv: 0.5 } }, jobs: 1, jitter: '1m30s' },
    });
  });

  test.each([
    ['{ at: 19 * * * }', /nightly\.at: '19 \* \* \*' has 4 fields; expected a cron expression of five fields/u],
    ['{ at: 0 19 * * * * * }', /has 7 fields; expected a cron/u],
    ['{ at: 61 * * * * }', /minute field: '61' is out of range/u],
    ['{ at: "@never" }', /'@never' has 1 field/u],
    ['{ at: 19 * * * *, worker: "*" }', /nightly\.worker: .*has 1 field; expected/u],
    ['{ at: 19 * * * *, timezone: Mars/Olympus }', /nightly\.timezone: .*is not a time zone/u],
    ['{ at: 19 * * * *, jitter: 61m }', /nightly\.jitter: the jitter is longer than the time from one turn/u],
    ['{ at: 19 * * * *, pipelines: -1 }', /nightly\.pipelines: /u],
    ['{ pipelines: 3 }', /nightly.*at/u],
    ['{ at: "* * * * *", pipelines: 1000000, jobs: 100 }', /jobs are expected/u],
  ])('%s is refused', (schedule, says) => {
    const found = errors(scheduled(schedule));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(says);
  });

  test('a trace takes none, an empty map is no load', () => {
    const trace = errors({ swap: [['trace: history.csv', 'trace: history.csv\n    schedules: { a: { at: 0 4 * * * } }']] });
    expect(trace.join()).toMatch(/a history has the pipelines of its schedules in it/u);
    expect(errors({ swap: [[PIPELINES, 'schedules: {}']] }).join()).toMatch(/got none, and no schedules/u);
  });

  test('one that never fires is warned of', () => {
    expect(warnings(scheduled('{ at: 0 4 1 1 * }')).join()).toMatch(/nightly\.at: warning: the schedule 'nightly' never fires/u);
  });
});

describe('daily variation', () => {
  const change = (variation: string, rate = '40/h'): Change => ({
    swap: [[PIPELINES, `pipelines: { rate: ${rate}, daily_variation: ${variation} }`]],
    set: ['horizon=3d'],
  });

  test('cuts the rate into days, each with a factor of mean 1', () => {
    const { pattern } = arrivals(change('{ cv: 0.5 }'));
    expect(pattern).toEqual({
      kind: 'poisson',
      at: [0, DAY, 2 * DAY],
      rates: [40 / HOUR, 40 / HOUR, 40 / HOUR],
      variation: { day: [0, 1, 2], factor: { kind: 'gamma', shape: 4, scale: 0.25 } },
    });
    const lognormal = arrivals(change('{ cv: 0.5, distribution: lognormal }')).pattern;
    expect(lognormal.kind === 'poisson' && lognormal.variation?.factor.kind).toBe('lognormal');
  });

  test('of nothing is none', () => {
    expect(arrivals(change('{ cv: 0 }')).pattern).toEqual({ kind: 'poisson', at: [0], rates: [40 / HOUR] });
  });

  test.each([
    ['{ cv: 0.001 }', /daily_variation\.cv: expected 0 or a number from 0\.01 to 3/u],
    ['{ cv: 4 }', /from 0 to 3/u],
    ['{ cv: 1, distribution: normal }', /gamma, lognormal/u],
    ['{}', /cv/u],
  ])('%s is refused', (variation, says) => {
    expect(errors(change(variation)).join()).toMatch(says);
  });
});

/**
 * Schedules and days that differ. Tolerances are four standard deviations of what is held against them, from the theory of the case; the seeds are fixed.
 */
import { describe, expect, test } from 'vitest';
import type { GeneratedArrivals, ScheduleSpec } from '../../../src/fleet/arrivals.js';
import type { BatchFeed } from '../../../src/models/workload/batch-feed.js';
import { PatternFeed } from '../../../src/models/workload/pattern-feed.js';
import { ScheduleFeed } from '../../../src/models/workload/schedule-feed.js';
import { type DistributionSpec, gammaFromMeanCv, lognormalFromMeanCv, Sampler, Streams } from '../../../src/sim/random/index.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import { generated, poisson } from '../../support/arrivals.js';
import { aFleet } from '../../support/fleet-builder.js';
import { runFleet } from '../../support/run-fleet.js';

interface Batch {
  readonly at: number;
  readonly size: number;
  readonly project: number;
  readonly draws: readonly number[];
}

/** The batches of a feed before `end`. */
function batches(feed: BatchFeed, end = Infinity): Batch[] {
  const list: Batch[] = [];
  for (; feed.nextAt < end; feed.next()) {
    list.push({
      at: feed.nextAt,
      size: feed.size,
      project: feed.project,
      draws: [feed.uniform(feed.turn, feed.batch, 0, 0, 1), feed.uniform(feed.turn, feed.batch, 7, 0, 2)],
    });
  }
  return list;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: readonly number[]): number {
  const average = mean(values);
  return values.reduce((sum, value) => sum + (value - average) * (value - average), 0) / (values.length - 1);
}

const constant = (value: number): DistributionSpec => ({ kind: 'constant', value });

describe('days that differ', () => {
  const days = 20;
  const replications = 100;
  const [perDay, cv] = [120, 0.6];
  const n = days * replications;
  const ordinals = Array.from({ length: days }, (_, day) => day);
  const pattern = (factor: DistributionSpec, rate = perDay / DAY): GeneratedArrivals['pattern'] => ({
    kind: 'poisson',
    at: ordinals.map((day) => day * DAY),
    rates: ordinals.map(() => rate),
    variation: { day: ordinals, factor },
  });
  const gamma = gammaFromMeanCv(1, cv);
  const feedOf = (arrivals: GeneratedArrivals, replication = 0): PatternFeed =>
    new PatternFeed('load', arrivals, new Streams(1, replication));
  /** Counts of each of `slots` equal parts of each day. */
  function counts(factor: DistributionSpec, slots: number): number[] {
    return Array.from({ length: replications }, (_, replication) => {
      const list = new Array<number>(days * slots).fill(0);
      for (const { at } of batches(feedOf(generated(pattern(factor)), replication), days * DAY)) list[Math.floor((at * slots) / DAY)]!++;
      return list;
    }).flat();
  }

  test('the counts of days have the stated mean and the index of dispersion 1 + mean cv^2', () => {
    const list = counts(gamma, 1);
    const variance = perDay * (1 + perDay * cv * cv);
    expect(Math.abs(mean(list) - perDay)).toBeLessThan(4 * Math.sqrt(variance / n));
    // Poisson with a gamma mean is negative binomial, r = 1 / cv^2: its excess kurtosis is 6 / r + 1 / variance.
    const excess = 6 * cv * cv + 1 / variance;
    expect(Math.abs(varianceOf(list) / variance - 1)).toBeLessThan(4 * Math.sqrt((2 + excess) / n));
    // Without variation it would be near 1; that it is not is no accident of the tolerance.
    expect(varianceOf(list) / mean(list)).toBeGreaterThan(20);
  });

  test('hours of one day rise and fall together, days do not', () => {
    const slots = 6;
    const list = counts(gamma, slots);
    const perSlot = perDay / slots;
    const dayOf = (i: number): number => Math.floor(i / slots);
    const products = (distance: number): number[] =>
      list.slice(distance).map((count, i) => (count - perSlot) * (list[i]! - perSlot) * (dayOf(i) === dayOf(i + distance) ? 1 : NaN));
    const within = products(1).filter((value) => !Number.isNaN(value));
    const covariance = perSlot * perSlot * cv * cv;
    // The products are correlated within a day, so their own spread over days is what counts.
    const byDay = Array.from({ length: n }, (_, day) => mean(within.slice(day * (slots - 1), (day + 1) * (slots - 1))));
    expect(Math.abs(mean(byDay) - covariance)).toBeLessThan(4 * Math.sqrt(varianceOf(byDay) / n));
    const totals = Array.from({ length: n }, (_, day) => list.slice(day * slots, (day + 1) * slots).reduce((sum, count) => sum + count, 0));
    const lagged = totals.slice(1).map((count, day) => (count - perDay) * (totals[day]! - perDay));
    expect(Math.abs(mean(lagged))).toBeLessThan((4 * perDay * (1 + perDay * cv * cv)) / Math.sqrt(n));
  });

  test('a lognormal factor has mean 1 as well', () => {
    const variance = perDay * (1 + perDay * cv * cv);
    expect(Math.abs(mean(counts(lognormalFromMeanCv(1, cv), 1)) - perDay)).toBeLessThan(4 * Math.sqrt(variance / n));
  });

  test('the cumulative rate is inverted: the batches are those of the rates times the factors', () => {
    const stream = new Streams(1, 0).stream('day/load');
    const factors = ordinals.map((day) => new Sampler(gamma).sample(stream.uniform(day, 0, 0)));
    const plain = generated({
      kind: 'poisson',
      at: ordinals.map((day) => day * DAY),
      rates: factors.map((times) => (perDay / DAY) * times),
    });
    expect(batches(feedOf(generated(pattern(gamma))), days * DAY)).toEqual(batches(feedOf(plain), days * DAY));
  });

  test('moves no other draw: the k-th batch has the same size, project and jobs, whatever the days are like', () => {
    const rest = { batch: { kind: 'exponential', mean: 3 }, projects: [0, 1], projectShare: Float64Array.of(0.5, 1) } as const;
    const varied = batches(feedOf(generated(pattern(gamma), rest)), days * DAY);
    const plain = batches(feedOf(poisson(perDay / DAY, rest)), days * DAY);
    const without = ({ size, project, draws }: Batch): unknown => ({ size, project, draws });
    const length = Math.min(varied.length, plain.length);
    expect(length).toBeGreaterThan(1000);
    expect(varied.slice(0, length).map(without)).toEqual(plain.slice(0, length).map(without));
    expect(varied.map(({ at }) => at)).not.toEqual(plain.map(({ at }) => at));
  });

  test('a day has its factor whatever the rate and whatever comes after it', () => {
    const [slow, fast] = [1000, 4000].map((rate) => batches(feedOf(generated(pattern(gamma, rate / DAY))), days * DAY));
    for (const day of ordinals) {
      const on = (list: readonly Batch[]): number => list.filter(({ at }) => Math.floor(at / DAY) === day).length;
      // Of two Poisson counts of means in the ratio 1 to 4 and one factor: their difference from it, in its own standard deviations.
      const [a, b] = [on(slow!), on(fast!)];
      expect(Math.abs(4 * a - b)).toBeLessThan(4.5 * Math.sqrt(16 * a + b) + 5);
    }
  });
});

const at = Float64Array.from({ length: 24 }, (_, hour) => hour * HOUR + 19 * MINUTE);
const schedule = (options: Partial<ScheduleSpec> = {}): ScheduleSpec => ({
  name: 'nightly',
  at,
  count: constant(1),
  jitter: 0,
  batch: constant(1),
  ...options,
});
const projects = { projects: [0, 1, 2], projectShare: Float64Array.of(0.2, 0.5, 1) };
const turnsOf = (spec: ScheduleSpec, replication = 0): Batch[] =>
  batches(new ScheduleFeed('load', spec, generated({ kind: 'none' }, projects), new Streams(1, replication)));

describe('a schedule', () => {
  test('comes at its turns, so many pipelines each', () => {
    expect(turnsOf(schedule()).map((batch) => batch.at)).toEqual([...at]);
    expect(turnsOf(schedule({ count: constant(2.4) })).map((batch) => batch.at)).toEqual([...at].flatMap((time) => [time, time]));
    expect(turnsOf(schedule({ count: constant(0) }))).toEqual([]);
    expect(turnsOf(schedule({ at: new Float64Array(0) }))).toEqual([]);
  });

  test('draws its pipelines a turn, nothing included, in the stated distribution', () => {
    const replications = 200;
    const chance = [0.25, 0.5, 0.25];
    const count: DistributionSpec = { kind: 'discrete', values: [0, 2, 5], weights: [1, 2, 1] };
    const turns = Array.from({ length: replications }, (_, replication) => turnsOf(schedule({ count }), replication)).flatMap((list) =>
      [...at].map((time) => list.filter((batch) => batch.at === time).length),
    );
    expect(turns).toHaveLength(24 * replications);
    [0, 2, 5].forEach((value, i) => {
      const found = turns.filter((one) => one === value).length;
      expect(Math.abs(found - turns.length * chance[i]!)).toBeLessThan(4 * Math.sqrt(turns.length * chance[i]! * (1 - chance[i]!)));
    });
    const [m, variance] = [2.25, 2 + 6.25 - 2.25 * 2.25];
    expect(Math.abs(mean(turns) - m)).toBeLessThan(4 * Math.sqrt(variance / turns.length));
  });

  test('spreads them evenly over the jitter, in order, none in the next turn', () => {
    const list = turnsOf(schedule({ count: constant(500), jitter: HOUR }));
    expect(list.map((batch) => batch.at)).toEqual(list.map((batch) => batch.at).sort((a, b) => a - b));
    expect(list).toHaveLength(24 * 500);
    const after = list.map((batch, i) => batch.at - at[Math.floor(i / 500)]!);
    expect(Math.min(...after)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...after)).toBeLessThan(HOUR);
    for (let quarter = 0; quarter < 4; quarter++) {
      const found = after.filter((time) => Math.floor((time * 4) / HOUR) === quarter).length;
      expect(Math.abs(found - 3000)).toBeLessThan(4 * Math.sqrt((12_000 * 3) / 16));
    }
    expect(turnsOf(schedule({ count: constant(500), jitter: HOUR }))).toEqual(list);
  });

  test('with more pipelines a turn has those it had before, as they were', () => {
    const options = { jitter: 10 * MINUTE, batch: { kind: 'empirical', values: [1, 2, 9] } } as const;
    const few = turnsOf(schedule({ ...options, count: constant(3) }));
    const many = turnsOf(schedule({ ...options, count: constant(8) }));
    const keys = new Set(many.map((batch) => JSON.stringify(batch)));
    expect(few).toHaveLength(72);
    expect(few.filter((batch) => !keys.has(JSON.stringify(batch)))).toEqual([]);
    expect(new Set(few.map(({ size }) => size))).toEqual(new Set([1, 2, 9]));
    expect(new Set(few.map(({ project }) => project))).toEqual(new Set([0, 1, 2]));
  });

  test('the delay is a whole number below the jitter: with a jitter of one microsecond there is none', () => {
    expect(new Set(turnsOf(schedule({ count: constant(50), jitter: 1 })).map((batch) => batch.at))).toEqual(new Set(at));
    const two = turnsOf(schedule({ at: Float64Array.of(0), count: constant(50), jitter: 2 })).map((batch) => batch.at);
    expect([...new Set(two)]).toEqual([0, 1]);
  });

  test('another name, workload or replication draws anew', () => {
    const spec = schedule({ count: constant(3), jitter: HOUR });
    const other = new ScheduleFeed('other', spec, generated({ kind: 'none' }, projects), new Streams(1, 0));
    const times = [turnsOf(spec), turnsOf({ ...spec, name: 'b' }), turnsOf(spec, 1), batches(other)].map((list) =>
      JSON.stringify(list.map((batch) => batch.at)),
    );
    expect(new Set(times).size).toBe(4);
  });
});

describe('schedules beside a pattern', () => {
  const classes = (['short', 'long'] as const).map((name, i) => ({
    name,
    weight: 1,
    duration: { kind: 'exponential', mean: (1 + i) * MINUTE } as const,
    tags: [],
    protected: false,
    failure: 0.2,
  }));
  const rest = { ...projects, classes, batch: { kind: 'exponential', mean: 3 } } as const;
  /** What can be seen of each job: when it came, whose it is, how long its script ran and how it ended. */
  function seen(arrivals: GeneratedArrivals): string[] {
    const workload = { arrivals };
    const manager = { concurrent: 1000, entry: { machine: 'none', limit: 0, requestConcurrency: 1000 } } as const;
    const { jobs } = runFleet(aFleet({ horizon: 30 * HOUR, projects: 3, manager, workload }), { watch: false });
    expect(jobs.filter(({ status }) => status !== 'success' && status !== 'failed')).toEqual([]);
    return jobs.map(({ queuedAt, project, scriptAt, finishedAt, status }) => [queuedAt, project, finishedAt - scriptAt, status].join());
  }
  const poissonOfADay = { kind: 'poisson', at: [0, DAY], rates: [20 / HOUR, 0] } as const;
  const plain = seen(generated(poissonOfADay, rest));
  const first = schedule({ count: constant(4), jitter: 5 * MINUTE, batch: { kind: 'exponential', mean: 2 } });
  const second = schedule({ name: 'weekly', at: Float64Array.of(4 * HOUR), count: constant(30) });
  const more = (list: readonly string[], fewer: readonly string[]): number => {
    const left = new Map<string, number>();
    for (const job of list) left.set(job, (left.get(job) ?? 0) + 1);
    for (const job of fewer) {
      expect(left.get(job) ?? 0, job).toBeGreaterThan(0);
      left.set(job, left.get(job)! - 1);
    }
    return list.length - fewer.length;
  };

  test('add their own jobs and move no other', () => {
    expect(plain.length).toBeGreaterThan(1000);
    const one = seen(generated(poissonOfADay, { ...rest, schedules: [first] }));
    expect(more(one, plain)).toBeGreaterThanOrEqual(4 * 24);
    const both = seen(generated(poissonOfADay, { ...rest, schedules: [first, second] }));
    expect(more(both, one)).toBe(30);
    const alone = seen(generated({ kind: 'none' }, { ...rest, schedules: [first] }));
    expect(more(one, alone)).toBe(plain.length);
  });

  test('come in order of time; of one instant the pattern first, then by their order', () => {
    const instant = { kind: 'deterministic', first: 0, every: HOUR, count: 2 } as const;
    const both = [schedule({ name: 'a', at: Float64Array.of(0, HOUR) }), schedule({ name: 'b', at: Float64Array.of(HOUR - SECOND, HOUR) })];
    const arrivals = (of: Partial<GeneratedArrivals>): GeneratedArrivals => generated(instant, { schedules: both, ...of });
    const list = (options: Partial<GeneratedArrivals>): number[] =>
      runFleet(aFleet({ horizon: 2 * HOUR, managers: [], workload: { arrivals: arrivals(options) } }), { watch: false }).jobs.map(
        ({ queuedAt }) => queuedAt / SECOND,
      );
    expect(list({})).toEqual([0, 0, 3599, 3600, 3600, 3600]);
    // The bound on the jobs is one for all of them.
    expect(list({ maxJobs: 4 })).toEqual([0, 0, 3599, 3600]);
  });
});

/**
 * Generated arrivals, seen through runs without managers: every job stays pending, so its record says when it came and whose it is.
 * Tolerances of counts are four standard deviations of what they are held against; the seeds are fixed.
 */
import { describe, expect, test } from 'vitest';
import type { GeneratedArrivals } from '../../../../src/fleet/arrivals.js';
import type { JobRecord } from '../../../../src/record/job.js';
import { HOUR, MINUTE, SECOND } from '../../../../src/units/time.js';
import { generated, poisson } from '../../../support/arrivals.js';
import { aFleet } from '../../../support/fleet-builder.js';
import { runFleet } from '../../../support/run-fleet.js';

interface ArriveOptions {
  readonly horizon?: number;
  readonly replication?: number;
  readonly projects?: number;
  readonly name?: string;
}

/** The jobs that come within the horizon (at most a day: after that GitLab would drop them). */
function arrive(arrivals: GeneratedArrivals, options: ArriveOptions = {}): readonly Readonly<JobRecord>[] {
  const { horizon = 12 * HOUR, replication = 0, projects = 1, name = 'load' } = options;
  const { jobs } = runFleet(aFleet({ horizon, projects, managers: [], workload: { name, arrivals } }), { replication, watch: false });
  for (const { status, queuedAt, arrivedAt } of jobs) expect([status, arrivedAt]).toEqual(['pending', queuedAt]);
  return jobs;
}

function times(jobs: readonly Readonly<JobRecord>[]): number[] {
  return jobs.map(({ queuedAt }) => queuedAt);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('Poisson arrivals', () => {
  // Nothing at first and in the third piece; rates of 20, 60 and 5 an hour in the others, the last without an end.
  const at = [0, HOUR, 3 * HOUR, 4 * HOUR, 5.5 * HOUR];
  const rates = [0, 20 / HOUR, 0, 60 / HOUR, 5 / HOUR];
  const horizon = 10 * HOUR;
  const replications = 200;
  const runs = Array.from({ length: replications }, (_, replication) =>
    times(arrive(generated({ kind: 'poisson', at, rates }), { horizon, replication })),
  );
  const within = (list: readonly number[], from: number, to: number): number => list.filter((time) => from <= time && time < to).length;

  test.each(at.map((from, i) => [from / HOUR, from, at[i + 1] ?? horizon, rates[i]!]))(
    'the counts of the piece from hour %d on are Poisson: mean and variance',
    (_, from, to, rate) => {
      const expected = rate * (to - from);
      const counts = runs.map((list) => within(list, from, to));
      if (expected === 0) {
        expect(Math.max(...counts)).toBe(0);
        return;
      }
      const average = mean(counts);
      expect(Math.abs(average - expected)).toBeLessThan(4 * Math.sqrt(expected / replications));
      // The index of dispersion is chi-square with n - 1 degrees over n - 1: its standard deviation is the root of 2 / (n - 1).
      const variance = counts.reduce((sum, count) => sum + (count - average) * (count - average), 0) / (replications - 1);
      expect(Math.abs(variance / average - 1)).toBeLessThan(4 * Math.sqrt(2 / (replications - 1)));
    },
  );

  test('within a piece they fall evenly', () => {
    // Four quarters of the piece from hour 4 to hour 5.5, over all runs.
    const quarter = (1.5 * HOUR) / 4;
    const counts = [0, 1, 2, 3].map((i) =>
      runs.reduce((sum, list) => sum + within(list, 4 * HOUR + i * quarter, 4 * HOUR + (i + 1) * quarter), 0),
    );
    const expected = (rates[3]! * quarter * replications) / 1;
    for (const count of counts) expect(Math.abs(count - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });

  test('neighbouring pieces are independent of each other', () => {
    const [a, b] = [runs.map((list) => within(list, HOUR, 3 * HOUR)), runs.map((list) => within(list, 4 * HOUR, 5.5 * HOUR))];
    const [meanA, meanB] = [mean(a), mean(b)];
    const covariance = mean(a.map((count, i) => (count - meanA) * (b[i]! - meanB)));
    expect(Math.abs(covariance / Math.sqrt(meanA * meanB))).toBeLessThan(4 / Math.sqrt(replications));
  });

  test('the inverse of the cumulative rate: with twice the rate the same batches come at half their times', () => {
    const slow = times(arrive(poisson(30 / HOUR)));
    const fast = times(arrive(poisson(60 / HOUR), { horizon: 6 * HOUR }));
    expect(slow.length).toBeGreaterThan(300);
    expect(fast).toHaveLength(slow.length);
    slow.forEach((time, i) => expect(Math.abs(fast[i]! - time / 2)).toBeLessThanOrEqual(1));
  });

  test('an idle hour put in between moves what comes after it by an hour and nothing else', () => {
    const plain = times(arrive(poisson(30 / HOUR), { horizon: 8 * HOUR }));
    const withGap = times(
      arrive(generated({ kind: 'poisson', at: [0, 2 * HOUR, 3 * HOUR], rates: [30 / HOUR, 0, 30 / HOUR] }), { horizon: 9 * HOUR }),
    );
    expect(withGap).toHaveLength(plain.length);
    plain.forEach((time, i) => expect(Math.abs(withGap[i]! - (time < 2 * HOUR ? time : time + HOUR))).toBeLessThanOrEqual(1));
  });

  test('a rate that falls to nothing for good ends them', () => {
    const list = times(arrive(generated({ kind: 'poisson', at: [0, HOUR], rates: [100 / HOUR, 0] })));
    expect(list.length).toBeGreaterThan(50);
    expect(list.at(-1)!).toBeLessThan(HOUR);
  });

  test('replications and workloads differ, the same is the same', () => {
    const first = times(arrive(poisson(30 / HOUR)));
    expect(times(arrive(poisson(30 / HOUR)))).toEqual(first);
    expect(times(arrive(poisson(30 / HOUR), { replication: 1 }))).not.toEqual(first);
    expect(times(arrive(poisson(30 / HOUR), { name: 'other' }))).not.toEqual(first);
  });
});

describe('other patterns', () => {
  test('deterministic: the first, then one every so often, as many as told', () => {
    const arrivals = generated({ kind: 'deterministic', first: 5 * SECOND, every: 7 * SECOND, count: 4 });
    expect(times(arrive(arrivals)).map((time) => time / SECOND)).toEqual([5, 12, 19, 26]);
  });

  test('all at once: one batch', () => {
    const arrivals = generated({ kind: 'all_at_once', at: MINUTE }, { batch: { kind: 'constant', value: 12 } });
    expect(times(arrive(arrivals))).toEqual(Array.from({ length: 12 }, () => MINUTE));
  });
});

describe('batches', () => {
  test.each([
    [0, 1],
    [0.4, 1],
    [2.5, 3],
    [3.4, 3],
  ])('a size of %d is rounded to %i', (value, size) => {
    const arrivals = generated({ kind: 'deterministic', first: 0, every: MINUTE, count: 5 }, { batch: { kind: 'constant', value } });
    expect(arrive(arrivals)).toHaveLength(5 * size);
  });

  test('the sizes are those of their distribution, and a batch has one project', () => {
    const batches = 3000;
    const arrivals = generated(
      { kind: 'deterministic', first: 0, every: 10 * SECOND, count: batches },
      { batch: { kind: 'empirical', values: [1, 2, 5] }, projects: [0, 1], projectShare: Float64Array.of(0.5, 1) },
    );
    const byBatch = new Map<number, number[]>();
    for (const { queuedAt, project } of arrive(arrivals, { projects: 2 }))
      byBatch.set(queuedAt, [...(byBatch.get(queuedAt) ?? []), project]);
    expect(byBatch.size).toBe(batches);
    for (const projects of byBatch.values()) expect(new Set(projects).size).toBe(1);
    const sizes = [...byBatch.values()].map(({ length }) => length);
    for (const size of [1, 2, 5]) {
      const count = sizes.filter((one) => one === size).length;
      expect(Math.abs(count - batches / 3)).toBeLessThan(4 * Math.sqrt((batches * 2) / 9));
    }
  });

  test('maxJobs stops them, also within a batch', () => {
    const arrivals = generated(
      { kind: 'deterministic', first: 0, every: MINUTE, count: 100 },
      { batch: { kind: 'constant', value: 3 }, maxJobs: 10 },
    );
    expect(times(arrive(arrivals)).map((time) => time / MINUTE)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 3]);
    expect(arrive(poisson(100 / HOUR, { maxJobs: 7 }))).toHaveLength(7);
  });

  test('a bound on the jobs does not change those before it', () => {
    const all = times(arrive(poisson(30 / HOUR)));
    expect(times(arrive(poisson(30 / HOUR, { maxJobs: 50 })))).toEqual(all.slice(0, 50));
  });
});

test('projects come in their shares', () => {
  const shares = [0.5, 0.3, 0.15, 0.05];
  const jobs = 4000;
  const arrivals = generated(
    { kind: 'deterministic', first: 0, every: 10 * SECOND, count: jobs },
    { projects: [3, 1, 0, 2], projectShare: Float64Array.of(0.5, 0.8, 0.95, 1) },
  );
  const records = arrive(arrivals, { projects: 4 });
  [3, 1, 0, 2].forEach((project, i) => {
    const count = records.filter((record) => record.project === project).length;
    const share = shares[i]!;
    expect(Math.abs(count - share * jobs)).toBeLessThan(4 * Math.sqrt(jobs * share * (1 - share)));
  });
});

test('classes come by weight, with their own durations and failures', () => {
  const jobs = 2000;
  const kind = { tags: [], protected: false };
  const fleet = aFleet({
    horizon: 20 * HOUR,
    manager: { entry: { machine: 'none' } },
    workload: {
      arrivals: generated(
        { kind: 'deterministic', first: 0, every: 30 * SECOND, count: jobs },
        {
          classes: [
            { name: 'short', weight: 3, duration: { kind: 'constant', value: SECOND }, failure: 0, ...kind },
            { name: 'long', weight: 1, duration: { kind: 'constant', value: 2 * SECOND }, failure: 0.4, ...kind },
          ],
        },
      ),
    },
  });
  const { jobs: records } = runFleet(fleet, { watch: false });
  const long = records.filter(({ finishedAt, scriptAt }) => finishedAt - scriptAt === 2 * SECOND);
  const short = records.filter(({ finishedAt, scriptAt }) => finishedAt - scriptAt === SECOND);
  expect(long.length + short.length).toBe(jobs);
  expect(Math.abs(long.length - jobs / 4)).toBeLessThan(4 * Math.sqrt((jobs * 3) / 16));
  expect(short.filter(({ status }) => status !== 'success')).toEqual([]);
  const failed = long.filter(({ status }) => status === 'failed').length;
  expect(Math.abs(failed - 0.4 * long.length)).toBeLessThan(4 * Math.sqrt(long.length * 0.24));
});

/** Days of a history as they are played: by hand on three days, on a fixed host with slots for all. */
import { describe, expect, test } from 'vitest';
import type { ResampledArrivals, RunDay } from '../../../../src/fleet/arrivals.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src/units/time.js';
import { aFleet, type WorkloadOptions } from '../../../support/fleet-builder.js';
import { runFleet, type FleetOutcome } from '../../../support/run-fleet.js';

/** The first day has a pipeline of two jobs around another of one, the second a job of none, the third nothing. */
const HISTORY = {
  kind: 'resample',
  count: 4,
  script: Float64Array.of(60, 120, 180, 240).map((seconds) => seconds * SECOND),
  project: Int32Array.of(0, 1, 0, 2),
  tags: new Int32Array(4),
  tagSets: [[]],
  bits: new Uint8Array(4),
  pipeline: Int32Array.of(1, 2, 1, 0),
  timeout: new Float64Array(4).fill(Infinity),
  line: Int32Array.of(2, 3, 4, 5),
  clock: Float64Array.of(1, 2, 3, 20).map((hours) => hours * HOUR),
  createdBefore: Float64Array.of(0, MINUTE, 0, 0),
  cancelAfter: new Float64Array(4).fill(Infinity),
  names: ['first', 'second', 'empty'],
  firstRow: Int32Array.of(0, 3, 4, 4),
  pools: [0, 1, 2].map((day) => Int32Array.of(day)),
} as const;
const [FIRST, SECOND_DAY, EMPTY] = [0, 1, 2];

const plainDay = (pool: number, from: number): RunDay => ({ pool, pieces: [{ until: Infinity, from }] });

interface PlayOptions {
  readonly workload?: WorkloadOptions;
  readonly replication?: number;
  /** Slots; default: for all. */
  readonly slots?: number;
}

function play(days: readonly RunDay[], over: Partial<ResampledArrivals> = {}, options: PlayOptions = {}): FleetOutcome {
  const { workload, replication = 0, slots = 50 } = options;
  const arrivals = { ...HISTORY, days, ...over };
  const manager = { concurrent: slots, checkInterval: SECOND, entry: { machine: 'none' as const, requestConcurrency: 50 } };
  // A running job hears of a cancel by what it says of itself.
  const instance = { trace: { output: 'chatty' as const } };
  const fleet = aFleet({ instance, horizon: 5 * DAY, projects: 3, manager, workload: { name: 'load', arrivals, ...workload } });
  return runFleet(fleet, { watch: false, replication });
}
const comings = ({ jobs }: FleetOutcome): number[][] => jobs.map(({ traceLine, queuedAt }) => [traceLine, queuedAt / HOUR]);

describe('a day of a run', () => {
  test('has the rows of its day at their times, and nothing where that has none', () => {
    const found = play([plainDay(FIRST, 0), plainDay(EMPTY, DAY), plainDay(EMPTY, 2 * DAY), plainDay(SECOND_DAY, 3 * DAY)]);
    expect(comings(found)).toEqual([
      [2, 1],
      [3, 2],
      [4, 3],
      [5, 92],
    ]);
    expect(found.jobs.map(({ project, finishedAt, scriptAt }) => [project, (finishedAt - scriptAt) / SECOND])).toEqual([
      [0, 60],
      [1, 120],
      [0, 180],
      [2, 240],
    ]);
    expect(found.jobs.map(({ queuedAt, arrivedAt }) => queuedAt - arrivedAt)).toEqual([0, MINUTE, 0, 0]);
  });

  test('that a run begins in has those that are left of it; the pipeline is smaller then', () => {
    const found = play([plainDay(FIRST, -1.5 * HOUR)]);
    expect(comings(found)).toEqual([
      [3, 0.5],
      [4, 1.5],
    ]);
    expect(found.pipelines.map(({ jobs }) => jobs)).toEqual([1, 1]);
  });

  test('on which the clock is changed has each row by the piece that its time lies in, in the order of the run', () => {
    // From 02:30 on the clock is an hour and three quarters ahead: what comes at 03:00 by it is before what comes at 02:00.
    const pieces = [
      { until: 2.5 * HOUR, from: 0 },
      { until: Infinity, from: -1.75 * HOUR },
    ];
    const found = play([{ pool: FIRST, pieces }]);
    expect(comings(found)).toEqual([
      [2, 1],
      [4, 1.25],
      [3, 2],
    ]);
    expect(found.pipelines.map(({ jobs }) => jobs).sort()).toEqual([1, 2]);
  });
});

describe('a pipeline', () => {
  test('has its jobs of one day, and is another when the day comes again', () => {
    const { jobs, pipelines } = play([plainDay(FIRST, 0), plainDay(FIRST, DAY)]);
    expect(jobs.map(({ pipeline }) => pipeline)).toEqual([1, 2, 1, 3, 4, 3]);
    expect(pipelines.map(({ pipeline, jobs: own, status }) => [pipeline, own, status])).toEqual([
      [2, 1, 'success'],
      [1, 2, 'success'],
      [4, 1, 'success'],
      [3, 2, 'success'],
    ]);
  });

  test('is none where no row names one', () => {
    const { jobs, pipelines } = play([plainDay(FIRST, 0)], { pipeline: new Int32Array(0) });
    expect(jobs.map(({ pipeline }) => pipeline)).toEqual([0, 0, 0]);
    expect(pipelines).toEqual([]);
  });
});

describe('a job', () => {
  test('has the lesser of its own time limit and that of the workload', () => {
    const timeout = Float64Array.of(Infinity, 30 * SECOND, Infinity, Infinity);
    const { jobs } = play([plainDay(FIRST, 0)], { timeout }, { workload: { timeout: 100 * SECOND } });
    expect(jobs.map(({ status, finishedAt, startedAt }) => [status, (finishedAt - startedAt) / SECOND])).toEqual([
      ['success', 60],
      ['timed_out', 30],
      ['timed_out', 100],
    ]);
  });

  test('is cancelled so long after it came by whoever did; its retry is not', () => {
    const [fails, isCancelledAtOnce] = [2, 4];
    const { jobs } = play(
      [plainDay(FIRST, 0)],
      {
        bits: Uint8Array.of(fails | isCancelledAtOnce, 0, isCancelledAtOnce, 0),
        // The first has failed by then; its retry waits for two minutes, behind the second. The third has run a minute and a half of three.
        clock: Float64Array.of(0, 30 * SECOND, HOUR, 20 * HOUR),
        cancelAfter: Float64Array.of(90 * SECOND, Infinity, 90 * SECOND, Infinity),
      },
      { workload: { retry: { max: 1, when: ['failed'] } }, slots: 1 },
    );
    const told = jobs.map(({ traceLine, attempt, status }) => `${traceLine}/${attempt} ${status}`).sort();
    expect(told).toEqual(['2/0 failed', '2/1 failed', '3/0 success', '4/0 cancelled']);
    const retry = jobs.find(({ attempt }) => attempt === 1)!;
    expect(retry.startedAt - retry.queuedAt).toBeGreaterThan(90 * SECOND);
    expect(retry.finishedAt - retry.scriptAt).toBe(MINUTE);
  });
});

test('days of a class are drawn by the replication, and the same again', () => {
  const days = Array.from({ length: 4 }, (_, day) => plainDay(0, day * DAY));
  const one = { pools: [Int32Array.of(0, 1)] };
  const drawn = (replication: number): string =>
    comings(play(days, one, { replication }))
      .map(([line, at]) => `${line}@${at}`)
      .join();
  const all = Array.from({ length: 12 }, (_, replication) => drawn(replication));
  expect(drawn(3)).toBe(all[3]);
  // Sixteen ways to draw four of two days.
  expect(new Set(all).size).toBeGreaterThan(5);
});

/** Pipelines, minute by minute: a fixed host with slots for all takes each job when it becomes pending, so the tables are of stages alone. */
import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../../src/units/time.js';
import type { WorkloadOptions } from '../../../support/fleet-builder.js';
import { aFleet } from '../../../support/fleet-builder.js';
import type { FleetOptions } from '../../../support/fleet-builder.js';
import { generated } from '../../../support/arrivals.js';
import { pipelinesOf } from '../../../support/pipelines.js';
import { runFleet } from '../../../support/run-fleet.js';
import type { FleetOutcome } from '../../../support/run-fleet.js';

const HOST = { concurrent: 50, checkInterval: SECOND, entry: { machine: 'none' as const, requestConcurrency: 50 } };
/** A running job hears of a cancel every three seconds from its hand-out on. */
const HEARING = { trace: { output: 'chatty' as const } };

function run(workload: WorkloadOptions, options: FleetOptions = {}): FleetOutcome {
  return runFleet(aFleet({ horizon: HOUR, projects: 3, manager: HOST, workload, ...options }));
}

const minutes = (at: number): number => (at < 0 ? at : at / MINUTE);

/** Pipeline, attempt, queued, started, finished (minutes, -1 = never) and status of each job, in order of their ordinals. */
function table({ jobs }: FleetOutcome): unknown[] {
  return jobs.map(({ pipeline, attempt, queuedAt, startedAt, finishedAt, status }) => [
    pipeline,
    attempt,
    ...[queuedAt, startedAt, finishedAt].map(minutes),
    status,
  ]);
}

/** Ordinal, created, started, finished (minutes), status and jobs of each pipeline, as they were written. */
function pipelines(outcome: FleetOutcome): unknown[] {
  return outcome.pipelines.map(({ pipeline, createdAt, startedAt, finishedAt, status, jobs }) => [
    pipeline,
    ...[createdAt, startedAt, finishedAt].map(minutes),
    status,
    jobs,
  ]);
}

describe('stages', () => {
  test('a diamond: both sides wait for the first stage, the last one for both', () => {
    const diamond = [
      { script: MINUTE },
      { needs: [0], jobs: 2, script: 2 * MINUTE },
      { needs: [0], script: 5 * MINUTE },
      { needs: [1, 2], script: MINUTE },
    ];
    const outcome = run({ arrivals: pipelinesOf(diamond) });
    expect(table(outcome)).toEqual([
      [1, 0, 0, 0, 1, 'success'],
      [1, 0, 1, 1, 3, 'success'],
      [1, 0, 1, 1, 3, 'success'],
      [1, 0, 1, 1, 6, 'success'],
      [1, 0, 6, 6, 7, 'success'],
    ]);
    expect(pipelines(outcome)).toEqual([[1, 0, 0, 7, 'success', 5]]);
    expect(new Set(outcome.jobs.map(({ arrivedAt }) => arrivedAt))).toEqual(new Set([0]));
  });

  test('a stage that failed has what needs it skipped, directly or not; its own jobs and others run on', () => {
    const outcome = run({
      arrivals: pipelinesOf([
        { failure: 1 },
        { needs: [], script: 4 * MINUTE },
        { needs: [0] },
        { needs: [1, 2] },
        { needs: [1], script: 2 * MINUTE },
      ]),
    });
    expect(table(outcome)).toEqual([
      [1, 0, 0, 0, 1, 'failed'],
      [1, 0, 0, 0, 4, 'success'],
      [1, 0, 4, 4, 6, 'success'],
    ]);
    expect(pipelines(outcome)).toEqual([[1, 0, 0, 6, 'failed', 3]]);
  });

  test('a failure that is allowed stops nothing and fails nothing', () => {
    const outcome = run({ arrivals: pipelinesOf([{ failure: 1, allowFailure: true }, {}]) });
    expect(table(outcome)).toEqual([
      [1, 0, 0, 0, 1, 'failed'],
      [1, 0, 1, 1, 2, 'success'],
    ]);
    expect(pipelines(outcome)).toEqual([[1, 0, 0, 2, 'success', 2]]);
  });

  test('a stage without jobs is over at once', () => {
    const outcome = run({ arrivals: pipelinesOf([{ jobs: 0 }, {}, { jobs: 0 }, {}]) });
    expect(table(outcome)).toEqual([
      [1, 0, 0, 0, 1, 'success'],
      [1, 0, 1, 1, 2, 'success'],
    ]);
  });

  test('a pipeline without jobs is not created', () => {
    const outcome = run({ arrivals: pipelinesOf([{ jobs: 0 }, { jobs: 0 }], { count: 3 }) });
    expect([outcome.jobs, outcome.pipelines]).toEqual([[], []]);
  });

  test('a delayed job becomes pending so long after its needs are met', () => {
    const outcome = run({ arrivals: pipelinesOf([{}, { delay: 10 * MINUTE }]) });
    expect(table(outcome)).toEqual([
      [1, 0, 0, 0, 1, 'success'],
      [1, 0, 11, 11, 12, 'success'],
    ]);
  });

  test('what has not ended at the end of the run is written as running, in order of creation', () => {
    const outcome = run({ arrivals: pipelinesOf([{}, { script: 2 * HOUR }, {}], { count: 2, every: 10 * MINUTE }) });
    expect(pipelines(outcome)).toEqual([
      [1, 0, 0, -1, 'running', 2],
      [2, 10, 10, -1, 'running', 2],
    ]);
    const unserved = run({ arrivals: pipelinesOf([{ jobs: 3 }]) }, { managers: [] });
    expect(pipelines(unserved)).toEqual([[1, 0, -1, -1, 'running', 3]]);
  });

  test('the bound of jobs cuts the last pipeline', () => {
    const outcome = run({ arrivals: pipelinesOf([{ jobs: 2 }, { jobs: 2 }], { count: 9, maxJobs: 7 }) });
    expect(outcome.pipelines.map(({ jobs }) => jobs)).toEqual([4, 3]);
  });
});

describe('the next job', () => {
  // One slot: what waits goes by id, and the jobs of a pipeline have theirs from its creation.
  const oneSlot: FleetOptions = {
    manager: { ...HOST, concurrent: 1 },
    runner: { type: 'group' },
  };

  test('is of the later stage of the older pipeline, before the younger pipeline that waits longer', () => {
    const arrivals = pipelinesOf([{ script: 5 * MINUTE }, { script: 5 * MINUTE }], { count: 2, every: MINUTE });
    expect(table(run({ arrivals }, oneSlot)).map((row) => (row as number[]).slice(0, 4))).toEqual([
      [1, 0, 0, 0],
      [2, 0, 1, 10],
      [1, 0, 5, 5],
      [2, 0, 15, 15],
    ]);
  });

  test('also when both were created at one instant', () => {
    const turn = {
      name: 'turn',
      at: Float64Array.of(0),
      count: { kind: 'constant', value: 2 } as const,
      jitter: 0,
      batch: { kind: 'constant', value: 1 } as const,
    };
    const { pipeline } = pipelinesOf([{ script: 5 * MINUTE }, { script: 5 * MINUTE }]);
    const arrivals = generated({ kind: 'none' }, { schedules: [turn], pipeline });
    const { jobs } = run({ arrivals }, oneSlot);
    const started = [...jobs].sort((a, b) => a.startedAt - b.startedAt);
    expect(started.map((job) => job.pipeline)).toEqual([1, 1, 2, 2]);
  });
});

describe('retries', () => {
  test('come at once, as new jobs, as often as allowed; the stage waits for them', () => {
    const outcome = run({ arrivals: pipelinesOf([{ failure: 1, jobs: 1 }, {}]), retry: { max: 2, when: ['failed'] } });
    expect(table(outcome)).toEqual([
      [1, 0, 0, 0, 1, 'failed'],
      [1, 1, 1, 1, 2, 'failed'],
      [1, 2, 2, 2, 3, 'failed'],
    ]);
    expect(outcome.jobs.map(({ arrivedAt }) => minutes(arrivedAt))).toEqual([0, 1, 2]);
    expect(pipelines(outcome)).toEqual([[1, 0, 0, 3, 'failed', 3]]);
  });

  test('that succeed let the next stage go on; each try has draws of its own', () => {
    const { jobs, pipelines: records } = run({
      arrivals: pipelinesOf([{ failure: 0.5 }, {}], { count: 40 }),
      retry: { max: 20, when: ['failed'] },
    });
    expect(records.map(({ status }) => status)).toEqual(records.map(() => 'success'));
    for (const record of records) {
      const own = jobs.filter(({ pipeline }) => pipeline === record.pipeline);
      expect(own.map(({ attempt }) => attempt)).toEqual([...own.slice(0, -1).map((_, i) => i), 0]);
      expect(own.map(({ status }) => status)).toEqual([...own.slice(2).map(() => 'failed'), 'success', 'success']);
      expect(record.finishedAt - record.createdAt).toBe(own.length * MINUTE);
    }
    expect(jobs.length - 80).toBeGreaterThan(20);
  });

  test('are made only for the statuses that are listed', () => {
    const timesOut = { arrivals: pipelinesOf([{ script: 5 * MINUTE }]), timeout: 2 * MINUTE };
    expect(table(run({ ...timesOut, retry: { max: 1, when: ['failed', 'runner_system_failure', 'stuck'] } }))).toHaveLength(1);
    expect(table(run({ ...timesOut, retry: { max: 1, when: ['timed_out'] } }))).toEqual([
      [1, 0, 0, 0, 2, 'timed_out'],
      [1, 1, 2, 2, 4, 'timed_out'],
    ]);
  });

  test('of a job that was lost with its manager come after the sweep, to another manager', () => {
    const killed: FleetOptions = {
      horizon: 3 * HOUR,
      managers: [HOST, { ...HOST, running: false }],
      events: [
        { at: 5 * MINUTE, kind: 'kill', manager: 0 },
        { at: HOUR, kind: 'start', manager: 1 },
      ],
    };
    const workload = { jobs: [{ script: 10 * MINUTE }, { script: MINUTE }] };
    const outcome = run({ ...workload, retry: { max: 2, when: ['stuck'] } }, killed);
    expect(table(outcome)).toEqual([
      [0, 0, 0, 0, 120, 'runner_system_failure'],
      [0, 0, 0, 0, 1, 'success'],
      // The sweep comes after the feed of its instant; the next one is a second later.
      [0, 1, 120, 120 + 1 / 60, expect.closeTo(130 + 1 / 60), 'success'],
    ]);
    expect(run({ ...workload, retry: { max: 2, when: ['runner_system_failure'] } }, killed).jobs).toHaveLength(2);
  });

  test('of a trace run the same script again and keep its pipeline; a cancelled job never comes again', () => {
    const jobs = [
      { script: 3 * MINUTE, fails: true, pipeline: 7 },
      { at: MINUTE, script: 10 * MINUTE, cancelAt: 2 * MINUTE, cancelAtOnce: true },
      { at: 20 * MINUTE, pipeline: 7 },
    ];
    const outcome = run({ jobs, retry: { max: 1, when: ['failed'] } }, { instance: HEARING });
    expect(table(outcome)).toEqual([
      [7, 0, 0, 0, 3, 'failed'],
      [0, 0, 1, 1, 2, 'cancelled'],
      [7, 1, 3, 3, 6, 'failed'],
      [7, 0, 20, 20, 21, 'success'],
    ]);
    expect(pipelines(outcome)).toEqual([[7, 0, 0, 21, 'failed', 3]]);
  });
});

describe('a new push', () => {
  const pushes = { count: 2, every: 10 * MINUTE, supersedes: 1 };

  test('cancels pending jobs at once and running ones where their stage is interruptible', () => {
    const stages = [
      { needs: [], script: 20 * MINUTE, interruptible: true },
      { needs: [], script: 25 * MINUTE, failure: 1 },
      { needs: [], jobs: 2, script: 20 * MINUTE },
      { needs: [0] },
    ];
    // Three slots, so that the second job of the third stage still waits at ten minutes.
    const outcome = run(
      { arrivals: pipelinesOf(stages, pushes), retry: { max: 1, when: ['failed'] } },
      { manager: { ...HOST, concurrent: 3 }, instance: HEARING },
    );
    const first = outcome.jobs.filter(({ pipeline }) => pipeline === 1);
    expect(table({ ...outcome, jobs: first })).toEqual([
      // It hears of it with the call that ends at that very instant.
      [1, 0, 0, 0, 10, 'cancelled'],
      [1, 0, 0, 0, 25, 'failed'],
      [1, 0, 0, 0, 20, 'success'],
      [1, 0, 0, -1, 10, 'cancelled'],
    ]);
    expect(pipelines(outcome)[0]).toEqual([1, 0, 0, 25, 'cancelled', 4]);
  });

  test('cancels jobs that are delayed: they never become pending, and the pipeline is over', () => {
    const outcome = run({ arrivals: pipelinesOf([{}, { delay: 30 * MINUTE }, {}], pushes) });
    // Of the second: a minute, the delay, and two jobs of a minute.
    expect(pipelines(outcome)).toEqual([
      [1, 0, 0, 10, 'cancelled', 1],
      [2, 10, 10, 43, 'success', 3],
    ]);
    expect(table(outcome)).toHaveLength(4);
  });

  test('does nothing to a pipeline that has ended, nor to that of another project', () => {
    const over = run({ arrivals: pipelinesOf([{}], pushes) });
    expect(over.pipelines.map(({ status }) => status)).toEqual(['success', 'success']);
    const projects = { projects: [0, 1, 2], projectShare: Float64Array.of(0.33, 0.66, 1) };
    const { pipelines: records } = run(
      { arrivals: pipelinesOf([{ script: 15 * MINUTE }], { ...pushes, ...projects, count: 12, every: 10 * MINUTE }) },
      { horizon: 3 * HOUR, managers: [] },
    );
    for (const { pipeline, project, createdAt, finishedAt, status } of records) {
      const next = records.find((other) => other.project === project && other.pipeline > pipeline);
      expect([status, finishedAt]).toEqual(next === undefined ? ['running', -1] : ['cancelled', next.createdAt]);
      expect(createdAt).toBeLessThan(2 * HOUR);
    }
  });
});

describe('batches without stages', () => {
  const batches = (value: number) =>
    generated({ kind: 'deterministic', first: 0, every: MINUTE, count: 2 }, { batch: { kind: 'constant', value } });

  test('are pipelines where they may have several jobs', () => {
    const outcome = run({ arrivals: batches(3) });
    expect(pipelines(outcome)).toEqual([
      [1, 0, 0, 1, 'success', 3],
      [2, 1, 1, 2, 'success', 3],
    ]);
    expect(outcome.jobs.map(({ pipeline }) => pipeline)).toEqual([1, 1, 1, 2, 2, 2]);
  });

  test('of one job are none, but with retries', () => {
    expect(run({ arrivals: batches(1) }).pipelines).toEqual([]);
    expect(run({ arrivals: batches(1), retry: { max: 1, when: ['failed'] } }).pipelines).toHaveLength(2);
  });

  test('of which a user has cancelled a job have been cancelled, unless one has failed too', () => {
    const cancelled = { script: 10 * MINUTE, cancelAt: 5 * MINUTE };
    const jobs = [
      { ...cancelled, pipeline: 1 },
      { script: MINUTE, pipeline: 1 },
      { ...cancelled, pipeline: 2 },
      { script: MINUTE, pipeline: 2, fails: true },
      { script: MINUTE, pipeline: 3 },
    ];
    const outcome = run({ jobs }, { instance: HEARING });
    expect(outcome.pipelines.map(({ pipeline, status }) => [pipeline, status]).sort()).toEqual([
      [1, 'cancelled'],
      [2, 'failed'],
      [3, 'success'],
    ]);
  });

  test('a history has the pipelines it names; each is over with the last of its jobs', () => {
    const jobs = [
      { script: MINUTE, pipeline: 2 },
      { at: MINUTE, arrivedAt: 0, pipeline: 1, fails: true },
      { at: 2 * MINUTE },
      { at: 30 * MINUTE, arrivedAt: 0, pipeline: 2 },
      { at: 50 * MINUTE, script: HOUR, pipeline: 3 },
    ];
    expect(pipelines(run({ jobs }))).toEqual([
      [1, 0, 1, 2, 'failed', 1],
      [2, 0, 0, 31, 'success', 2],
      [3, 50, 50, -1, 'running', 1],
    ]);
  });
});

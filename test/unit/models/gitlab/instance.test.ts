/** What a GitLab answers to the requests of a process, and what its hourly sweep ends: by hand, over small fleets. Times in seconds. */
import { describe, expect, test } from 'vitest';
import type { EventSpec } from '../../../../src/fleet/event.js';
import { HOUR, MINUTE, SECOND } from '../../../../src/units/time.js';
import { aFleet, type FleetOptions } from '../../../support/fleet-builder.js';
import { runFleet, type FleetOutcome } from '../../../support/run-fleet.js';

/** A host of ten slots that feeds every 10 s. */
const host = { checkInterval: 10 * SECOND, entry: { machine: 'none' as const } };
const run = (options: FleetOptions): FleetOutcome => runFleet(aFleet({ manager: host, ...options }));
const pause = (at: number, paused: boolean, runner = 0): EventSpec => ({ kind: paused ? 'pause' : 'unpause', at: at * SECOND, runner });
const starts = ({ jobs }: FleetOutcome): (readonly [number, string])[] =>
  jobs.map(({ startedAt, status }) => [startedAt < 0 ? -1 : startedAt / SECOND, status]);
/** Begin and end of the requests that were open for a while, and the job each got. */
const open = ({ requests }: FleetOutcome): number[][] =>
  requests.filter(({ at, end }) => end !== at).map(({ at, end, job }) => [at / SECOND, end < 0 ? -1 : end / SECOND, job]);

describe('a paused registration', () => {
  const instance = { longPolling: 50 * SECOND };

  test('is answered at once, though others would wait', () => {
    const { requests } = run({ instance, runner: { paused: true }, horizon: 25 * SECOND });
    expect(requests.map(({ at, end }) => [at, end].map((time) => time / SECOND))).toEqual([
      [0, 0],
      [10, 10],
      [20, 20],
    ]);
  });

  test.each(['job', 'empty', 'rails'] as const)(
    'is answered when it is paused, and gets nothing until it is not: wakes by %s',
    (longPollWake) => {
      const outcome = run({
        instance: { ...instance, longPollWake },
        horizon: 65 * SECOND,
        events: [pause(25, true), pause(45, false)],
        jobs: [{ at: 30 * SECOND }],
      });
      // The one that waited is answered at 25; from 45 on the next feed, at 50, gets the job.
      const [first] = open(outcome);
      expect(first![1]).toBe(25);
      expect(starts(outcome)).toEqual([[50, 'running']]);
    },
  );
});

describe('a job that comes while requests wait', () => {
  const two = {
    runners: [{}, { tags: ['big'], runUntagged: false }],
    managers: [0, 1].map((runner) => ({ ...host, startOffset: runner * SECOND, entry: { runner, machine: 'none' as const } })),
    horizon: 30 * SECOND,
  };

  test('is given to the first that may have it, and no other is answered', () => {
    const outcome = run({ ...two, instance: { longPolling: 50 * SECOND, longPollWake: 'job' }, jobs: [{ at: 5 * SECOND, tags: ['big'] }] });
    expect(outcome.jobs.map(({ runner, startedAt }) => [runner, startedAt / SECOND])).toEqual([[1, 5]]);
    expect(
      open(outcome)
        .map(([at, end, job]) => [at, end, job])
        .slice(0, 2),
    ).toEqual([
      [0, -1, 0],
      [1, 5, 1],
    ]);
  });

  test('lets those that may have it be answered without one: they come back for it', () => {
    const outcome = run({
      ...two,
      instance: { longPolling: 50 * SECOND, longPollWake: 'empty' },
      jobs: [{ at: 5 * SECOND, tags: ['big'] }],
    });
    expect(open(outcome).slice(0, 2)).toEqual([
      [0, -1, 0],
      [1, 5, 0],
    ]);
    expect(outcome.jobs.map(({ runner, startedAt }) => [runner, startedAt / SECOND])).toEqual([[1, 11]]);
  });
});

describe('without long polling', () => {
  test.each(['job', 'empty', 'rails'] as const)('a request without a job is answered at once: wakes by %s', (longPollWake) => {
    const { requests } = run({ instance: { longPollWake, requestLatency: SECOND }, horizon: 25 * SECOND });
    expect(requests.map(({ at, end }) => (end - at) / SECOND)).toEqual([1, 1, 1]);
  });
});

describe('the sweep of each full hour', () => {
  const still = { runner: { paused: true }, horizon: 30 * HOUR };

  test('ends jobs that have waited an hour where every registration is paused', () => {
    const outcome = run({ ...still, horizon: 4 * HOUR, jobs: [{ at: 0 }, { at: 1 }, { at: HOUR }, { at: HOUR + 1 }] });
    expect(
      outcome.jobs.map(({ finishedAt, status, failureReason, unmatched }) => [finishedAt / HOUR, status, failureReason, unmatched]),
    ).toEqual([
      [1, 'runner_system_failure', 'stuck', false],
      [2, 'runner_system_failure', 'stuck', false],
      [2, 'runner_system_failure', 'stuck', false],
      [3, 'runner_system_failure', 'stuck', false],
    ]);
  });

  test('also behind one that was created before them and became pending later', () => {
    const outcome = run({ ...still, horizon: 4 * HOUR, jobs: [{ at: 10 * MINUTE }, { at: 110 * MINUTE, arrivedAt: 0 }] });
    expect(outcome.jobs.map(({ queuedAt, finishedAt }) => [queuedAt / MINUTE, finishedAt / HOUR])).toEqual([
      [10, 2],
      [110, 3],
    ]);
  });

  test('and those that no registration may take', () => {
    const outcome = run({ horizon: 2 * HOUR + 1, jobs: [{ at: MINUTE, tags: ['nobody'] }] });
    expect(outcome.jobs.map(({ finishedAt, failureReason, unmatched }) => [finishedAt / HOUR, failureReason, unmatched])).toEqual([
      [2, 'stuck', true],
    ]);
  });

  test('and after a day those that a registration may take but none does', () => {
    const outcome = run({
      horizon: 26 * HOUR,
      runners: [{}, { tags: ['rare'], runUntagged: false }],
      manager: { ...host, entry: { runner: 0, machine: 'none' } },
      jobs: [
        { at: 0, tags: ['rare'] },
        { at: 1, tags: ['rare'] },
        { at: 3 * HOUR, tags: ['rare'] },
      ],
    });
    expect(outcome.jobs.map(({ finishedAt, status }) => [finishedAt < 0 ? finishedAt : finishedAt / HOUR, status])).toEqual([
      [24, 'runner_system_failure'],
      [25, 'runner_system_failure'],
      [-1, 'pending'],
    ]);
  });

  test('and a running job whose process has been gone for an hour', () => {
    const outcome = run({
      horizon: 4 * HOUR,
      jobs: [
        { at: 0, script: 3 * HOUR },
        { at: HOUR, script: 3 * HOUR },
      ],
      events: [{ kind: 'kill', at: HOUR + 20 * SECOND, manager: 0 }],
    });
    // Silent since a little after 1 h: at 2 h not for an hour, at 3 h for longer.
    expect(outcome.jobs.map(({ finishedAt, failureReason }) => [finishedAt / HOUR, failureReason])).toEqual([
      [3, 'stuck'],
      [3, 'stuck'],
    ]);
  });

  test('at the very hour: what has been silent for exactly one goes', () => {
    const outcome = run({
      horizon: 4 * HOUR,
      jobs: [{ at: 0, script: 9 * HOUR }],
      events: [{ kind: 'kill', at: HOUR, manager: 0 }],
    });
    expect(outcome.jobs[0]!.finishedAt / HOUR).toBe(2);
  });
});

describe('a job that its user cancels while it is pending', () => {
  const jobs = [{ at: 5 * SECOND, cancelAt: 8 * SECOND }];

  test('is over then, and no process gets it', () => {
    const outcome = run({ horizon: MINUTE, jobs });
    expect(outcome.jobs.map(({ startedAt, finishedAt, status }) => [startedAt, finishedAt / SECOND, status])).toEqual([
      [-1, 8, 'cancelled'],
    ]);
  });

  test('is over as it comes where it was cancelled before', () => {
    const outcome = run({ horizon: MINUTE, jobs: [{ at: 5 * SECOND, arrivedAt: SECOND, cancelAt: 3 * SECOND }] });
    expect(outcome.jobs.map(({ finishedAt, status }) => [finishedAt / SECOND, status])).toEqual([[5, 'cancelled']]);
  });
});

test('a job is overtaken by those that come later and are handed out before it, not by one that is cancelled', () => {
  const cancelled = run({ horizon: MINUTE, jobs: [{ at: 5 * SECOND }, { at: 6 * SECOND, cancelAt: 8 * SECOND }] });
  expect(cancelled.jobs.map(({ overtaken, status }) => [overtaken, status])).toEqual([
    [0, 'running'],
    [0, 'cancelled'],
  ]);
});

describe('fair usage', () => {
  /** Two slots for long jobs; project 0 has three of them before the one of project 1. */
  const jobs = [0, 1, 2, 3].map((at) => ({ at: at * MINUTE, script: 100 * MINUTE, project: at === 3 ? 1 : 0 }));
  const taken = (options: FleetOptions): number[] => {
    const events = [pause(0, true), pause(600, false)];
    const outcome = run({ projects: 2, horizon: HOUR, manager: { ...host, concurrent: 2 }, jobs, events, ...options });
    return outcome.jobs.flatMap(({ job, startedAt }) => (startedAt > 0 ? [job] : []));
  };

  test('of instance runners: the project with fewer running jobs first', () => {
    expect(taken({})).toEqual([1, 4]);
  });

  test('not where it is off, nor for runners of a project or group', () => {
    expect(taken({ instance: { fairUsage: false } })).toEqual([1, 2]);
    expect(taken({ runner: { type: 'group' } })).toEqual([1, 2]);
  });
});

describe('what is running', () => {
  /** Five jobs on three slots that feed every 10 s; the third of project 0 comes before that of project 2. Only one slot is free from 10 s to 100 s. */
  const first = (options: FleetOptions = {}): number => {
    const outcome = run({
      projects: 3,
      horizon: 90 * SECOND,
      manager: { ...host, concurrent: 3 },
      jobs: [
        { at: 0, script: 8 * SECOND },
        { at: 0, script: 100 * SECOND },
        { at: 0, script: 100 * SECOND, project: 1 },
        { at: 12 * SECOND, script: 100 * SECOND },
        { at: 13 * SECOND, script: 100 * SECOND, project: 2 },
      ],
      ...options,
    });
    return outcome.jobs.find(({ startedAt }) => startedAt === 20 * SECOND)!.job;
  };

  test('of a project counts for fair usage until it ends, each job once', () => {
    // One of project 0 still runs, none of project 2.
    expect(first()).toBe(5);
    expect(first({ instance: { fairUsage: false } })).toBe(4);
  });
});

test('a job that was never handed out has no machine, no start and no script', () => {
  const never = { startedAt: -1, scriptAt: -1, machine: 0, machineUse: 0, runner: -1, manager: -1 };
  const outcome = run({ runner: { paused: true }, horizon: MINUTE, jobs: [{}, { cancelAt: 30 * SECOND }] });
  expect(outcome.jobs).toMatchObject([
    { ...never, status: 'pending', finishedAt: -1 },
    { ...never, status: 'cancelled', finishedAt: 30 * SECOND },
  ]);
});

describe('signals of a workload', () => {
  const times = (outcome: FleetOutcome, name: string): number[] => {
    const { signal } = outcome.signals.find((one) => one.name === name)!;
    return [signal.peak, (signal.timeAverage() * outcome.now) / SECOND];
  };

  test('hold its jobs while they are pending, and while they run', () => {
    const outcome = run({ horizon: 2 * MINUTE, jobs: [{ at: 5 * SECOND }, { at: 65 * SECOND, script: 10 * SECOND }] });
    // Pending from 5 to 10 and from 65 to 70, running from 10 to 70 and from 70 to 80.
    expect(times(outcome, 'jobs_pending')).toEqual([1, expect.closeTo(10, 6) as number]);
    expect(times(outcome, 'jobs_running')).toEqual([1, expect.closeTo(70, 6) as number]);
  });

  test('lose a pending job that is cancelled, or swept', () => {
    const outcome = run({
      horizon: 2 * HOUR,
      runner: { paused: true },
      jobs: [{ at: 0 }, { at: 5 * SECOND, cancelAt: 8 * SECOND }],
    });
    expect(times(outcome, 'jobs_pending')).toEqual([2, expect.closeTo(3600 + 3, 3) as number]);
  });

  test('hold a job whose process is gone until the sweep finds it silent, and its project with it', () => {
    const outcome = run({
      horizon: 3 * HOUR,
      jobs: [{ at: 0, script: 9 * HOUR }],
      events: [{ kind: 'kill', at: HOUR, manager: 0 }],
    });
    expect(times(outcome, 'jobs_running')).toEqual([1, expect.closeTo(2 * 3600, 3) as number]);
  });
});

describe('an instance that is down', () => {
  const down = (from: number, to: number): NonNullable<FleetOptions['outages']> => [
    {
      name: 'down',
      target: { kind: 'instance', index: 0 },
      times: { kind: 'fixed', windows: [{ from: from * SECOND, to: to * SECOND }] },
      effect: { kind: 'unavailable', status: 503 },
    },
  ];

  test('gives no job while it is, and cuts who waits as it begins', () => {
    const outcome = run({
      instance: { longPolling: 50 * SECOND },
      horizon: 70 * SECOND,
      outages: down(25, 45),
      jobs: [{ at: 30 * SECOND }],
    });
    expect(open(outcome)[0]).toEqual([0, 25, 0]);
    expect(starts(outcome)).toEqual([[50, 'running']]);
  });

  test('does nothing to who comes when it is back', () => {
    const outcome = run({
      instance: { longPolling: 50 * SECOND },
      horizon: 40 * SECOND,
      outages: down(5, 15),
      jobs: [{ at: 30 * SECOND }],
    });
    // Cut at 5, refused at 10, waits from 20 on.
    expect(
      open(outcome)
        .map(([at, end]) => [at, end])
        .slice(0, 2),
    ).toEqual([
      [0, 5],
      [20, 30],
    ]);
  });
});

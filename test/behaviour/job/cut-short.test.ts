/** A running job whose machine dies, that GitLab cancels, or whose GitLab is down when it is done; and what it tells GitLab meanwhile. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { OutageSpec } from '../../../src/fleet/outage.js';
import { JobRun } from '../../../src/models/manager/job-run.js';
import { NOT_YET } from '../../../src/record/not-yet.js';
import { PREPARATION_PARTS } from '../../../src/record/preparation.js';
import type { JobRecord } from '../../../src/record/job.js';
import type { PreparationPart } from '../../../src/record/preparation.js';
import { HOUR, MILLISECOND, MINUTE, SECOND } from '../../../src/units/time.js';
import type { FleetOptions, InstanceOptions } from '../../support/fleet-builder.js';
import { aFleet } from '../../support/fleet-builder.js';
import type { FleetOutcome } from '../../support/run-fleet.js';
import { runFleet } from '../../support/run-fleet.js';

/** The jobs of the run, in the order of their hand-outs. */
let runs: JobRun[] = [];
beforeEach(() => {
  const assigned = Object.getOwnPropertyDescriptor(JobRun.prototype, 'assigned')!.value as (this: JobRun) => void;
  vi.spyOn(JobRun.prototype, 'assigned').mockImplementation(function (this: JobRun): void {
    runs.push(this);
    assigned.call(this);
  });
});

/** Plays event by event, the feeder's ticks of each second included, and acts at the first event of the instant. */
function playAnd(at: number, act: () => void, options: FleetOptions): FleetOutcome {
  let hasActed = false;
  runs = [];
  const outcome = runFleet(aFleet({ horizon: 20 * MINUTE, ...options }), {
    slice: 1,
    skipQuietTicks: false,
    between: (now) => {
      if (hasActed || now < at) return;
      expect(now).toBe(at);
      hasActed = true;
      act();
    },
  });
  expect(hasActed).toBe(true);
  return outcome;
}

/** Parts that are not 0, in seconds. */
function partsOf(job: Readonly<JobRecord> | undefined): Partial<Record<PreparationPart, number>> {
  const parts = PREPARATION_PARTS.map((part, i) => [part, job!.preparation[i]! / SECOND] as const);
  return Object.fromEntries(parts.filter(([, time]) => time !== 0));
}

const ON_DEMAND = { concurrent: 2, checkInterval: SECOND, entry: { machine: { idleTime: HOUR } } };
const HOST = { concurrent: 2, checkInterval: SECOND, entry: { machine: 'none' as const } };
const STAGES = { prepare: 2 * SECOND, prepareScript: SECOND, getSources: 4 * SECOND, cleanup: 200 * MILLISECOND };
const CHATTY: InstanceOptions = { trace: { output: 'chatty' } };

describe('a machine that dies', () => {
  const died = (at: number, options: FleetOptions = {}): FleetOutcome =>
    playAnd(at, () => runs[0]!.machineDied(), { manager: ON_DEMAND, workload: { stages: STAGES, jobs: [{}] }, ...options });

  test('ends its job then, with a final update', () => {
    // In use at 30 s, script from 37 s.
    const { jobs, views } = died(50 * SECOND, { instance: { finalUpdateLatency: SECOND } });
    expect(jobs[0]).toMatchObject({
      status: 'runner_system_failure',
      failureReason: 'machine_died',
      scriptAt: 37 * SECOND,
      finishedAt: 51 * SECOND,
      machine: 1,
      machineUse: 1,
    });
    expect(views[0]).toMatchObject({ scriptEnd: 50 * SECOND, result: 'system_failure' });
  });

  test('in its preparation leaves it without a script', () => {
    const { jobs } = died(34 * SECOND);
    expect(jobs[0]).toMatchObject({ failureReason: 'machine_died', scriptAt: NOT_YET, finishedAt: 34 * SECOND });
    expect(partsOf(jobs[0])).toEqual({ boot: 30, stages: 4 });
  });

  test('during the final update, or before it is used, changes nothing', () => {
    const instance = { finalUpdateLatency: 10 * SECOND };
    expect(died(100 * SECOND, { instance }).jobs[0]).toMatchObject({ status: 'success', finishedAt: 107.2 * SECOND });
    expect(died(20 * SECOND).jobs[0]).toMatchObject({ status: 'success', scriptAt: 37 * SECOND });
  });

  test('after its job was interrupted: the death is the reason', () => {
    const events = [{ at: 31 * SECOND, kind: 'stop' as const, manager: 0, signal: 'SIGTERM' as const }];
    const { jobs } = playAnd(32 * SECOND, () => runs[0]!.machineDied(), {
      manager: ON_DEMAND,
      workload: { stages: STAGES, jobs: [{}] },
      instance: { requestLatency: SECOND },
      // A tick to act at: the process that stops feeds no more.
      managers: [ON_DEMAND, { ...ON_DEMAND, entry: { runner: 0 } }],
      events,
    });
    expect(jobs[0]).toMatchObject({ failureReason: 'machine_died', finishedAt: 32 * SECOND });
  });
});

test('machines of a zone that is gone: the job dies with its machine', () => {
  const outage: OutageSpec = {
    name: 'zone',
    target: { kind: 'zone', index: 0 },
    times: { kind: 'fixed', windows: [{ from: 50 * SECOND, to: 10 * MINUTE }] },
    effect: { kind: 'down', api: 'fails', machines: 'die' },
  };
  const { jobs } = runFleet(aFleet({ manager: ON_DEMAND, outages: [outage], workload: { stages: STAGES, jobs: [{}] } }));
  expect(jobs[0]).toMatchObject({ failureReason: 'machine_died', scriptAt: 37 * SECOND, finishedAt: 50 * SECOND });
});

describe('a running job that GitLab cancels', () => {
  const cancelled = (at: number, atOnce: boolean, options: FleetOptions = {}): Readonly<JobRecord> =>
    playAnd(at, () => runs[0]!.cancelNow(atOnce), {
      instance: CHATTY,
      manager: HOST,
      workload: { stages: STAGES, jobs: [{}] },
      ...options,
    }).jobs[0]!;

  test('ends at its next sign of life, with its cleanup or without', () => {
    // Text at 3 s, 6 s, 9 s, 12 s ...; the script runs from 7 s to 67 s.
    expect(cancelled(10 * SECOND, true)).toMatchObject({ status: 'cancelled', scriptAt: 7 * SECOND, finishedAt: 12 * SECOND });
    expect(cancelled(10 * SECOND, false)).toMatchObject({ status: 'cancelled', finishedAt: 12.2 * SECOND });
  });

  test('in its preparation begins no script', () => {
    expect(cancelled(4 * SECOND, false)).toMatchObject({ status: 'cancelled', scriptAt: NOT_YET, finishedAt: 6 * SECOND });
  });

  test('is as if it had been known from the start', () => {
    for (const at of [1, 5, 6, 9, 31, 66, 67].map((s) => s * SECOND)) {
      for (const atOnce of [true, false]) {
        const planned = runFleet(
          aFleet({ instance: CHATTY, manager: HOST, workload: { stages: STAGES, jobs: [{ cancelAt: at, cancelAtOnce: atOnce }] } }),
        ).jobs[0]!;
        expect(cancelled(at, atOnce), `${at}`).toEqual(planned);
      }
    }
  });

  test('runs on where it gives no sign of life, and once its stages are over', () => {
    expect(cancelled(10 * SECOND, true, { instance: {} })).toMatchObject({ status: 'success' });
    const instance = { trace: { output: 'chatty' as const }, finalUpdateLatency: 10 * SECOND };
    expect(cancelled(70 * SECOND, true, { instance })).toMatchObject({ status: 'success', finishedAt: 77.2 * SECOND });
  });

  test('waiting for its machine ends with the attempt', () => {
    // A machine comes at 30 s: it counts a use, and its preparation fails at once.
    const manager = ON_DEMAND;
    expect(cancelled(10 * SECOND, true, { manager })).toMatchObject({ status: 'cancelled', finishedAt: 30 * SECOND, machineUse: 1 });
    // Three boots fail: the attempt is over at 3 x (30 s + 1 s).
    const zone = { bootFailure: 1 };
    expect(cancelled(10 * SECOND, true, { manager, zone })).toMatchObject({ status: 'cancelled', finishedAt: 93 * SECOND });
  });

  test('in the pause after an attempt ends with the notice, before 19.0 with the pause', () => {
    // Text each second: the cancel is noticed as it comes. The pause lasts from 93 s to 96 s.
    const instance = { trace: { output: 'chatty' as const, updateInterval: SECOND } };
    const zone = { bootFailure: 1 };
    const other = { ...HOST, entry: { ...HOST.entry, runner: 1 } };
    const runners = [{}, { paused: true }];
    const fleet = { instance, zone, runners };
    expect(cancelled(94 * SECOND, true, { ...fleet, managers: [ON_DEMAND, other] })).toMatchObject({ finishedAt: 94 * SECOND });
    const older = { ...ON_DEMAND, flags: { attemptPauseIsCut: false } };
    expect(cancelled(94 * SECOND, true, { ...fleet, managers: [older, other] })).toMatchObject({
      status: 'cancelled',
      finishedAt: 96 * SECOND,
    });
  });

  test('whose update "running" is under way does not begin', () => {
    const instance = { updateLatency: 5 * SECOND };
    expect(cancelled(2 * SECOND, true, { instance })).toMatchObject({ status: 'cancelled', scriptAt: NOT_YET, finishedAt: 5 * SECOND });
  });

  test('a second cancel changes nothing', () => {
    const twice = playAnd(
      10 * SECOND,
      () => {
        runs[0]!.cancelNow(false);
        runs[0]!.cancelNow(true);
      },
      { instance: CHATTY, manager: HOST, workload: { stages: STAGES, jobs: [{}] } },
    ).jobs[0]!;
    expect(twice.finishedAt).toBe(12.2 * SECOND);
  });
});

describe('an update that ends while GitLab is down', () => {
  const down = (...windows: readonly (readonly [number, number])[]): OutageSpec => ({
    name: 'gitlab',
    target: { kind: 'instance', index: 0 },
    times: { kind: 'fixed', windows: windows.map(([from, to]) => ({ from: from * SECOND, to: to * SECOND })) },
    effect: { kind: 'unavailable', status: 502 },
  });
  const play = (outage: OutageSpec, instance: InstanceOptions, options: FleetOptions = {}): readonly Readonly<JobRecord>[] =>
    runFleet(aFleet({ manager: HOST, outages: [outage], instance, jobs: [{}], ...options })).jobs;

  test('final: is sent again when GitLab is back, and again', () => {
    // The script ends at 60 s, the update at 65 s.
    const instance = { finalUpdateLatency: 5 * SECOND };
    expect(play(down([50, 120]), instance)[0]!.finishedAt).toBe(125 * SECOND);
    expect(play(down([50, 120], [122, 130]), instance)[0]!.finishedAt).toBe(135 * SECOND);
    // Windows are half open.
    expect(play(down([50, 65]), instance)[0]!.finishedAt).toBe(65 * SECOND);
    expect(play(down([65, 100]), instance)[0]!.finishedAt).toBe(105 * SECOND);
    expect(play(down([50, 120]), {})[0]!.finishedAt).toBe(120 * SECOND);
  });

  test('keeps the worker', () => {
    const manager = { ...HOST, concurrent: 1 };
    const jobs = play(down([50, 120]), { finalUpdateLatency: 5 * SECOND }, { manager, jobs: [{}, { at: SECOND }] });
    expect(jobs[1]!.startedAt).toBeGreaterThanOrEqual(125 * SECOND);
    expect(jobs[1]!.status).toBe('success');
  });

  test('"running": the job begins after it', () => {
    const [job] = play(down([5, 100]), { updateLatency: 10 * SECOND });
    expect(job!.scriptAt).toBe(110 * SECOND);
    expect(partsOf(job)).toEqual({ update: 110 });
    // Before 18.5 there is none.
    const [older] = play(down([5, 100]), { updateLatency: 10 * SECOND }, { manager: { ...HOST, flags: { runningUpdateInSlot: false } } });
    expect(older!.scriptAt).toBe(0);
  });
});

describe('what GitLab is told', () => {
  const told = (options: FleetOptions): [status: number, trace: number] => {
    const [counters] = runFleet(aFleet({ manager: HOST, jobs: [{}], ...options })).counters;
    return [counters!.statusUpdates, counters!.traceUpdates];
  };

  test('two updates of the status, before 18.5 one', () => {
    expect(told({})).toEqual([2, 0]);
    expect(told({ manager: { ...HOST, flags: { runningUpdateInSlot: false } } })).toEqual([1, 0]);
  });

  test('text every three seconds and what is left at the end, or a touch every 33 s', () => {
    // Text at 3 s, 6 s ... 57 s (what would be sent at 60 s is the last), touches at 3 s, 36 s.
    expect(told({ instance: CHATTY })).toEqual([2, 20]);
    expect(told({ instance: { trace: { output: 'silent' } } })).toEqual([2, 2]);
  });

  test('a job that is cancelled before it begins sends no more than it does', () => {
    const jobs = [{ cancelAt: SECOND, cancelAtOnce: true }];
    const instance = { trace: { output: 'chatty' as const }, updateLatency: 2 * SECOND };
    expect(told({ instance, jobs })).toEqual([1, 0]);
    expect(told({ instance, jobs: [{ cancelAt: SECOND }] })).toEqual([2, 1]);
  });

  test('jobs count that end in the measurement period', () => {
    expect(told({ warmup: MINUTE })).toEqual([2, 0]);
    expect(told({ warmup: MINUTE + 1 })).toEqual([0, 0]);
    expect(told({ horizon: MINUTE })).toEqual([0, 0]);
  });
});

/** A process that is told to have more or fewer workers, that is told to stop, and whose requests are refused: by hand. Times in seconds. */
import { describe, expect, test } from 'vitest';
import type { EventSpec } from '../../../../src/fleet/event.js';
import { WAIT_CAUSES } from '../../../../src/record/wait-causes.js';
import { HOUR, MINUTE, SECOND } from '../../../../src/units/time.js';
import { aFleet, type FleetOptions, type ManagerOptions } from '../../../support/fleet-builder.js';
import { runFleet, type FleetOutcome } from '../../../support/run-fleet.js';

/** A feed every 10 s on a host; a look at the file every 4 s. */
const entry = { machine: 'none' as const };
const host: ManagerOptions = { checkInterval: 10 * SECOND, configCheck: 4 * SECOND, entry };
const withWorkers = (...counts: readonly number[]): ManagerOptions => ({
  configCheck: 4 * SECOND,
  configs: counts.map((concurrent) => ({ checkInterval: 10 * SECOND, concurrent, entry })),
});
const reload = (at: number, config: number): EventSpec => ({ at: at * SECOND, kind: 'reload', manager: 0, config });
const stop = (at: number, signal: 'SIGQUIT' | 'SIGTERM'): EventSpec => ({ at: at * SECOND, kind: 'stop', manager: 0, signal });
const job = (at: number, script = 10) => ({ at: at * SECOND, script: script * SECOND });
const run = (options: FleetOptions): FleetOutcome => runFleet(aFleet({ manager: host, horizon: 10 * MINUTE, ...options }));
const starts = ({ jobs }: FleetOutcome): number[] => jobs.map(({ startedAt }) => (startedAt < 0 ? startedAt : startedAt / SECOND));
const inForce = ({ notes }: FleetOutcome): number[] => notes.filter(({ kind }) => kind === 'config_in_force').map(({ at }) => at / SECOND);
const exits = ({ exits: all }: FleetOutcome): (readonly [number, boolean])[] => all.map(({ at, clean }) => [at / SECOND, clean]);

describe('concurrent', () => {
  test('that is lowered ends free workers at once', () => {
    const outcome = run({ manager: withWorkers(3, 1), jobs: [job(0, 100), job(15)], events: [reload(10, 1)] });
    expect(inForce(outcome)).toEqual([12]);
    // The second waits for the only worker.
    expect(starts(outcome)).toEqual([0, 100]);
  });

  test('that is raised again gives a worker to the entry that waits for one, at the look', () => {
    const outcome = run({ manager: withWorkers(3, 1, 2), jobs: [job(0, 100), job(15)], events: [reload(10, 1), reload(30, 2)] });
    expect(inForce(outcome)).toEqual([12, 32]);
    expect(starts(outcome)).toEqual([0, 32]);
  });

  test('that is lowered below what is busy ends workers as they get free, and no look comes before the last of them has', () => {
    const outcome = run({
      manager: withWorkers(3, 1),
      jobs: [job(0, 60), job(0, 65), job(0, 300), job(50)],
      events: [reload(30, 1), reload(40, 0)],
    });
    // Who gets a job offers the entry to the next: three start at once. Two have to go: at 60 and at 65. The file of 40 is looked at 4 s after that.
    expect(inForce(outcome)).toEqual([32, 69]);
    expect(starts(outcome)).toEqual([0, 0, 0, 69]);
  });

  test('of which some are free and some busy: the free go at once, the others as they end', () => {
    const outcome = run({ manager: withWorkers(4, 1), jobs: [job(0, 60), job(0, 200), job(30), job(30)], events: [reload(20, 1)] });
    // In force at 24: two free are gone, one more goes at 60. The only one left is free at 200, and at 210.
    expect(starts(outcome)).toEqual([0, 0, 200, 210]);
  });
});

test('a process that is killed while workers have yet to end looks at its file again when it is back', () => {
  const jobs = [job(0, 600), job(0, 600)];
  const events: EventSpec[] = [
    reload(10, 1),
    { at: 20 * SECOND, kind: 'kill', manager: 0 },
    { at: 30 * SECOND, kind: 'start', manager: 0 },
    reload(41, 2),
  ];
  // In force at 12 s, with one worker too many; the looks of the next process fall on 34, 38 and 42 s.
  expect(inForce(run({ manager: withWorkers(3, 1, 2), jobs, events }))).toEqual([12, 42]);
});

describe('a stop', () => {
  const polling = { instance: { longPolling: 50 * SECOND }, jobs: [job(20)] };

  test('takes requests back that wait: a job that comes later is not given to a process that is gone', () => {
    const outcome = run({ ...polling, manager: { ...host, flags: { stopCutsRequests: true } }, events: [stop(5, 'SIGQUIT')] });
    expect(exits(outcome)).toEqual([[5, true]]);
    expect(starts(outcome)).toEqual([-1]);
    expect(outcome.counters[0]).toMatchObject({ requests: 1, emptyRequests: 1 });
  });

  test('without that waits for their answers, and plays the job that comes', () => {
    const outcome = run({ ...polling, manager: { ...host, flags: { stopCutsRequests: false } }, events: [stop(5, 'SIGQUIT')] });
    expect(starts(outcome)).toEqual([20]);
    expect(exits(outcome)).toEqual([[30, true]]);
  });

  test('by SIGQUIT waits for its jobs, a second signal does not', () => {
    const jobs = [job(0, 100)];
    expect(exits(run({ jobs, events: [stop(5, 'SIGQUIT')] }))).toEqual([[100, true]]);
    const twice = run({ jobs, events: [stop(5, 'SIGQUIT'), stop(8, 'SIGQUIT')] });
    expect(exits(twice)).toEqual([[8, true]]);
    expect(twice.jobs[0]).toMatchObject({ status: 'runner_system_failure', finishedAt: 8 * SECOND });
  });

  test('by SIGTERM waits for last updates until shutdown_timeout, and is not clean then', () => {
    const slow = { instance: { finalUpdateLatency: 60 * SECOND }, jobs: [job(0, 100)], events: [stop(5, 'SIGTERM')] };
    expect(exits(run({ ...slow, manager: { ...host, shutdownTimeout: 30 * SECOND } }))).toEqual([[35, false]]);
    expect(exits(run({ ...slow, manager: { ...host, shutdownTimeout: 90 * SECOND } }))).toEqual([[65, true]]);
  });

  test('by a third signal ends at once', () => {
    const slow = { instance: { finalUpdateLatency: 60 * SECOND }, jobs: [job(0, 100)], manager: { ...host, shutdownTimeout: HOUR } };
    expect(exits(run({ ...slow, events: [stop(5, 'SIGTERM'), stop(9, 'SIGTERM')] }))).toEqual([[9, false]]);
  });

  test('on Windows is graceful at the first signal, whatever it is', () => {
    expect(exits(run({ jobs: [job(0, 100)], manager: { ...host, isWindows: true }, events: [stop(5, 'SIGTERM')] }))).toEqual([[100, true]]);
  });
});

describe('a process that is gone', () => {
  /** Mean number of workers that run a job, in the first and in the second minute. */
  function busy(events: readonly EventSpec[]): number[] {
    const outcome = run({ horizon: 2 * MINUTE, jobs: [job(0, 600), job(0, 600)], events });
    const { signal } = outcome.signals.find(({ name }) => name === 'workers_busy')!;
    return [signal.binAverage(0), signal.binAverage(1)];
  }

  test('has no busy worker any more, whatever its jobs are at', () => {
    expect(busy([])).toEqual([2, 2]);
    expect(busy([{ at: 30 * SECOND, kind: 'kill', manager: 0 }])).toEqual([1, 0]);
    expect(busy([stop(30, 'SIGTERM'), stop(30, 'SIGTERM')])).toEqual([1, 0]);
  });
});

describe('health', () => {
  /** When it asks a GitLab that answers with this status. */
  function asks(status: number, flags: ManagerOptions['flags'] = {}): number[] {
    const outages = [
      {
        name: 'down',
        target: { kind: 'instance', index: 0 },
        times: { kind: 'fixed', windows: [{ from: 0, to: HOUR }] },
        effect: { kind: 'unavailable', status },
      },
    ] as unknown as NonNullable<FleetOptions['outages']>;
    const manager = { ...host, flags, entry: { ...entry, unhealthyLimit: 3, unhealthyInterval: MINUTE } };
    return run({ horizon: 105 * SECOND, outages, manager }).requests.map(({ at }) => at / SECOND);
  }
  const always = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
  // Three in vain, then none until more than a minute has gone since the first look.
  const seldom = [0, 10, 20, 70, 80, 90];

  test('is lost by three times 403, and by no other status', () => {
    expect(asks(403)).toEqual(seldom);
    for (const status of [404, 402, 429, 500, 502]) expect(asks(status), String(status)).toEqual(always);
  });

  test('is lost by errors of the connection in versions that count them', () => {
    expect(asks(0, { connectionErrorIsUnhealthy: true })).toEqual(seldom);
    expect(asks(0, { connectionErrorIsUnhealthy: false })).toEqual(always);
  });
});

describe('why a job waits, where the process is what keeps it', () => {
  /** Seconds by cause of the second job. */
  function waits(options: FleetOptions): Record<string, number> {
    const [, second] = run(options).jobs;
    return Object.fromEntries(WAIT_CAUSES.flatMap((cause, i) => (second!.waits[i]! > 0 ? [[cause, second!.waits[i]! / SECOND]] : [])));
  }
  const long = job(0, 100);
  const hostGone = {
    name: 'gone',
    target: { kind: 'manager', index: 0 },
    times: { kind: 'fixed', windows: [{ from: 7 * SECOND, to: 50 * SECOND }] },
    effect: { kind: 'host_down' },
  } as unknown as NonNullable<FleetOptions['outages']>[number];

  test('no worker is free until the first job is over', () => {
    expect(waits({ manager: withWorkers(1), jobs: [long, job(5)] })).toEqual({ concurrent: 95 });
  });

  test('the last worker is taken by another entry while it waits for its own', () => {
    // Two entries are fed in turn, each once in 10 s: the second job waits for its feed at 15 s, and from 10 s on for the only worker.
    const entries = [
      { ...entry, runner: 0 },
      { ...entry, runner: 1 },
    ];
    const tagged = ['a', 'b'].map((tag) => ({ tags: [tag], runUntagged: false }));
    const jobs = [
      { ...job(6, 100), tags: ['a'] },
      { ...job(7), tags: ['b'] },
    ];
    expect(waits({ runners: tagged, manager: { checkInterval: 10 * SECOND, concurrent: 1, entries }, jobs })).toEqual({
      next_poll: 3,
      concurrent: 100,
    });
  });

  test('the worker that was free goes with a lower concurrent, and comes with a higher', () => {
    const outcome = waits({ manager: withWorkers(3, 1, 2), jobs: [long, job(11)], events: [reload(10, 1), reload(30, 2)] });
    // In force at 12 and at 32; the feed of 20 would have taken it.
    expect(outcome).toEqual({ next_poll: 1, concurrent: 20 });
  });

  describe('its entry is unhealthy', () => {
    const down = {
      name: 'down',
      target: { kind: 'instance', index: 0 },
      times: { kind: 'fixed', windows: [{ from: 0, to: 25 * SECOND }] },
      effect: { kind: 'unavailable', status: 403 },
    } as unknown as NonNullable<FleetOptions['outages']>[number];
    // Refused at 0, 10 and 20 s: unhealthy until more than a minute has gone since the first look.
    const unhealthy = { ...entry, unhealthyLimit: 3, unhealthyInterval: MINUTE };
    const configs = [1, 2].map(() => ({ checkInterval: 10 * SECOND, entry: unhealthy }));
    const manager = { configCheck: 4 * SECOND, configs };
    const waiting = (options: FleetOptions): Record<string, number> => {
      const [only] = run({ manager, outages: [down], jobs: [job(30)], ...options }).jobs;
      return Object.fromEntries(WAIT_CAUSES.flatMap((cause, i) => (only!.waits[i]! > 0 ? [[cause, only!.waits[i]! / SECOND]] : [])));
    };

    test('until it is forgiven', () => {
      expect(waiting({})).toEqual({ paused: 40 });
    });

    test('until a reload, which forgives', () => {
      // In force at 44 s, and fed at 50 s.
      expect(waiting({ events: [reload(42, 1)] })).toEqual({ paused: 14, next_poll: 6 });
    });

    test('not, where it has not been refused often enough', () => {
      expect(waiting({ outages: [{ ...down, times: { kind: 'fixed', windows: [{ from: 0, to: 15 * SECOND }] } }] })).toEqual({});
      expect(
        waiting({ jobs: [job(31)], outages: [{ ...down, times: { kind: 'fixed', windows: [{ from: 0, to: 15 * SECOND }] } }] }),
      ).toEqual({
        next_poll: 9,
      });
    });
  });

  test('it is told to stop', () => {
    const jobs = [long, job(5)];
    expect(waits({ jobs, horizon: MINUTE, events: [stop(7, 'SIGQUIT')] })).toEqual({ next_poll: 2, paused: 53 });
  });

  test('it is killed, and starts again', () => {
    const events = [
      { kind: 'kill', at: 7 * SECOND, manager: 0 },
      { kind: 'start', at: 50 * SECOND, manager: 0 },
    ] as EventSpec[];
    expect(waits({ jobs: [long, job(5)], events })).toEqual({ next_poll: 2, paused: 43 });
  });

  test('its host is gone, and back', () => {
    expect(waits({ jobs: [long, job(5)], outages: [hostGone] })).toEqual({ next_poll: 2, outage: 43 });
  });
});

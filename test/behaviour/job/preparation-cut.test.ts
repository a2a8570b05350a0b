/**
 * A preparation that is cut: by a newer push of its project (its runner hears of it every three seconds), or by SIGTERM. Times in seconds. The image
 * is not served: a pull fails after 2.1 s and is followed by a pause of 3 s, three times.
 */
import { describe, expect, test } from 'vitest';
import type { DockerAutoscalerSpec } from '../../../src/fleet/docker-autoscaler.js';
import type { OutageSpec } from '../../../src/fleet/outage.js';
import type { ServiceSpec } from '../../../src/fleet/service.js';
import { NO_TRANSFERS, type TransferSpec } from '../../../src/fleet/transfers.js';
import type { JobRecord } from '../../../src/record/job.js';
import { PREPARATION_PARTS } from '../../../src/record/preparation.js';
import { HOUR, MILLISECOND, SECOND } from '../../../src/units/time.js';
import { autoscaled } from '../../support/autoscaled.js';
import { aFleet, type FleetOptions, type ManagerOptions } from '../../support/fleet-builder.js';
import { given } from '../../support/given.js';
import { specOf } from '../../support/instance-group.js';
import { pipelinesOf } from '../../support/pipelines.js';
import { runFleet } from '../../support/run-fleet.js';

const registry: ServiceSpec = {
  name: 'registry',
  kind: 'registry',
  cloud: -1,
  zone: -1,
  pricePerHour: 0,
  bandwidth: 0,
  latency: 100 * MILLISECOND,
  pullsPerWindow: Infinity,
  window: HOUR,
  egressPerByte: 0,
  targets: 0,
  seriesPerTarget: 0,
};
const down: OutageSpec = {
  name: 'down',
  target: { kind: 'service', index: 0 },
  times: { kind: 'fixed', windows: [{ from: 0, to: HOUR }] },
  effect: { kind: 'service_down' },
};
const image: TransferSpec = { ...NO_TRANSFERS, image: { bytes: { kind: 'constant', value: 1e6 }, reusedShare: 1 } };
const unserved: FleetOptions = { services: [registry], outages: [down] };
const host: ManagerOptions = { checkInterval: 10 * SECOND, entry: { machine: 'none' } };
/** As before 19.0: a pause between attempts runs to its end. */
const older = { ...host, flags: { attemptPauseIsCut: false } };

/** A job of ten minutes that comes at 0, its preparation of so many seconds, and the newer push that cancels it. */
function pushed(push: number, options: FleetOptions, prepare = 2): FleetOptions {
  const arrivals = pipelinesOf([{ interruptible: true, script: 600 * SECOND }], { every: push * SECOND, count: 2, supersedes: 1 });
  return {
    horizon: HOUR,
    instance: { trace: { output: 'chatty' } },
    manager: host,
    workload: { arrivals, stages: { prepare: prepare * SECOND }, transfers: options.services === undefined ? NO_TRANSFERS : image },
    ...options,
  };
}

/** End in seconds, status and the parts of its preparation that took any time. */
function endOf({ finishedAt, status, preparation }: Readonly<JobRecord>): unknown[] {
  const parts = PREPARATION_PARTS.flatMap((part, i) => (preparation[i]! > 0 ? [[part, preparation[i]! / SECOND]] : []));
  return [finishedAt / SECOND, status, Object.fromEntries(parts)];
}
const first = (options: FleetOptions): unknown[] => endOf(runFleet(aFleet(options)).jobs[0]!);

describe('a newer push', () => {
  test('ends a job in its script when its runner hears of it', () => {
    expect(first(pushed(20, {}))).toEqual([21, 'cancelled', { stages: 2 }]);
  });

  test('cuts a pull that fails', () => {
    // It would fail at 8.1 s.
    expect(first(pushed(1, unserved, 8))).toEqual([3, 'cancelled', { failed_tries: 3 }]);
    // Heard of at 9 s, it does not cut what has failed at 8.1 s.
    expect(first(pushed(7, { ...unserved, manager: older }, 8))).toEqual([11.1, 'cancelled', { failed_tries: 11.1 }]);
  });

  test('cuts the pause after a pull that has failed, in versions that do so', () => {
    expect(first(pushed(2.5, unserved))).toEqual([3, 'cancelled', { failed_tries: 3 }]);
    expect(first(pushed(2.5, { ...unserved, manager: older }))).toEqual([5.1, 'cancelled', { failed_tries: 5.1 }]);
    // Heard of at 6 s, when the pause that ends at 5.1 s is over: the second pull is cut.
    expect(first(pushed(4, unserved))).toEqual([6, 'cancelled', { failed_tries: 6 }]);
  });

  test('after the last pull has failed comes too late for the pause that follows it', () => {
    // The third pull fails at 12.3 s, its pause ends at 15.3 s; what is heard of at 15 s cuts it, and the job has failed all the same.
    const [end, status] = first(pushed(13, unserved)) as [number, string];
    expect([end, status]).toEqual([15, 'runner_system_failure']);
  });

  test('lets a boot of docker+machine under way go on, and the job is over when it has ended', () => {
    const manager = { ...host, entry: { machine: { idleTime: HOUR } } };
    const [end, status] = first(pushed(10, { manager })) as [number, string];
    expect([end, status]).toEqual([30, 'cancelled']);
  });

  test('cuts the pause after boots that have failed, in versions that do so', () => {
    // Three boots of 30 s that fail, each a second after the one before: the attempt fails at 93 s, and its pause ends at 96 s.
    const boots = { boots: [{ us: 30 * SECOND, ok: false }], deletes: [10 * SECOND] };
    const end = (push: number, own: ManagerOptions): unknown[] =>
      endOf(
        runFleet(aFleet(pushed(push, { manager: { ...own, entry: { machine: { idleTime: HOUR } } } })), { given: given(boots) }).jobs[0]!,
      );
    expect(end(93.5, older).slice(0, 2)).toEqual([96, 'cancelled']);
    expect(end(92, host).slice(0, 2)).toEqual([93, 'cancelled']);
    expect(end(94, host).slice(0, 2)).toEqual([96, 'cancelled']);
  });
});

describe('a job that waits for a slot of docker-autoscaler', () => {
  const waiting = (options: FleetOptions, spec: Partial<DockerAutoscalerSpec> = {}): unknown[] => {
    const manager = { ...host, entry: {} };
    return endOf(runFleet(autoscaled(aFleet({ ...options, manager: { ...manager, ...options.manager } }), specOf(spec))).jobs[0]!);
  };

  test('waits no longer when its runner hears of a newer push', () => {
    // Its instance, asked for at 1 s, would run at 31 s.
    expect(waiting(pushed(10, { manager: { entry: {} } }))).toEqual([12, 'cancelled', { failed_tries: 12 }]);
  });
});

describe('SIGTERM', () => {
  const stop = (at: number): NonNullable<FleetOptions['events']> => [{ at: at * SECOND, kind: 'stop', manager: 0, signal: 'SIGTERM' }];
  const job = (at: number, manager: ManagerOptions = host): unknown[] => {
    const { views, jobs } = runFleet(
      aFleet({ ...unserved, manager, events: stop(at), workload: { jobs: [{}], transfers: image, stages: { prepare: 2 * SECOND } } }),
    );
    return [jobs[0]!.finishedAt / SECOND, jobs[0]!.failureReason, views[0]!.result];
  };

  test('lets a pull run to its end', () => {
    expect(job(1)).toEqual([2.1, 'interrupted', 'interrupted']);
  });

  test('ends the pause after it at once, in versions that do so', () => {
    expect(job(3)).toEqual([3, 'interrupted', 'interrupted']);
    expect(job(3, older)).toEqual([5.1, 'interrupted', 'interrupted']);
  });

  test('before 19.1 leaves a job that has failed of its system', () => {
    expect(job(3, { ...host, flags: { interruptedResult: false } })).toEqual([3, 'interrupted', 'system_failure']);
    expect(job(1, { ...host, flags: { interruptedResult: false } })).toEqual([2.1, 'interrupted', 'system_failure']);
  });
});

describe('the end of a run', () => {
  /** The parts of the preparation of a job that is still at it after 20 s. */
  const parts = (options: FleetOptions): unknown =>
    endOf(runFleet(aFleet({ horizon: 20 * SECOND, manager: host, ...options })).jobs[0]!).slice(1);

  test('counts what a job is at up to there: its first update, the pause before its preparation, its stages', () => {
    const jobs = [{}];
    expect(parts({ instance: { updateLatency: 50 * SECOND }, jobs })).toEqual(['running', { update: 20 }]);
    expect(parts({ instance: { updateLatency: 5 * SECOND }, workload: { start: 50 * SECOND }, jobs })).toEqual([
      'running',
      { update: 5, start: 15 },
    ]);
    expect(parts({ workload: { jobs, start: 5 * SECOND, stages: { prepare: 50 * SECOND } } })).toEqual([
      'running',
      { start: 5, stages: 15 },
    ]);
  });

  test('counts the boot that a job waits for', () => {
    expect(parts({ manager: { ...host, entry: { machine: {} } }, jobs: [{}] })).toEqual(['running', { boot: 20 }]);
  });
});

/** What a cloud or zone that is gone takes along, worked out by hand: the hosts of managers and helpers in it, and what a group's outage hits. */
import { describe, expect, test } from 'vitest';
import type { ServiceSpec } from '../../../src/fleet/service.js';
import type { OutageSpec } from '../../../src/fleet/outage.js';
import { HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import { servicesDown, managersDown } from '../../../src/fleet/reach.js';
import { aFleet, type WorkloadOptions } from '../../support/fleet-builder.js';
import { runFleet } from '../../support/run-fleet.js';
import { jobs, machines } from '../../support/run-tables.js';

type Effect = OutageSpec['effect'];
const both: Effect = { kind: 'down', api: 'fails', machines: 'die' };
const hangs: Effect = { kind: 'down', api: 'hangs', machines: 'die' };
const ofApi: Effect = { kind: 'down', api: 'fails', machines: 'up' };
const ofMachines: Effect = { kind: 'down', api: 'up', machines: 'die' };

function helper(name: string, cloud: number, zone: number): ServiceSpec {
  const nothing = {
    pricePerHour: 0,
    bandwidth: 0,
    latency: 0,
    pullsPerWindow: Infinity,
    window: 1,
    egressPerByte: 0,
    targets: 0,
    seriesPerTarget: 0,
  };
  return { name, kind: 'cache', cloud, zone, ...nothing };
}

describe('an outage takes along', () => {
  // Two clouds, the first with zones 0 and 1, the second with zone 2; managers in each, one in cloud 0 without a zone, one nowhere.
  const fleet = aFleet({
    groups: ['a', 'b'],
    clouds: [{}, {}],
    zones: [{ cloud: 0 }, { cloud: 0 }, { cloud: 1 }],
    runners: [{}],
    managers: [
      { group: 0, hostCloud: 0, hostZone: 0 },
      { group: 0, hostCloud: 0, hostZone: 1 },
      { group: 1, hostCloud: 0, hostZone: -1 },
      { group: 1, hostCloud: 1, hostZone: 2 },
      { group: 1 },
    ].map((own) => ({ ...own, entry: { runner: 0 } })),
    services: [helper('here', 0, 0), helper('spread', 0, -1), helper('there', 1, 2), helper('world', -1, -1)],
  });
  const down = (target: OutageSpec['target'], effect: Effect): [number[], number[]] => [
    managersDown(fleet, { target, effect }),
    servicesDown(fleet, { target, effect }),
  ];

  test('the hosts of its zone or cloud where neither API nor machines are left', () => {
    expect(down({ kind: 'zone', index: 0 }, both)).toEqual([[0], [0]]);
    expect(down({ kind: 'zone', index: 1 }, hangs)).toEqual([[1], []]);
    expect(down({ kind: 'cloud', index: 0 }, both)).toEqual([
      [0, 1, 2],
      [0, 1],
    ]);
    expect(down({ kind: 'cloud', index: 1 }, hangs)).toEqual([[3], [2]]);
  });

  test('none where the API or the machines alone are hit, or the place is only worse, limited or sold out', () => {
    for (const effect of [ofApi, ofMachines, { kind: 'sold_out' }, { kind: 'limited', calls: 1, window: 1 }] as const) {
      expect(down({ kind: 'cloud', index: 0 }, effect)).toEqual([[], []]);
    }
    expect(down({ kind: 'zone', index: 0 }, { kind: 'degraded', bootFactor: 2, bootFailure: 0, apiLatency: 0 })).toEqual([[], []]);
  });

  test('all hosts of a group, one manager, one helper', () => {
    expect(down({ kind: 'group', index: 1 }, { kind: 'host_down' })).toEqual([[2, 3, 4], []]);
    expect(down({ kind: 'manager', index: 4 }, { kind: 'host_down' })).toEqual([[4], []]);
    expect(down({ kind: 'service', index: 3 }, { kind: 'service_down' })).toEqual([[], [3]]);
    expect(down({ kind: 'service', index: 3 }, { kind: 'service_slow', factor: 2 })).toEqual([[], []]);
  });
});

/** A feed each 10 s, boots of 30 s, one idle machine; a job that runs 10 minutes when the cloud goes at 100 s, and one that comes at 500 s. */
function gone(effect: Effect, retry = 0) {
  return runFleet(
    aFleet({
      horizon: 3 * HOUR,
      manager: {
        hostCloud: 0,
        hostZone: 0,
        checkInterval: 10 * SECOND,
        entry: { machine: { idleCount: 1, maxBuilds: 1, idleTime: HOUR } },
      },
      workload: { retry: { max: retry, when: ['runner_system_failure'] } },
      jobs: [
        { at: 40 * SECOND, script: 10 * MINUTE },
        { at: 500 * SECOND, script: MINUTE },
      ],
      outages: [
        {
          name: 'gone',
          target: { kind: 'cloud', index: 0 },
          times: { kind: 'fixed', windows: [{ from: 100 * SECOND, to: 1000 * SECOND }] },
          effect,
        },
      ],
    }),
  );
}

describe('a cloud that is gone from 100 to 1000 s', () => {
  test('takes its manager along: nobody tells GitLab of the job that died, and the next one waits for a new pool', () => {
    const outcome = gone(both);
    // Silent since 100 s: 3500 s at the sweep of 3600 s, so found at that of 7200 s. The process is back at 1000 s, has found its dead machines used up,
    // and has its first new one at 1030 s.
    expect(jobs(outcome)).toEqual([
      [1, 0, 40, 7200, 'runner_system_failure', 1],
      [2, 0, 1030, 1090, 'success', 3],
    ]);
    expect(outcome.jobs[0]!.failureReason).toBe('stuck');
    expect(outcome.exits.map(({ at, clean }) => [at / SECOND, clean])).toEqual([[100, false]]);
    // Both machines died at 100 s and are found at 1000 s.
    expect(
      outcome.machines
        .slice(0, 2)
        .map(({ diedAt, removingAt, goneAt, reasonRemoved }) => [diedAt / SECOND, removingAt / SECOND, goneAt / SECOND, reasonRemoved]),
    ).toEqual([
      [100, 1000, 1010, 'used_up_in_walk'],
      [100, 1000, 1010, 'used_up_in_walk'],
    ]);
    expect(machines(outcome)).toHaveLength(4);
  });

  test('leaves its manager where its machines alone die: the job fails at once', () => {
    const [first] = gone(ofMachines).jobs;
    expect([first!.finishedAt / SECOND, first!.failureReason]).toEqual([100, 'machine_died']);
  });
});

test('a place that is sold out makes no more machines; one that boots comes up', () => {
  const outcome = runFleet(
    aFleet({
      zone: { quotaRefusal: 5 * SECOND },
      manager: { entry: { machine: { idleCount: 1, maxBuilds: 1, idleTime: HOUR } } },
      // The first machine is asked for at 0 s, before, and ready at 30 s.
      jobs: [
        { at: 20 * SECOND, script: MINUTE },
        { at: 40 * SECOND, script: MINUTE },
      ],
      outages: [
        {
          name: 'full',
          target: { kind: 'zone', index: 0 },
          times: { kind: 'fixed', windows: [{ from: 10 * SECOND, to: 120 * SECOND }] },
          effect: { kind: 'sold_out' },
        },
      ],
    }),
  );
  const [first, second] = outcome.jobs;
  expect([first!.startedAt / SECOND, first!.failureReason]).toEqual([30, 'none']);
  // A refused create takes 5 s to fail, and the feed after that makes the next one; that of 123 s comes up.
  expect(outcome.machines.filter(({ failed }) => failed).map(({ createAt }) => createAt / SECOND)).toEqual([
    33, 39, 45, 51, 57, 63, 69, 75, 81, 87, 93, 99, 105, 111, 117,
  ]);
  expect(second!.startedAt / SECOND).toBe(153);
});

describe('a large pool that dies as one, of machines whose check takes no time', () => {
  const size = 12_000;

  /** Idle machines that die at 305 s, under a manager that feeds each 10 s and has one worker. */
  function died(workload: WorkloadOptions) {
    const fleet = aFleet({
      horizon: 10 * MINUTE,
      manager: { concurrent: 1, checkInterval: 10 * SECOND, entry: { machine: { idleCount: size, maxBuilds: 1, idleTime: HOUR } } },
      workload,
      outages: [
        {
          name: 'gone',
          target: { kind: 'zone', index: 0 },
          times: { kind: 'fixed', windows: [{ from: 305 * SECOND, to: 306 * SECOND }] },
          effect: ofMachines,
        },
      ],
    });
    return runFleet(fleet).machines.filter(({ diedAt }) => diedAt === 305 * SECOND);
  }

  test('is met whole by the first feed that checks one', () => {
    const machines = died({});
    expect(machines).toHaveLength(size);
    // The feeds from 30 s on have gone by the check of that at 30 s, which is remembered for five minutes.
    for (const { removingAt, reasonRemoved } of machines) expect([removingAt, reasonRemoved]).toEqual([330 * SECOND, 'unreachable']);
  });

  test('is met whole by a job that looks for another machine', () => {
    // It is handed out at 300 s and begins at 320 s, and its worker, the only one, asks for no machine meanwhile.
    const machines = died({ start: 20 * SECOND, jobs: [{ at: 295 * SECOND }] });
    expect(machines).toHaveLength(size);
    for (const { reasonRemoved } of machines) expect(reasonRemoved).toBe('unreachable');
    // Its own is one of them, which it has to the end: a boot of 30 s and a script of a minute later.
    const times = machines.map(({ removingAt }) => removingAt / SECOND);
    expect(times.filter((time) => time === 320)).toHaveLength(size - 1);
    expect(Math.max(...times)).toBe(410);
  });
});

/** Which pools a failover waits for before it goes back, and when they count as whole. Manager 0 works; hand-made fleets, times in seconds. */
import { describe, expect, test } from 'vitest';
import type { FailoverSpec } from '../../../src/fleet/failover.js';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import type { OutageSpec } from '../../../src/fleet/outage.js';
import { HOUR, SECOND } from '../../../src/units/time.js';
import { autoscaled } from '../../support/autoscaled.js';
import { aFleet, type FleetOptions } from '../../support/fleet-builder.js';
import { specOf } from '../../support/instance-group.js';
import { runFleet } from '../../support/run-fleet.js';
import { notes } from '../../support/run-tables.js';

/** Nothing of the fleet is hit by it: what it lasts is all that it does, from 120 to 300 s. */
const elsewhere: OutageSpec = {
  name: 'elsewhere',
  target: { kind: 'zone', index: 1 },
  effect: { kind: 'down', api: 'fails', machines: 'up' },
  times: { kind: 'fixed', windows: [{ from: 120 * SECOND, to: 300 * SECOND }] },
};

/** It goes back when the outage is over and the pools stand; the reaction decides nothing. */
const failover: FailoverSpec = {
  name: 'standby',
  trigger: { kind: 'person', outages: [0], delay: { kind: 'constant', value: 0 } },
  reaction: { kind: 'constant', value: 0 },
  unpause: [],
  start: [],
  reload: [],
  back: { after: { kind: 'constant', value: 0 }, whenPoolReady: true, removeMachines: false },
};

/** Machines of the only zone that matters boot in 50 s, all at once. */
const fleetOf = (options: FleetOptions): FleetSpec =>
  aFleet({
    horizon: HOUR,
    zones: [{ bootTime: { kind: 'constant', value: 50 * SECOND } }, {}],
    outages: [elsewhere],
    failovers: [failover],
    ...options,
  });

/** When it fails back; -1: never. */
function backAt(fleet: FleetSpec): number {
  const [first] = notes(runFleet(fleet)).filter(([, kind]) => kind === 'failing_back');
  return first === undefined ? -1 : Number(first[0]);
}

const pool = (idleCount: number, more: object = {}) => ({ idleCount, idleTime: 3 * HOUR, ...more });
const job = (at: number, script = 3000) => ({ at: at * SECOND, script: script * SECOND });

describe('a pool of docker+machine', () => {
  const one = (machine: object, jobs: readonly ReturnType<typeof job>[] = [], entry: object = {}): number =>
    backAt(fleetOf({ manager: { checkInterval: 10 * SECOND, concurrent: 10, entry: { ...entry, machine } }, jobs }));

  test('that stands is not waited for, nor is one that keeps no idle machine', () => {
    expect(one(pool(1))).toBe(300);
    expect(one(pool(0))).toBe(300);
  });

  test('is whole while what its jobs have just taken boots, as long as one machine is free', () => {
    // At 290 s one of two is taken and its successor asked for, which is ready at 350 s.
    expect(one(pool(2), [job(290)])).toBe(300);
  });

  test('is not whole when none is free, whatever boots', () => {
    // Both are taken at 290 s; two more boot until 350 s and the next look is at 360 s.
    expect(one(pool(2), [job(290), job(290)])).toBe(360);
  });

  test('counts machines in use as living ones: a growing pool is whole at its limit', () => {
    // `limit` 2 is all there may be, and both work.
    expect(one(pool(2), [job(290), job(290)], { limit: 2 })).toBe(300);
    expect(one(pool(1), [job(290)], { limit: 1 })).toBe(300);
  });

  test('wants machines in proportion to its jobs where IdleScaleFactor says so', () => {
    const scaled = pool(9, { idleScaleFactor: 2, idleCountMin: 1 });
    // Two jobs run since 110 s: four idle machines are wanted, and stand.
    expect(one(scaled, [job(100), job(110)])).toBe(300);
    // With four jobs from 290 s on it is eight. Two are free and six boot, but only six live, the used ones included.
    expect(one(scaled, [job(100), job(110), job(290), job(290)])).toBe(360);
  });
});

describe('of several pools', () => {
  const managers = (first: object, second: object): FleetOptions => ({
    runners: [
      { tags: ['a'], runUntagged: false },
      { tags: ['b'], runUntagged: false },
    ],
    manager: {
      checkInterval: 10 * SECOND,
      concurrent: 20,
      entries: [
        { runner: 0, machine: first },
        { runner: 1, machine: second },
      ],
    },
  });
  /** Two idle machines, both taken at 290 s: the pool stands again at 350 s. */
  const taken = [1, 2].map(() => ({ ...job(290), tags: ['b'] }));

  test('each has to stand, the last of a manager as the first', () => {
    expect(backAt(fleetOf({ ...managers(pool(1), pool(2)), jobs: taken }))).toBe(360);
    expect(backAt(fleetOf({ ...managers(pool(2), pool(1)), jobs: taken.map((one) => ({ ...one, tags: ['a'] })) }))).toBe(360);
    expect(backAt(fleetOf(managers(pool(2), pool(1))))).toBe(300);
  });

  test('those whose registration is paused, or was unpaused by the failover, are spare', () => {
    const [a, b] = [
      { tags: ['a'], runUntagged: false },
      { tags: ['b'], runUntagged: false },
    ];
    const pause = { at: 295 * SECOND, kind: 'pause', runner: 1 } as const;
    expect(backAt(fleetOf({ ...managers(pool(1), pool(2)), jobs: taken, events: [pause] }))).toBe(300);
    const unpaused = { ...failover, unpause: [1] };
    expect(
      backAt(fleetOf({ ...managers(pool(1), pool(2)), runners: [a, { ...b, paused: true }], jobs: taken, failovers: [unpaused] })),
    ).toBe(300);
  });

  test('those of a process that the failover has started are not waited for, those of a host that is gone are', () => {
    const both = (options: FleetOptions): FleetSpec =>
      fleetOf({
        runners: [{}, {}],
        managers: [0, 1].map((runner) => ({ checkInterval: 10 * SECOND, running: runner === 0, entry: { runner, machine: pool(1) } })),
        ...options,
      });
    // Started at 120 s on a host that goes at 280 s.
    const gone = (index: number): OutageSpec => ({
      name: 'gone',
      target: { kind: 'manager', index },
      effect: { kind: 'host_down' },
      times: { kind: 'fixed', windows: [{ from: 280 * SECOND, to: 500 * SECOND }] },
    });
    const starting = [{ ...failover, start: [1] }];
    expect(backAt(both({ failovers: starting, outages: [elsewhere, gone(1)] }))).toBe(300);
    // The only pool of the fleet itself is away until 500 s and finds its machine again.
    expect(backAt(both({ failovers: starting, outages: [elsewhere, gone(0)] }))).toBe(540);
  });
});

describe('a group of docker-autoscaler', () => {
  const group = (spec: Parameters<typeof specOf>[0], policy: Parameters<typeof specOf>[1], jobs: readonly ReturnType<typeof job>[] = []) =>
    backAt(
      autoscaled(
        fleetOf({ manager: { checkInterval: 10 * SECOND, concurrent: 10, entry: { requestConcurrency: 5, adaptive: false } }, jobs }),
        specOf(spec, policy),
      ),
    );

  test('that has its idle slots, or wants none, is not waited for', () => {
    expect(group({}, { idleCount: 2 })).toBe(300);
    expect(group({}, { idleCount: 0 })).toBe(300);
  });

  test('is waited for until one of the slots that it wants is free', () => {
    // A slot wanted, taken at 290 s: its successor, asked for by the pass of 291 s, runs at 341 s.
    expect(group({}, { idleCount: 1 }, [job(290)])).toBe(360);
    // Of three wanted two are left, and the third boots.
    expect(group({}, { idleCount: 3 }, [job(290)])).toBe(300);
  });

  test('is whole with all the instances that there may be', () => {
    expect(group({ maxInstances: 1 }, { idleCount: 1 }, [job(290)])).toBe(300);
    // The second, which boots, is one of them; of three it is not the last.
    expect(group({ maxInstances: 2 }, { idleCount: 1 }, [job(290)])).toBe(300);
    expect(group({ maxInstances: 3 }, { idleCount: 1 }, [job(290)])).toBe(360);
  });

  test('that no reservation has begun yet does not stand', () => {
    // Its only worker has a job of another entry until 320 s: fed for the first time at 325 s, it has its first instance at 376 s.
    const entries = [
      { runner: 0, machine: 'none' as const },
      { runner: 1, machine: {} },
    ];
    const late = fleetOf({
      runners: [{}, { tags: ['b'], runUntagged: false }],
      manager: { checkInterval: 10 * SECOND, concurrent: 1, entries },
      jobs: [job(0, 320)],
    });
    expect(backAt(autoscaled(late, specOf({}, { idleCount: 1 })))).toBe(420);
  });
});

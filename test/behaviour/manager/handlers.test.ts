/** Handlers of the kernel are registered once a run: a process that is started again brings none, whatever it was doing when it went. */
import { describe, expect, test, vi } from 'vitest';
import type { EventSpec } from '../../../src/fleet/event.js';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import type { Given } from '../../../src/models/given.js';
import { Simulation } from '../../../src/sim/simulation.js';
import { HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import { aFleet } from '../../support/fleet-builder.js';
import { given } from '../../support/given.js';
import { specOf } from '../../support/instance-group.js';
import type { FleetOutcome } from '../../support/run-fleet.js';
import { runFleet } from '../../support/run-fleet.js';

/** Starts of the manager, each four minutes after it was killed, or told to stop. */
function restarts(times: number, end: Pick<EventSpec, 'kind'> & { readonly signal?: 'SIGQUIT' }): EventSpec[] {
  return Array.from({ length: times }, (_, i) => [
    { ...end, at: (i + 1) * 12 * MINUTE - 4 * MINUTE, manager: 0 } as EventSpec,
    { kind: 'start' as const, at: (i + 1) * 12 * MINUTE, manager: 0 },
  ]).flat();
}

/** Runs a fleet and returns, with what it did, how many handlers its simulation has and how many of them came once it had begun. */
function watched(fleet: FleetSpec, giving: Given): FleetOutcome & { handlers: number; late: number } {
  const register = vi.spyOn(Simulation.prototype, 'register');
  const advance = vi.spyOn(Simulation.prototype, 'advance');
  const outcome = runFleet(fleet, { given: giving });
  const begun = advance.mock.invocationCallOrder[0]!;
  const late = register.mock.invocationCallOrder.filter((order) => order > begun).length;
  const handlers = register.mock.calls.length;
  vi.restoreAllMocks();
  return { ...outcome, handlers, late };
}

describe('a pool that is made, checked, used up, drained and found again', () => {
  /** Boots that fail, removals that fail and are forced, checks that take time, a drain: whatever has events of its own is under way. */
  const fleetOf = (times: number, end: Parameters<typeof restarts>[1]): FleetSpec =>
    aFleet({
      horizon: 6 * HOUR,
      zone: { connectLatency: SECOND },
      manager: {
        checkInterval: 10 * SECOND,
        shutdownTimeout: 60 * SECOND,
        drain: { enabled: true },
        entry: { machine: { idleCount: 3, idleTime: 60 * SECOND, maxBuilds: 1, maxRemovalAttempts: 1 } },
      },
      jobs: Array.from({ length: 300 }, (_, i) => ({ at: i * MINUTE, script: 90 * SECOND })),
      events: restarts(times, end),
    });
  const troubles = given({
    boots: [30 * SECOND, 40 * SECOND],
    deletes: [10 * SECOND],
    forceDeletes: [5 * SECOND],
    failDeletes: Array.from({ length: 400 }, (_, i) => ({ machine: 3 * i + 1, times: 4 })),
  });

  test.each([
    ['killed', { kind: 'kill' }],
    ['told to stop', { kind: 'stop', signal: 'SIGQUIT' }],
  ] as const)('has as many handlers, however often its process was %s', (_, end) => {
    const once = watched(fleetOf(1, end), troubles);
    const often = watched(fleetOf(25, end), troubles);
    expect(often.exits).toHaveLength(25);
    expect(often.machines.length).toBeGreaterThan(100);
    expect(once.handlers).toBeGreaterThan(10);
    expect([often.handlers, often.late]).toEqual([once.handlers, 0]);
  });
});

describe('instances that are looked at, prepared, reserved and deleted', () => {
  const AUTOSCALER = specOf(
    { capacity: 2, maxInstances: 2, maxUses: 3, hasReadyCommand: true, shutdown: { interval: 20 * SECOND, looks: 3 } },
    { idleCount: 2, idleTime: MINUTE },
  );

  /** A fleet of one manager whose only entry is of docker-autoscaler. */
  function fleetOf(times: number, end: Parameters<typeof restarts>[1]): FleetSpec {
    const fleet = aFleet({
      horizon: 6 * HOUR,
      manager: { checkInterval: 10 * SECOND, shutdownTimeout: 100 * SECOND },
      jobs: Array.from({ length: 600 }, (_, i) => ({ at: i * 30 * SECOND, script: 90 * SECOND })),
      events: restarts(times, end),
    });
    const managers = fleet.managers.map((manager) => ({
      ...manager,
      configs: manager.configs.map((config) => ({
        ...config,
        entries: config.entries.map((entry) => ({ ...entry, executor: AUTOSCALER })),
      })),
    }));
    return { ...fleet, managers };
  }

  test.each([
    ['killed', { kind: 'kill' }],
    ['told to stop', { kind: 'stop', signal: 'SIGQUIT' }],
  ] as const)('have as many handlers, however often their process was %s', (_, end) => {
    const readies = [[{ us: 10 * SECOND, ok: true }]];
    const troubles = { ...given({ boots: [30 * SECOND], deletes: [25 * SECOND] }), readies };
    const once = watched(fleetOf(1, end), troubles);
    const often = watched(fleetOf(25, end), troubles);
    expect(often.exits).toHaveLength(25);
    expect(often.machines.length).toBeGreaterThan(40);
    expect([often.handlers, often.late]).toEqual([once.handlers, 0]);
  });
});

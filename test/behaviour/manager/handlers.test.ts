/** Handlers of the kernel are registered once a run: a process that is started again brings none, whatever it was doing when it went. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EventSpec } from '../../../src/fleet/event.js';
import { Simulation } from '../../../src/sim/simulation.js';
import { HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import type { FleetOptions } from '../../support/fleet-builder.js';
import { aFleet } from '../../support/fleet-builder.js';
import { given } from '../../support/given.js';
import type { FleetOutcome } from '../../support/run-fleet.js';
import { runFleet } from '../../support/run-fleet.js';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Starts of the manager, each four minutes after it was killed, or told to stop. */
function restarts(times: number, end: Pick<EventSpec, 'kind'> & { readonly signal?: 'SIGQUIT' }): EventSpec[] {
  return Array.from({ length: times }, (_, i) => [
    { ...end, at: (i + 1) * 12 * MINUTE - 4 * MINUTE, manager: 0 } as EventSpec,
    { kind: 'start' as const, at: (i + 1) * 12 * MINUTE, manager: 0 },
  ]).flat();
}

/** Runs a fleet and returns, with what it did, how many handlers its simulation has and how many of them came once it had begun. */
function watched(options: FleetOptions, giving: Parameters<typeof given>[0]): FleetOutcome & { handlers: number; late: number } {
  const register = vi.spyOn(Simulation.prototype, 'register');
  const advance = vi.spyOn(Simulation.prototype, 'advance');
  const outcome = runFleet(aFleet(options), { given: given(giving) });
  const begun = advance.mock.invocationCallOrder[0]!;
  const late = register.mock.invocationCallOrder.filter((order) => order > begun).length;
  const handlers = register.mock.calls.length;
  vi.restoreAllMocks();
  return { ...outcome, handlers, late };
}

describe('a pool that is made, checked, used up, drained and found again', () => {
  /** Boots that fail, removals that fail and are forced, checks that take time, a drain: whatever has events of its own is under way. */
  const options = (times: number, end: Parameters<typeof restarts>[1]): FleetOptions => ({
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
  const troubles = {
    boots: [30 * SECOND, 40 * SECOND],
    deletes: [10 * SECOND],
    forceDeletes: [5 * SECOND],
    failDeletes: Array.from({ length: 400 }, (_, i) => ({ machine: 3 * i + 1, times: 4 })),
  };

  test.each([
    ['killed', { kind: 'kill' }],
    ['told to stop', { kind: 'stop', signal: 'SIGQUIT' }],
  ] as const)('has as many handlers, however often its process was %s', (_, end) => {
    const once = watched(options(1, end), troubles);
    const often = watched(options(25, end), troubles);
    expect(often.exits).toHaveLength(25);
    expect(often.machines.length).toBeGreaterThan(100);
    expect(once.handlers).toBeGreaterThan(10);
    expect([often.handlers, often.late]).toEqual([once.handlers, 0]);
  });
});

/**
 * What is under way when a process is killed or the run ends: job requests, the check of a pass, the commands of a removal. Nothing is drawn
 * and every expectation is worked out by hand, in seconds.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runnerFlags } from '../../../src/fleet/runner-version.js';
import { NOT_YET } from '../../../src/record/not-yet.js';
import { SECOND } from '../../../src/units/time.js';
import { anyFleet } from '../../support/arbitraries.js';
import type { FleetOptions } from '../../support/fleet-builder.js';
import { aFleet } from '../../support/fleet-builder.js';
import { given } from '../../support/given.js';
import { runFleet } from '../../support/run-fleet.js';

const kill = (at: number) => ({ at: at * SECOND, kind: 'kill' as const, manager: 0 });
const start = (at: number) => ({ at: at * SECOND, kind: 'start' as const, manager: 0 });

describe('a request that is open', () => {
  /** Requests and empty ones as counted, and the ends of the requests as seen (NaN = none). */
  const seen = (version: string, options: FleetOptions): unknown => {
    const fleet = aFleet({
      instance: { requestLatency: 2 * SECOND, longPolling: 50 * SECOND },
      manager: { flags: runnerFlags(version)!, entry: { machine: 'none' } },
      ...options,
    });
    const { counters, requests } = runFleet(fleet);
    return [counters[0]!.requests, counters[0]!.emptyRequests, requests.map(({ end }) => (end === NOT_YET ? NaN : end / SECOND))];
  };
  const stop = { at: 5 * SECOND, kind: 'stop' as const, manager: 0, signal: 'SIGTERM' as const };

  test.each(['11.4', '13.12', '17.8', '19.4'])('has no end when its process is killed, and is not an empty one: %s', (version) => {
    expect(seen(version, { events: [kill(1)] })).toEqual([1, 0, [NaN]]);
    expect(seen(version, { events: [kill(20)] })).toEqual([1, 0, [NaN]]);
    // Killed at 60 s: the request of 0 s was answered empty at 52 s, that of 54 s (54 = 18 x 3) is open.
    expect(seen(version, { events: [kill(60)] })).toEqual([2, 1, [52, NaN]]);
  });

  test('nor when the run ends', () => expect(seen('19.4', { horizon: 20 * SECOND })).toEqual([1, 0, [NaN]]));

  test('is cut by SIGTERM, and so is an empty one; before 12.0 it is open until the process is gone, 30 s later', () => {
    expect(seen('19.4', { events: [stop] })).toEqual([1, 1, [5]]);
    expect(seen('11.4', { events: [stop] })).toEqual([1, 0, [NaN]]);
  });
});

describe('a pass whose check is under way', () => {
  // The pass of 0 s creates, that of 20 s checks the machine, for 5 s.
  const checking: FleetOptions = {
    zone: { connectLatency: 5 * SECOND },
    manager: { checkInterval: 20 * SECOND, entry: { machine: { idleCount: 1, idleTime: 3600 * SECOND } } },
  };
  const seen = (options: FleetOptions): unknown => {
    const { counters, passes } = runFleet(aFleet({ ...checking, ...options }), { given: given({ boots: [10 * SECOND] }) });
    return [counters[0]!.passes, passes.map(({ end }) => (end === NOT_YET ? NaN : end / SECOND))];
  };

  test('counts once when its process is killed', () => expect(seen({ events: [kill(22)] })).toEqual([2, [0, NaN]]));
  test('counts once when the run ends', () => expect(seen({ horizon: 22 * SECOND })).toEqual([2, [0, NaN]]));
  test('counts once when it ends in time', () => expect(seen({ horizon: 26 * SECOND })).toEqual([2, [0, 25]]));

  test('of random fleets that are killed: as many passes and requests are seen as are counted', () => {
    fc.assert(
      fc.property(anyFleet(), fc.array(fc.integer({ min: 0, max: 3600 * SECOND }), { maxLength: 3 }), (fleet, kills) => {
        const events = [...fleet.events, ...kills.map((at) => ({ at, kind: 'kill' as const, manager: 0 }))].sort((a, b) => a.at - b.at);
        const { counters, passes, requests } = runFleet({ ...fleet, warmup: 0, events });
        for (const { manager, runner, ...counted } of counters) {
          const own = <T extends { readonly manager: number; readonly runner: number }>(all: readonly T[]): T[] =>
            all.filter((one) => one.manager === manager && one.runner === runner);
          const asked = own(requests);
          expect([own(passes).length, asked.length, asked.filter(({ job, end }) => job === 0 && end !== NOT_YET).length]).toEqual([
            counted.passes,
            counted.requests,
            counted.emptyRequests,
          ]);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a removal whose first remove command fails', () => {
  // Boot to 30 s, job to 40 s, stop to 45 s, remove to 55 s. The process that starts at 50 s finds the machine and removes it in its first pass.
  const goneAt = (killedAt: number): number => {
    const fleet = aFleet({
      zone: { stopTime: 5 * SECOND },
      manager: { entry: { machine: { maxBuilds: 1 } } },
      jobs: [{ script: 10 * SECOND }],
      events: [kill(killedAt), start(50)],
    });
    const answers = given({ boots: [30 * SECOND], deletes: [10 * SECOND], failDeletes: [{ machine: 1, times: 1 }] });
    return runFleet(fleet, { given: answers }).machines[0]!.goneAt / SECOND;
  };

  test('is killed in its stop command: the command that fails is that of the next process', () => {
    // 50 + 5 + 10 fails, 30 s later 5 + 10.
    expect(goneAt(42)).toBe(110);
  });

  test('is killed in its remove command: that one has failed, the next does not', () => expect(goneAt(47)).toBe(65));
});

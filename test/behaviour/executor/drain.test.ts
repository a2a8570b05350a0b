/**
 * `[machine.shutdown_drain]`: a process that stops removes its machines by force, two at a time, four seconds each, before it is gone. Three idle
 * machines boot in 30 s; a removal as ever takes 20 s. Times in seconds.
 */
import { describe, expect, test } from 'vitest';
import type { EventSpec } from '../../../src/fleet/event.js';
import { HOUR, SECOND } from '../../../src/units/time.js';
import { aFleet, type FleetOptions, type ManagerOptions } from '../../support/fleet-builder.js';
import { given, type GivenOptions } from '../../support/given.js';
import { runFleet, type FleetOutcome } from '../../support/run-fleet.js';
import { machines } from '../../support/run-tables.js';

const stop = (at: number): EventSpec => ({ at: at * SECOND, kind: 'stop', manager: 0, signal: 'SIGQUIT' });
const event = (kind: 'kill' | 'start', at: number): EventSpec => ({ at: at * SECOND, kind, manager: 0 });

function play(
  events: readonly EventSpec[],
  drawn: GivenOptions = {},
  manager: ManagerOptions = {},
  options: FleetOptions = {},
): FleetOutcome {
  const drain = { enabled: true, concurrency: 2, maxRetries: 2, retryBackoff: 5 * SECOND };
  const entry = { machine: { idleCount: 3, idleTime: HOUR, maxBuilds: 1 } };
  const own = { checkInterval: 10 * SECOND, shutdownTimeout: 60 * SECOND, drain, entry, ...manager };
  return runFleet(aFleet({ horizon: 400 * SECOND, manager: own, events, ...options }), {
    given: given({ boots: [30 * SECOND], deletes: [20 * SECOND], forceDeletes: [4 * SECOND], ...drawn }),
  });
}
const exits = ({ exits: all }: FleetOutcome): (readonly [number, boolean])[] => all.map(({ at, clean }) => [at / SECOND, clean]);
/** Machine, begin of its removal, end, and why. */
const gone = (outcome: FleetOutcome): unknown[] =>
  machines(outcome).map(([number, , , , removing, end, , reason]) => [number, removing, end, reason]);

describe('a drain', () => {
  test('removes so many at a time, and the process is gone with the last', () => {
    const outcome = play([stop(100)]);
    expect(gone(outcome)).toEqual([
      [1, 100, 104, 'drain'],
      [2, 100, 104, 'drain'],
      [3, 104, 108, 'drain'],
    ]);
    expect(exits(outcome)).toEqual([[108, true]]);
  });

  test('is none where it is not enabled: the machines stand on', () => {
    const outcome = play([stop(100)], {}, { drain: { enabled: false } });
    expect(gone(outcome).map((row) => (row as unknown[])[3])).toEqual(['none', 'none', 'none']);
    expect(exits(outcome)).toEqual([[100, true]]);
  });

  test('without machines is over at once', () => {
    expect(exits(play([stop(100)], {}, { entry: { machine: { idleTime: HOUR } } }))).toEqual([[100, true]]);
  });

  test('tries one that fails again, after a pause that grows with each failure', () => {
    const outcome = play([stop(100)], { failForceDeletes: [{ machine: 1, times: 2 }] });
    // Fails at 104 and, after 5 s and 4 s, at 113; after 10 s and 4 s it is gone.
    expect(gone(outcome)).toEqual([
      [1, 100, 127, 'drain'],
      [2, 100, 104, 'drain'],
      [3, 104, 108, 'drain'],
    ]);
    expect(exits(outcome)).toEqual([[127, true]]);
  });

  test('gives one up that fails once more than there are retries, and goes on with the others', () => {
    const outcome = play(
      [stop(100)],
      { failForceDeletes: [{ machine: 1, times: 9 }] },
      { drain: { enabled: true, concurrency: 1, maxRetries: 1, retryBackoff: 5 * SECOND } },
    );
    // Fails at 104 and at 113; then the others, one after the other.
    expect(gone(outcome).map((row) => (row as unknown[]).slice(0, 3))).toEqual([
      [1, 100, -1],
      [2, 113, 117],
      [3, 117, 121],
    ]);
    expect(exits(outcome)).toEqual([[121, true]]);
  });

  test('is cut at shutdown_timeout, counted from its begin: what runs is left to the next process', () => {
    const outcome = play([stop(100), event('start', 200)], { forceDeletes: [100 * SECOND] });
    expect(exits(outcome)).toEqual([[160, true]]);
    // The next one has no record of them, removes none of two forced ones twice, and makes a pool out of what it finds on disk.
    expect(machines(outcome).filter(([, , , , , end]) => Number(end) > 0 && Number(end) < 200)).toEqual([]);
  });

  test('cuts the pause of one that has failed, too', () => {
    const outcome = play([stop(100)], { failForceDeletes: [{ machine: 1, times: 9 }] }, { shutdownTimeout: 6 * SECOND });
    expect(exits(outcome)).toEqual([[106, true]]);
    expect(gone(outcome).slice(0, 2)).toEqual([
      [1, 100, -1, 'drain'],
      [2, 100, 104, 'drain'],
    ]);
  });

  test('waits for machines that boot, and removes them as they come up', () => {
    const outcome = play([stop(20)]);
    expect(gone(outcome)).toEqual([
      [1, 30, 34, 'drain'],
      [2, 30, 34, 'drain'],
      [3, 34, 38, 'drain'],
    ]);
    expect(exits(outcome)).toEqual([[38, true]]);
  });

  test('waits for removals that run, and does not remove what those have', () => {
    // The job ends at 95 s, and its machine, used up, is gone at 115 s; its successor boots until 105 s at the latest.
    const jobs = [{ at: 60 * SECOND, script: 35 * SECOND }];
    const outcome = play([stop(100)], {}, {}, { jobs });
    const used = machines(outcome).find(([, , , , , , uses]) => uses === 1)!;
    expect(used.slice(4)).toEqual([95, 115, 1, 'used_up']);
    const [[end, isClean]] = exits(outcome) as [[number, boolean]];
    expect([end >= 115, isClean]).toEqual([true, true]);
  });

  test('ends with a kill of its process: what is being removed goes, what waits its turn stays', () => {
    const outcome = play([stop(100), event('kill', 102)]);
    expect(exits(outcome)).toEqual([[102, false]]);
    expect(gone(outcome)).toEqual([
      [1, 100, 104, 'drain'],
      [2, 100, 104, 'drain'],
      [3, -1, -1, 'none'],
    ]);
  });
});

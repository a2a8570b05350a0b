/** Who goes through the names of a pool for a machine meets those that have gone since the list was taken: each takes the time of a check, in vain. */
import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../src/units/time.js';
import { aFleet } from '../../support/fleet-builder.js';
import { given } from '../../support/given.js';
import { runFleet } from '../../support/run-fleet.js';

/**
 * Of three machines the newest and the oldest cannot be reached from 300 s on, and the one between them is being removed since its job ended; that takes so long.
 * Returns when the removals of the other two begin, in seconds: each where a check of two seconds has failed, in one pass.
 */
function removals(deleteSeconds: number): number[] {
  const out = { from: 300 * SECOND, to: Infinity };
  const drawn = given({
    boots: [20 * SECOND],
    deletes: [9 * SECOND, deleteSeconds * SECOND],
    unreachable: [
      { machine: 3, ...out },
      { machine: 1, ...out },
    ],
  });
  const fleet = aFleet({
    horizon: 700 * SECOND,
    instance: { longPolling: 0 },
    zone: { connectLatency: 2 * SECOND, stopTime: SECOND },
    manager: { entry: { machine: { idleCount: 2, idleTime: 10 * MINUTE, maxBuilds: 1 } } },
    jobs: [{ at: 100 * SECOND, script: 250 * SECOND }],
  });
  const { machines } = runFleet(fleet, { given: drawn });
  return [3, 1].map((number) => machines.find(({ machine }) => machine === number)!.removingAt / SECOND);
}

test('a name whose machine goes while a newer one is checked is checked too', () => {
  // The pass begins at 432 s. The removal of the one between them ends before it, within its first check, and within its second: then its name was passed over.
  expect([75, 76, 78].map(removals)).toEqual([
    [434, 436],
    [434, 438],
    [434, 436],
  ]);
});

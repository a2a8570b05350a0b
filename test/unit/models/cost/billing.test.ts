/** Billed time: the cloud's granularity and minimum. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { billedTime } from '../../../../src/models/cost/billing.js';
import { HOUR, MINUTE, SECOND } from '../../../../src/units/time.js';
import { aFleet } from '../../../support/fleet-builder.js';
import { given } from '../../../support/given.js';
import { runFleet } from '../../../support/run-fleet.js';

test.each([
  [{ granularity: SECOND, minimum: MINUTE }, 1, MINUTE],
  [{ granularity: SECOND, minimum: MINUTE }, MINUTE, MINUTE],
  [{ granularity: SECOND, minimum: MINUTE }, MINUTE + 1, 61 * SECOND],
  [{ granularity: HOUR, minimum: HOUR }, HOUR, HOUR],
  [{ granularity: HOUR, minimum: HOUR }, HOUR + 1, 2 * HOUR],
  [{ granularity: 0, minimum: 0 }, 12_345, 12_345],
  // A minimum that is no multiple of the granularity is charged as it is.
  [{ granularity: MINUTE, minimum: 90 * SECOND }, 1, 90 * SECOND],
  [{ granularity: MINUTE, minimum: 90 * SECOND }, 80 * SECOND, 120 * SECOND],
])('%o charges a life of %i as %i', (rule, life, billed) => {
  expect(billedTime(rule, life)).toBe(billed);
});

test('never less than the life or the minimum, less than one granule more than the greater, and never falling', () => {
  const granularity = fc.integer({ min: 1, max: 2 * HOUR });
  const minimum = fc.integer({ min: 0, max: 2 * HOUR });
  const life = fc.integer({ min: 1, max: 100 * HOUR });
  fc.assert(
    fc.property(granularity, minimum, life, fc.nat(HOUR), (granule, least, time, more) => {
      const rule = { granularity: granule, minimum: least };
      const billed = billedTime(rule, time);
      expect(billed).toBeGreaterThanOrEqual(Math.max(time, least));
      expect(billed).toBeLessThan(Math.max(time + granule, least + 1));
      expect(billed === least || billed % granule === 0).toBe(true);
      expect(billedTime(rule, time + more)).toBeGreaterThanOrEqual(billed);
    }),
  );
});

test('a machine is charged from its create command to its end, and the rounding is told apart', () => {
  const { machines } = runFleet(
    aFleet({
      cloud: { billing: { granularity: MINUTE, minimum: 0 } },
      manager: { entry: { machine: { maxBuilds: 1 } } },
      jobs: [{ script: 45 * SECOND }],
    }),
    { given: given({ boots: [30 * SECOND], deletes: [10 * SECOND] }) },
  );
  expect(machines[0]).toMatchObject({ createAt: 0, goneAt: 85 * SECOND, billed: 2 * MINUTE, rounding: 35 * SECOND });
  expect(machines[0]!.time).toEqual({ boot: 30 * SECOND, idle: 0, busy: 45 * SECOND, teardown: 10 * SECOND, orphan: 0 });
});

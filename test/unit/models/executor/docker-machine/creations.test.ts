/** Machines that boot, counted as they come and go: what a count over all creations says at any time. */
import { expect, test } from 'vitest';
import { MINUTE } from '../../../../../src/units/time.js';
import { PoolBench } from '../../../../support/pool-builder.js';

/** By the definition. */
const counted = ({ pool, coordinator }: PoolBench): number =>
  pool.machines.filter((machine) => coordinator.isCreating(machine) && machine.isInZone).length;

test('a machine boots from when its command is not refused until its creation ends, unless it is gone before', () => {
  const bench = new PoolBench({ zone: { quota: 3 } });
  const { pool, coordinator } = bench;
  const boots = (): number[] => [coordinator.booting, counted(bench)];
  expect(boots()).toEqual([0, 0]);
  bench.acquire({ idleCount: 5 });
  // All five are being created; two will hear that there is no room for them.
  expect(pool.counts.creating).toBe(5);
  expect(boots()).toEqual([3, 3]);
  bench.world.clouds.leave(pool.machines[0]!);
  expect(boots()).toEqual([2, 2]);
  bench.world.clouds.leave(pool.machines[0]!);
  expect(boots()).toEqual([2, 2]);
  bench.wait(10 * MINUTE);
  expect(pool.counts.creating).toBe(0);
  expect(boots()).toEqual([0, 0]);
});

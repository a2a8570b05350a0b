/** Machines that existed, from their records. */
import { expect, test } from 'vitest';
import { machinesExisting, type PoolFilter, type PoolSources } from '../../../../src/results/pools/pool-stats.js';
import { HOUR } from '../../../../src/units/time.js';

test('of a run without a measured period none existed, rather than a number that is none', () => {
  const every = { has: () => true } as unknown as PoolFilter;
  const sources = (length: number): PoolSources => ({ cells: [], length }) as unknown as PoolSources;
  expect(machinesExisting(sources(0), every)).toBe(0);
  expect(machinesExisting(sources(HOUR), every)).toBe(0);
});

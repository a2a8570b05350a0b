import { expect, test } from 'vitest';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import { isSteady } from '../../../src/study/steady-load.js';

const load = (...arrivals: readonly unknown[]): Pick<FleetSpec, 'workloads'> =>
  ({ workloads: arrivals.map((own) => ({ arrivals: own })) }) as unknown as Pick<FleetSpec, 'workloads'>;
const generated = (pattern: unknown, schedules: readonly unknown[] = []): unknown => ({ kind: 'generated', schedules, pattern });

test('a load is steady of one rate, and of nothing that comes by the clock or out of a history', () => {
  const one = generated({ kind: 'poisson', rates: [1] });
  expect(isSteady(load(one, generated({ kind: 'deterministic' })))).toBe(true);
  expect(isSteady(load(one, generated({ kind: 'poisson', rates: [1, 2] })))).toBe(false);
  expect(isSteady(load(one, generated({ kind: 'poisson', rates: [1], variation: {} })))).toBe(false);
  expect(isSteady(load(one, generated({ kind: 'poisson', rates: [1] }, [{}])))).toBe(false);
  expect(isSteady(load(one, { kind: 'trace' }))).toBe(false);
});

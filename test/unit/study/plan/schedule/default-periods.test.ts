import { expect, test } from 'vitest';
import type { FleetSpec } from '../../../../../src/fleet/fleet.js';
import { defaultPeriods } from '../../../../../src/study/plan/schedule/default-periods.js';
import { DAY, WEEK } from '../../../../../src/units/time.js';
import { fleet } from '../../../../support/prepared-engine.js';

const poisson = (rates: readonly number[]): FleetSpec['workloads'] =>
  fleet.workloads.map((workload) => ({
    ...workload,
    arrivals: { ...workload.arrivals, kind: 'generated', schedules: [], pattern: { kind: 'poisson', rates, at: rates.map((_, i) => i) } },
  })) as unknown as FleetSpec['workloads'];

test('four where the load changes and a week is played, none where it is the same, and a reason where the run is short', () => {
  expect(defaultPeriods({ ...fleet, horizon: WEEK, workloads: poisson([1, 2]) })).toStrictEqual({ most: 4 });
  expect(defaultPeriods({ ...fleet, horizon: WEEK, workloads: poisson([1]) })).toBeUndefined();
  expect(defaultPeriods({ ...fleet, horizon: WEEK - 1, workloads: poisson([1, 2]) })).toMatchObject({
    why: expect.stringContaining('no week'),
  });
  expect(defaultPeriods({ ...fleet, horizon: DAY, workloads: poisson([1]) })).toBeUndefined();
});

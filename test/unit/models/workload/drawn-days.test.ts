/** Which days of a history the days of a run have: what is told is what is played. */
import { describe, expect, test } from 'vitest';
import type { ResampledArrivals } from '../../../../src/fleet/arrivals.js';
import { drawnDays } from '../../../../src/models/workload/drawn-days.js';
import { DAY, HOUR, SECOND } from '../../../../src/units/time.js';
import { aFleet } from '../../../support/fleet-builder.js';
import { runFleet } from '../../../support/run-fleet.js';

const DAYS = 5;
/** Each of five days of the history has one job, whose line is that of the day; the last two are drawn apart. */
const history: ResampledArrivals = {
  kind: 'resample',
  count: DAYS,
  script: new Float64Array(DAYS).fill(SECOND),
  project: new Int32Array(DAYS),
  tags: new Int32Array(DAYS),
  tagSets: [[]],
  bits: new Uint8Array(DAYS),
  pipeline: new Int32Array(DAYS),
  timeout: new Float64Array(DAYS).fill(Infinity),
  line: Int32Array.of(1, 2, 3, 4, 5),
  clock: new Float64Array(DAYS).fill(HOUR),
  createdBefore: new Float64Array(DAYS),
  cancelAfter: new Float64Array(DAYS).fill(Infinity),
  names: ['d1', 'd2', 'd3', 'd4', 'd5'],
  firstRow: Int32Array.of(0, 1, 2, 3, 4, 5),
  pools: [Int32Array.of(0, 1, 2), Int32Array.of(3, 4)],
  days: Array.from({ length: 14 }, (_, day) => ({ pool: day % 7 < 5 ? 0 : 1, pieces: [{ until: Infinity, from: day * DAY }] })),
};
const manager = { concurrent: 5, checkInterval: SECOND, entry: { machine: 'none' as const } };
const fleet = aFleet({ horizon: 14 * DAY, manager, workload: { name: 'load', arrivals: history } });

describe('the days of a run', () => {
  test.each([0, 1, 2])('are those that replication %i plays', (replication) => {
    const [own, ...others] = drawnDays(fleet, 1, replication);
    expect(others).toEqual([]);
    expect(own!.workload).toBe('load');
    const { jobs } = runFleet(fleet, { watch: false, replication });
    expect(own!.days).toEqual(jobs.map(({ traceLine }) => `d${traceLine}`));
  });

  test('differ from replication to replication, and are of their class', () => {
    const [first, second] = [0, 1].map((replication) => drawnDays(fleet, 1, replication)[0]!.days);
    expect(first).not.toEqual(second);
    for (const [day, name] of first!.entries()) expect(day % 7 < 5 ? ['d1', 'd2', 'd3'] : ['d4', 'd5']).toContain(name);
  });
});

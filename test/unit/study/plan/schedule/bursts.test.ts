/** How bursty jobs come, by what today's levels showed. */
import { expect, test } from 'vitest';
import { todaysBursts } from '../../../../../src/study/plan/schedule/bursts.js';
import { Levels } from '../../../../../src/study/plan/schedule/cells.js';
import type { SchedulePool } from '../../../../../src/study/plan/schedule/pool.js';
import { weekLoad } from '../../../../support/week-loads.js';

const [BOOT, WITHIN, LEVEL] = [300, 60, 8];
const target = { lines: [{ within: WITHIN, allowed: 0.05 }] };
const levels = new Levels(target, { least: 0, most: 100 }, BOOT);
const pool = (level = LEVEL) =>
  ({ week: Array.from({ length: 168 }, () => ({ level, rest: {} })), processes: 1 }) as unknown as SchedulePool;
const boots = { count: 10, seconds: 10 * BOOT };

/** 60 an hour are five boots under way. */
const lateAt = (bursts: number): number => levels.late([{ hours: [0], quarters: [{ offered: 5, jobs: 1 }], bursts }], LEVEL, WITHIN);

test.each([0.5, 1, 3, 8])('are found as %d where as many jobs were late', (bursts) => {
  const load = weekLoad(() => 60, { late: lateAt(bursts), boots });
  expect(todaysBursts(load, pool(), levels, target)).toBeCloseTo(bursts, 3);
});

test('are one where nothing tells: no job was late, or nothing is kept', () => {
  expect(
    todaysBursts(
      weekLoad(() => 60, { late: 0, boots }),
      pool(),
      levels,
      target,
    ),
  ).toBe(1);
  expect(
    todaysBursts(
      weekLoad(() => 60, { late: 0.3, boots }),
      pool(0),
      levels,
      target,
    ),
  ).toBe(1);
});

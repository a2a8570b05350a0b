/** The level of one period, round by round. */
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../../../../src/study/plan/schedule/cells.js';
import { Levels } from '../../../../../src/study/plan/schedule/cells.js';
import { netOf, PeriodStaffing } from '../../../../../src/study/plan/schedule/staffing.js';

const BOOT = 300;
const target = { lines: [{ within: 60, allowed: 0.05 }] };
const cells: readonly Cell[] = [{ hours: [9], quarters: [{ offered: 6, jobs: 100 }], bursts: 1 }];
const question = (range = { least: 0, most: 80 }) => ({ cells, boot: BOOT, target, range, polling: 0 });
const JOBS = 100_000;

/** What a run would show in which so many jobs come at a time. */
function shown(level: number, bursts: number): { jobs: number; late: number[]; waited: number } {
  const late = new Levels(target, { least: 0, most: 80 }, BOOT).late([{ ...cells[0]!, bursts }], level, 60);
  return { jobs: JOBS, late: [late * JOBS], waited: 0 };
}

function settled(bursts: number, from: number): { readonly staffing: PeriodStaffing; readonly rounds: number } {
  const staffing = new PeriodStaffing(question(), from);
  let rounds = 0;
  while (!staffing.isSettled && rounds < 20) {
    staffing.take(shown(staffing.level, bursts));
    rounds++;
  }
  return { staffing, rounds };
}

describe('a period', () => {
  test.each([
    [1, 3],
    [1, 60],
    [4, 7],
    [0.3, 20],
  ])('of bursts of %d comes from %i to the least level that holds, in a handful of rounds', (bursts, from) => {
    const { staffing, rounds } = settled(bursts, from);
    const exact = new Levels(target, { least: 0, most: 80 }, BOOT).of([{ ...cells[0]!, bursts }]);
    expect(Math.abs(staffing.level - exact)).toBeLessThanOrEqual(1);
    expect(shown(staffing.level, bursts).late[0]!).toBeLessThanOrEqual(0.05 * JOBS);
    expect(rounds).toBeLessThanOrEqual(6);
    expect(staffing.late?.[0]).toBeLessThanOrEqual(0.05);
    expect(staffing.isStuck).toBe(false);
  });

  test('finds how bursty the jobs come', () => {
    const staffing = new PeriodStaffing(question(), 9);
    staffing.take(shown(9, 3));
    expect(staffing.bursts).toBeCloseTo(3, 3);
  });

  test('gives up where more machines help no more, at the level from which on they do not', () => {
    const staffing = new PeriodStaffing(question(), 10);
    staffing.take({ jobs: 1000, late: [300], waited: 0 });
    const second = staffing.level;
    expect(second).toBeGreaterThan(10);
    staffing.take({ jobs: 1000, late: [299], waited: 0 });
    expect([staffing.isSettled, staffing.isStuck, staffing.level]).toStrictEqual([true, true, 10]);
  });

  test('without a job stays, and never leaves its range', () => {
    const staffing = new PeriodStaffing(question(), 4);
    staffing.take({ jobs: 0, late: [0], waited: 0 });
    expect([staffing.isSettled, staffing.level]).toStrictEqual([true, 4]);
    const narrow = new PeriodStaffing(question({ least: 0, most: 7 }), 5);
    narrow.take(shown(5, 1));
    expect(narrow.level).toBeLessThanOrEqual(7);
  });
});

test('what remains of a target is less by the wait for the next look', () => {
  expect(netOf({ lines: [{ within: 10, allowed: 0.1 }], mean: 5 }, 2)).toStrictEqual({ lines: [{ within: 8, allowed: 0.1 }], mean: 3 });
  expect(netOf({ lines: [{ within: 1, allowed: 0.1 }], mean: 1 }, 2)).toStrictEqual({ lines: [{ within: 0, allowed: 0.1 }], mean: 0.1 });
});

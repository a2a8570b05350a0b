/** Slots of a run as quarters of the local week. */
import { describe, expect, test } from 'vitest';
import type { SlotColumns } from '../../../../../src/study/kept/runner-slots.js';
import { slotLead, WeekLoad } from '../../../../../src/study/plan/schedule/week-load.js';
import { DAY, HOUR, MINUTE, WEEK } from '../../../../../src/units/time.js';

function columns(slots: number, own: (slot: number) => number): SlotColumns {
  const queued = Float64Array.from({ length: slots }, (_, slot) => own(slot));
  return { queued, jobs: queued, late: [queued.map((jobs) => jobs / 2)], waited: queued, boots: { count: 2, seconds: 70, squares: 2500 } };
}
/** 2018-10-08 is a Monday. */
const MONDAY = Date.UTC(2018, 9, 8);

describe('a week', () => {
  test('that begins on Monday in UTC is counted quarter by quarter', () => {
    const load = new WeekLoad({ startEpochMs: MONDAY, horizon: WEEK, zone: 'UTC' }, 1);
    load.add(columns(672, (slot) => slot));
    expect([...load.queued]).toEqual(Array.from({ length: 672 }, (_, i) => i));
    expect(load.seen.every((seconds) => seconds === 900)).toBe(true);
    expect(load.counted([0, 2])).toEqual({ jobs: 0 + 1 + 2 + 3 + 8 + 9 + 10 + 11, late: [22], waited: 44 });
    load.add(columns(672, (slot) => slot));
    expect(load.seen[5]).toBe(1800);
    expect(load.boot).toBe(35);
  });

  test('is that of the local clock, also where it is changed', () => {
    // Berlin: UTC+2, and +1 from Sunday 2018-10-28 03:00 on, so the hour from 2 is passed twice.
    const load = new WeekLoad({ startEpochMs: Date.UTC(2018, 9, 22), horizon: WEEK, zone: 'Europe/Berlin' }, 1);
    load.add(columns(672, (slot) => (slot === 0 ? 7 : 0)));
    expect(load.queued[2 * 4]).toBe(7);
    const sunday = 6 * 24 * 4;
    expect([load.seen[sunday + 2 * 4], load.seen[sunday + 3 * 4]]).toEqual([1800, 900]);
  });

  test('that begins in the middle of a quarter has a shorter first and last one', () => {
    const startEpochMs = MONDAY + 10 * 60_000;
    expect(slotLead({ startEpochMs })).toBe(10 * MINUTE);
    const load = new WeekLoad({ startEpochMs, horizon: HOUR, zone: 'UTC' }, 1);
    load.add(columns(5, () => 1));
    expect([...load.seen.subarray(0, 6)]).toEqual([300, 900, 900, 900, 600, 0]);
  });

  test('of more than a week is seen more than once', () => {
    const load = new WeekLoad({ startEpochMs: MONDAY, horizon: WEEK + DAY, zone: 'UTC' }, 1);
    load.add(columns(768, () => 1));
    expect([load.queued[0], load.queued[96]]).toEqual([2, 1]);
    expect(load.boot).toBe(35);
    expect(new WeekLoad({ startEpochMs: MONDAY, horizon: DAY, zone: 'UTC' }, 1).boot).toBeUndefined();
  });
});

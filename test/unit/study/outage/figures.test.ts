/** Places in the week and the year, means over replications, and what drawn outages leave of a year: by hand. */
import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../../../src/results/outages/recovery.js';
import { availabilityOf, heldWeek, meanOf, placed, timeOfWeek, type Played } from '../../../../src/study/outage/figures.js';
import type { YearOutage } from '../../../../src/study/outage/outage-result.js';
import type { OutageQuestion } from '../../../../src/study/outage/question.js';
import { DAY, HOUR, MINUTE, WEEK } from '../../../../src/units/time.js';

/** Monday 8 January 2018, 06:00 of a local clock. */
const CLOCK = Date.UTC(2018, 0, 8, 6) * 1000;
const harm = (late: number, over: Partial<Played> = {}): Played => ({
  late,
  held: 0,
  waitHours: 0,
  lost: 0,
  sloMinutes: 0,
  recoverMinutes: 0,
  isCut: false,
  ...over,
});

test('weekdays count from Monday, minutes from midnight, and a minute is not over before its last microsecond', () => {
  expect(timeOfWeek(CLOCK)).toEqual({ weekday: 0, minuteOfDay: 360 });
  expect(timeOfWeek(CLOCK + MINUTE - 1)).toEqual({ weekday: 0, minuteOfDay: 360 });
  expect(timeOfWeek(CLOCK + 18 * HOUR - 1)).toEqual({ weekday: 0, minuteOfDay: 1439 });
  expect(timeOfWeek(CLOCK + 18 * HOUR)).toEqual({ weekday: 1, minuteOfDay: 0 });
  // The last minute of 1969 was one of a Wednesday.
  expect(timeOfWeek(-1)).toEqual({ weekday: 2, minuteOfDay: 1439 });
});

test('what is held is told by the seconds of the run and the local week', () => {
  expect(heldWeek({ because: 'history', from: 2 * HOUR, until: DAY + 30 * MINUTE }, CLOCK)).toEqual({
    because: 'history',
    from: { startSeconds: 7200, weekday: 0, minuteOfDay: 480 },
    until: { startSeconds: 88_200, weekday: 1, minuteOfDay: 390 },
  });
});

describe('a mean over replications', () => {
  test('has a recovery where every replication saw one, and is cut where one was', () => {
    const mean = meanOf([harm(1, { recoverMinutes: 4 }), harm(3, { recoverMinutes: 8 })]);
    // Student's t of one degree of freedom is 12.706; the standard error of 1 and 3 is 1.
    expect(mean).toMatchObject({ late: { mean: 2, halfWidth: expect.closeTo(12.706, 3) as number }, recoverMinutes: 6, isCut: false });
    expect(meanOf([harm(1, { recoverMinutes: null }), harm(3, { recoverMinutes: 8 })]).recoverMinutes).toBeNull();
    expect(meanOf([harm(1), harm(3, { isCut: true })]).isCut).toBe(true);
    expect(meanOf([harm(5)]).late).toEqual({ mean: 5, halfWidth: null });
  });
});

test('a drawn outage is told with the year and the day of it, from 1, and how long it was drawn and played', () => {
  const drawn = { year: 0, atOfYear: 100 * DAY + HOUR, drawn: 3 * HOUR, from: 25 * HOUR, duration: 2 * HOUR, until: 40 * HOUR };
  expect(placed(drawn, harm(7), 2, CLOCK)).toEqual({
    year: 1,
    dayOfYear: 101,
    weekday: 1,
    minuteOfDay: 420,
    startSeconds: 90_000,
    drawnSeconds: 10_800,
    durationSeconds: 7200,
    replication: 2,
    ...harm(7),
  });
});

describe('availability', () => {
  /** A run in which so many jobs come an hour and one of a hundred is late; it must be asked for the measured period alone. */
  function available(warmup: number, horizon: number, perHour: number, outages: readonly Partial<YearOutage>[], years = 2) {
    const asked: unknown[] = [];
    const counts = (period: { from: number; until: number; at: number }) => {
      asked.push(period);
      const jobs = ((period.until - period.from) / HOUR) * perHour;
      return { jobs, late: jobs / 100 };
    };
    const plain = { jobs: { counts } } as unknown as Evidence;
    const question = { fleet: { warmup, horizon }, years } as unknown as OutageQuestion;
    return { asked, ...availabilityOf(question, [plain], outages as YearOutage[]) };
  }

  test('is what outages leave of the jobs of a year, over whole weeks where there are some', () => {
    const outages = [
      { year: 1, late: 1752, durationSeconds: 5, drawnSeconds: 5 },
      { year: 1, late: 1752, durationSeconds: 5, drawnSeconds: 6 },
      { year: 2, late: 876, durationSeconds: 5, drawnSeconds: 6 },
    ];
    const found = available(HOUR, HOUR + 2 * WEEK + 3 * DAY, 2, outages);
    expect(found.asked).toEqual([{ from: HOUR, until: HOUR + 2 * WEEK, at: HOUR + 2 * WEEK + 3 * DAY }]);
    // 2 an hour for 8760 hours; of these 3504 late in the first year, 876 in the second: 0.8 and 0.95 are left.
    expect(found.jobsPerYear).toBeCloseTo(17_520, 6);
    expect(found.withoutOutages).toBeCloseTo(0.99, 12);
    expect(found.ofOutages.mean).toBeCloseTo(0.875, 12);
    expect(found.inAll.mean).toBeCloseTo(0.865, 12);
    expect([found.years, found.capped, found.outages.length]).toEqual([2, 2, 3]);
  });

  test('of less than a week is of all there is; of no job at all it is whole', () => {
    expect(available(HOUR, DAY, 2, []).asked).toEqual([{ from: HOUR, until: DAY, at: DAY }]);
    const none = available(0, DAY, 0, [{ year: 1, late: 0, durationSeconds: 5, drawnSeconds: 5 }]);
    expect([none.withoutOutages, none.ofOutages.mean, none.inAll.mean, none.jobsPerYear]).toEqual([1, 1, 1, 0]);
  });
});

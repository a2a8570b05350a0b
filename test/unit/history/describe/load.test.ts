/** What comes: counts by hand. */
import { describe, expect, test } from 'vitest';
import { dispersionOf, loadOf, pipelinesOf } from '../../../../src/history/describe/load.js';
import { LocalClock } from '../../../../src/scenario/periods/local-clock.js';
import { offsetsOf } from '../../../../src/scenario/periods/zone.js';
import { DAY, HOUR, MINUTE } from '../../../../src/units/time.js';
import { historyOf, job, MONDAY } from '../../../support/history.js';

const jobs = [
  job(0, 1, 5, { pipeline: 'a' }),
  job(10, 11, 15, { pipeline: 'a' }),
  job(30, 31, 35, { pipeline: 'b' }),
  job(30 + 24 * 60, 1471, 1480, { pipeline: 'c' }),
  job(100 + 24 * 60, 1541, 1560),
];

describe('the load', () => {
  test('counts pipelines by their first job, and a job without one as one of its own', () => {
    expect(pipelinesOf({ jobs })).toEqual([
      { at: MONDAY, jobs: 2 },
      { at: MONDAY + 30 * MINUTE, jobs: 1 },
      { at: MONDAY + DAY + 30 * MINUTE, jobs: 1 },
      { at: MONDAY + DAY + 100 * MINUTE, jobs: 1 },
    ]);
    const history = historyOf(jobs, 48);
    const load = loadOf(history, pipelinesOf(history), new LocalClock(undefined, history.from, history.to));
    expect(load).toMatchObject({
      jobsPerDay: 5 / (1540 / 1440),
      pipelinesPerDay: 4 / (1540 / 1440),
      pipelineSize: { mean: 1.25, p50: 1, p95: 2, max: 2 },
      weekdayToWeekend: null,
    });
    expect(load.hourOfWeek!.slice(0, 2)).toEqual([3, 0]);
    // The last job came at 01:40.
    expect(load.hourOfWeek!.slice(24, 26)).toEqual([1, 1 / (40 / 60)]);
    expect(load.hourOfWeek!.slice(48).every((hour) => hour === null)).toBe(true);
  });

  test('is that of the time in which jobs came, however long the last of them ran', () => {
    const even = Array.from({ length: 8 * 24 + 1 }, (_, hour) => job(hour * 60, hour * 60, hour * 60 + 1, { pipeline: `p${hour}` }));
    const told = (lasts: number) => {
      const history = historyOf([...even.slice(0, -1), job(8 * 1440, 8 * 1440, 8 * 1440 + lasts)], 8 * 24 + lasts / 60);
      return loadOf(history, pipelinesOf(history), new LocalClock(undefined, history.from, history.to));
    };
    const long = told(2 * 1440);
    expect(long).toEqual(told(1));
    expect(long.jobsPerDay).toBe(193 / 8);
    // The last came as the ninth day began.
    expect(long.hourOfWeek!.slice(25, 72)).toEqual(new Array(47).fill(1));
    expect(long.dispersion.map(({ jobs }) => jobs)).toEqual([expect.closeTo(59 / 60, 3), 0, 0]);
  });

  test('has the hours of the zone', () => {
    const history = historyOf(jobs, 48);
    const clock = new LocalClock(offsetsOf('Europe/Berlin'), history.from, history.to);
    const { hourOfWeek } = loadOf(history, pipelinesOf(history), clock);
    expect(hourOfWeek!.slice(1, 4)).toEqual([null, 3, 0]);
    expect(clock.day(MONDAY + 22 * HOUR) - clock.day(MONDAY)).toBe(1);
  });

  test('follows a change of the clocks', () => {
    const summer = Date.UTC(2018, 9, 28, 0, 59) * 1000;
    const clock = new LocalClock(offsetsOf('Europe/Berlin'), summer, summer + DAY);
    // 02:59 comes twice on that Sunday.
    expect([clock.hourOfWeek(summer), clock.hourOfWeek(summer + HOUR)]).toEqual([6 * 24 + 2, 6 * 24 + 2]);
  });

  test('is said to have neither hours nor weekdays where the clock is one of its own', () => {
    const history = { ...historyOf(jobs, 48), isClock: false };
    expect(loadOf(history, pipelinesOf(history), new LocalClock(undefined, 0, 1))).toMatchObject({
      hourOfWeek: null,
      weekdayToWeekend: null,
    });
  });

  test('on weekdays against weekends counts the hours that are held', () => {
    const week = [0, 1, 2, 3, 4].flatMap((day) => [60, 120, 180].map((minute) => job(day * 1440 + minute, undefined, undefined)));
    const history = historyOf([...week, job(7 * 1440 - 1, undefined, undefined)], 7 * 24);
    expect(loadOf(history, pipelinesOf(history), new LocalClock(undefined, history.from, history.to)).weekdayToWeekend).toBeCloseTo(
      15 / 119 / (1 / (48 - 1 / 60)),
      12,
    );
  });
});

describe('the index of dispersion', () => {
  test('is nought of what is even, and variance over mean of what is not', () => {
    expect(dispersionOf([1, 11, 21, 31], 0, 40, 10)).toBe(0);
    // Counts 3, 0, 1, 0: mean 1, variance (4 + 1 + 0 + 1) / 3.
    expect(dispersionOf([1, 2, 3, 25], 0, 40, 10)).toBe(2);
  });

  test('needs two whole bins, and leaves the last in part out', () => {
    expect(dispersionOf([1, 2], 0, 19, 10)).toBeNull();
    expect(dispersionOf([1, 11, 21], 0, 25, 10)).toBe(0);
    expect(dispersionOf([], 0, 25, 10)).toBeNull();
  });
});

/** Whole days of a history, weekdays and weekends apart. */
import { expect, test } from 'vitest';
import { LocalClock } from '../../../../src/scenario/periods/local-clock.js';
import { wholeDays } from '../../../../src/history/fit/days.js';
import { offsetsOf } from '../../../../src/scenario/periods/zone.js';
import { historyOf, job, MONDAY } from '../../../support/history.js';
import { DAY, HOUR } from '../../../../src/units/time.js';

/** So many jobs on each day, from half an hour after midnight on, of a quarter of an hour each. */
function daysOf(counts: readonly number[]): ReturnType<typeof job>[] {
  return counts.flatMap((count, day) =>
    Array.from({ length: count }, (_, i) => {
      const at = day * 1440 + 30 + (i * 1380) / Math.max(1, count - 1);
      return job(at, at, at + 15);
    }),
  );
}

test('weekdays and weekends have their own means', () => {
  const history = historyOf(daysOf([10, 20, 30, 20, 20, 4, 8, 10]), 8 * 24);
  const found = wholeDays(history, new LocalClock(undefined, history.from, history.to))!;
  expect(found).toMatchObject({ from: MONDAY, to: MONDAY + 8 * DAY, days: 8 });
  expect(found.classes.map(({ name, days, jobs }) => [name, days, jobs.value])).toEqual([
    ['weekday', 6, 110 / 6],
    ['weekend', 2, 6],
  ]);
  expect(found.classes[1]!.jobHours.value).toBe(1.5);
  expect(found.classes[1]!.jobs.se).toBeCloseTo(2, 10);
});

test('a first or last day that lacks more than an hour is none; a history of one afternoon has none', () => {
  const late = daysOf([10, 10, 10]).filter(({ queued }) => queued > MONDAY + 3 * HOUR && queued < MONDAY + 2 * DAY + 9 * HOUR);
  const history = historyOf(late, 72);
  const clock = new LocalClock(undefined, history.from, history.to);
  expect(wholeDays(history, clock)).toMatchObject({ from: MONDAY + DAY, days: 1 });
  expect(wholeDays(historyOf(late.slice(0, 5), 24), clock)).toBeUndefined();
});

test('days are those of the zone', () => {
  const history = historyOf(daysOf([10, 10, 10]), 72);
  const clock = new LocalClock(offsetsOf('America/New_York'), history.from, history.to);
  // New York is four hours behind: its first whole day begins at 04:00 UTC.
  expect(wholeDays(history, clock)).toMatchObject({ from: MONDAY + 4 * HOUR, days: 2 });
});

test('a clock of its own has no weekends', () => {
  const history = { ...historyOf(daysOf([4, 4, 4]), 72), isClock: false };
  const found = wholeDays(history, new LocalClock(undefined, history.from, history.to))!;
  expect(found.classes.map(({ name, days }) => [name, days])).toEqual([['day', 3]]);
});

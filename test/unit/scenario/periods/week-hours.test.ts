/** Hours of the week as cron expressions and back, and their names. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCron } from '../../../../src/scenario/periods/cron-expression.js';
import { parseMinutes } from '../../../../src/scenario/periods/minute-expression.js';
import { minuteIntervals, parseMinutePeriods } from '../../../../src/scenario/periods/minute-periods.js';
import { sectionTimeline } from '../../../../src/scenario/periods/section-timeline.js';
import { hoursOfWeek, WEEK_HOURS, weekPeriods, weekWords } from '../../../../src/scenario/periods/week-hours.js';
import { HOUR, SECOND, WEEK } from '../../../../src/units/time.js';

/** 2018-10-08, a Monday. */
const MONDAY_MS = Date.UTC(2018, 9, 8);

function hours(days: readonly number[], from: number, to: number): number[] {
  return days.flatMap((day) => Array.from({ length: to - from }, (_, i) => day * 24 + from + i));
}
const [WEEKDAYS, WEEKEND] = [
  [0, 1, 2, 3, 4],
  [5, 6],
];
const NIGHTS = [...hours(WEEKDAYS, 0, 7), ...hours(WEEKDAYS, 19, 24)];

test.each<[number[], string[], string[], string]>([
  [hours(WEEKDAYS, 7, 19), ['* * 7-18 * * mon-fri *'], ['* 7-18 * * mon-fri'], 'Mon-Fri 07-19'],
  [hours(WEEKEND, 0, 24), ['* * * * * sat,sun *'], ['* * * * sat,sun'], 'Sat-Sun'],
  [hours([0, 1, 2, 3, 4, 5, 6], 0, 24), ['* * * * * * *'], ['* * * * *'], 'always'],
  [NIGHTS, ['* * 0-6,19-23 * * mon-fri *'], ['* 0-6,19-23 * * mon-fri'], 'Mon-Fri 19-07'],
  [
    [...NIGHTS, ...hours(WEEKEND, 0, 24)],
    ['* * 0-6,19-23 * * mon-fri *', '* * * * * sat,sun *'],
    ['* 0-6,19-23 * * mon-fri', '* * * * sat,sun'],
    'Mon-Fri 19-07, Sat-Sun',
  ],
  [hours([4, 5, 6], 8, 9), ['* * 8 * * fri,sat,sun *'], ['* 8 * * fri,sat,sun'], 'Fri-Sun 08-09'],
  [hours([0, 1, 2, 3, 4, 5, 6], 20, 24), ['* * 20-23 * * * *'], ['* 20-23 * * *'], 'daily 20-24'],
  [[...hours([0], 1, 3), ...hours([0], 5, 6)], ['* * 1-2,5 * * mon *'], ['* 1-2,5 * * mon'], 'Mon 01-03 and 05-06'],
  [[], [], [], 'never'],
])('%#: %j is %j', (own, seven, five, words) => {
  expect(weekPeriods(own, 'seven_fields')).toEqual(seven);
  expect(weekPeriods(own, 'five_fields')).toEqual(five);
  expect(weekWords(own)).toBe(words);
});

const anyHours = fc.oneof(
  fc.uniqueArray(fc.nat(WEEK_HOURS - 1), { maxLength: WEEK_HOURS }),
  fc
    .tuple(fc.subarray([0, 1, 2, 3, 4, 5, 6]), fc.nat(23), fc.integer({ min: 1, max: 24 }))
    .map(([days, from, length]) => days.flatMap((day) => hours([day], from, Math.min(24, from + length)))),
);

test('what is written is read back as the same hours, in both forms', () => {
  fc.assert(
    fc.property(anyHours, (own) => {
      const sorted = [...own].sort((a, b) => a - b);
      expect(hoursOfWeek(weekPeriods(own, 'seven_fields').map(parseCron))).toEqual(sorted);
      expect(hoursOfWeek(weekPeriods(own, 'five_fields').map(parseMinutes))).toEqual(sorted);
    }),
  );
});

test('a manager has a section in force in these hours and no others: docker+machine a second early, docker-autoscaler exactly', () => {
  fc.assert(
    fc.property(anyHours, (own) => {
      const has = new Set(own);
      const switches = sectionTimeline([{ Periods: weekPeriods(own, 'seven_fields'), Timezone: 'UTC' }], MONDAY_MS, WEEK, 'UTC');
      const intervals = minuteIntervals(parseMinutePeriods(weekPeriods(own, 'five_fields'), 'UTC'), MONDAY_MS, WEEK, 'UTC');
      for (let hour = 0; hour < WEEK_HOURS; hour++) {
        // In force at the first second of the hour and, of the last one, up to the second before the one that already looks at the next hour.
        for (const at of [hour * HOUR, (hour + 1) * HOUR - 2 * SECOND]) {
          expect(switches.findLast((one) => one.at <= at)?.section).toBe(has.has(hour) ? 0 : -1);
          expect(intervals.some(({ from, to }) => from <= at && at < to)).toBe(has.has(hour));
        }
      }
    }),
  );
});

describe('what is not of whole hours of every week', () => {
  test.each(['* 0-29 9 * * mon *', '* * 9 1 * * *', '* * 9 * 5 * *', '0 * 9 * * mon *', '* * 9 * * mon 2019'])('%s', (text) => {
    expect(hoursOfWeek([parseCron(text)])).toBeUndefined();
  });

  test('a night that is written in two expressions is', () => {
    expect(hoursOfWeek([parseCron('* * 22-23 * * mon *'), parseCron('* * 0-1 * * tue *')])).toEqual([22, 23, 24, 25]);
  });
});

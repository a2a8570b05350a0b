/** What comes by the clock. */
import { describe, expect, test } from 'vitest';
import { LocalClock } from '../../../../src/scenario/periods/local-clock.js';
import type { Arrival } from '../../../../src/history/describe/load.js';
import { schedulesOf } from '../../../../src/history/describe/schedules.js';
import { DAY, HOUR, MINUTE } from '../../../../src/units/time.js';
import { parkMiller } from '../../../support/backtests.js';
import { MONDAY } from '../../../support/history.js';

const clock = new LocalClock(undefined, MONDAY, MONDAY + 30 * DAY);
const DAYS = Array.from({ length: 14 }, (_, day) => MONDAY + day * DAY);

/** Pipelines at minutes that no chance is in, spread over the day: each minute of an hour in turn. */
const background: Arrival[] = DAYS.flatMap((day, d) =>
  Array.from({ length: 60 }, (_, i) => ({ at: day + ((i * 97 + d * 31) % 1440) * MINUTE, jobs: 3 })),
);

describe('schedules', () => {
  test('are found: nightly, and hourly told as one', () => {
    const nightly = DAYS.slice(0, 13).map((day) => ({ at: day + 3 * HOUR + 15 * MINUTE + 2_000_000, jobs: 40 }));
    const hourly = DAYS.flatMap((day) => Array.from({ length: 24 }, (_, hour) => ({ at: day + hour * HOUR + 5 * MINUTE, jobs: 1 })));
    const found = schedulesOf([...background, ...nightly, ...hourly], clock);
    expect(found.map(({ at }) => at)).toEqual(['daily at 03:15', 'hourly at :05']);
    expect(found[0]).toMatchObject({ times: 13 });
    expect(found[1]!.times).toBe(14 * 24);
  });

  test('are none in what comes at any minute, nor in a few days', () => {
    expect(schedulesOf(background, clock)).toEqual([]);
    expect(
      schedulesOf(
        DAYS.slice(0, 4).map((at) => ({ at, jobs: 1 })),
        clock,
      ),
    ).toEqual([]);
  });

  test('are none in busy hours of days that the history holds from their first hour to their last', () => {
    // Three pipelines in a minute on most days, and one in ten without: of seven days many a minute has one on each.
    const isEmpty = (day: number, minute: number): boolean => (minute * 7 + day * 3) % 10 === 0;
    const office = DAYS.slice(0, 7).flatMap((at, day) =>
      Array.from({ length: 12 * 60 }, (_, minute) => 8 * 60 + minute).flatMap((minute) =>
        isEmpty(day, minute) ? [] : [{ at: at + minute * MINUTE, jobs: 1 }],
      ),
    );
    expect(schedulesOf(office, clock)).toEqual([]);
  });

  test('are none where busy hours begin and end', () => {
    const next = parkMiller(5);
    for (let history = 0; history < 5; history++) {
      const office = Array.from({ length: 28 }, (_, day) => MONDAY + day * DAY).flatMap((at) =>
        Array.from({ length: 12 * 60 }, (_, minute) => 8 * 60 + minute).flatMap((minute) =>
          next() < 0.86 ? [{ at: at + minute * MINUTE, jobs: 1 }] : [],
        ),
      );
      expect(schedulesOf(office, clock)).toEqual([]);
    }
  });

  test('are told of five whole days, and of a history that begins behind the minute and ends before it no sooner', () => {
    const nightly = DAYS.map((at) => ({ at: at + 3 * HOUR, jobs: 1 }));
    const noon = (day: number): Arrival => ({ at: DAYS[day]! + 12 * HOUR, jobs: 1 });
    expect(schedulesOf([{ at: MONDAY, jobs: 1 }, ...nightly.slice(0, 5), noon(4)], clock)).toMatchObject([
      { at: 'daily at 03:00', times: 5 },
    ]);
    expect(schedulesOf([noon(0), ...nightly.slice(1, 5), noon(4)], clock)).toEqual([]);
    expect(schedulesOf([noon(0), ...nightly.slice(1, 6), { at: DAYS[6]! + HOUR, jobs: 1 }], clock)).toMatchObject([{ times: 5 }]);
  });
});

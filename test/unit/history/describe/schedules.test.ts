/** What comes by the clock. */
import { describe, expect, test } from 'vitest';
import { LocalClock } from '../../../../src/scenario/periods/local-clock.js';
import type { Arrival } from '../../../../src/history/describe/load.js';
import { schedulesOf } from '../../../../src/history/describe/schedules.js';
import { DAY, HOUR, MINUTE } from '../../../../src/units/time.js';
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
    const found = schedulesOf([...background, ...nightly, ...hourly], clock, 14);
    expect(found.map(({ at }) => at)).toEqual(['daily at 03:15', 'hourly at :05']);
    expect(found[0]).toMatchObject({ times: 13 });
    expect(found[1]!.times).toBe(14 * 24);
  });

  test('are none in what comes at any minute, nor in a few days', () => {
    expect(schedulesOf(background, clock, 14)).toEqual([]);
    expect(
      schedulesOf(
        DAYS.slice(0, 4).map((at) => ({ at, jobs: 1 })),
        clock,
        4,
      ),
    ).toEqual([]);
  });
});

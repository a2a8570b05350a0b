/** The hour in which a threshold is worst: out of counts by quarter of an hour, on the local clock. */
import { describe, expect, test } from 'vitest';
import { countedByTime, worstHour } from '../../../../src/study/plan/worst-hour.js';
import type { ThresholdSlotColumns } from '../../../../src/study/kept/threshold-slots.js';
import { parseThresholds } from '../../../../src/study/thresholds/thresholds.js';
import type { Threshold } from '../../../../src/study/thresholds/threshold.js';
import { aFleet } from '../../../support/fleet-builder.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src/units/time.js';

const MONDAY = Date.UTC(2018, 9, 8);
const QUARTERS = { day: 96, week: 672 };

function threshold(subject: string, condition: string): Threshold {
  return parseThresholds({ [subject]: [condition] }, aFleet()).thresholds[0]!;
}

/** Counts of a hundred jobs a quarter of an hour, of which those of one quarter are as stated. */
function counts(
  slots: number,
  at: number,
  own: { jobs?: number; late?: number; seconds?: number; longest?: number },
): ThresholdSlotColumns {
  const column = (usual: number, there = usual): Float64Array => new Float64Array(slots).fill(usual).fill(there, at, at + 1);
  return { jobs: column(100, own.jobs), late: column(1, own.late), seconds: column(200, own.seconds), longest: column(9, own.longest) };
}

describe('what is counted', () => {
  const fleet = { ...aFleet(), startEpochMs: MONDAY + 10 * 60_000 };

  test('is the jobs that are late at the line, from quarter to quarter of the clock', () => {
    expect(countedByTime(threshold('queue_time', 'p(95) < 10s'), fleet)).toEqual({
      metric: 'queue_time',
      labels: {},
      width: 15 * MINUTE,
      lead: 10 * MINUTE,
      line: 10 * SECOND,
    });
    expect(countedByTime(threshold('start_delay', 'share_below(20s) > 90%'), fleet)).toMatchObject({
      metric: 'start_delay',
      line: 20 * SECOND,
    });
  });

  test('is nothing of money and machines, nor where more is better', () => {
    for (const [subject, condition] of [
      ['cost', 'per_month < 10 USD'],
      ['machines', 'max < 7'],
      ['pipeline_duration', 'avg < 1h'],
      ['queue_time', 'share_below(1s) < 9%'],
      ['queue_time', 'avg > 1s'],
    ] as const)
      expect(countedByTime(threshold(subject, condition), fleet), `${subject} ${condition}`).toBeUndefined();
  });
});

describe('the worst hour', () => {
  const late = threshold('queue_time', 'p(95) < 10s');
  const week = { startEpochMs: MONDAY, horizon: 7 * DAY, zone: 'UTC' };

  test('is one of the week, of its local clock, of a run that holds one', () => {
    const columns = counts(QUARTERS.week, 24 * 4 + 9 * 4 + 2, { late: 41 });
    expect(worstHour(late, columns, week)).toEqual({
      hours: 'Tue 09-10',
      timezone: 'UTC',
      isOfWeek: true,
      of: 'late',
      value: 44 / 400,
      jobs: 400,
    });
    expect(worstHour(late, columns, { ...week, zone: 'Asia/Tokyo' })).toMatchObject({ hours: 'Tue 18-19', timezone: 'Asia/Tokyo' });
  });

  test('is one of the day of a shorter run, all days together', () => {
    const columns = counts(2 * QUARTERS.day, 4 * 26, { late: 61 });
    expect(worstHour(late, columns, { ...week, horizon: 2 * DAY })).toMatchObject({
      hours: '02-03',
      isOfWeek: false,
      value: 68 / 800,
      jobs: 800,
    });
  });

  test('is that of the greatest mean, or the longest time, where these are limited', () => {
    const columns = counts(QUARTERS.day, 4 * 5, { seconds: 1000, longest: 70 });
    const day = { ...week, horizon: DAY };
    expect(worstHour(threshold('queue_time', 'avg < 10s'), columns, day)).toMatchObject({ hours: '05-06', of: 'mean', value: 4 });
    expect(worstHour(threshold('queue_time', 'max < 10s'), columns, day)).toMatchObject({ hours: '05-06', of: 'longest', value: 70 });
  });

  test('is none of a few jobs, and there is none where nothing is late', () => {
    const few = counts(4 * 6, 4, {});
    for (const slot of [4, 5, 6, 7]) [few.jobs[slot], few.late[slot]] = [2, 2];
    few.late[13] = 5;
    expect(worstHour(late, few, { ...week, horizon: 6 * HOUR })).toMatchObject({ hours: '03-04', value: 8 / 400 });
    const none = counts(4, 0, {});
    none.late.fill(0);
    expect(worstHour(late, none, { ...week, horizon: HOUR })).toBeUndefined();
  });
});

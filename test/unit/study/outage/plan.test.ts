/** Starts of sweeps and drawn years at their edges. */
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_DURATION,
  DEFAULT_EVERY,
  defaultDurations,
  planSweep,
  planYears,
  yearPeriod,
  YEAR,
} from '../../../../src/study/outage/plan.js';
import { DAY, HOUR, MINUTE, WEEK } from '../../../../src/units/time.js';

const constant = (value: number) => ({ kind: 'constant', value }) as const;

test('every four hours by default; lengths in whole minutes, each once', () => {
  expect(DEFAULT_EVERY).toBe(4 * HOUR);
  expect(defaultDurations(constant(89 * 1_000_000))).toEqual([MINUTE]);
  expect(defaultDurations(constant(91 * 1_000_000))).toEqual([2 * MINUTE]);
  expect(defaultDurations(DEFAULT_DURATION)).toHaveLength(2);
});

describe('a sweep', () => {
  const asked = { every: HOUR, duration: HOUR, room: 2 * HOUR, clock: 0 };
  const starts = (held: { from: number; until: number } | undefined, over: Partial<typeof asked> = {}, horizon = 3 * WEEK) =>
    planSweep({ warmup: 0, horizon }, { ...asked, ...over, held }).map(({ from }) => from / HOUR);

  test('lies in [from, until) of what is held, though the run is longer', () => {
    expect(starts({ from: 5 * HOUR, until: 8 * HOUR })).toEqual([5, 6, 7]);
    expect(starts({ from: 5 * HOUR + 1, until: 8 * HOUR + 1 })).toEqual([6, 7, 8]);
    expect(starts({ from: 5 * HOUR, until: 5 * HOUR })).toEqual([]);
  });

  test('ends a week after its first instant, which is not played twice', () => {
    expect(starts(undefined)).toHaveLength(168);
    expect(starts({ from: HOUR, until: 3 * WEEK }).at(-1)).toBe(168);
  });

  test('ends where the outage would end after the horizon, not where it ends with it', () => {
    expect(starts(undefined, { duration: 2 * HOUR }, 5 * HOUR)).toEqual([0, 1, 2, 3]);
    expect(starts(undefined, { duration: 2 * HOUR + 1 }, 5 * HOUR)).toEqual([0, 1, 2]);
  });

  test('plays room behind the outage, cut at the horizon', () => {
    const until = planSweep({ warmup: 0, horizon: 5 * HOUR }, asked).map((planned) => planned.until / HOUR);
    expect(until).toEqual([3, 4, 5, 5, 5]);
  });
});

describe('the period that a year is mapped to', () => {
  test.each([
    [WEEK, WEEK],
    [3 * WEEK, WEEK],
    [WEEK - 1, DAY],
    [DAY, DAY],
    [DAY - 1, DAY - 1],
  ])('of %i micros is %i', (length, period) => expect(yearPeriod({ warmup: HOUR, horizon: HOUR + length })).toBe(period));
});

describe('a year of drawn outages', () => {
  const fleet = { warmup: HOUR, horizon: HOUR + 2 * DAY };
  const draws = { seed: 1, years: 1, between: constant(150 * DAY + 5 * HOUR), duration: constant(3 * HOUR) };

  test('has them at the same time of the day of the run, with room behind them', () => {
    // 150 days and 5 h after the begin of the year; the second 150 days and 5 h after the end of the first.
    expect(planYears(fleet, draws, 2 * HOUR)).toEqual([
      { year: 0, atOfYear: 150 * DAY + 5 * HOUR, drawn: 3 * HOUR, from: 6 * HOUR, duration: 3 * HOUR, until: 11 * HOUR },
      { year: 0, atOfYear: 300 * DAY + 13 * HOUR, drawn: 3 * HOUR, from: 14 * HOUR, duration: 3 * HOUR, until: 19 * HOUR },
    ]);
  });

  test('has one that begins in its last microsecond, and none that would begin with the next', () => {
    expect(planYears(fleet, { ...draws, between: constant(YEAR - 1) }, HOUR)).toHaveLength(1);
    expect(planYears(fleet, { ...draws, between: constant(YEAR) }, HOUR)).toHaveLength(0);
  });

  test('ends one with the run, and remembers how long it was drawn', () => {
    const [only] = planYears(fleet, { ...draws, duration: constant(300 * DAY) }, HOUR);
    expect(only).toMatchObject({ drawn: 300 * DAY, duration: fleet.horizon - 6 * HOUR, until: fleet.horizon });
  });

  test('is refused where its outages are too many to keep, not where there are just as many', () => {
    const often = (years: number, between: number) => ({ ...draws, years, between: constant(between), duration: constant(0) });
    expect(() => planYears(fleet, often(1, 1), HOUR)).toThrow('about 1.6e+13 outages are expected in one year; expected at most 100000');
    expect(() => planYears(fleet, often(2, YEAR / 50_000 - 2), HOUR)).toThrow('in 2 years');
    expect(planYears(fleet, often(2, YEAR / 50_000 - 1), HOUR)).toHaveLength(100_000);
  });

  test('takes a draw of nothing as a microsecond', () => {
    const [first, second] = planYears(fleet, { ...draws, between: constant(0), duration: constant(YEAR / 2) }, HOUR);
    expect([first!.atOfYear, second!.atOfYear]).toEqual([1, 2 + YEAR / 2]);
    const [only] = planYears(fleet, { ...draws, duration: constant(0) }, HOUR);
    expect(only).toMatchObject({ drawn: 1, duration: 1 });
  });
});

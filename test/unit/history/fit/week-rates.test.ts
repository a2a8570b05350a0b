/** Rates by hour of the week, and days that differ beyond chance, against processes that are known. */
import { describe, expect, test } from 'vitest';
import { LocalClock } from '../../../../src/scenario/periods/local-clock.js';
import { dayMean, dayVariation, weekRates, type CountedDay } from '../../../../src/history/fit/week-rates.js';
import { sampler, Streams } from '../../../../src/sim/random/index.js';
import { DAY, HOUR, WEEK } from '../../../../src/units/time.js';
import { MONDAY } from '../../../support/history.js';

const clock = new LocalClock(undefined, MONDAY, MONDAY + 4 * WEEK);

/** A Poisson process of so many an hour over four weeks. */
function poisson(perHour: number, seed: number): number[] {
  const stream = new Streams(seed, 0).stream('times');
  const times: number[] = [];
  for (let i = 0, at = MONDAY; ; i++) {
    at += (-Math.log(stream.uniform(i, 0, 0)) / perHour) * HOUR;
    if (at >= MONDAY + 4 * WEEK) return times;
    times.push(at);
  }
}

function variationIn(rates: readonly number[]): number {
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  return Math.sqrt(rates.reduce((sum, rate) => sum + (rate - mean) * (rate - mean), 0) / rates.length) / mean;
}

describe('rates', () => {
  const span = { from: MONDAY, to: MONDAY + 4 * WEEK };

  test('that are smooth take their neighbours in', () => {
    const times = [0, 1, 2, 3].map((week) => MONDAY + week * WEEK + DAY + 9 * HOUR);
    const { perHour } = weekRates(times, span, clock, true);
    expect(perHour.slice(30, 37).map((rate) => Number((9 * rate).toFixed(9)))).toEqual([0, 1, 2, 3, 2, 1, 0]);
    expect(dayMean({ perHour, relativeError: null }, 1)).toBeCloseTo(1, 12);
  });

  test.each([true, false])('bring as many as came, also where a few hours are busy (smooth: %s)', (isSmooth) => {
    // A rush at nine, of other sizes week by week, on little at other hours.
    const rush = [5, 60, 10, 40].flatMap((size, week) =>
      Array.from({ length: size }, (_, i) => MONDAY + week * WEEK + 9 * HOUR + (i / size) * HOUR),
    );
    const times = [...poisson(0.3, 3), ...rush];
    const { perHour } = weekRates(times, span, clock, isSmooth);
    expect(4 * perHour.reduce((sum, rate) => sum + rate, 0)).toBeCloseTo(times.length, 6);
  });

  test('of a process that is even are even: the chance of the history is not taken for a profile', () => {
    const times = poisson(6, 1);
    const { perHour, relativeError } = weekRates(times, span, clock, false);
    expect(perHour.reduce((sum, rate) => sum + rate, 0)).toBeCloseTo(times.length / 4, 0);
    // As counted, by 24 in each hour of the week, they would vary by a fifth.
    expect(variationIn(perHour)).toBeLessThan(0.13);
    expect(relativeError!).toBeGreaterThan(0.07);
    expect(relativeError!).toBeLessThan(0.16);
  });

  test('of hours that differ keep what is their own', () => {
    const busy = Array.from(
      { length: 4 * 400 },
      (_, i) => MONDAY + (i % 4) * WEEK + 2 * DAY + 14 * HOUR + (Math.floor(i / 4) * HOUR) / 400,
    );
    const { perHour } = weekRates(
      [...poisson(6, 2), ...busy].sort((a, b) => a - b),
      span,
      clock,
      false,
    );
    expect(perHour[62]! / 406).toBeGreaterThan(0.9);
    expect(perHour[62]! / 406).toBeLessThan(1.1);
  });

  test('of hours that the history does not hold are those of the whole', () => {
    const times = poisson(6, 3).filter((at) => at < MONDAY + 2 * DAY);
    const { perHour } = weekRates(times, { from: MONDAY, to: MONDAY + 2 * DAY }, clock, false);
    expect(perHour[100]).toBeCloseTo(times.length / 48, 12);
  });
});

/** Counts of days whose factor is a gamma of this variation. */
function counts(cv: number, days: number, mean: number, seed: number): number[] {
  const factor = cv === 0 ? undefined : sampler({ kind: 'gamma', shape: 1 / (cv * cv), scale: cv * cv });
  const stream = new Streams(seed, 0).stream('days');
  return Array.from({ length: days }, (_, day) => {
    const own = mean * (factor?.sample(stream.uniform(day, 0, 0)) ?? 1);
    let count = 0;
    for (let sum = -Math.log(stream.uniform(day, 1, 0)); sum < own; count++) sum -= Math.log(stream.uniform(day, count + 2, 0));
    return count;
  });
}

const known = (counted: readonly number[], expected: number): CountedDay[] => counted.map((count) => ({ count, expected, of: Infinity }));

/** The same where each is expected to be as the mean of its weekday, the first being a Monday. */
function ofWeekdays(counted: readonly number[]): CountedDay[] {
  return counted.map((count, day) => {
    const same = counted.filter((_, other) => other % 7 === day % 7);
    return { count, expected: same.reduce((sum, own) => sum + own, 0) / same.length, of: same.length };
  });
}

describe('the variation of days', () => {
  test('is that by which they were drawn also of four weeks whose means nobody tells', () => {
    const found = Array.from({ length: 200 }, (_, seed) => dayVariation(ofWeekdays(counts(0.3, 28, 400, seed))).value);
    const mean = found.reduce((sum, own) => sum + own, 0) / found.length;
    // The root of its square is a little less on average; held against means that are those of the days themselves it was 0.25.
    expect(mean).toBeGreaterThan(0.28);
    expect(mean).toBeLessThan(0.31);
  });

  test.each([0.2, 0.5])('is the one by which they were drawn: %s', (cv) => {
    const found = Array.from({ length: 60 }, (_, seed) => dayVariation(known(counts(cv, 56, 100, seed), 100)));
    const mean = found.reduce((sum, { value }) => sum + value, 0) / found.length;
    const scatter = Math.sqrt(found.reduce((sum, { value }) => sum + (value - mean) * (value - mean), 0) / (found.length - 1));
    expect(Math.abs(mean - cv)).toBeLessThan(0.05 * cv + 3 * (scatter / Math.sqrt(found.length)));
    // The error says how it scatters, to a third: 60 of them are known to a tenth.
    const error = found.reduce((sum, { se }) => sum + se!, 0) / found.length;
    expect(error / scatter).toBeGreaterThan(0.65);
    expect(error / scatter).toBeLessThan(1.35);
  });

  test('of a Poisson process is near none', () => {
    const found = Array.from({ length: 40 }, (_, seed) => dayVariation(known(counts(0, 56, 100, seed), 100)).value);
    expect(found.filter((value) => value === 0).length).toBeGreaterThan(8);
    expect(Math.max(...found)).toBeLessThan(0.1);
  });
});

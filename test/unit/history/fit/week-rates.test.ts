/** Rates by hour of the week, and days that differ beyond chance, against processes that are known. */
import { describe, expect, test } from 'vitest';
import { LocalClock } from '../../../../src/scenario/periods/local-clock.js';
import { dayMean, dayVariation, weekRates } from '../../../../src/history/fit/week-rates.js';
import { sampler, Streams } from '../../../../src/sim/random/index.js';
import { DAY, HOUR, MINUTE, WEEK } from '../../../../src/units/time.js';
import { MONDAY } from '../../../support/history.js';

const clock = new LocalClock(undefined, MONDAY, MONDAY + 4 * WEEK);

describe('rates', () => {
  /** Three each Tuesday from 09:00 to 10:00 over two weeks, one in the hour after it. */
  const times = [0, 1].flatMap((week) => [0, 20, 40, 70].map((minute) => MONDAY + week * WEEK + DAY + 9 * HOUR + minute * MINUTE));
  const span = { from: MONDAY, to: MONDAY + 2 * WEEK };

  test('are counts over the hours held', () => {
    const { perHour, relativeError } = weekRates(times, span, clock, false);
    expect([perHour[32], perHour[33], perHour[34]]).toEqual([0, 3, 1]);
    expect(dayMean({ perHour, relativeError }, 1)).toBe(4);
    // Six came in one hour and two in another: sqrt(6) / 6 and sqrt(2) / 2, by how many came.
    expect(relativeError).toBeCloseTo((6 * (1 / Math.sqrt(6)) + 2 * (1 / Math.sqrt(2))) / 8, 12);
  });

  test('that are smooth take their neighbours in, and bring as many in all', () => {
    const plain = weekRates(times, span, clock, false);
    const smooth = weekRates(times, span, clock, true);
    expect(smooth.perHour[33]).toBeCloseTo((3 * 3 + 2 * 1) / 9, 12);
    expect(smooth.perHour[31]).toBeCloseTo((1 * 3) / 9, 12);
    expect(dayMean(smooth, 1)).toBeCloseTo(dayMean(plain, 1), 12);
    expect(smooth.relativeError!).toBeLessThan(plain.relativeError!);
  });

  test('of hours that the history does not hold are those of the whole', () => {
    const { perHour } = weekRates(times.slice(0, 4), { from: MONDAY, to: MONDAY + 2 * DAY }, clock, false);
    expect(perHour[100]).toBeCloseTo(4 / 48, 12);
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

describe('the variation of days', () => {
  test.each([0.2, 0.5])('is the one by which they were drawn: %s', (cv) => {
    const found = Array.from({ length: 60 }, (_, seed) => dayVariation(counts(cv, 56, 100, seed), new Array<number>(56).fill(100)));
    const mean = found.reduce((sum, { value }) => sum + value, 0) / found.length;
    const scatter = Math.sqrt(found.reduce((sum, { value }) => sum + (value - mean) * (value - mean), 0) / (found.length - 1));
    expect(Math.abs(mean - cv)).toBeLessThan(0.05 * cv + 3 * (scatter / Math.sqrt(found.length)));
    // The error says how it scatters, to a third: 60 of them are known to a tenth.
    const error = found.reduce((sum, { se }) => sum + se!, 0) / found.length;
    expect(error / scatter).toBeGreaterThan(0.65);
    expect(error / scatter).toBeLessThan(1.35);
  });

  test('of a Poisson process is near none', () => {
    const found = Array.from({ length: 40 }, (_, seed) => dayVariation(counts(0, 56, 100, seed), new Array<number>(56).fill(100)).value);
    expect(found.filter((value) => value === 0).length).toBeGreaterThan(8);
    expect(Math.max(...found)).toBeLessThan(0.1);
  });
});

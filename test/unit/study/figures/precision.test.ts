/** How many replications a precision takes, and whether intervals that were made so hold what they say. */
import { describe, expect, test } from 'vitest';
import { Streams } from '../../../../src/sim/random/index.js';
import { estimateMean } from '../../../../src/stats/confidence.js';
import type { Figure } from '../../../../src/study/figures/figures.js';
import { figureOfPrecision, missedPrecision, precisionOf, replicationsWanted } from '../../../../src/study/figures/precision.js';
import { aFigure } from '../../../support/figures.js';

const PRECISION = { share: 0.02, figure: 'queueTime.p95', most: 100 };
const found = (estimate: number, low: number | null, high: number | null): Figure => ({
  ...aFigure(estimate, { unit: 's' }),
  scope: 'all',
  name: 'all',
  figure: 'queueTime.p95',
  low,
  high,
});

describe('the replications of a precision', () => {
  test('are those that shrink the wider side of the interval to its share of the estimate', () => {
    expect(precisionOf(found(100, 96, 110))).toBeCloseTo(0.1, 12);
    // Five times too wide: 25 times as many.
    expect(replicationsWanted(found(100, 96, 110), { ...PRECISION, most: 1000 }, 5)).toBe(125);
    expect(replicationsWanted(found(100, 96, 110), PRECISION, 5)).toBe(100);
  });

  test('are no more than were played where that is enough, or nothing varies', () => {
    expect(replicationsWanted(found(100, 99, 101), PRECISION, 5)).toBe(5);
    expect(replicationsWanted(found(0, 0, 0), PRECISION, 5)).toBe(5);
    expect(replicationsWanted(found(100, 96, 110), { ...PRECISION, most: 5 }, 8)).toBe(8);
  });

  test('are all that are allowed where the interval is open', () => {
    expect(replicationsWanted(found(100, 96, null), PRECISION, 5)).toBe(100);
  });
});

describe('what is said afterwards', () => {
  test('nothing where it is reached, else how near it came and what it would take', () => {
    expect(missedPrecision(found(100, 99, 102), PRECISION, 10)).toBeUndefined();
    expect(missedPrecision(found(100, 97, 102), PRECISION, 100)).toBe(
      'the precision of 2% that is wanted of queueTime.p95 is not reached: 3% after 100 replications; some 225 would reach it',
    );
    expect(missedPrecision(found(100, 97, null), PRECISION, 100)).toContain('cannot be told: its interval is open');
  });

  test('a figure that is none, or has no interval, is refused', () => {
    expect(() => figureOfPrecision([found(1, 0, 2)], { ...PRECISION, figure: 'queueTime.p59' })).toThrow('did you mean queueTime.p95?');
    expect(() => figureOfPrecision([found(1, null, null)], PRECISION)).toThrow('queueTime.p95 has no interval');
  });
});

describe('two stages', () => {
  test('of 1000 intervals of a skewed mean 92 to 97 % hold it, and most are as short as was wanted', () => {
    const stream = new Streams(1, 0).stream('values');
    // Means of 20 exponential values: skewed, as means of waits are.
    const value = (trial: number, nth: number): number => {
      let sum = 0;
      for (let i = 0; i < 20; i++) sum -= Math.log(stream.uniform(trial, nth, i));
      return sum / 20;
    };
    const wanted = { ...PRECISION, share: 0.05, most: 10_000 };
    let [holding, short, runs] = [0, 0, 0];
    for (let trial = 0; trial < 1000; trial++) {
      const of = (count: number) => {
        const { mean, halfWidth } = estimateMean(Array.from({ length: count }, (_, nth) => value(trial, nth)));
        return { estimate: mean, low: mean - halfWidth!, high: mean + halfWidth! };
      };
      const count = replicationsWanted(of(10), wanted, 10);
      const last = of(count);
      runs += count / 1000;
      if (last.low <= 1 && 1 <= last.high) holding++;
      if (precisionOf(last) <= 0.055) short++;
    }
    console.log(`two stages: ${holding} of 1000 hold, ${short} are short, ${runs} replications on average`);
    expect(holding).toBeGreaterThanOrEqual(920);
    expect(holding).toBeLessThanOrEqual(970);
    expect(short).toBeGreaterThan(700);
  }, 120_000);
});

/** Differences of pairs against the textbook's arithmetic. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateMean } from '../../../src/stats/confidence.js';
import { atLevel, correlationOf, differenceOfLimits, pairedMean } from '../../../src/stats/difference.js';
import { tQuantile } from '../../../src/stats/student.js';

describe('the mean of pairs', () => {
  // By hand: differences 1, 2, 3, mean 2, s = 1, t(0.975, 2) = 4.3027.
  test('has the paired t interval', () => {
    const { estimate, low, high } = pairedMean([10, 20, 30], [11, 22, 33]);
    expect(estimate).toBe(2);
    expect(high! - 2).toBeCloseTo(4.302652729749464 / Math.sqrt(3), 10);
    expect(2 - low!).toBeCloseTo(4.302652729749464 / Math.sqrt(3), 10);
  });

  test('says how many times as many runs without pairs would be as sure', () => {
    // Variances 100 and 121 of the sides, 1 of the differences.
    expect(pairedMean([10, 20, 30], [11, 22, 33]).gain).toBeCloseTo(221, 9);
    expect(pairedMean([1, 2, 3], [2, 3, 4]).gain).toBeNull();
  });

  test('has no interval for one pair', () => {
    expect(pairedMean([1], [4])).toEqual({ estimate: 3, low: null, high: null, gain: null });
  });

  test('is wider at a higher level', () => {
    const [at95, at99] = [0.95, 0.99].map((level) => pairedMean([10, 20, 30], [11, 22, 33], level));
    expect((at99!.high! - 2) / (at95!.high! - 2)).toBeCloseTo(tQuantile(0.995, 2) / tQuantile(0.975, 2), 9);
  });
});

describe('the difference of limits', () => {
  const column = fc.array(fc.tuple(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true })), {
    minLength: 3,
    maxLength: 12,
  });

  test('of means is the paired t interval', () => {
    fc.assert(
      fc.property(column, (pairs) => {
        const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
        const limits = (values: readonly number[]) => {
          const { mean, halfWidth } = estimateMean(values);
          return { estimate: mean, low: mean - halfWidth!, high: mean + halfWidth! };
        };
        const whole = pairedMean(a, b);
        const found = differenceOfLimits(limits(a), limits(b), correlationOf(a, b));
        expect(found.low!).toBeCloseTo(whole.low!, 4);
        expect(found.high!).toBeCloseTo(whole.high!, 4);
      }),
    );
  });

  test('keeps unequal sides, and an open end open', () => {
    const found = differenceOfLimits({ estimate: 10, low: 9, high: 12 }, { estimate: 20, low: 16, high: 30 }, 0);
    // Down: 4 of the one and 2 of the other; up: 10 and 1.
    expect(found.low).toBeCloseTo(10 - Math.sqrt(20), 12);
    expect(found.high).toBeCloseTo(10 + Math.sqrt(101), 12);
    expect(differenceOfLimits({ estimate: 10, low: 9, high: 12 }, { estimate: 20, low: 16, high: null }, 0).high).toBeNull();
    expect(differenceOfLimits({ estimate: 10, low: 9, high: null }, { estimate: 20, low: 16, high: 30 }, 0).low).toBeNull();
  });

  test('of two that move as one is nought wide', () => {
    const limits = { estimate: 10, low: 9, high: 11 };
    expect(differenceOfLimits(limits, limits, 1)).toEqual({ estimate: 0, low: 0, high: 0 });
  });
});

test('limits at another level grow as the quantile does', () => {
  const limits = { estimate: 10, low: 8, high: 11 };
  expect(atLevel(limits, 5, 0.95)).toEqual(limits);
  const factor = tQuantile(0.995, 4) / tQuantile(0.975, 4);
  const wider = atLevel(limits, 5, 0.99);
  expect(wider.low).toBeCloseTo(10 - 2 * factor, 9);
  expect(wider.high).toBeCloseTo(10 + factor, 9);
  expect(atLevel({ ...limits, high: null }, 5, 0.99).high).toBeNull();
});

test('a correlation is 1 of a line, -1 of a falling one, 0 of what does not vary', () => {
  expect(correlationOf([1, 2, 4], [3, 5, 9])).toBeCloseTo(1, 12);
  expect(correlationOf([1, 2, 4], [-3, -5, -9])).toBeCloseTo(-1, 12);
  expect(correlationOf([1, 2, 4], [5, 5, 5])).toBe(0);
  // By hand: deviations -1, 0, 1 and -1/3, 2/3, -1/3.
  expect(correlationOf([1, 2, 3], [0, 1, 0])).toBeCloseTo(0, 12);
  expect(correlationOf([1, 2, 3], [0, 1, 1])).toBeCloseTo(1 / Math.sqrt(4 / 3), 12);
});

/** Bounds that are right at all looks together. */
import { describe, expect, test } from 'vitest';
import { Streams } from '../../../src/sim/random/index.js';
import { boundsOf, deviationOf, deviationsToBound, looksUpTo, lookSizes, nextLook, valuesToDecide } from '../../../src/stats/looks.js';
import { estimateMean } from '../../../src/stats/confidence.js';

describe('looks', () => {
  test('double from the first on and end before they pass the most', () => {
    expect(looksUpTo(4, 64)).toEqual({ first: 4, count: 5 });
    expect(looksUpTo(4, 63)).toEqual({ first: 4, count: 4 });
    expect(looksUpTo(5, 2)).toEqual({ first: 5, count: 1 });
    const looks = looksUpTo(4, 64);
    expect(lookSizes(looks)).toEqual([4, 8, 16, 32, 64]);
    expect([0, 3, 4, 5, 8, 31].map((size) => nextLook(looks, size))).toEqual([4, 4, 8, 8, 16, 32]);
  });
});

describe('bounds', () => {
  test("are the ends of Student's interval, an error on each side", () => {
    const values = [3, 5, 4, 8, 1];
    const { mean, halfWidth } = estimateMean(values, 0.9);
    const bounds = boundsOf(values, 0.05);
    expect(bounds.mean).toBe(mean);
    expect(bounds.low).toBeCloseTo(mean - halfWidth!, 12);
    expect(bounds.high).toBeCloseTo(mean + halfWidth!, 12);
  });

  test('are none of fewer than two values, and no narrower than the least variance says', () => {
    expect(boundsOf([1], 0.05)).toEqual({ mean: 1, low: -Infinity, high: Infinity });
    expect(boundsOf([1, 1, 1], 0.05)).toEqual({ mean: 1, low: 1, high: 1 });
    expect(boundsOf([1, 1, 1, 1], 0.05, 4).low).toBeCloseTo(
      boundsOf([-0.7320508075688772, 2.732050807568877, -0.7320508075688772, 2.732050807568877], 0.05).low,
      12,
    );
  });

  test('are so many standard deviations of a value away from the mean', () => {
    const values = [1, 4, 2, 8];
    const { mean, low } = boundsOf(values, 0.01);
    expect(mean - low).toBeCloseTo(deviationsToBound(4, 0.01) * deviationOf(values), 12);
    expect(deviationOf([3, 3, 3], 0.25)).toBe(0.5);
    expect([deviationOf([3]), deviationsToBound(1, 0.01)]).toEqual([Infinity, Infinity]);
  });

  test('are wrong at some look in no more than the error in all', () => {
    const stream = new Streams(7, 0).stream('normal');
    const looks = looksUpTo(4, 64);
    const [trials, error] = [2000, 0.05];
    let wrong = 0;
    for (let trial = 0; trial < trials; trial++) {
      // Sums of twelve uniforms are normal enough.
      const values = Array.from({ length: 64 }, (_, i) =>
        Array.from({ length: 12 }, (__, k) => stream.uniform(trial, i, k)).reduce((sum, x) => sum + x, -6),
      );
      for (let size = looks.first; size <= 64; size *= 2) {
        if (boundsOf(values.slice(0, size), error / looks.count).low > 0) {
          wrong++;
          break;
        }
      }
    }
    console.log(
      `${wrong} of ${trials} sequences of ${looks.count} looks had a bound on the wrong side; at most ${error * trials} are allowed`,
    );
    expect(wrong / trials).toBeLessThanOrEqual(error);
    // Bonferroni gives little away where samples double.
    expect(wrong / trials).toBeGreaterThan(error / 3);
  });
});

describe('values to decide', () => {
  test('put the bound on the side of the mean, nearly, and one in two do not', () => {
    const values = Array.from({ length: 40 }, (_, i) => 0.2 + (i % 2 === 0 ? 1 : -1));
    const wanted = valuesToDecide(values, 0.01);
    const repeated = (count: number): number[] => Array.from({ length: count }, (_, i) => values[i % 40]!);
    expect(boundsOf(repeated(Math.ceil(wanted / 40) * 40), 0.01).low).toBeGreaterThan(-0.01);
    expect(boundsOf(repeated(Math.floor(wanted / 2 / 40) * 40), 0.01).low).toBeLessThan(0);
  });

  test('are endless where the mean is nought, and those that there are where there is no spread', () => {
    expect(valuesToDecide([1, -1], 0.05)).toBe(Infinity);
    expect(valuesToDecide([1], 0.05)).toBe(Infinity);
    expect(valuesToDecide([1, 1], 0.05)).toBe(2);
  });
});

import { describe, expect, test } from 'vitest';
import { serialCorrelation } from '../../../src/stats/serial-correlation.js';

describe('the correlation of neighbours', () => {
  test('is one less half of the ratio of squared steps to squared distances', () => {
    // Steps 1, 2, -1; distances from the mean, 2.5: -1.5, -0.5, 1.5, 0.5.
    expect(serialCorrelation([1, 2, 4, 3]).estimate).toBeCloseTo(1 - 6 / (2 * 5), 12);
  });

  test('is near one of a series that hardly moves, near -1 of one that goes to and fro, and none of equal values', () => {
    expect(serialCorrelation(Array.from({ length: 50 }, (_, i) => i)).estimate).toBeGreaterThan(0.99);
    expect(serialCorrelation(Array.from({ length: 50 }, (_, i) => i % 2)).estimate).toBeLessThan(-0.9);
    expect(serialCorrelation([0.1, 0.1, 0.1]).estimate).toBe(0);
  });

  test('is called so above what independent series stay below', () => {
    expect(serialCorrelation([1, 2, 4, 3]).border).toBeCloseTo(1.6449 * Math.sqrt(2 / 15), 4);
  });
});

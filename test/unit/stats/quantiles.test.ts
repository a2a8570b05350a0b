/** Order statistics by their ranks. */
import { expect, test } from 'vitest';
import { nextQuantile } from '../../../src/stats/quantiles.js';

test('what one more stays below has the rank nearest to its share of their number plus one', () => {
  const ranks = (count: number): number[] =>
    [0.05, 0.25, 0.5, 0.75, 0.95].map((level) =>
      nextQuantile(
        Array.from({ length: count }, (_, i) => i + 1),
        level,
      ),
    );
  expect(ranks(20)).toEqual([1, 5, 10, 16, 20]);
  expect(ranks(50)).toEqual([3, 13, 25, 38, 48]);
  expect(ranks(100)).toEqual([5, 25, 50, 76, 96]);
  expect(ranks(1)).toEqual([1, 1, 1, 1, 1]);
  expect(nextQuantile([], 0.5)).toBeNaN();
});

/** The tail of the binomial distribution. */
import { expect, test } from 'vitest';
import { binomialTail } from '../../../src/stats/binomial.js';

test.each([
  [10, 0, 0.3, 1],
  [3, 3, 0.5, 0.125],
  [3, 2, 0.5, 0.5],
  [10, 10, 0.1, 1e-10],
  [20, 11, 0.5, 0.4119014739990234],
  [5, 6, 0.9, 0],
  [5, 1, 0, 0],
  [5, 5, 1, 1],
])('%i tries, %i or more, chance %f', (n, k, p, tail) => {
  expect(binomialTail(n, k, p)).toBeCloseTo(tail, 12);
});

test('it falls from one number of successes to the next by the chance of just that many', () => {
  for (let k = 0; k < 30; k++) {
    let exact = 1;
    for (let i = 1; i <= k; i++) exact *= (30 - k + i) / i;
    for (let i = 0; i < k; i++) exact *= 0.2;
    for (let i = k; i < 30; i++) exact *= 0.8;
    expect(binomialTail(30, k, 0.2) - binomialTail(30, k + 1, 0.2)).toBeCloseTo(exact, 13);
  }
});

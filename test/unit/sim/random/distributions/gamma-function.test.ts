/** The gamma function and the incomplete one, against values computed to 40 digits, and the inverse against the function. */
import { describe, expect, test } from 'vitest';
import { gammaQuantile, gammaTails, lnGamma } from '../../../../../src/sim/random/distributions/gamma-function.js';

describe('ln gamma', () => {
  test.each([
    [0.01, 4.5994798780420217],
    [0.5, 0.5723649429247001],
    [1, 0],
    [1.5, -0.12078223763524522],
    [2, 0],
    [3.7, 1.4280723266653879],
    [10, 12.80182748008147],
    [14.999, 25.188546870546926],
    [15, 25.191221182738682],
    [100, 359.1342053695754],
    [10_000, 82_099.717496442377],
    [123_456.7, 1_323_900.9753909183],
  ])('at %d', (x, value) => {
    expect(Math.abs(lnGamma(x) - value)).toBeLessThan(1e-14 * Math.max(1, Math.abs(value)));
  });
});

/** Shape, x, and the chances below and above it. */
const TABLE = [
  [0.05, 1e-10, 0.32483449451813459, 0.67516550548186541],
  [0.05, 0.3, 0.95438112187434576, 0.045618878125654238],
  [0.5, 0.001, 0.035670591729679885, 0.96432940827032011],
  [0.5, 3, 0.98569412156457036, 0.01430587843542964],
  [1, 0.5, 0.39346934028736658, 0.60653065971263342],
  [2.5, 1, 0.15085496391539036, 0.84914503608460964],
  [2.5, 12, 0.99978288705654728, 0.00021711294345272332],
  [14, 14, 0.53555243510314336, 0.46444756489685664],
  [15, 30, 0.99907931760385133, 0.00092068239614866626],
  [100, 80, 0.017108313035133114, 0.98289168696486689],
  [100, 150, 0.99999407545966452, 5.9245403354839158e-6],
  [10_000, 9900, 0.15865119219356466, 0.84134880780643534],
  [10_000, 10_300, 0.99852950510361432, 0.0014704948963856813],
] as const;

describe('the tails of the gamma distribution', () => {
  test.each(TABLE)('shape %d at %d', (shape, x, lower, upper) => {
    const tails = gammaTails(shape, Math.log(x));
    expect(Math.abs(tails.lower / lower - 1)).toBeLessThan(1e-11);
    expect(Math.abs(tails.upper / upper - 1)).toBeLessThan(1e-11);
  });

  test.each(TABLE)('the inverse: shape %d at %d', (shape, x, lower, upper) => {
    expect(Math.abs(gammaQuantile(shape, lower, upper) / x - 1)).toBeLessThan(1e-11);
  });
});

test('the inverse leads back into both tails, whatever the shape', () => {
  for (const shape of [0.05, 0.3, 0.999, 1, 1.001, 4, 14.99, 15.01, 60, 2500, 10_000]) {
    for (const tail of [1e-15, 1e-9, 1e-4, 0.02, 0.3, 0.5]) {
      const low = gammaTails(shape, Math.log(gammaQuantile(shape, tail, 1 - tail)));
      const high = gammaTails(shape, Math.log(gammaQuantile(shape, 1 - tail, tail)));
      // A last digit of ln x is so much of a chance: its slope over ln x is at most about sqrt(shape) times it near the middle, more in the tails.
      const tolerance = 1e-12 * Math.max(1, shape);
      // Below the least double there is no way back.
      if (shape >= 0.3 || tail >= 1e-9) expect(Math.abs(low.lower / tail - 1)).toBeLessThan(tolerance);
      expect(Math.abs(high.upper / tail - 1)).toBeLessThan(tolerance);
    }
  }
});

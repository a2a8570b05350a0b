/** The hyperexponential distribution of two phases, stated by mean and coefficient of variation: a mixture of exponentials. */
import type { ExponentialSpec } from './exponential.js';
import type { MixtureSpec } from './mixture.js';
import { requireFinite, requirePositive } from './parameters.js';

/**
 * Returns the mixture of two exponentials of a given mean (above 0) and coefficient of variation (at least 1) with balanced means: each part holds half of the
 * mean. With c the cv, the share of the shorter part is (1 + sqrt((c^2 - 1) / (c^2 + 1))) / 2, and a part of share p has the mean m / (2 p). Throws a RangeError
 * where there is none.
 * @see Tijms, "A First Course in Stochastic Models", appendix B
 */
export function hyperexponentialFromMeanCv(mean: number, cv: number): ExponentialSpec | MixtureSpec<ExponentialSpec> {
  requirePositive(mean, 'The mean of a hyperexponential distribution');
  requireFinite(cv, 'The cv of a hyperexponential distribution');
  if (cv < 1) throw new RangeError(`The cv of a hyperexponential distribution must be at least 1, not ${cv}; below 1 there is gamma.`);
  if (cv === 1) return { kind: 'exponential', mean };
  const square = cv * cv;
  // (1 - root) / 2 would lose digits for a large cv; (1 - root) (1 + root) = 2 / (c^2 + 1).
  const root = Math.sqrt((square - 1) / (square + 1));
  const often = (1 + root) / 2;
  const seldom = 1 / (square + 1) / (1 + root);
  return {
    kind: 'mixture',
    parts: [often, seldom].map((weight) => ({ weight, of: { kind: 'exponential', mean: mean / (2 * weight) } })),
  };
}

/** The gamma distribution, with a whole shape Erlang's: the sum of exponentials. */
import { continuousFamily } from './continuous.js';
import { gammaQuantile, gammaTails } from './gamma-function.js';
import { requirePositive, requireWithin } from './parameters.js';

/** Mean shape x scale; with a whole shape it is Erlang's, the sum of so many exponentials of mean `scale`. */
export interface GammaSpec {
  readonly kind: 'gamma';
  readonly shape: number;
  readonly scale: number;
}

// Below the least shape quantiles leave the doubles; above the greatest the variate is a constant, to a hundredth of its mean.
const [LEAST_SHAPE, MOST_SHAPE] = [0.05, 10_000];

/** Returns the gamma distribution of a given mean (above 0) and shape (0.05 to 10 000). Throws a RangeError outside of that. */
export function gammaFromMeanShape(mean: number, shape: number): GammaSpec {
  requirePositive(mean, 'The mean of a gamma distribution');
  requireWithin(shape, LEAST_SHAPE, MOST_SHAPE, 'The shape of a gamma distribution');
  return { kind: 'gamma', shape, scale: mean / shape };
}

/**
 * Returns the gamma distribution of a given mean (above 0) and coefficient of variation, which is 1 over the root of the shape, so 0.01 to 4.4. Throws a
 * RangeError outside of that.
 */
export function gammaFromMeanCv(mean: number, cv: number): GammaSpec {
  requirePositive(mean, 'The mean of a gamma distribution');
  requireWithin(cv, 0.01, 4.4, 'The cv of a gamma distribution');
  const shape = Math.min(MOST_SHAPE, 1 / (cv * cv));
  return { kind: 'gamma', shape, scale: mean / shape };
}

/** The gamma distributions by shape and scale: mean shape x scale, variance shape x scale^2. */
export const gamma = continuousFamily<GammaSpec>(({ shape, scale }) => {
  requireWithin(shape, LEAST_SHAPE, MOST_SHAPE, 'The shape of a gamma distribution');
  requirePositive(scale, 'The scale of a gamma distribution');
  const between = (u: number, v: number): number => scale * gammaQuantile(shape, u, v);
  return {
    mean: shape * scale,
    variance: shape * scale * scale,
    quantile: (u) => between(u, 1 - u),
    between,
    cdf: (x) => (x <= 0 ? 0 : x === Infinity ? 1 : gammaTails(shape, Math.log(x / scale)).lower),
    survival: (x) => (x <= 0 ? 1 : x === Infinity ? 0 : gammaTails(shape, Math.log(x / scale)).upper),
  };
});

/** Pareto's distribution of the first kind: at least `min`, and beyond it a power of the value. */
import type { Continuous } from './continuous.js';
import { requirePositive, requireWithin } from './spec.js';

/**
 * Returns Pareto's distribution of the first kind: a chance of (min / x)^tail of more than x, for x >= min (above 0). A tail (0.1 to 1000) of 1 or less has
 * no finite mean, one of 2 or less no finite variance; they are Infinity.
 */
export function pareto(min: number, tail: number): Continuous {
  requirePositive(min, 'The min of a Pareto distribution');
  requireWithin(tail, 0.1, 1000, 'The tail of a Pareto distribution');
  const logSurvival = (x: number): number => (x <= min ? 0 : tail * (Math.log(min) - Math.log(x)));
  const between = (u: number, v: number): number => min * Math.exp((u < 0.5 ? -Math.log1p(-u) : -Math.log(v)) / tail);
  return {
    mean: tail > 1 ? (tail * min) / (tail - 1) : Infinity,
    variance: tail > 2 ? (min * min * tail) / ((tail - 1) * (tail - 1) * (tail - 2)) : Infinity,
    quantile: (u) => between(u, 1 - u),
    between,
    cdf: (x) => -Math.expm1(logSurvival(x)),
    survival: (x) => Math.exp(logSurvival(x)),
  };
}

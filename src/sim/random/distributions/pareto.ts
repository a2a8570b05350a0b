/** Pareto's distribution of the first kind: at least `min`, and beyond it a power of the value. */
import { continuousFamily } from './continuous.js';
import type { Family } from './family.js';
import { requirePositive, requireWithin } from './parameters.js';

/** Pareto's of the first kind. Chance of more than x: (min / x)^tail, for x >= min. */
export interface ParetoSpec {
  readonly kind: 'pareto';
  readonly min: number;
  readonly tail: number;
}

const family = continuousFamily<ParetoSpec>(({ min, tail }) => {
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
});

/**
 * Pareto's distributions of the first kind by min (above 0) and tail (0.1 to 1000): a tail of 1 or less has no finite mean, one of 2 or less no finite
 * variance; they are Infinity.
 */
export const pareto: Family<ParetoSpec> = {
  ...family,
  // Nothing lies below its own min, where a quantile could be clamped to.
  within: (spec, min, max) => family.within(spec, Math.max(min, spec.min), max),
};

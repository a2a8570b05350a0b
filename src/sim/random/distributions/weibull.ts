/** The Weibull distribution: a hazard that rises (shape above 1) or falls (below 1) as a power of time. */
import { continuousFamily } from './continuous.js';
import { lnGamma } from './gamma-function.js';
import { requireFinite, requirePositive, requireWithin } from './parameters.js';

/** Chance of more than x: exp(-(x / scale)^shape). */
export interface WeibullSpec {
  readonly kind: 'weibull';
  readonly shape: number;
  readonly scale: number;
}

// A shape below the least has moments beyond the doubles; above the greatest the variance would be rounding.
const [LEAST_SHAPE, MOST_SHAPE] = [0.1, 100];
const LN_TWO = Math.log(2);
const LN_TWENTY = Math.log(20);

function requireShape(shape: number): void {
  requireWithin(shape, LEAST_SHAPE, MOST_SHAPE, 'The shape of a Weibull distribution');
}

/** gamma(1 + r / shape): the r-th moment in parts of scale^r. */
function moment(shape: number, r: number): number {
  return Math.exp(lnGamma(1 + r / shape));
}

/** Returns the Weibull distribution of a given shape (0.1 to 100) and mean (above 0). Throws a RangeError outside of that. */
export function weibullFromMean(shape: number, mean: number): WeibullSpec {
  requireShape(shape);
  requirePositive(mean, 'The mean of a Weibull distribution');
  return { kind: 'weibull', shape, scale: mean / moment(shape, 1) };
}

/** Returns the Weibull distribution of a given shape (0.1 to 100) and median (above 0). Throws a RangeError outside of that. */
export function weibullFromMedian(shape: number, median: number): WeibullSpec {
  requireShape(shape);
  requirePositive(median, 'The median of a Weibull distribution');
  return { kind: 'weibull', shape, scale: median / Math.exp(Math.log(LN_TWO) / shape) };
}

/**
 * Returns the Weibull distribution of a given median (above 0) and 95th percentile (above the median). Throws a RangeError where there is none, or none with a
 * shape of 0.1 to 100.
 */
export function weibullFromMedianP95(median: number, p95: number): WeibullSpec {
  requirePositive(median, 'The median of a Weibull distribution');
  requireFinite(p95, 'The p95 of a Weibull distribution');
  if (p95 <= median) throw new RangeError(`The p95 of a Weibull distribution must be above its median: ${p95} <= ${median}.`);
  return weibullFromMedian(Math.log(LN_TWENTY / LN_TWO) / Math.log(p95 / median), median);
}

/** The Weibull distributions by shape and scale: E X^r = scale^r gamma(1 + r / shape). */
export const weibull = continuousFamily<WeibullSpec>(({ shape, scale }) => {
  requireShape(shape);
  requirePositive(scale, 'The scale of a Weibull distribution');
  /** (x / scale)^shape, the cumulative hazard. */
  const hazard = (x: number): number => (x <= 0 ? 0 : Math.exp(shape * Math.log(x / scale)));
  const between = (u: number, v: number): number => scale * Math.exp(Math.log(u < 0.5 ? -Math.log1p(-u) : -Math.log(v)) / shape);
  const first = moment(shape, 1);
  return {
    mean: scale * first,
    variance: scale * scale * (moment(shape, 2) - first * first),
    quantile: (u) => between(u, 1 - u),
    between,
    cdf: (x) => -Math.expm1(-hazard(x)),
    survival: (x) => Math.exp(-hazard(x)),
  };
});

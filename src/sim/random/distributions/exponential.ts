/** The exponential distribution, whole or truncated. */
import type { Distribution, Family } from './family.js';
import { requireFinite } from './parameters.js';

export interface ExponentialSpec {
  readonly kind: 'exponential';
  readonly mean: number;
}

/** The exponential distributions, by their mean, which is above 0. */
export const exponential: Family<ExponentialSpec> = {
  isTabulated: true,
  exact: ({ mean }) => whole(mean),
  within({ mean }, min, max) {
    const mass = massWithin(mean, min, max);
    return mass > 0 ? { mass, exact: () => truncated(mean, min, max) } : undefined;
  },
};

function whole(mean: number): Distribution {
  requireMean(mean);
  return { mean, variance: mean * mean, quantile: (u) => -mean * Math.log1p(-u), cdf: (x) => (x <= 0 ? 0 : -Math.expm1(-x / mean)) };
}

/** Chance of the exponential variate in [min, max]. */
function massWithin(mean: number, min: number, max: number): number {
  requireMean(mean);
  const from = Math.max(0, min);
  return max <= from ? 0 : Math.exp(-from / mean) * -Math.expm1((from - max) / mean);
}

/**
 * Returns the exponential distribution conditioned on [min, max], `max` possibly Infinity. It has no memory: above `from` it is the same
 * distribution again, cut at `width`. With q = exp(-w / mean), the cut one has E X = mean - w q / (1 - q) and E X^2 = 2 mean E X - w^2 q
 * / (1 - q).
 */
function truncated(mean: number, min: number, max: number): Distribution {
  requireMean(mean);
  const from = Math.max(0, min);
  const width = max - from;
  const mass = -Math.expm1(-width / mean);
  if (max === Infinity) return { ...whole(mean), mean: from + mean, quantile: (u) => from - mean * Math.log1p(-u), cdf: (x) => cdf(x) };
  return {
    mean: from + meanWithin(mean, width),
    variance: varianceWithin(mean, width),
    quantile: (u) => Math.min(max, from - mean * Math.log1p(-u * mass)),
    cdf: (x) => cdf(x),
  };

  function cdf(x: number): number {
    return x <= from ? 0 : x >= max ? 1 : -Math.expm1((from - x) / mean) / mass;
  }
}

// Below this ratio of width to mean the closed forms are differences of nearly equal numbers; the series in the ratio is then exact to
// the last bits.
const NARROW = 0.05;

function meanWithin(mean: number, width: number): number {
  const r = width / mean;
  if (r < NARROW) return width * (1 / 2 - r / 12 + (r * r * r) / 720 - (r * r * r * r * r) / 30_240);
  return mean - width / Math.expm1(r);
}

function varianceWithin(mean: number, width: number): number {
  const r = width / mean;
  if (r < NARROW) return width * width * (1 / 12 - (r * r) / 240 + (r * r * r * r) / 6048);
  // Var = mean^2 - w^2 e^r / (e^r - 1)^2, and e^r / (e^r - 1)^2 = 1 / (4 sinh^2(r / 2)); written with e^-r it cannot overflow.
  const m = -Math.expm1(-r);
  return mean * mean - (width * width * Math.exp(-r)) / (m * m);
}

function requireMean(mean: number): void {
  requireFinite(mean, 'The mean of an exponential distribution');
  if (mean <= 0) throw new RangeError(`The mean of an exponential distribution must be above 0, not ${mean}.`);
}

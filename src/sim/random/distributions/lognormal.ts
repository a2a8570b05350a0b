/** The lognormal distribution, whole or truncated, and the ways in which people state one. */
import { constant } from './constant.js';
import type { Distribution, Family } from './family.js';
import { normalCdf, normalMass, normalQuantile } from './normal.js';
import { requireFinite, requireNotNegative, requirePositive } from './parameters.js';

/** exp of a normal variate of mean `mu` and standard deviation `sigma`. */
export interface LognormalSpec {
  readonly kind: 'lognormal';
  readonly mu: number;
  readonly sigma: number;
}

/** Returns the lognormal of a given mean (above 0) and coefficient of variation (standard deviation / mean, not negative). */
export function lognormalFromMeanCv(mean: number, cv: number): LognormalSpec {
  requirePositive(mean, 'The mean of a lognormal distribution');
  requireNotNegative(cv, 'The coefficient of variation of a lognormal distribution');
  const variance = Math.log1p(cv * cv);
  return { kind: 'lognormal', mu: Math.log(mean) - variance / 2, sigma: Math.sqrt(variance) };
}

/** Returns the lognormal of a given median (above 0) and sigma, the standard deviation of its logarithm. */
export function lognormalFromMedianSigma(median: number, sigma: number): LognormalSpec {
  requirePositive(median, 'The median of a lognormal distribution');
  requireNotNegative(sigma, 'The sigma of a lognormal distribution');
  return { kind: 'lognormal', mu: Math.log(median), sigma };
}

/** Returns the lognormal of a given median (above 0) and 95th percentile (not below the median). */
export function lognormalFromMedianP95(median: number, p95: number): LognormalSpec {
  requirePositive(median, 'The median of a lognormal distribution');
  requireFinite(p95, 'The p95 of a lognormal distribution');
  if (p95 < median) throw new RangeError(`The p95 of a lognormal distribution must not be below its median: ${p95} < ${median}.`);
  return { kind: 'lognormal', mu: Math.log(median), sigma: Math.log(p95 / median) / normalQuantile(0.95) };
}

/** The distributions of exp(mu + sigma Z); sigma 0 gives a constant. */
export const lognormal: Family<LognormalSpec> = {
  isTabulated: true,
  exact: ({ mu, sigma }) => whole(mu, sigma),
  within({ mu, sigma }, min, max) {
    const mass = massWithin(mu, sigma, min, max);
    return mass > 0 ? { mass, exact: () => truncated(mu, sigma, min, max) } : undefined;
  },
};

function whole(mu: number, sigma: number): Distribution {
  requireParameters(mu, sigma);
  if (sigma === 0) return always(Math.exp(mu));
  const mean = Math.exp(mu + (sigma * sigma) / 2);
  return {
    mean,
    variance: mean * mean * Math.expm1(sigma * sigma),
    quantile: (u) => Math.exp(mu + sigma * normalQuantile(u)),
    cdf: (x) => normalCdf(standardise(x, mu, sigma)),
  };
}

/** Chance of the lognormal variate in [min, max]. */
function massWithin(mu: number, sigma: number, min: number, max: number): number {
  requireParameters(mu, sigma);
  if (sigma === 0) return min <= Math.exp(mu) && Math.exp(mu) <= max ? 1 : 0;
  return normalMass(standardise(min, mu, sigma), standardise(max, mu, sigma));
}

/**
 * Returns the lognormal distribution conditioned on [min, max], `max` possibly Infinity. Its k-th moment is exp(k mu + k^2 sigma^2 / 2)
 * times the chance of [low - k sigma, high - k sigma] over that of [low, high], where low and high are the standardised logarithms of the
 * borders.
 */
function truncated(mu: number, sigma: number, min: number, max: number): Distribution {
  requireParameters(mu, sigma);
  if (sigma === 0) return always(Math.exp(mu));
  const low = standardise(min, mu, sigma);
  const high = standardise(max, mu, sigma);
  const mass = normalMass(low, high);
  const moment = (k: number): number =>
    (Math.exp(k * mu + (k * k * sigma * sigma) / 2) * normalMass(low - k * sigma, high - k * sigma)) / mass;
  const mean = moment(1);
  // Measured from the upper tail where the interval lies there, so that 1 - u keeps its digits.
  const isUpper = low > 0;
  const below = normalCdf(low);
  const above = normalCdf(-high);
  const z = (u: number): number => (isUpper ? -normalQuantile(above + (1 - u) * mass) : normalQuantile(below + u * mass));
  return {
    mean,
    variance: Math.max(0, moment(2) - mean * mean),
    quantile: (u) => Math.min(max, Math.max(min, Math.exp(mu + sigma * z(u)))),
    cdf: (x) => Math.min(1, normalMass(low, Math.min(high, standardise(x, mu, sigma))) / mass),
  };
}

function always(value: number): Distribution {
  return constant.exact({ kind: 'constant', value });
}

function standardise(x: number, mu: number, sigma: number): number {
  return x <= 0 ? -Infinity : (Math.log(x) - mu) / sigma;
}

function requireParameters(mu: number, sigma: number): void {
  requireFinite(mu, 'The mu of a lognormal distribution');
  requireNotNegative(sigma, 'The sigma of a lognormal distribution');
  if (!Number.isFinite(Math.exp(2 * mu + 2 * sigma * sigma))) {
    throw new RangeError(`A lognormal distribution of mu ${mu} and sigma ${sigma} has a mean or variance that no number can hold.`);
  }
}

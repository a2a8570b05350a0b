/** The standard normal distribution: its quantile, its cdf and the chance of an interval. */
import erfc from '@stdlib/math-base-special-erfc';
import quantile from '@stdlib/stats-base-dists-normal-quantile';

/** Returns z with a chance of `u` below it. */
export function normalQuantile(u: number): number {
  return quantile(u, 0, 1);
}

/** Chance of a standard normal variate <= z; exact to the last bits in the lower tail. */
export function normalCdf(z: number): number {
  return erfc(-z * Math.SQRT1_2) / 2;
}

/** Chance of a standard normal variate in (low, high], without loss of digits in either tail. */
export function normalMass(low: number, high: number): number {
  if (high <= low) return 0;
  return low > 0 ? normalCdf(-low) - normalCdf(-high) : normalCdf(high) - normalCdf(low);
}

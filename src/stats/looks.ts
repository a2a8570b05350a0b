/** Looking several times at a growing sample: an interval that is right at all looks together. */
import { estimateMean } from './confidence.js';
import { tQuantile } from './student.js';

/** A sample that is looked at when it has `first`, 2 first, 4 first ... values. */
export interface Looks {
  /** Values at the first look, at least 2. */
  readonly first: number;
  /** Looks at most. */
  readonly count: number;
}

/** Returns the looks at sizes from `first` on that do not pass `most`; at least one. */
export function looksUpTo(first: number, most: number): Looks {
  let count = 1;
  for (let size = first; size * 2 <= most; size *= 2) count++;
  return { first, count };
}

/** Returns the size at the next look after `size` values. */
export function nextLook({ first }: Looks, size: number): number {
  let next = first;
  while (next <= size) next *= 2;
  return next;
}

/** Returns the sizes at which it is looked. */
export function lookSizes({ first, count }: Looks): number[] {
  return Array.from({ length: count }, (_, nth) => first * (1 << nth));
}

/** A mean, and its two bounds: each is wrong with the chance that was asked for. Without spread or with one value both are infinite unless it is known exactly. */
export interface Bounds {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Returns the mean of the values with Student's bounds on either side, `error` being the chance that a bound is on the wrong side of the true mean; to be
 * right at each of k looks together it is a k-th of what is allowed in all (Bonferroni; exact, unlike a boundary that takes the sums for Brownian motion,
 * and for doubling samples hardly wider: 7 looks at 2.5 % have z = 2.69, one has 1.96).
 * `leastVariance` is a variance that a single value cannot be below; fewer than two values have no bounds.
 * @see Jennison and Turnbull, Group Sequential Methods with Applications to Clinical Trials (2000), chapters 2 and 11
 */
export function boundsOf(values: readonly number[], error: number, leastVariance = 0): Bounds {
  const n = values.length;
  const { mean } = estimateMean(values);
  if (n < 2) return { mean, low: -Infinity, high: Infinity };
  const half = quantileOf(error, n - 1) * Math.sqrt(Math.max(varianceOf(values, mean), leastVariance) / n);
  return { mean, low: mean - half, high: mean + half };
}

/**
 * Returns how many values would put a bound on one side of nought if mean and spread stay as they are; Infinity where the mean is nought. It is at least
 * `values.length`. The degrees of freedom are those that there will be, nearly: as many as there are now, at least 30.
 */
export function valuesToDecide(values: readonly number[], error: number, leastVariance = 0): number {
  const n = values.length;
  const { mean } = estimateMean(values);
  if (n < 2 || mean === 0) return Infinity;
  const variance = Math.max(varianceOf(values, mean), leastVariance);
  const t = quantileOf(error, Math.max(30, n - 1));
  return Math.max(n, Math.ceil((t * t * variance) / (mean * mean)));
}

/** Returns how many standard deviations of a single value the bound of so many values is away from their mean. */
export function deviationsToBound(count: number, error: number): number {
  return count < 2 ? Infinity : quantileOf(error, count - 1) / Math.sqrt(count);
}

/** Returns the standard deviation of the values, at least that of `leastVariance`; Infinity of fewer than two. */
export function deviationOf(values: readonly number[], leastVariance = 0): number {
  return values.length < 2 ? Infinity : Math.sqrt(Math.max(varianceOf(values, estimateMean(values).mean), leastVariance));
}

function quantileOf(error: number, df: number): number {
  // The last bits of sines and tangents may depend on the version of Node; twelve digits do not.
  return Number(tQuantile(1 - error, df).toPrecision(12));
}

function varianceOf(values: readonly number[], mean: number): number {
  return values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1);
}

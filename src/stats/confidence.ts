/** The uncertainty of a mean over independent replications. */
import { tQuantile } from './student.js';

/** Level of every interval that is reported. */
export const CONFIDENCE_LEVEL = 0.95;

/** A mean and the half-width of its confidence interval; the half-width is undefined for fewer than two values. */
export interface Estimate {
  readonly mean: number;
  readonly halfWidth: number | undefined;
}

/**
 * Returns the mean of the values and Student's half-width t(1 - (1 - level)/2, n - 1) x s / sqrt(n), s with n - 1 in its denominator.
 * The sum is taken in the order given; the variance in a second pass around the mean.
 */
export function estimateMean(values: readonly number[], level: number = CONFIDENCE_LEVEL): Estimate {
  const n = values.length;
  if (n === 0) return { mean: NaN, halfWidth: undefined };
  let sum = 0;
  for (const value of values) sum += value;
  // Equal values have no spread, whatever the rounding of their mean.
  const mean = values.every((value) => value === values[0]) ? values[0]! : sum / n;
  if (n < 2) return { mean, halfWidth: undefined };
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return { mean, halfWidth: studentHalfWidth(n, squares, level) };
}

/** Returns Student's half-width of the mean of n values, n at least 2, whose squared distances from their mean sum to `squares`. */
export function studentHalfWidth(n: number, squares: number, level: number = CONFIDENCE_LEVEL): number {
  // The last bits of sines and tangents may depend on the version of Node; twelve digits do not.
  const t = Number(tQuantile(1 - (1 - level) / 2, n - 1).toPrecision(12));
  return t * Math.sqrt(squares / (n - 1) / n);
}

/** The uncertainty of a difference between two systems that were played with the same draws. */
import { CONFIDENCE_LEVEL, estimateMean } from './confidence.js';
import { tQuantile } from './student.js';

/** An estimate with the ends of its interval; an end is null where it is open. */
export interface Limits {
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** A mean difference over pairs. */
export interface PairedMean extends Limits {
  /**
   * By how much the variance of independent runs would be larger, which is how many times as many of them would be needed; null where it is not known:
   * fewer than two pairs, or differences that are all equal.
   */
  readonly gain: number | null;
}

/** Returns the sum of squared distances from the mean, over n - 1. */
function variance(values: readonly number[]): number {
  const { mean } = estimateMean(values);
  return values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1);
}

/**
 * Returns the mean of `own - base` over pairs with Student's interval of the differences (the paired t interval), both ends null for fewer than two pairs.
 * The lists are of one length.
 * @see Law, Simulation Modeling and Analysis, 10.2.1 (paired t) and 11.2 (common random numbers)
 */
export function pairedMean(base: readonly number[], own: readonly number[], level: number = CONFIDENCE_LEVEL): PairedMean {
  const differences = own.map((value, i) => value - base[i]!);
  const { mean, halfWidth } = estimateMean(differences, level);
  if (halfWidth === undefined) return { estimate: mean, low: null, high: null, gain: null };
  const own2 = variance(differences);
  return {
    estimate: mean,
    low: mean - halfWidth,
    high: mean + halfWidth,
    gain: halfWidth === 0 ? null : (variance(base) + variance(own)) / own2,
  };
}

/**
 * Returns `own - base` with the limits that those of both and their correlation give: each side's distance from its estimate to its limit is taken for
 * its deviation in that direction, so that limits of unequal sides are kept. Of means it is the paired t interval.
 * @see Zou and Donner, Construction of confidence limits about effect measures: a general approach, Statistics in Medicine 27 (2008) 1693-1702
 */
export function differenceOfLimits(base: Limits, own: Limits, correlation: number): Limits {
  const estimate = own.estimate - base.estimate;
  const end = (a: number | null, b: number | null): number | null => {
    if (a === null || b === null) return null;
    const [x, y] = [Math.abs(own.estimate - a), Math.abs(b - base.estimate)];
    return Math.sqrt(Math.max(0, x * x + y * y - 2 * correlation * x * y));
  };
  const [down, up] = [end(own.low, base.high), end(own.high, base.low)];
  return { estimate, low: down === null ? null : estimate - down, high: up === null ? null : estimate + up };
}

/** Returns limits at another level than that of `CONFIDENCE_LEVEL`, at which they are: each distance grows as Student's quantile does. */
export function atLevel({ estimate, low, high }: Limits, n: number, level: number): Limits {
  if (level === CONFIDENCE_LEVEL || n < 2) return { estimate, low, high };
  const quantile = (of: number): number => tQuantile(1 - (1 - of) / 2, n - 1);
  const factor = Number((quantile(level) / quantile(CONFIDENCE_LEVEL)).toPrecision(12));
  const moved = (end: number | null): number | null => (end === null ? null : estimate + (end - estimate) * factor);
  return { estimate, low: moved(low), high: moved(high) };
}

/** Returns the correlation of two lists of one length, between -1 and 1; 0 where one of them does not vary. */
export function correlationOf(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [estimateMean(a).mean, estimateMean(b).mean];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    const [dx, dy] = [x - meanA, b[i]! - meanB];
    ab += dx * dy;
    aa += dx * dx;
    bb += dy * dy;
  }
  return aa === 0 || bb === 0 ? 0 : Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb)));
}

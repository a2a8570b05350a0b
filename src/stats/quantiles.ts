/** What a quantile is here: an order statistic, never a value between two samples. */

/** Parts a level is counted in, so that the rank is computed in whole numbers: 0.95 x 100 must be 95 and 0.07 x 100 must be 7. */
const PER_UNIT = 1_000_000;

/**
 * Returns the rank (1 = the smallest) of the quantile at `level` among `count` samples: ceil(level x count), at least 1. This is the inverse of
 * the empirical distribution function (type 1 of Hyndman and Fan, "Sample quantiles in statistical packages", 1996): the smallest sample that at
 * least this share of all samples does not pass. It is chosen over interpolation (type 7) because a sample may be a lower bound, and a number
 * between a bound and a value would be neither. Levels are taken to six decimals.
 */
export function quantileRank(level: number, count: number): number {
  return Math.min(count, Math.max(1, Math.ceil((Math.round(level * PER_UNIT) * count) / PER_UNIT)));
}

/** Returns the quantile at `level` of samples in ascending order; NaN where there are none. */
export function sortedQuantile(sorted: ArrayLike<number>, level: number): number {
  return sorted.length === 0 ? NaN : sorted[quantileRank(level, sorted.length) - 1]!;
}

/**
 * Returns what one more sample of the same kind stays below with a chance of `level`, as near as ascending samples tell it: of n that may stand in any order it is
 * below the k-th with the chance k / (n + 1), so that k is the whole number nearest to level x (n + 1). NaN where there are none.
 * @see Wilks, Determination of sample sizes for setting tolerance limits, Annals of Mathematical Statistics 12 (1941) 91-96
 */
export function nextQuantile(sorted: ArrayLike<number>, level: number): number {
  const rank = Math.ceil((Math.round(level * PER_UNIT) * (sorted.length + 1)) / PER_UNIT - 0.5);
  return sorted.length === 0 ? NaN : sorted[Math.min(sorted.length, Math.max(1, rank)) - 1]!;
}

/** Returns how many of the ascending samples are below `x`. */
export function countBelow(sorted: Float64Array, x: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the beginning of a run ends: MSER-5, the truncation after which the mean of what is left is surest. */

/** Observations that are taken together, as the method has it. */
const BATCH = 5;

/** What was found of a series. */
export interface Truncation {
  /** Observations to be left out at its beginning, a multiple of five; at most half of them. */
  readonly leftOut: number;
  /** False where more than half would have to be left out: the series has not settled, or is too short to tell. */
  readonly isSettled: boolean;
}

/**
 * Returns how much of the beginning of a series to leave out: of means of five observations the number d that makes the squared standard error of the mean of the
 * others, taken as if they were independent, the least: sum of (y - mean)² over (n - d)². Ties go to the smaller. The last five of the means are not looked at
 * for d, for of so few it says nothing. Observations behind the last whole five are left aside; a series without ten means of five has nothing to be found in.
 * @see White, Cobb and Spratt, A comparison of five steady-state truncation heuristics for simulation, Proceedings of the 2000 Winter Simulation Conference,
 * 755-760
 */
export function mser5(series: ArrayLike<number>): Truncation {
  const means = batchMeans(series, BATCH);
  const n = means.length;
  if (n < 2 * BATCH) return { leftOut: 0, isSettled: false };
  let [best, at] = [Infinity, 0];
  // From the end, so that each sum is that of the one before and one term more (Welford's recurrence, which cancels nothing).
  let [count, mean, squares] = [0, 0, 0];
  for (let d = n - 1; d >= 0; d--) {
    const y = means[d]!;
    count++;
    const step = y - mean;
    mean += step / count;
    squares += step * (y - mean);
    if (n - d <= BATCH) continue;
    const error = squares / (count * count);
    if (error <= best) [best, at] = [error, d];
  }
  const half = Math.floor(n / 2);
  return { leftOut: BATCH * Math.min(at, half), isSettled: at <= half };
}

/** Returns the means of each `size` observations in turn; what is left at the end is left out. */
export function batchMeans(series: ArrayLike<number>, size: number): number[] {
  return Array.from({ length: Math.floor(series.length / size) }, (_, batch) => {
    let sum = 0;
    for (let i = batch * size; i < (batch + 1) * size; i++) sum += series[i]!;
    return sum / size;
  });
}

/** Numbers that are estimated from a history, each with its standard error. */

/** A number and its standard error; null: nothing can be said of it, by so few. */
export interface Estimate {
  readonly value: number;
  readonly se: number | null;
}

/** Sums of powers about the mean, over n. */
interface Moments {
  readonly n: number;
  readonly mean: number;
  /** Unbiased. */
  readonly variance: number;
  readonly third: number;
  readonly fourth: number;
}

function momentsOf(values: ArrayLike<number>): Moments {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  const mean = sum / n;
  let [second, third, fourth] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const by = values[i]! - mean;
    second += by * by;
    third += by * by * by;
    fourth += by * by * by * by;
  }
  return { n, mean, variance: n < 2 ? 0 : second / (n - 1), third: third / n, fourth: fourth / n };
}

/** Returns the mean of independent values, with s / sqrt(n). There is one at least. */
export function meanOf(values: ArrayLike<number>): Estimate {
  const { n, mean, variance } = momentsOf(values);
  return { value: mean, se: n < 2 ? null : Math.sqrt(variance / n) };
}

/** Returns the standard deviation of independent values; its error by the fourth moment (Cramér, Mathematical Methods of Statistics, 1946, 27.7). */
export function sdOf(values: ArrayLike<number>): Estimate {
  const { n, variance, fourth } = momentsOf(values);
  if (n < 3 || variance === 0) return { value: Math.sqrt(variance), se: null };
  return { value: Math.sqrt(variance), se: Math.sqrt(Math.max(0, fourth - variance * variance) / n / variance) / 2 };
}

/**
 * Returns standard deviation over mean of independent values; its error by the delta method, of any distribution with four moments.
 * @see Cramér, Mathematical Methods of Statistics (1946), 27.7 (27.7.3 and 27.10)
 */
export function cvOf(values: ArrayLike<number>): Estimate {
  const { n, mean, variance, third, fourth } = momentsOf(values);
  const cv = mean === 0 ? 0 : Math.sqrt(variance) / mean;
  if (n < 3 || cv === 0) return { value: cv, se: null };
  const relative = (fourth - variance * variance) / (4 * variance * variance) + variance / (mean * mean) - third / (mean * variance);
  return { value: cv, se: cv * Math.sqrt(Math.max(0, relative) / n) };
}

/** Returns the share of so many of n independent ones, with the binomial error. */
export function shareOf(some: number, n: number): Estimate {
  const value = n === 0 ? 0 : some / n;
  return { value, se: n === 0 ? null : Math.sqrt((value * (1 - value)) / n) };
}

/** Returns a less b, two that do not hang on each other. */
export function differenceOf(a: Estimate, b: Estimate): Estimate {
  return { value: a.value - b.value, se: a.se === null || b.se === null ? null : Math.hypot(a.se, b.se) };
}

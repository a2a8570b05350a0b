/** Numbers that are estimated from a history, each with its standard error. */

/** A number and its standard error; null: nothing can be said of it, by so few. */
export interface Estimate {
  readonly value: number;
  readonly se: number | null;
}

interface Moments {
  readonly n: number;
  readonly mean: number;
  /** Unbiased. */
  readonly variance: number;
}

function momentsOf(values: ArrayLike<number>): Moments {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  const mean = sum / n;
  let square = 0;
  for (let i = 0; i < n; i++) {
    const by = values[i]! - mean;
    square += by * by;
  }
  return { n, mean, variance: n < 2 ? 0 : square / (n - 1) };
}

/** Blocks of values that hang together: the number of the block of each, from 0. Blocks do not hang on each other. */
export type Blocks = ArrayLike<number>;

/** Returns the mean of values, which are independent or hang together in blocks; of independent ones its error is s / sqrt(n). There is one at least. */
export function meanOf(values: ArrayLike<number>, blocks?: Blocks): Estimate {
  const { n, mean, variance } = momentsOf(values);
  if (blocks === undefined) return { value: mean, se: n < 2 ? null : Math.sqrt(variance / n) };
  return { value: mean, se: blockError(blocks, (i) => (values[i]! - mean) / n) };
}

/**
 * Returns the error of an estimate to which each value adds its `influence`, by the sums of its blocks; null of one block.
 * @see Liang and Zeger, Longitudinal data analysis using generalized linear models, Biometrika 73 (1986) 13-22
 */
function blockError(blocks: Blocks, influence: (i: number) => number): number | null {
  const sums: number[] = [];
  for (let i = 0; i < blocks.length; i++) sums[blocks[i]!] = (sums[blocks[i]!] ?? 0) + influence(i);
  const k = sums.length;
  return k < 2 ? null : Math.sqrt((k / (k - 1)) * sums.reduce((sum, own) => sum + own * own, 0));
}

/**
 * Returns the error of an estimate by mean and variance of independent values: by how much it changes as each of them is left out (the jackknife). Of three
 * values it is as large as it should be on average, where the fourth moment would say that there is none. There are three at least.
 * @see Efron and Stein, The jackknife estimate of variance, Annals of Statistics 9 (1981) 586-596
 */
function jackknifeError(values: ArrayLike<number>, all: Moments, of: (some: Pick<Moments, 'mean' | 'variance'>) => number): number {
  const { n, mean, variance } = all;
  const square = variance * (n - 1);
  const without = Array.from(values, (value) => {
    const by = value - mean;
    const left = Math.max(0, square - (by * by * n) / (n - 1));
    return of({ mean: mean - by / (n - 1), variance: left / (n - 2) });
  });
  return Math.sqrt(((n - 1) * (n - 1) * momentsOf(without).variance) / n);
}

/** Returns the standard deviation of independent values. */
export function sdOf(values: ArrayLike<number>): Estimate {
  const all = momentsOf(values);
  const of = ({ variance }: Pick<Moments, 'variance'>): number => Math.sqrt(variance);
  return { value: of(all), se: all.n < 3 || all.variance === 0 ? null : jackknifeError(values, all, of) };
}

/**
 * Returns standard deviation over mean of values, independent or in blocks; in blocks its error is by the delta method, of any distribution with four moments.
 * @see Cramér, Mathematical Methods of Statistics (1946), 27.7 (27.7.3 and 27.10)
 */
export function cvOf(values: ArrayLike<number>, blocks?: Blocks): Estimate {
  const all = momentsOf(values);
  const of = (some: Pick<Moments, 'mean' | 'variance'>): number => (some.mean === 0 ? 0 : Math.sqrt(some.variance) / some.mean);
  const { n, mean, variance } = all;
  const cv = of(all);
  if (n < 3 || cv === 0) return { value: cv, se: null };
  if (blocks === undefined) return { value: cv, se: jackknifeError(values, all, of) };
  const second = (variance * (n - 1)) / n;
  const influence = (by: number): number => ((cv / n) * (by * by - second)) / (2 * second) - ((cv / n) * by) / mean;
  return { value: cv, se: blockError(blocks, (i) => influence(values[i]! - mean)) };
}

/** Returns the share of those that are so, in blocks; of none, or of all, its error is not told: that no job failed does not say that none will. */
export function shareOf(areSo: readonly boolean[], blocks: Blocks): Estimate {
  if (areSo.length === 0) return { value: 0, se: null };
  const { value, se } = meanOf(
    areSo.map((isSo) => (isSo ? 1 : 0)),
    blocks,
  );
  return { value, se: value === 0 || value === 1 ? null : se };
}

/** Returns a less b, two that do not hang on each other. */
export function differenceOf(a: Estimate, b: Estimate): Estimate {
  return { value: a.value - b.value, se: a.se === null || b.se === null ? null : Math.hypot(a.se, b.se) };
}

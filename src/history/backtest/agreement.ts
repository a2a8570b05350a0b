/** How well waits agree job by job, and hour by hour. */
import { HOUR, type Micros } from '../../units/time.js';

/** The same jobs on both sides, in columns. */
export interface PairedWaits {
  /** When each was queued. */
  readonly queued: ArrayLike<Micros>;
  /** Seconds. */
  readonly observed: ArrayLike<number>;
  readonly simulated: ArrayLike<number>;
}

/** Measures of agreement; null where one side does not differ from job to job, or from hour to hour. */
export interface Agreement {
  /** Mean absolute error, seconds. */
  readonly mae: number;
  /** Pearson's correlation of log(1 + seconds), job by job. */
  readonly jobs: number | null;
  /** Pearson's correlation of the mean waits of the hours in which jobs came. */
  readonly hours: number | null;
}

/** Returns how well waits agree; there is a job at least. */
export function agreementOf({ queued, observed, simulated }: PairedWaits): Agreement {
  const count = observed.length;
  let off = 0;
  for (let i = 0; i < count; i++) off += Math.abs(simulated[i]! - observed[i]!);
  const logs = (waits: ArrayLike<number>): number[] => Array.from(waits, (wait) => Math.log1p(Math.max(0, wait)));
  const hours = hourlyMeans(queued, [observed, simulated]);
  return {
    mae: off / count,
    jobs: correlation(logs(observed), logs(simulated)),
    hours: correlation(hours[0]!, hours[1]!),
  };
}

/** Returns the mean of each column over the jobs of each hour that has any. */
function hourlyMeans(queued: ArrayLike<Micros>, columns: readonly ArrayLike<number>[]): number[][] {
  const places = new Map<number, number>();
  const counts: number[] = [];
  const sums = columns.map((): number[] => []);
  for (let i = 0; i < queued.length; i++) {
    const hour = Math.floor(queued[i]! / HOUR);
    const place = places.get(hour) ?? places.size;
    places.set(hour, place);
    counts[place] = (counts[place] ?? 0) + 1;
    for (const [c, column] of columns.entries()) sums[c]![place] = (sums[c]![place] ?? 0) + column[i]!;
  }
  return sums.map((own) => own.map((sum, place) => sum / counts[place]!));
}

/** Returns Pearson's correlation; null where one side has no spread. */
export function correlation(a: readonly number[], b: readonly number[]): number | null {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [da, db] = [a[i]! - ma, b[i]! - mb];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}

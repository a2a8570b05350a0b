/** How sure errors are: whole days are drawn again, since the waits of one day hang together. */
import { normalCdf } from '../../sim/random/distributions/normal.js';
import { sortedQuantile } from '../../stats/quantiles.js';
import { tQuantile } from '../../stats/student.js';
import { errorOf } from './compare-waits.js';
import { QUANTILES, SHARES, WAIT_FIGURES, type WaitFigure } from './wait-figures.js';

/** Draws of all days; the quantiles of so many are told to some hundredths of their distance. */
export const DRAWS = 400;
/** Of fewer days no interval is told. */
export const LEAST_DAYS = 5;
/** Level of the intervals. */
const LEVEL = 0.95;

/** Jobs by days, in columns. */
export interface DayBlocks {
  /** Number of the day of each job, from 0. */
  readonly day: ArrayLike<number>;
  readonly observed: ArrayLike<number>;
  /** By run. */
  readonly simulated: readonly ArrayLike<number>[];
}

/** Ends of the interval of an error. */
export type ErrorInterval = readonly [low: number, high: number];

/**
 * Returns the 95 % interval of the error of each figure, by the percentiles of a bootstrap of whole days (Efron 1979; blocks: Kuensch 1989): as many days as there
 * are, drawn with replacement, 400 times, the same days on both sides. Draws of few days differ by less than such days do; so much nearer to the ends are the percentiles
 * that are taken (`tailOf`). `uniform(draw, n)` is the n-th number of a draw in (0, 1). Figures whose error is not
 * defined in some draw have none; undefined where there are fewer than five days.
 */
export function errorIntervals(
  { day, observed, simulated }: DayBlocks,
  uniform: (draw: number, n: number) => number,
): ReadonlyMap<WaitFigure, ErrorInterval> | undefined {
  const days = Array.from(day).reduce((most, own) => Math.max(most, own + 1), 0);
  if (days < LEAST_DAYS) return undefined;
  const [seen, ...runs] = [observed, ...simulated].map((waits) => new WeightedWaits(waits, day));
  const errors = new Map<WaitFigure, (number | null)[]>(WAIT_FIGURES.map((figure) => [figure, []]));
  for (let draw = 0; draw < DRAWS; draw++) {
    const weights = new Float64Array(days);
    for (let n = 0; n < days; n++) weights[Math.min(days - 1, Math.floor(uniform(draw, n) * days))]!++;
    const own = seen!.figures(weights);
    const others = runs.map((run) => run.figures(weights));
    for (const figure of WAIT_FIGURES) {
      const mean = others.reduce((sum, run) => sum + run[figure], 0) / others.length;
      errors.get(figure)!.push(errorOf(figure, own[figure], mean));
    }
  }
  const tail = tailOf(days);
  const intervals = new Map<WaitFigure, ErrorInterval>();
  for (const [figure, drawn] of errors) {
    const sorted = drawn.filter((error) => error !== null && !Number.isNaN(error)).sort((a, b) => a! - b!) as number[];
    if (sorted.length < DRAWS) continue;
    intervals.set(figure, [sortedQuantile(sorted, tail), sortedQuantile(sorted, 1 - tail)]);
  }
  return intervals;
}

/**
 * Returns the share of the draws that is left out at either end: what a normal distribution has beyond the quantile of Student's, over the root of (n - 1) / n by which the spread of
 * draws is smaller.
 * @see Hesterberg, What teachers should know about the bootstrap, The American Statistician 69 (2015) 371-386, 4.4 (expanded percentile intervals)
 */
function tailOf(days: number): number {
  return normalCdf(-Math.sqrt(days / (days - 1)) * tQuantile((1 + LEVEL) / 2, days - 1));
}

/** Waits that are sorted once, and counted as often as their days are drawn. */
class WeightedWaits {
  readonly #waits: Float64Array;
  readonly #days: Int32Array;

  constructor(waits: ArrayLike<number>, day: ArrayLike<number>) {
    const order = Uint32Array.from({ length: waits.length }, (_, i) => i).sort((a, b) => waits[a]! - waits[b]! || a - b);
    this.#waits = Float64Array.from(order, (i) => waits[i]!);
    this.#days = Int32Array.from(order, (i) => day[i]!);
  }

  /** Returns the figures where the jobs of day d count `weights[d]` times; NaN where none is drawn. */
  figures(weights: Float64Array): Record<WaitFigure, number> {
    const [waits, days] = [this.#waits, this.#days];
    let [count, sum] = [0, 0];
    for (let i = 0; i < waits.length; i++) {
      count += weights[days[i]!]!;
      sum += weights[days[i]!]! * waits[i]!;
    }
    const out = { mean: sum / count, max: NaN, share10s: 0, share60s: 0 } as Record<WaitFigure, number>;
    const wanted = Object.entries(QUANTILES).map(([figure, level]) => ({
      figure: figure as WaitFigure,
      rank: Math.max(1, Math.ceil(level * count)),
    }));
    let [passed, next] = [0, 0];
    for (let i = 0; i < waits.length; i++) {
      const weight = weights[days[i]!]!;
      if (weight === 0) continue;
      passed += weight;
      out.max = waits[i]!;
      for (; next < wanted.length && passed >= wanted[next]!.rank; next++) out[wanted[next]!.figure] = waits[i]!;
      for (const [figure, line] of Object.entries(SHARES)) if (waits[i]! < line) out[figure as keyof typeof SHARES] = passed / count;
    }
    for (; next < wanted.length; next++) out[wanted[next]!.figure] = NaN;
    return out;
  }
}

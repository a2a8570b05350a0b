/** The samples of several runs taken together, and how sure their quantiles are: an interval found by inverting the share. */
import { estimateMean, studentHalfWidth } from '../../stats/confidence.js';
import { cellOf, Histogram, type FilledCell } from '../../stats/histogram.js';
import { countBelow } from '../../stats/quantiles.js';
import type { Micros } from '../../units/time.js';
import { EXACT_LIMIT, Sample, type Bound } from './sample.js';

/** A quantile of the pooled samples, in micros. */
export interface PooledQuantile extends Bound {
  /** Ends of its 95 % interval; both null for fewer than two runs. `high` is null where unfinished jobs leave it open. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Samples of one quantity from several runs. A quantile is that of all of them together. Its interval: in each run, which share of the samples is
 * below the quantile? These shares, one a run, give Student's half-width h, and the pooled quantiles at level - h and level + h are the ends, no
 * further than the smallest and the largest sample. A mean of the runs' own quantiles would be too low where runs are short, and its interval with
 * it: long queues are rare, and a short run that has none says nothing of them.
 *
 * Shares are exact while there are no more samples than `EXACT_LIMIT`; beyond, they are taken at the borders of the quantile's histogram cell, a
 * time within 1/128 of it, and memory does not grow with the runs.
 */
export class PooledSample {
  /** All samples together. */
  readonly all: Sample;
  /** Runs that had a sample. */
  runs = 0;
  /** Each run's samples in order, while they are few. */
  #parts: Float64Array[] | undefined = [];
  #moments = new ShareMoments();

  /** `borders` as in `Sample`. */
  constructor(borders: readonly Micros[], all = new Sample(borders)) {
    this.all = all;
  }

  /** Returns the same, to be gone on with in another way. */
  copy(): PooledSample {
    const { borders } = this.all;
    const same = new PooledSample(borders, Sample.of(this.all.columns()));
    same.runs = this.runs;
    same.#parts = this.#parts?.slice();
    same.#moments = this.#moments.copy();
    return same;
  }

  /** Adds a run's sample with the same borders. */
  add(run: Sample): void {
    if (run.count === 0) return;
    this.runs++;
    this.all.merge(run);
    const sorted = this.all.count > EXACT_LIMIT ? undefined : run.inOrder();
    if (this.#parts !== undefined && sorted !== undefined) this.#parts.push(sorted);
    else {
      for (const part of this.#parts ?? []) this.#moments.add(cellsOf(part), part.length);
      this.#parts = undefined;
      this.#moments.add(run.cells(), run.count);
    }
  }

  /** The quantile at `level` with its interval. */
  quantile(level: number): PooledQuantile {
    const found = this.all.quantile(level);
    if (this.runs < 2) return { ...found, low: null, high: null };
    const h = this.#shareHalfWidth(found.value);
    const top = level + h < 1 ? this.all.quantile(level + h) : this.all.max();
    return { ...found, low: this.all.quantile(Math.max(0, level - h)).value, high: found.atLeast || top.atLeast ? null : top.value };
  }

  /** Student's half-width of the share below `x`. Where several samples are equal to it, that of the share not above it if it is wider. */
  #shareHalfWidth(x: Micros): number {
    const parts = this.#parts;
    if (parts === undefined) return Math.max(this.#moments.halfWidth(cellOf(x)), this.#moments.halfWidth(cellOf(x) + 1));
    const below = (border: Micros): number[] => parts.map((part) => countBelow(part, border));
    const shares = (counts: readonly number[]): number[] => counts.map((count, run) => count / parts[run]!.length);
    const [under, upTo] = [below(x), below(x + 1)];
    const equal = upTo.reduce((sum, count, run) => sum + count - under[run]!, 0);
    const h = estimateMean(shares(under)).halfWidth!;
    return equal > 1 ? Math.max(h, estimateMean(shares(upTo)).halfWidth!) : h;
  }
}

function cellsOf(samples: Float64Array): FilledCell[] {
  const histogram = new Histogram();
  for (const x of samples) histogram.add(x);
  return histogram.filled();
}

/** By cell of the histogram: sum and sum of squares, over runs, of the share of a run's samples in the cells before it. */
class ShareMoments {
  #runs = 0;
  #sums = new Float64Array(0);
  #squares = new Float64Array(0);

  copy(): ShareMoments {
    const same = new ShareMoments();
    same.#runs = this.#runs;
    same.#sums = this.#sums.slice();
    same.#squares = this.#squares.slice();
    return same;
  }

  add(cells: readonly FilledCell[], count: number): void {
    const end = (cells.at(-1)?.[0] ?? 0) + 1;
    if (end > this.#sums.length) this.#grow(end);
    let next = 0;
    let below = 0;
    for (let cell = 0; cell < this.#sums.length; cell++) {
      const share = below / count;
      this.#sums[cell] = this.#sums[cell]! + share;
      this.#squares[cell] = this.#squares[cell]! + share * share;
      if (cells[next]?.[0] === cell) below += cells[next++]![1];
    }
    this.#runs++;
  }

  /** Student's half-width of the share before a cell. */
  halfWidth(cell: number): number {
    // Behind the last cell every share is one.
    if (cell >= this.#sums.length) return 0;
    const sum = this.#sums[cell]!;
    return studentHalfWidth(this.#runs, Math.max(0, this.#squares[cell]! - (sum * sum) / this.#runs));
  }

  #grow(length: number): void {
    const grown = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const list = new Float64Array(length).fill(this.#runs);
      list.set(old);
      return list;
    };
    this.#sums = grown(this.#sums);
    this.#squares = grown(this.#squares);
  }
}

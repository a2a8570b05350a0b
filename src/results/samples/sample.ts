/** One sample of times, some of which may be lower bounds: exact while small, a histogram when large, and the rule for when a figure is a lower bound. */
import { cellValue, Histogram, type FilledCell } from '../../stats/histogram.js';
import { quantileRank } from '../../stats/quantiles.js';
import { mergeSorted } from '../../stats/sort.js';
import type { Micros } from '../../units/time.js';
import { Numbers } from './numbers.js';
import { Tally, type TallyColumns } from './tally.js';

/** Samples kept one by one; with more, quantiles come from the histogram. */
export const EXACT_LIMIT = 100_000;

/** A figure in micros; NaN where there is no sample. */
export interface Bound {
  readonly value: number;
  readonly atLeast: boolean;
}

/** A value is taken for sure when no future of the unfinished jobs can raise it by more than this share and 1 ms. */
const SURE_SHARE = 0.05;
const SURE_TIME = 1_000;

/** A sample as plain data, to be kept or sent: `Sample.of` makes the same sample of it. Times in micros. */
export interface SampleColumns extends TallyColumns {
  readonly kept:
    | { readonly kind: 'exact'; readonly values: Float64Array; readonly bounds: Float64Array }
    | { readonly kind: 'cells'; readonly values: readonly FilledCell[]; readonly bounds: readonly FilledCell[] };
}

/** Samples one by one. */
interface Exact {
  readonly values: Numbers;
  readonly bounds: Numbers;
}

/**
 * Values and lower bounds of one quantity. Count, sum, largest and shares are exact at any size. In the order of the samples a bound stands behind
 * an equal value. A quantile is marked `atLeast` when its order statistic is a bound, or when it would rise by more than 5 % and 1 ms if every
 * bound turned out endless; the mean when bounds are more than 5 % of the samples or of the sum; the largest when it is a bound itself.
 */
export class Sample {
  /** Durations whose share below is kept, ascending. */
  readonly borders: readonly Micros[];
  #exact: Exact | undefined = { values: new Numbers(), bounds: new Numbers() };
  /**
   * Of samples one by one it is made when somebody asks, and forgotten with the next sample: most samples of a run are those of a project's few jobs, of which
   * nobody ever asks.
   */
  #tally: Tally | undefined;
  #values: Histogram | undefined;
  #lowerBounds: Histogram | undefined;
  #sorted = false;

  /** `borders` are the durations whose share below is kept, ascending. */
  constructor(borders: readonly Micros[]) {
    this.borders = borders;
  }

  /** Returns the sample of which these are the columns; it takes them over. */
  static of(columns: SampleColumns): Sample {
    const sample = new Sample(columns.borders);
    const { kept } = columns;
    sample.#tally = Tally.of(columns);
    if (kept.kind === 'exact') sample.#exact = { values: new Numbers(kept.values), bounds: new Numbers(kept.bounds) };
    else {
      sample.#exact = undefined;
      sample.#values = Histogram.of(kept.values);
      sample.#lowerBounds = Histogram.of(kept.bounds);
    }
    return sample;
  }

  /** Returns the sample as plain data, a copy. */
  columns(): SampleColumns {
    const exact = this.#exact;
    return {
      ...this.#tallied().columns(),
      kept:
        exact === undefined
          ? { kind: 'cells', values: this.#values!.filled(), bounds: this.#lowerBounds!.filled() }
          : { kind: 'exact', values: exact.values.view().slice(), bounds: exact.bounds.view().slice() },
    };
  }

  /** Samples so far, and those of them that are lower bounds. */
  get count(): number {
    return this.#exact === undefined ? this.#tally!.count : this.#exact.values.length + this.#exact.bounds.length;
  }

  get bounds(): number {
    return this.#exact === undefined ? this.#tally!.bounds : this.#exact.bounds.length;
  }

  /** Adds one sample: a value, or a lower bound where it is not `known`. */
  add(x: Micros, known: boolean): void {
    const exact = this.#exact;
    if (exact === undefined) {
      this.#tally!.add(x, known);
      (known ? this.#values! : this.#lowerBounds!).add(x);
      return;
    }
    (known ? exact.values : exact.bounds).push(x);
    this.#changed();
    if (exact.values.length + exact.bounds.length > EXACT_LIMIT) this.#spill();
  }

  /** Adds the values that stand in a list at `first` and every `step` after it, before `end`. */
  addEvery(step: number, list: Float64Array, first: number, end: number): void {
    if (first >= end) return;
    const exact = this.#exact;
    if (exact === undefined) {
      this.#tally!.addEvery(step, list, first, end);
      this.#values!.addEvery(step, list, first, end);
      return;
    }
    exact.values.appendEvery(step, list, first, end);
    this.#changed();
    if (exact.values.length + exact.bounds.length > EXACT_LIMIT) this.#spill();
  }

  /** Adds all samples of another with the same borders. */
  merge(other: Sample): void {
    if (other.#exact === undefined || this.count + other.count > EXACT_LIMIT) this.#spill();
    if (this.#exact !== undefined) {
      this.#exact.values.append(other.#exact!.values);
      this.#exact.bounds.append(other.#exact!.bounds);
      this.#changed();
      return;
    }
    this.#tally!.merge(other.#tallied());
    if (other.#exact !== undefined) this.#intoCells(other.#inOrder(other.#exact));
    else {
      this.#values!.merge(other.#values!);
      this.#lowerBounds!.merge(other.#lowerBounds!);
    }
  }

  /** The mean in micros. */
  mean(): Bound {
    const { count, bounds, sum, boundSum } = this.#tallied();
    const total = sum.toNumber();
    const unsure = bounds > SURE_SHARE * count || boundSum.toNumber() > SURE_SHARE * total;
    return { value: count === 0 ? NaN : total / count, atLeast: bounds > 0 && unsure };
  }

  /** The largest sample. */
  max(): Bound {
    if (this.count === 0) return { value: NaN, atLeast: false };
    const { largest, largestBound } = this.#tallied();
    return { value: Math.max(largest, largestBound), atLeast: largestBound >= largest };
  }

  /** The quantile at `level` by `quantileRank`. */
  quantile(level: number): Bound {
    if (this.count === 0) return { value: NaN, atLeast: false };
    const rank = quantileRank(level, this.count);
    const { value, isBound } = this.#exact === undefined ? this.#cellAt(rank) : this.#sampleAt(rank);
    const endless = this.#exact === undefined ? this.#values!.valueAt(rank) : (this.#exact.values.view()[rank - 1] ?? Infinity);
    return { value, atLeast: isBound || endless - value > SURE_SHARE * value + SURE_TIME };
  }

  /** Exact share of samples known to be below a border; NaN where there is no sample or `border` is none that was asked for. */
  shareBelow(border: Micros): number {
    const below = this.#tallied().countBelow(border);
    return below === undefined || this.count === 0 ? NaN : below / this.count;
  }

  /** Values and bounds together in ascending order; undefined where they are not kept one by one. */
  inOrder(): Float64Array | undefined {
    if (this.#exact === undefined) return undefined;
    const { values, bounds } = this.#inOrder(this.#exact);
    return mergeSorted(values.view(), bounds.view());
  }

  /** Histogram of values and bounds together. */
  cells(): FilledCell[] {
    const all = new Histogram();
    if (this.#exact === undefined) {
      all.merge(this.#values!);
      all.merge(this.#lowerBounds!);
    } else {
      const { values, bounds } = this.#inOrder(this.#exact);
      all.addSorted(values.view());
      all.addSorted(bounds.view());
    }
    return all.filled();
  }

  /** Histogram of the bounds alone. */
  boundCells(): FilledCell[] {
    if (this.#exact === undefined) return this.#lowerBounds!.filled();
    const bounds = new Histogram();
    bounds.addSorted(this.#inOrder(this.#exact).bounds.view());
    return bounds.filled();
  }

  #changed(): void {
    this.#tally = undefined;
    this.#sorted = false;
  }

  #tallied(): Tally {
    if (this.#tally !== undefined) return this.#tally;
    const { values, bounds } = this.#inOrder(this.#exact!);
    const tally = new Tally(this.borders);
    tally.addSorted(values.view(), true);
    tally.addSorted(bounds.view(), false);
    return (this.#tally = tally);
  }

  #inOrder(exact: Exact): Exact {
    if (!this.#sorted) {
      exact.values.sort();
      exact.bounds.sort();
      this.#sorted = true;
    }
    return exact;
  }

  /** Goes over from single samples to histograms. */
  #spill(): void {
    const exact = this.#exact;
    if (exact === undefined) return;
    this.#tallied();
    this.#exact = undefined;
    this.#values = new Histogram();
    this.#lowerBounds = new Histogram();
    this.#intoCells(this.#inOrder(exact));
  }

  /** Of samples in order. */
  #intoCells({ values, bounds }: Exact): void {
    this.#values!.addSorted(values.view());
    this.#lowerBounds!.addSorted(bounds.view());
  }

  #sampleAt(rank: number): { value: number; isBound: boolean } {
    const { values, bounds } = this.#inOrder(this.#exact!);
    // Smallest number of bounds among the first `rank` samples such that the order holds: both lists are sorted, so a search by halves does.
    const [v, b] = [values.view(), bounds.view()];
    let low = Math.max(0, rank - v.length);
    let high = Math.min(rank, b.length);
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      // With `middle` bounds the last value taken must not pass the next bound.
      if (v[rank - middle - 1]! <= b[middle]!) high = middle;
      else low = middle + 1;
    }
    const lastBound = low > 0 ? b[low - 1]! : -Infinity;
    const lastValue = rank > low ? v[rank - low - 1]! : -Infinity;
    return lastBound >= lastValue ? { value: lastBound, isBound: true } : { value: lastValue, isBound: false };
  }

  #cellAt(rank: number): { value: number; isBound: boolean } {
    const values = this.#values!;
    const bounds = this.#lowerBounds!;
    let below = 0;
    for (let cell = 0; ; cell++) {
      const known = values.countIn(cell);
      below += known + bounds.countIn(cell);
      if (below < rank) continue;
      // The middle of a cell may lie beyond the samples it holds.
      const { smallest, largest, largestBound } = this.#tally!;
      const value = Math.max(smallest, Math.min(cellValue(cell), Math.max(largest, largestBound)));
      return { value, isBound: rank > below - bounds.countIn(cell) };
    }
  }
}

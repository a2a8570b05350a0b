/** One sample of times, some of which may be lower bounds: exact while small, a histogram when large, and the rule for when a figure is a lower bound. */
import { LimbSum, type Limbs } from '../sim/limbs.js';
import { cellValue, Histogram, type FilledCell } from '../stats/histogram.js';
import { quantileRank } from '../stats/quantiles.js';
import { sortIntegers } from '../stats/sort.js';
import type { Micros } from '../units/time.js';

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
export interface SampleColumns {
  readonly borders: readonly Micros[];
  readonly below: Float64Array;
  readonly sum: Limbs;
  readonly boundSum: Limbs;
  readonly smallest: number;
  readonly largest: number;
  readonly largestBound: number;
  readonly count: number;
  readonly bounds: number;
  readonly kept:
    | { readonly kind: 'exact'; readonly values: Float64Array; readonly bounds: Float64Array }
    | { readonly kind: 'cells'; readonly values: readonly FilledCell[]; readonly bounds: readonly FilledCell[] };
}

/** A growing list of numbers. */
class Numbers {
  length: number;
  #items: Float64Array;

  /** Begins with these numbers, which it takes over. */
  constructor(items: Float64Array = new Float64Array(0)) {
    this.#items = items;
    this.length = items.length;
  }

  push(x: number): void {
    if (this.length === this.#items.length) {
      const grown = new Float64Array(Math.max(16, this.#items.length * 2));
      grown.set(this.#items);
      this.#items = grown;
    }
    this.#items[this.length++] = x;
  }

  view(): Float64Array {
    return this.#items.subarray(0, this.length);
  }

  sort(): void {
    sortIntegers(this.view());
  }
}

/**
 * Values and lower bounds of one quantity. Count, sum, largest and shares are exact at any size. In the order of the samples a bound stands behind
 * an equal value. A quantile is marked `atLeast` when its order statistic is a bound, or when it would rise by more than 5 % and 1 ms if every
 * bound turned out endless; the mean when bounds are more than 5 % of the samples or of the sum; the largest when it is a bound itself.
 */
export class Sample {
  count = 0;
  bounds = 0;
  /** Durations whose share below is kept, ascending. */
  readonly borders: readonly Micros[];
  /** Known values below each border and not below the one before. */
  readonly #below: Float64Array;
  readonly #sum = new LimbSum();
  readonly #boundSum = new LimbSum();
  #smallest = Infinity;
  #largest = -Infinity;
  #largestBound = -Infinity;
  #exact: { readonly values: Numbers; readonly bounds: Numbers } | undefined = { values: new Numbers(), bounds: new Numbers() };
  #values: Histogram | undefined;
  #lowerBounds: Histogram | undefined;
  #sorted = false;

  /** `borders` are the durations whose share below is kept, ascending. */
  constructor(borders: readonly Micros[]) {
    this.borders = borders;
    this.#below = new Float64Array(borders.length + 1);
  }

  /** Returns the sample of which these are the columns; it takes them over. */
  static of(columns: SampleColumns): Sample {
    const sample = new Sample(columns.borders);
    sample.count = columns.count;
    sample.bounds = columns.bounds;
    sample.#below.set(columns.below);
    sample.#sum.copy(columns.sum);
    sample.#boundSum.copy(columns.boundSum);
    sample.#smallest = columns.smallest;
    sample.#largest = columns.largest;
    sample.#largestBound = columns.largestBound;
    const { kept } = columns;
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
      borders: this.borders,
      below: this.#below.slice(),
      sum: { hi: this.#sum.hi, lo: this.#sum.lo },
      boundSum: { hi: this.#boundSum.hi, lo: this.#boundSum.lo },
      smallest: this.#smallest,
      largest: this.#largest,
      largestBound: this.#largestBound,
      count: this.count,
      bounds: this.bounds,
      kept:
        exact === undefined
          ? { kind: 'cells', values: this.#values!.filled(), bounds: this.#lowerBounds!.filled() }
          : { kind: 'exact', values: exact.values.view().slice(), bounds: exact.bounds.view().slice() },
    };
  }

  /** Adds one sample: a value, or a lower bound where it is not `known`. */
  add(x: Micros, known: boolean): void {
    this.count++;
    this.#sum.add(x);
    if (x < this.#smallest) this.#smallest = x;
    if (known) {
      let i = 0;
      while (i < this.borders.length && x >= this.borders[i]!) i++;
      this.#below[i] = this.#below[i]! + 1;
      if (x > this.#largest) this.#largest = x;
    } else {
      this.bounds++;
      this.#boundSum.add(x);
      if (x > this.#largestBound) this.#largestBound = x;
    }
    this.#keep(x, known);
  }

  /** Adds all samples of another with the same borders. */
  merge(other: Sample): void {
    this.count += other.count;
    this.bounds += other.bounds;
    this.#sum.merge(other.#sum);
    this.#boundSum.merge(other.#boundSum);
    for (let i = 0; i < this.#below.length; i++) this.#below[i] = this.#below[i]! + other.#below[i]!;
    this.#smallest = Math.min(this.#smallest, other.#smallest);
    this.#largest = Math.max(this.#largest, other.#largest);
    this.#largestBound = Math.max(this.#largestBound, other.#largestBound);
    if (other.#exact === undefined || this.count > EXACT_LIMIT) this.#spill();
    if (other.#exact !== undefined) {
      for (const x of other.#exact.values.view()) this.#keep(x, true);
      for (const x of other.#exact.bounds.view()) this.#keep(x, false);
    } else {
      this.#values!.merge(other.#values!);
      this.#lowerBounds!.merge(other.#lowerBounds!);
    }
  }

  /** The mean in micros. */
  mean(): Bound {
    const sum = this.#sum.toNumber();
    const unsure = this.bounds > SURE_SHARE * this.count || this.#boundSum.toNumber() > SURE_SHARE * sum;
    return { value: this.count === 0 ? NaN : sum / this.count, atLeast: this.bounds > 0 && unsure };
  }

  /** The largest sample. */
  max(): Bound {
    if (this.count === 0) return { value: NaN, atLeast: false };
    return { value: Math.max(this.#largest, this.#largestBound), atLeast: this.#largestBound >= this.#largest };
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
    const index = this.borders.indexOf(border);
    if (index < 0 || this.count === 0) return NaN;
    let sum = 0;
    for (let i = 0; i <= index; i++) sum += this.#below[i]!;
    return sum / this.count;
  }

  /** Values and bounds together in ascending order; undefined where they are not kept one by one. */
  inOrder(): Float64Array | undefined {
    if (this.#exact === undefined) return undefined;
    const all = new Float64Array(this.count);
    all.set(this.#exact.values.view());
    all.set(this.#exact.bounds.view(), this.#exact.values.length);
    sortIntegers(all);
    return all;
  }

  /** Histogram of values and bounds together. */
  cells(): FilledCell[] {
    const all = new Histogram();
    if (this.#exact === undefined) {
      all.merge(this.#values!);
      all.merge(this.#lowerBounds!);
    } else {
      for (const x of this.#exact.values.view()) all.add(x);
      for (const x of this.#exact.bounds.view()) all.add(x);
    }
    return all.filled();
  }

  /** Histogram of the bounds alone. */
  boundCells(): FilledCell[] {
    if (this.#exact === undefined) return this.#lowerBounds!.filled();
    const bounds = new Histogram();
    for (const x of this.#exact.bounds.view()) bounds.add(x);
    return bounds.filled();
  }

  #keep(x: Micros, known: boolean): void {
    if (this.#exact !== undefined) {
      (known ? this.#exact.values : this.#exact.bounds).push(x);
      this.#sorted = false;
      if (this.#exact.values.length + this.#exact.bounds.length > EXACT_LIMIT) this.#spill();
    } else (known ? this.#values! : this.#lowerBounds!).add(x);
  }

  /** Goes over from single samples to histograms. */
  #spill(): void {
    if (this.#exact === undefined) return;
    const { values, bounds } = this.#exact;
    this.#exact = undefined;
    this.#values = new Histogram();
    this.#lowerBounds = new Histogram();
    for (const x of values.view()) this.#values.add(x);
    for (const x of bounds.view()) this.#lowerBounds.add(x);
  }

  #sampleAt(rank: number): { value: number; isBound: boolean } {
    const { values, bounds } = this.#exact!;
    if (!this.#sorted) {
      values.sort();
      bounds.sort();
      this.#sorted = true;
    }
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
      const value = Math.max(this.#smallest, Math.min(cellValue(cell), Math.max(this.#largest, this.#largestBound)));
      return { value, isBound: rank > below - bounds.countIn(cell) };
    }
  }
}

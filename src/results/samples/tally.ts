/** What is known of a sample at any size, to the last digit: counts, sums, the ends, and how many values are below borders. */
import { LimbSum, type Limbs } from '../../sim/limbs.js';
import { countBelow } from '../../stats/quantiles.js';
import type { Micros } from '../../units/time.js';

/** The sum of two whole numbers below it is exact. */
const LIMB = 4_503_599_627_370_496;
/** Values that are summed in one call. */
const CHUNK = 512;

/** A tally as plain data. */
export interface TallyColumns {
  readonly borders: readonly Micros[];
  readonly below: Float64Array;
  readonly sum: Limbs;
  readonly boundSum: Limbs;
  readonly smallest: number;
  readonly largest: number;
  readonly largestBound: number;
  readonly count: number;
  readonly bounds: number;
}

export class Tally {
  count = 0;
  /** Those of them that are lower bounds. */
  bounds = 0;
  readonly sum = new LimbSum();
  readonly boundSum = new LimbSum();
  smallest = Infinity;
  /** Of values and of bounds apart. */
  largest = -Infinity;
  largestBound = -Infinity;
  readonly #borders: readonly Micros[];
  /** Known values below each border and not below the one before. */
  readonly #below: Float64Array;

  /** `borders` are the durations whose share below is kept, ascending. */
  constructor(borders: readonly Micros[]) {
    this.#borders = borders;
    this.#below = new Float64Array(borders.length + 1);
  }

  /** Returns the tally of which these are the columns, which it copies. */
  static of(columns: TallyColumns): Tally {
    const tally = new Tally(columns.borders);
    tally.count = columns.count;
    tally.bounds = columns.bounds;
    tally.#below.set(columns.below);
    tally.sum.copy(columns.sum);
    tally.boundSum.copy(columns.boundSum);
    tally.smallest = columns.smallest;
    tally.largest = columns.largest;
    tally.largestBound = columns.largestBound;
    return tally;
  }

  /** Returns the tally as plain data, a copy. */
  columns(): TallyColumns {
    return {
      borders: this.#borders,
      below: this.#below.slice(),
      sum: { hi: this.sum.hi, lo: this.sum.lo },
      boundSum: { hi: this.boundSum.hi, lo: this.boundSum.lo },
      smallest: this.smallest,
      largest: this.largest,
      largestBound: this.largestBound,
      count: this.count,
      bounds: this.bounds,
    };
  }

  /** Adds a value, or a lower bound where it is not `known`. */
  add(x: Micros, known: boolean): void {
    this.count++;
    this.sum.add(x);
    if (x < this.smallest) this.smallest = x;
    if (known) {
      const borders = this.#borders;
      let i = 0;
      while (i < borders.length && x >= borders[i]!) i++;
      this.#below[i] = this.#below[i]! + 1;
      if (x > this.largest) this.largest = x;
    } else {
      this.bounds++;
      this.boundSum.add(x);
      if (x > this.largestBound) this.largestBound = x;
    }
  }

  /** Adds the values that stand in a list at `first` and every `step` after it, before `end`. */
  addEvery(step: number, list: Float64Array, first: number, end: number): void {
    for (let i = first; i < end; i += step) this.add(list[i]!, true);
  }

  /** Adds many in ascending order, as `add` does each. */
  addSorted(values: Float64Array, known: boolean): void {
    const { length } = values;
    if (length === 0) return;
    const sum = sumOf(values);
    this.sum.merge(sum);
    if (!known) this.boundSum.merge(sum);
    this.count += length;
    this.smallest = Math.min(this.smallest, values[0]!);
    const largest = values[length - 1]!;
    if (known) {
      this.largest = Math.max(this.largest, largest);
      this.#addBelow(values);
    } else {
      this.bounds += length;
      this.largestBound = Math.max(this.largestBound, largest);
    }
  }

  /** Adds another with the same borders. */
  merge(other: Tally): void {
    this.count += other.count;
    this.bounds += other.bounds;
    this.sum.merge(other.sum);
    this.boundSum.merge(other.boundSum);
    for (let i = 0; i < this.#below.length; i++) this.#below[i] = this.#below[i]! + other.#below[i]!;
    this.smallest = Math.min(this.smallest, other.smallest);
    this.largest = Math.max(this.largest, other.largest);
    this.largestBound = Math.max(this.largestBound, other.largestBound);
  }

  /** How many values are below a border; undefined where it is none that was asked for. */
  countBelow(border: Micros): number | undefined {
    const index = this.#borders.indexOf(border);
    if (index < 0) return undefined;
    let sum = 0;
    for (let i = 0; i <= index; i++) sum += this.#below[i]!;
    return sum;
  }

  #addBelow(sorted: Float64Array): void {
    const below = this.#below;
    let before = 0;
    for (let i = 0; i < below.length; i++) {
      const count = i < this.#borders.length ? countBelow(sorted, this.#borders[i]!) : sorted.length;
      below[i] = below[i]! + count - before;
      before = count;
    }
  }
}

/** Returns the sum of the values. */
function sumOf(values: Float64Array): LimbSum {
  const total = new LimbSum();
  for (let from = 0; from < values.length; from += CHUNK) addTo(total, values, from, Math.min(values.length, from + CHUNK));
  return total;
}

/**
 * Adds the values from `from` to before `to`. A function of its own, and called for some at a time: V8 then compiles it as a whole. A loop that it optimises while it
 * runs falls back where it ends, if what follows was never run before (within `addSorted` 52 times in the first replication of gitlab-com-2018, each with another
 * compilation), and boxes its sum anew for each value.
 */
function addTo(total: LimbSum, values: Float64Array, from: number, to: number): void {
  let sum = 0;
  for (let i = from; i < to; i++) {
    const x = values[i]!;
    if (x < LIMB && sum < LIMB) sum += x;
    else {
      total.add(sum);
      sum = x;
    }
  }
  total.add(sum);
}

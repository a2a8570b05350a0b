/** A log-linear histogram of non-negative integers: constant relative resolution, no loss when two are merged. */
import { INVERSE_POWERS, POWERS } from './powers.js';
import { countBelow } from './quantiles.js';

/** Cells per doubling: 7 bits of mantissa. */
const PER_DOUBLING = 128;
/** Below this every integer has a cell of its own. */
const EXACT_BELOW = 2 * PER_DOUBLING;
const TWO_32 = 4_294_967_296;

/** Largest relative error of a value read back from a histogram: half the width of a cell over its lower border, 1/256. */
export const HISTOGRAM_ERROR = 1 / 256;

function exponentOf(x: number): number {
  return x < TWO_32 ? 31 - Math.clz32(x) : 63 - Math.clz32(Math.floor(x / TWO_32));
}

/** Returns the number of the cell that holds the integer `x` (0 <= x < 2^53). */
export function cellOf(x: number): number {
  if (x < EXACT_BELOW) return x;
  const shift = exponentOf(x) - 7;
  return EXACT_BELOW + (shift - 1) * PER_DOUBLING + Math.floor(x * INVERSE_POWERS[shift]!) - PER_DOUBLING;
}

/** Returns the lowest integer of a cell. */
export function cellFloor(cell: number): number {
  if (cell < EXACT_BELOW) return cell;
  const over = cell - EXACT_BELOW;
  const shift = Math.floor(over / PER_DOUBLING) + 1;
  return ((over % PER_DOUBLING) + PER_DOUBLING) * POWERS[shift]!;
}

/** Returns the value that stands for a cell: its middle, so that no member is off by more than `HISTOGRAM_ERROR`. */
export function cellValue(cell: number): number {
  const floor = cellFloor(cell);
  return cell < EXACT_BELOW ? floor : Math.floor((floor + cellFloor(cell + 1) - 1) / 2);
}

/** One filled cell: the cell's number and how many values it holds. */
export type FilledCell = readonly [cell: number, count: number];

/** Counts of values by cell. Two histograms merge by adding their counts, in any order to the same result. */
export class Histogram {
  /** Values added so far. */
  count = 0;
  #cells = new Float64Array(256);

  /** Adds a value `times` times. */
  add(x: number, times = 1): void {
    this.#fill(cellOf(x), times);
  }

  /** Adds the values that stand in a list at `first` and every `step` after it, before `end`. */
  addEvery(step: number, list: Float64Array, first: number, end: number): void {
    for (let i = first; i < end; i += step) this.#fill(cellOf(list[i]!), 1);
  }

  /** Adds values in ascending order. */
  addSorted(values: Float64Array): void {
    for (let at = 0; at < values.length;) {
      const cell = cellOf(values[at]!);
      const end = countBelow(values, cellFloor(cell + 1));
      this.#fill(cell, end - at);
      at = end;
    }
  }

  /** Adds every count of another histogram. */
  merge(other: Histogram): void {
    for (const [cell, count] of other.filled()) this.#fill(cell, count);
  }

  /** Values in one cell. */
  countIn(cell: number): number {
    return this.#cells[cell] ?? 0;
  }

  /** One past the highest cell that could hold a value. */
  get cellEnd(): number {
    return this.#cells.length;
  }

  /** The filled cells in ascending order; `Histogram.of` makes the same histogram of them. */
  filled(): FilledCell[] {
    const out: FilledCell[] = [];
    for (let cell = 0; cell < this.#cells.length; cell++) {
      const count = this.#cells[cell]!;
      if (count > 0) out.push([cell, count]);
    }
    return out;
  }

  /** The value of rank `rank` (1 = the smallest), within `HISTOGRAM_ERROR` of the true one; Infinity where there are fewer values. */
  valueAt(rank: number): number {
    let below = 0;
    for (let cell = 0; cell < this.#cells.length; cell++) {
      below += this.#cells[cell]!;
      if (below >= rank) return cellValue(cell);
    }
    return Infinity;
  }

  /** Returns a histogram with these cells filled. */
  static of(filled: readonly FilledCell[]): Histogram {
    const histogram = new Histogram();
    for (const [cell, count] of filled) histogram.#fill(cell, count);
    return histogram;
  }

  #fill(cell: number, times: number): void {
    if (cell >= this.#cells.length) {
      const grown = new Float64Array(Math.max(cell + 1, this.#cells.length * 2));
      grown.set(this.#cells);
      this.#cells = grown;
    }
    this.#cells[cell] = this.#cells[cell]! + times;
    this.count += times;
  }
}

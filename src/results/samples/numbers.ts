/** A growing list of numbers. */
import { sortIntegers } from '../../stats/sort.js';

/** Shared by all that are empty: most lists of a large fleet stay so, and a typed array costs more than all else that a sample is made of. */
const NONE = new Float64Array(0);
/** As many as V8 keeps within its heap; what is larger has a place outside of it, which takes longer to get. */
const FIRST = 8;

export class Numbers {
  length: number;
  #items: Float64Array;

  /** Begins with these numbers, which it takes over. */
  constructor(items: Float64Array = NONE) {
    this.#items = items;
    this.length = items.length;
  }

  push(x: number): void {
    if (this.length === this.#items.length) this.#grow(this.length + 1);
    this.#items[this.length++] = x;
  }

  /** Appends the numbers that stand in a list at `first` and every `step` after it, before `end`. */
  appendEvery(step: number, list: Float64Array, first: number, end: number): void {
    let { length } = this;
    const least = length + Math.ceil((end - first) / step);
    if (least > this.#items.length) this.#grow(least);
    const items = this.#items;
    for (let i = first; i < end; i += step) items[length++] = list[i]!;
    this.length = length;
  }

  /** Appends all of another list, in its order. */
  append(other: Numbers): void {
    const { length } = other;
    if (length === 0) return;
    if (this.length + length > this.#items.length) this.#grow(this.length + length);
    // Number by number where they are few: `set` takes longer.
    if (length <= FIRST) for (let i = 0; i < length; i++) this.#items[this.length + i] = other.#items[i]!;
    else this.#items.set(other.view(), this.length);
    this.length += length;
  }

  /** Returns the numbers as they stand; good until the list grows. */
  view(): Float64Array {
    return this.#items.subarray(0, this.length);
  }

  /** Sorts whole numbers of at least 0, ascending. */
  sort(): void {
    if (this.length > 1) sortIntegers(this.view());
  }

  #grow(least: number): void {
    const grown = new Float64Array(Math.max(FIRST, this.#items.length * 2, least));
    grown.set(this.#items);
    this.#items = grown;
  }
}

/** What a time is made of: exact sums of its parts, over all jobs and by coarse logarithmic buckets of the whole, so that a quantile can be taken apart. */
import { LimbSum, type Limbs } from '../../sim/limbs.js';
import { INVERSE_POWERS } from '../../stats/powers.js';
import type { Micros } from '../../units/time.js';

/** Buckets a doubling: 3 bits of mantissa. Each is a whole number of the cells that quantiles are read from, so a quantile's bucket is never empty. */
const PER_DOUBLING = 8;
const EXACT_BELOW = 2 * PER_DOUBLING;
const TWO_32 = 4_294_967_296;
const CARRY = 4_503_599_627_370_496;

/** Returns the number of the bucket that holds the integer `x` (0 <= x < 2^53). */
export function bucketOf(x: Micros): number {
  if (x < EXACT_BELOW) return x;
  const exponent = x < TWO_32 ? 31 - Math.clz32(x) : 63 - Math.clz32(Math.floor(x / TWO_32));
  const shift = exponent - 3;
  return EXACT_BELOW + (shift - 1) * PER_DOUBLING + Math.floor(x * INVERSE_POWERS[shift]!) - PER_DOUBLING;
}

/** Buckets there is room for at first. */
const FIRST = 8;

/** A make-up as plain data, to be kept or sent: `MakeUp.of` makes the same one of it. */
export interface MakeUpColumns {
  readonly count: number;
  /** The buckets that hold a job, as they were first met. */
  readonly buckets: readonly number[];
  /** By place among these and part: low and high limb of the sum. */
  readonly limbs: Float64Array;
}

/**
 * The sums of one set of jobs. Two merge exactly, in any order to the same result; memory does not grow with the jobs. All buckets lie in one list: an array for each was
 * a tenth of the time that results take, most of it for the sums of scopes.
 */
export class MakeUp {
  count = 0;
  readonly #parts: number;
  readonly #buckets: number[] = [];
  /** By bucket: its place in `#buckets`; -1: none. */
  readonly #places: number[] = [];
  #limbs: Float64Array;

  /** `parts` is how many a time has. */
  constructor(parts: number, limbs: Float64Array = new Float64Array(FIRST * 2 * parts)) {
    this.#parts = parts;
    this.#limbs = limbs;
  }

  /** Returns the make-up, of times of so many parts, of which these are the columns; it takes the limbs over. */
  static of(parts: number, { count, buckets, limbs }: MakeUpColumns): MakeUp {
    const makeUp = new MakeUp(parts, limbs);
    makeUp.count = count;
    for (const bucket of buckets) makeUp.#addPlace(bucket);
    return makeUp;
  }

  /** Returns the make-up as plain data, a copy. */
  columns(): MakeUpColumns {
    return { count: this.count, buckets: [...this.#buckets], limbs: this.#limbs.slice(0, this.#buckets.length * 2 * this.#parts) };
  }

  /** Adds a time of `whole` micros and its parts, each below 2^52, which come to no more than it. The last, which most times are made of, are looked at first. */
  add(whole: Micros, parts: Readonly<Float64Array>): void {
    this.count++;
    const from = this.#limbsOf(bucketOf(whole));
    for (let part = this.#parts - 1, left = whole; part >= 0 && left !== 0; part--) {
      const micros = parts[part]!;
      if (micros === 0) continue;
      this.#addTo(from + 2 * part, micros);
      left -= micros;
    }
  }

  /** Adds a set disjoint from this one, with the same parts. */
  merge(other: MakeUp): void {
    this.count += other.count;
    let at = 0;
    for (const bucket of other.#buckets) {
      const from = this.#limbsOf(bucket);
      for (let limb = 0; limb < 2 * this.#parts; limb += 2, at += 2) {
        const [low, high] = [other.#limbs[at]!, other.#limbs[at + 1]!];
        if (low === 0 && high === 0) continue;
        this.#limbs[from + limb + 1]! += high;
        this.#addTo(from + limb, low);
      }
    }
  }

  /** Mean micros of each part; NaN where there is no job. */
  means(): number[] {
    return Array.from({ length: this.#parts }, (_, part) => {
      const sum = new LimbSum();
      for (let place = 0; place < this.#buckets.length; place++) sum.merge(this.#sumAt((place * this.#parts + part) * 2));
      return sum.toNumber() / this.count;
    });
  }

  /**
   * Returns `whole`, a quantile, by its parts: in the proportions of the jobs in its bucket, so that they sum to it. All are nought where those jobs
   * have no parts.
   */
  of(whole: number): number[] {
    const place = Number.isNaN(whole) ? -1 : (this.#places[bucketOf(Math.floor(whole))] ?? -1);
    const sums = Array.from({ length: this.#parts }, (_, part) => {
      if (place < 0) return 0;
      const { hi, lo } = this.#sumAt((place * this.#parts + part) * 2);
      return hi * CARRY + lo;
    });
    const total = sums.reduce((sum, micros) => sum + micros, 0);
    return total > 0 ? sums.map((micros) => (whole * micros) / total) : sums.map(() => 0);
  }

  #sumAt(limb: number): Limbs {
    return { lo: this.#limbs[limb]!, hi: this.#limbs[limb + 1]! };
  }

  /** Where the limbs of a bucket begin. */
  #limbsOf(bucket: number): number {
    const known = this.#places[bucket] ?? -1;
    return 2 * this.#parts * (known >= 0 ? known : this.#addPlace(bucket));
  }

  #addPlace(bucket: number): number {
    // A gap would make the list a slow one.
    while (this.#places.length <= bucket) this.#places.push(-1);
    const place = this.#buckets.push(bucket) - 1;
    this.#places[bucket] = place;
    const end = this.#buckets.length * 2 * this.#parts;
    if (end > this.#limbs.length) {
      const grown = new Float64Array(2 * end);
      grown.set(this.#limbs);
      this.#limbs = grown;
    }
    return place;
  }

  #addTo(limb: number, micros: number): void {
    const low = this.#limbs[limb]! + micros;
    if (low < CARRY) this.#limbs[limb] = low;
    else {
      this.#limbs[limb] = low - CARRY;
      this.#limbs[limb + 1]!++;
    }
  }
}

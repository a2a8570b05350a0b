/** What a time is made of: exact sums of its parts, over all jobs and by coarse logarithmic buckets of the whole, so that a quantile can be taken apart. */
import { LimbSum, type Limbs } from '../sim/limbs.js';
import { INVERSE_POWERS } from '../stats/powers.js';
import type { Micros } from '../units/time.js';

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

/** A make-up as plain data, to be kept or sent: `MakeUp.of` makes the same one of it. */
export interface MakeUpColumns {
  readonly count: number;
  readonly sums: readonly Limbs[];
  readonly buckets: readonly (Float64Array | undefined)[];
}

/** The sums of one set of jobs. Two merge exactly, in any order to the same result; memory does not grow with the jobs. */
export class MakeUp {
  count = 0;
  readonly #parts: number;
  readonly #sums: readonly LimbSum[];
  /** By bucket: low and high limb of the sum of each part. */
  readonly #buckets: (Float64Array | undefined)[] = [];

  /** `parts` is how many a time has. */
  constructor(parts: number) {
    this.#parts = parts;
    this.#sums = Array.from({ length: parts }, () => new LimbSum());
  }

  /** Returns the make-up of which these are the columns; it takes them over. */
  static of({ count, sums, buckets }: MakeUpColumns): MakeUp {
    const makeUp = new MakeUp(sums.length);
    makeUp.count = count;
    for (const [part, sum] of sums.entries()) makeUp.#sums[part]!.copy(sum);
    makeUp.#buckets.push(...buckets);
    return makeUp;
  }

  /** Returns the make-up as plain data, a copy. */
  columns(): MakeUpColumns {
    return {
      count: this.count,
      sums: this.#sums.map(({ hi, lo }) => ({ hi, lo })),
      buckets: this.#buckets.map((bucket) => bucket?.slice()),
    };
  }

  /** Adds a time of `whole` micros and its parts. */
  add(whole: Micros, parts: Readonly<Float64Array>): void {
    this.count++;
    const bucket = this.#bucket(bucketOf(whole));
    for (let part = 0; part < this.#parts; part++) {
      const micros = parts[part]!;
      if (micros === 0) continue;
      this.#sums[part]!.add(micros);
      addTo(bucket, part, micros);
    }
  }

  /** Adds a set disjoint from this one, with the same parts. */
  merge(other: MakeUp): void {
    this.count += other.count;
    for (let part = 0; part < this.#parts; part++) this.#sums[part]!.merge(other.#sums[part]!);
    for (const [index, own] of other.#buckets.entries()) {
      if (own === undefined) continue;
      const bucket = this.#bucket(index);
      for (let part = 0; part < this.#parts; part++) {
        bucket[2 * part + 1] = bucket[2 * part + 1]! + own[2 * part + 1]!;
        addTo(bucket, part, own[2 * part]!);
      }
    }
  }

  /** Mean micros of each part; NaN where there is no job. */
  means(): number[] {
    return this.#sums.map((sum) => sum.toNumber() / this.count);
  }

  /**
   * Returns `whole`, a quantile, by its parts: in the proportions of the jobs in its bucket, so that they sum to it. All are nought where those jobs
   * have no parts.
   */
  of(whole: number): number[] {
    const bucket = Number.isNaN(whole) ? undefined : this.#buckets[bucketOf(Math.floor(whole))];
    const sums = Array.from({ length: this.#parts }, (_, part) =>
      bucket === undefined ? 0 : bucket[2 * part + 1]! * CARRY + bucket[2 * part]!,
    );
    const total = sums.reduce((sum, micros) => sum + micros, 0);
    return total > 0 ? sums.map((micros) => (whole * micros) / total) : sums.map(() => 0);
  }

  #bucket(index: number): Float64Array {
    let bucket = this.#buckets[index];
    if (bucket === undefined) {
      // A gap would make the list a slow one.
      while (this.#buckets.length < index) this.#buckets.push(undefined);
      this.#buckets[index] = bucket = new Float64Array(2 * this.#parts);
    }
    return bucket;
  }
}

function addTo(bucket: Float64Array, part: number, micros: number): void {
  const low = bucket[2 * part]! + micros;
  if (low < CARRY) bucket[2 * part] = low;
  else {
    bucket[2 * part] = low - CARRY;
    bucket[2 * part + 1] = bucket[2 * part + 1]! + 1;
  }
}

/** Which of many tickers is the next: a tournament in which each plays with its time, then its rank, then its number. */
import { NEVER } from '../units/time.js';
import type { Micros } from '../units/time.js';

export class TickOrder {
  /** The ticker whose turn is next. Meaningless when there is none. */
  first = 0;
  /** When it is; NEVER: none has a turn. */
  at: Micros = NEVER;
  readonly #ranks: number[] = [];
  /** Leaves of the tournament: a power of two. */
  #width = 1;
  /** By ticker, up to the width. */
  #times = new Float64Array(1).fill(NEVER);
  /** By node, the root is 1, the children of n are 2n and 2n + 1, ticker t is leaf width + t: who of the tickers below is next. */
  #winners = new Int32Array(2);

  /** Returns the number of one more ticker, from 0. */
  add(rank: number): number {
    const ticker = this.#ranks.push(rank) - 1;
    if (ticker === this.#width) this.#widen();
    return ticker;
  }

  /** The next turn of a ticker is at `at`. */
  set(ticker: number, at: Micros): void {
    const winners = this.#winners;
    this.#times[ticker] = at;
    for (let node = (this.#width + ticker) >> 1; node >= 1; node >>= 1) {
      const left = winners[2 * node]!;
      const right = winners[2 * node + 1]!;
      winners[node] = this.#isBefore(right, left) ? right : left;
    }
    this.first = winners[1]!;
    this.at = this.#times[this.first]!;
  }

  /** Whether of equal times that of `one` comes before that of `other`. */
  precedes(one: number, other: number): boolean {
    const difference = this.#ranks[one]! - this.#ranks[other]!;
    return difference < 0 || (difference === 0 && one < other);
  }

  /** Of a ticker with a greater number. */
  #isBefore(later: number, earlier: number): boolean {
    const difference = this.#times[later]! - this.#times[earlier]!;
    return difference < 0 || (difference === 0 && this.#ranks[later]! < this.#ranks[earlier]!);
  }

  #widen(): void {
    const times = this.#times;
    this.#width *= 2;
    this.#times = new Float64Array(this.#width).fill(NEVER);
    this.#times.set(times);
    this.#winners = new Int32Array(2 * this.#width);
    for (let ticker = 0; ticker < this.#width; ticker++) this.#winners[this.#width + ticker] = ticker;
    for (let ticker = 0; ticker < this.#width; ticker++) this.set(ticker, this.#times[ticker]!);
  }
}

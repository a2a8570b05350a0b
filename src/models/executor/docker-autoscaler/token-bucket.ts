/** The throttle of creations: a bucket of tokens, one a creation, counted in exact millionths so that a whole one is there to the microsecond. */
import type { Micros } from '../../../units/time.js';

/** Millionths of a token: a rate of one token a second is one of them a microsecond. */
const TOKEN = 1_000_000;

export class TokenBucket {
  readonly #perMicro: number;
  readonly #full: number;
  #held: number;
  #since: Micros;

  /** Full at `now`. A burst of Infinity throttles nothing. */
  constructor(perSecond: number, burst: number, now: Micros) {
    this.#perMicro = perSecond;
    this.#full = burst * TOKEN;
    this.#held = this.#full;
    this.#since = now;
  }

  /** Whole tokens that are there at `now`, which never decreases between calls. */
  at(now: Micros): number {
    if (this.#held < this.#full) this.#held = Math.min(this.#full, this.#held + this.#perMicro * (now - this.#since));
    this.#since = now;
    return Math.floor(this.#held / TOKEN);
  }

  /** Takes so many of the tokens that were there at the latest look. */
  take(tokens: number): void {
    this.#held -= tokens * TOKEN;
  }
}

/** The exponential back-off of creations after ready commands that failed. A failure inside a running back-off counts no further: a bad batch is one. */
import { MINUTE, SECOND } from '../../../units/time.js';
import type { Micros } from '../../../units/time.js';

const FIRST = SECOND;
const LONGEST = 5 * MINUTE;

export class BackOff {
  /** Of the next failure that counts. */
  #pause: Micros = FIRST;
  /** Nothing is created before. */
  #gate: Micros = 0;

  isOver(now: Micros): boolean {
    return now >= this.#gate;
  }

  failed(now: Micros): void {
    if (!this.isOver(now)) return;
    this.#gate = now + this.#pause;
    this.#pause = Math.min(2 * this.#pause, LONGEST);
  }

  /** A ready command ended well. */
  forget(): void {
    this.#pause = FIRST;
    this.#gate = 0;
  }
}

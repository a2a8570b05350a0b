/** Numbers the job requests of a run, which their latencies are drawn by, and those that failed, which recordings give pauses by. */
import type { Draws } from '../draws.js';
import type { Micros } from '../../units/time.js';

export class RequestNumbers {
  readonly #draws: Pick<Draws, 'requestBackoff'>;
  #next = 0;
  #failed = 0;

  constructor(draws: Pick<Draws, 'requestBackoff'>) {
    this.#draws = draws;
  }

  /** So many requests begin: returns the number of the first, from 0. */
  take(count: number): number {
    const first = this.#next;
    this.#next += count;
    return first;
  }

  /** Pause inside a request that is the `nth` failed one of its token in a row. */
  backoff(nth: number): Micros {
    return this.#draws.requestBackoff(nth, ++this.#failed);
  }
}

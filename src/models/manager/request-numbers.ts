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

  /** Number of the next request, from 0. */
  get next(): number {
    return this.#next;
  }

  /** A request begins: returns its number. */
  take(): number {
    return this.#next++;
  }

  /** Pause inside a request that is the `nth` failed one of its token in a row. */
  backoff(nth: number): Micros {
    return this.#draws.requestBackoff(nth, ++this.#failed);
  }
}

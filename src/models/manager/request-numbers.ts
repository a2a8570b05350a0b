/** Numbers the job requests of a run, which their latencies are drawn by, and their pauses: those of a registration in a process, and those of the run, which recordings give. */
import type { Draws } from '../draws.js';
import type { ManagerIndex, RunnerIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';

export class RequestNumbers {
  readonly #draws: Pick<Draws, 'requestPause'>;
  #next = 0;
  #pauses = 0;
  /** By manager, then runner. */
  readonly #pausesOf: number[][] = [];

  constructor(draws: Pick<Draws, 'requestPause'>) {
    this.#draws = draws;
  }

  /** So many requests begin: returns the number of the first, from 0. */
  take(count: number): number {
    const first = this.#next;
    this.#next += count;
    return first;
  }

  /** Pause inside a request, after a failure and `failures` in a row before it. */
  pause(manager: ManagerIndex, runner: RunnerIndex, failures: number): Micros {
    const own = (this.#pausesOf[manager] ??= []);
    const ordinal = own[runner] ?? 0;
    own[runner] = ordinal + 1;
    return this.#draws.requestPause({ manager, runner, failures, ordinal, number: ++this.#pauses });
  }
}

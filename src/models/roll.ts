/**
 * Those of a kind who come and go in a run and have events (removals, the lock of a process), each under a number of its own. The kernel's
 * handlers of their events are registered once a run, whoever comes.
 */
import type { HandlerId, Simulation } from '../sim/simulation.js';

export class Roll<T> {
  readonly #sim: Simulation;
  readonly #present = new Map<number, T>();
  #last = 0;

  constructor(sim: Simulation) {
    this.#sim = sim;
  }

  /** Registers what happens at an event whose argument is a number of the roll. Whoever has left hears of none. To be called once a run. */
  handler(happen: (one: T) => void): HandlerId {
    return this.#sim.register((number) => {
      const one = this.#present.get(number);
      if (one !== undefined) happen(one);
    });
  }

  /** Returns the number of the newcomer, which nobody had before and nobody will have. */
  enter(one: T): number {
    this.#present.set(++this.#last, one);
    return this.#last;
  }

  leave(number: number): void {
    this.#present.delete(number);
  }
}

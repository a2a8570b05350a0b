/**
 * Those of a kind who come and go in a run and have events (removals, the lock of a process), each under a number of its own. The kernel's
 * handlers of their events are registered once a run, whoever comes.
 */
import type { HandlerId, Simulation } from '../sim/simulation.js';

/** A number is a place, and this many for each who had it before. */
const PLACES = 16_777_216;
const PLACE_BITS = PLACES - 1;
// No number is a small integer: a field that held first these and later others would be compiled twice.
const FIRST = 128 * PLACES;

export class Roll<T> {
  readonly #sim: Simulation;
  /** By place: who has it, and the number of who has it or will have it next. */
  readonly #present: (T | undefined)[] = [];
  readonly #numbers: number[] = [];
  readonly #free: number[] = [];

  constructor(sim: Simulation) {
    this.#sim = sim;
  }

  /** Registers what happens at an event whose argument is a number of the roll. Whoever has left hears of none. To be called once a run. */
  handler(happen: (one: T) => void): HandlerId {
    return this.#sim.register((number) => {
      const place = number & PLACE_BITS;
      const one = this.#present[place];
      if (one !== undefined && this.#numbers[place] === number) happen(one);
    });
  }

  /** Returns the number of the newcomer, above 0, which nobody had before and nobody will have. */
  enter(one: T): number {
    const place = this.#free.pop() ?? this.#numbers.push(FIRST + this.#numbers.length) - 1;
    this.#present[place] = one;
    return this.#numbers[place]!;
  }

  leave(number: number): void {
    const place = number & PLACE_BITS;
    if (this.#numbers[place] !== number) return;
    this.#present[place] = undefined;
    this.#numbers[place] = number + PLACES;
    this.#free.push(place);
  }
}

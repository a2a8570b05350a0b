/** Keeps things under numbers until the event that carries the number has come. */
import { invariant } from '../../sim/invariant.js';

export class Parcels<T> {
  readonly #things: (T | undefined)[] = [];
  readonly #free: number[] = [];

  /** Things kept. */
  get size(): number {
    return this.#things.length - this.#free.length;
  }

  /** Returns the number under which `take` gives the thing back, once. */
  put(thing: T): number {
    const number = this.#free.pop() ?? this.#things.length;
    this.#things[number] = thing;
    return number;
  }

  take(number: number): T {
    const thing = this.#things[number];
    invariant(thing !== undefined, 'what is kept under a number is taken once');
    this.#things[number] = undefined;
    this.#free.push(number);
    return thing;
  }
}

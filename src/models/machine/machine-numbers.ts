/** The numbers of machines, by which a run, a manager and a pool know them. */
import type { MachineNumber } from '../../units/indices.js';

/** Numbers of one machine: over the run, within its manager, within its pool. */
export interface MachineOrdinals {
  readonly number: MachineNumber;
  readonly nth: number;
  readonly birth: number;
}

/** Numbers the machines of a run. */
export class MachineNumbers {
  #last = 0;
  readonly #lastNth: number[];

  constructor(managers: number) {
    this.#lastNth = new Array<number>(managers).fill(0);
  }

  /** The next number over the whole run, from 1. */
  nextNumber(): number {
    return ++this.#last;
  }

  /** The next number within a manager, from 1. */
  nextNth(manager: number): number {
    return ++this.#lastNth[manager]!;
  }
}

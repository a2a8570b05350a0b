/** Numbers the machines of a run and counts those that stand in each zone. */
export class MachineNumbers {
  #last = 0;
  readonly #lastNth: number[];
  readonly #inZone: number[];

  constructor(managers: number, zones: number) {
    this.#lastNth = new Array<number>(managers).fill(0);
    this.#inZone = new Array<number>(zones).fill(0);
  }

  /** The next number over the whole run, from 1. */
  nextNumber(): number {
    return ++this.#last;
  }

  /** The next number within a manager, from 1. */
  nextNth(manager: number): number {
    return ++this.#lastNth[manager]!;
  }

  /** Machines that stand in a zone: created (or being created) and not gone. */
  inZone(zone: number): number {
    return this.#inZone[zone]!;
  }

  enterZone(zone: number, by: 1 | -1): void {
    this.#inZone[zone]! += by;
  }
}

/**
 * The processes at rest. Whoever changes what the feeds of a process could see says so before: they are then booked, and looked at again
 * (docs/design/0001-quiet-ticks-are-a-merged-source.md).
 */
import type { EntrySpec } from '../../../fleet/config.js';
import type { Registrations } from '../../gitlab/registrations.js';
import type { ManagerIndex, RunnerIndex } from '../../../units/indices.js';

/** The feeder of a process. */
export interface Resting {
  /** Ends the rest of the process, which then has been left. */
  settle(): void;
}

export class Rests {
  readonly #registrations: Pick<Registrations, 'isPaused'>;
  /** By manager. */
  readonly #feeders: Resting[] = [];
  readonly #isAtRest: Uint8Array;
  /** By registration: the managers whose processes are at rest and may be given a job of it. */
  readonly #managersOf: ManagerIndex[][];

  /** For so many managers and registrations. */
  constructor(registrations: Pick<Registrations, 'isPaused'>, managers: number, runners: number) {
    this.#registrations = registrations;
    this.#isAtRest = new Uint8Array(managers);
    this.#managersOf = Array.from({ length: runners }, () => []);
  }

  /** Who ends the rests of this manager's process. */
  enter(manager: ManagerIndex, feeder: Resting): void {
    this.#feeders[manager] = feeder;
  }

  /** Its process is at rest, with a round of these entries. A registration that is paused is given no job, and no rest lasts when that changes. */
  begun(manager: ManagerIndex, round: readonly EntrySpec[]): void {
    this.#isAtRest[manager] = 1;
    for (const { runner } of round) if (!this.#registrations.isPaused(runner)) this.#managersOf[runner]!.push(manager);
  }

  ended(manager: ManagerIndex, round: readonly EntrySpec[]): void {
    this.#isAtRest[manager] = 0;
    for (const { runner } of round) {
      const list = this.#managersOf[runner]!;
      const place = list.indexOf(manager);
      if (place < 0) continue;
      const last = list.pop()!;
      if (last !== manager) list[place] = last;
    }
  }

  /** Something changes now that the feeds of this manager could see, and has not yet. */
  touched(manager: ManagerIndex): void {
    if (this.#isAtRest[manager] !== 0) this.#feeders[manager]!.settle();
  }

  /** A job becomes pending now, which these registrations may take. */
  queueing(runners: readonly RunnerIndex[]): void {
    for (const runner of runners) {
      const list = this.#managersOf[runner]!;
      while (list.length > 0) this.touched(list[list.length - 1]!);
    }
  }
}

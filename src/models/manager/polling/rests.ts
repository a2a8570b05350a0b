/** The processes at rest, by registration: a job that becomes pending ends the rest of those that may be given it. */
import type { EntrySpec } from '../../../fleet/config.js';
import type { Registrations } from '../../gitlab/registrations.js';
import type { RunnerIndex } from '../../../units/indices.js';

/** The feeder of a process at rest. */
export interface Resting {
  /** Ends the rest, which then has been left. */
  settle(): void;
}

export class Rests {
  /** By registration. */
  readonly #resting: Resting[][];

  readonly #registrations: Pick<Registrations, 'isPaused'>;

  constructor(registrations: Pick<Registrations, 'isPaused'>, count: number) {
    this.#registrations = registrations;
    this.#resting = Array.from({ length: count }, () => []);
  }

  /** A process is at rest, with a round of these entries. A registration that is paused is given no job, and no rest lasts when that changes. */
  entered(feeder: Resting, round: readonly EntrySpec[]): void {
    for (const { runner } of round) if (!this.#registrations.isPaused(runner)) this.#resting[runner]!.push(feeder);
  }

  left(feeder: Resting, round: readonly EntrySpec[]): void {
    for (const { runner } of round) {
      const list = this.#resting[runner]!;
      const place = list.indexOf(feeder);
      if (place < 0) continue;
      const last = list.pop()!;
      if (last !== feeder) list[place] = last;
    }
  }

  /** A job becomes pending now, which these registrations may take. */
  queueing(runners: readonly RunnerIndex[]): void {
    for (const runner of runners) {
      const list = this.#resting[runner]!;
      while (list.length > 0) list[list.length - 1]!.settle();
    }
  }
}

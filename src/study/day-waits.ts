/** Keeps of one run how long jobs of drawn days waited: for who holds them against the waits of the history that they are drawn from. */
import type { FleetSpec } from '../fleet/fleet.js';
import type { JobRecord } from '../record/job.js';
import type { Recorder } from '../record/recorder.js';
import { bootOf } from './traced-jobs.js';

/** Which waits are kept. */
export interface DayWaitsAsked {
  /** Whether a wait ends when the machine is there; else when the job is handed out. */
  readonly hasBoots: boolean;
  /** Lines of rows whose own waits are not known, ascending: their jobs are left out. */
  readonly leftOut: readonly number[];
}

/** The recorder that keeps them. */
export class DayWaits implements Recorder {
  readonly #hasBoots: boolean;
  readonly #leftOut: ReadonlySet<number>;
  readonly #span: Pick<FleetSpec, 'warmup' | 'horizon'>;
  readonly #waits: number[] = [];

  constructor({ hasBoots, leftOut }: DayWaitsAsked, span: Pick<FleetSpec, 'warmup' | 'horizon'>) {
    this.#hasBoots = hasBoots;
    this.#leftOut = new Set(leftOut);
    this.#span = span;
  }

  job({ traceLine, attempt, queuedAt, startedAt, waits, preparation, takers }: Readonly<JobRecord>): void {
    const { warmup, horizon } = this.#span;
    if (queuedAt < warmup || queuedAt >= horizon) return;
    // A retry is no row of the history, and a job that nobody takes is compared with none.
    if (traceLine === 0 || attempt > 0 || takers.length === 0 || this.#leftOut.has(traceLine)) return;
    const waited = startedAt >= 0 ? startedAt - queuedAt : waits.reduce((total, own) => total + own, 0);
    this.#waits.push(this.#hasBoots ? waited + bootOf(preparation) : waited);
  }

  machine(): void {
    // Machines wait for nobody.
  }

  /** Returns the waits of jobs that came within the measurement period, micros; of one that was not handed out, as far as it got. */
  columns(): Float64Array {
    return Float64Array.from(this.#waits);
  }
}

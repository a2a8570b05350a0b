/** Keeps of one run how long the jobs waited that are held against a history: a forecast's, and those of a scenario that was fitted to it. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { JobRecord } from '../../record/job.js';
import type { Recorder } from '../../record/recorder.js';
import type { Micros } from '../../units/time.js';
import { bootOf } from './traced-jobs.js';

/** Which waits are kept. */
export interface ComparedWaitsAsked {
  /** Whether a wait ends when the machine is there; else when the job is handed out. */
  readonly hasBoots: boolean;
  /** Lines of rows of the history that are not compared, ascending: jobs that are drawn from them are left out. */
  readonly leftOut: readonly number[];
}

/** Waits of jobs that came within the measurement period, micros. */
export interface ComparedWaitsColumns {
  /** Of jobs that were handed out. */
  readonly whole: Float64Array;
  /** Of the others, as far as they got. */
  readonly atLeast: Float64Array;
}

/** The recorder that keeps them. */
export class ComparedWaits implements Recorder {
  readonly #hasBoots: boolean;
  readonly #leftOut: ReadonlySet<number>;
  readonly #span: Pick<FleetSpec, 'warmup' | 'horizon'>;
  readonly #whole: Micros[] = [];
  readonly #atLeast: Micros[] = [];

  constructor({ hasBoots, leftOut }: ComparedWaitsAsked, span: Pick<FleetSpec, 'warmup' | 'horizon'>) {
    this.#hasBoots = hasBoots;
    this.#leftOut = new Set(leftOut);
    this.#span = span;
  }

  job({ traceLine, attempt, queuedAt, startedAt, waits, preparation, takers }: Readonly<JobRecord>): void {
    const { warmup, horizon } = this.#span;
    if (queuedAt < warmup || queuedAt >= horizon) return;
    // A retry is no job of the history, and a job that nobody takes is compared with none.
    if (attempt > 0 || takers.length === 0 || this.#leftOut.has(traceLine)) return;
    if (startedAt < 0) this.#atLeast.push(waits.reduce((total, own) => total + own, 0));
    else this.#whole.push(startedAt - queuedAt + (this.#hasBoots ? bootOf(preparation) : 0));
  }

  machine(): void {
    // Machines wait for nobody.
  }

  columns(): ComparedWaitsColumns {
    return { whole: Float64Array.from(this.#whole), atLeast: Float64Array.from(this.#atLeast) };
  }
}

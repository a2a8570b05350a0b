/** Keeps of one run when each row of a replayed history was handed out, ready and done: for who joins them with what was observed. */
import type { JobRecord } from '../../record/job.js';
import { PREPARATION_PARTS, type PreparationPart } from '../../record/preparation.js';
import type { Recorder } from '../../record/recorder.js';
import type { RunnerIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';

/** What becomes of rows, as plain data. The n-th place is that of the row on line n + `firstLine`; NaN where the run had no such job. */
export interface TracedColumns {
  /** From queued to handed out; of a job that was not, until it was cancelled or the run ended. */
  readonly waited: Float64Array;
  /** From handed out until its machine was there. */
  readonly boot: Float64Array;
  /** Micros since the start of the run; NaN before. */
  readonly startedAt: Float64Array;
  readonly finishedAt: Float64Array;
  /** Index into `takers`. */
  readonly kind: Int32Array;
  /** Registrations that may take jobs of a kind. */
  readonly takers: readonly (readonly RunnerIndex[])[];
}

/** Which rows are kept. */
export interface TracedAsked {
  readonly firstLine: number;
  readonly rows: number;
}

/** Parts of the preparation that end with a machine. */
const BOOT: readonly PreparationPart[] = ['check', 'growth_slot', 'boot', 'failed_tries'];
const BOOT_PLACES = BOOT.map((part) => PREPARATION_PARTS.indexOf(part));

/** Returns the part of a preparation (by PREPARATION_PARTS) that ends when the job has its machine, micros. */
export function bootOf(preparation: Float64Array): Micros {
  return BOOT_PLACES.reduce((total, place) => total + preparation[place]!, 0);
}

/** The recorder that keeps them. */
export class TracedJobs implements Recorder {
  readonly #firstLine: number;
  readonly #columns: Omit<TracedColumns, 'takers'>;
  readonly #kinds = new Map<readonly RunnerIndex[], number>();

  constructor({ firstLine, rows }: TracedAsked) {
    const column = (): Float64Array => new Float64Array(rows).fill(NaN);
    this.#firstLine = firstLine;
    this.#columns = {
      waited: column(),
      boot: column(),
      startedAt: column(),
      finishedAt: column(),
      kind: new Int32Array(rows).fill(-1),
    };
  }

  job({ traceLine, attempt, queuedAt, startedAt, finishedAt, waits, preparation, takers }: Readonly<JobRecord>): void {
    const row = traceLine - this.#firstLine;
    const { waited, boot, kind } = this.#columns;
    // A retry is no row of the history.
    if (row < 0 || row >= waited.length || attempt > 0) return;
    waited[row] = startedAt >= 0 ? startedAt - queuedAt : sum(waits);
    boot[row] = bootOf(preparation);
    if (startedAt >= 0) this.#columns.startedAt[row] = startedAt;
    if (finishedAt >= 0) this.#columns.finishedAt[row] = finishedAt;
    let found = this.#kinds.get(takers);
    if (found === undefined) this.#kinds.set(takers, (found = this.#kinds.size));
    kind[row] = found;
  }

  machine(): void {
    // Machines are of no row.
  }

  columns(): TracedColumns {
    return { ...this.#columns, takers: [...this.#kinds.keys()] };
  }
}

function sum(waits: Float64Array): Micros {
  return waits.reduce((total, own) => total + own, 0);
}

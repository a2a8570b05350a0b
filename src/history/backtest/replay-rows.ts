/** A history as it is replayed: one row a job, in a text that a scenario's `trace` reads, with what was observed of each beside it. */
import type { Micros } from '../../units/time.js';
import { HistoryJobs, type History, type HistoryJob } from '../describe/history-jobs.js';
import { endedJobs, openRun } from '../ended-jobs.js';
import type { KeptJob } from '../judge.js';
import { HEADER, traceRow } from '../trace-rows.js';
import { waitsKnown, type WaitKnown } from '../wait-known.js';

/** A job of the history. */
export interface ReplayJob extends HistoryJob {
  readonly waitKnown: WaitKnown;
  /** It was running when the history ends. */
  readonly isCut: boolean;
  /** How long it runs when it is replayed. */
  readonly lasts: Micros;
}

/** A history that can be replayed. */
export interface ReplayHistory extends Omit<History, 'jobs'> {
  /** By when they were queued; the row of the n-th (from 0) begins on line n + 2 of the text. */
  readonly jobs: readonly ReplayJob[];
  readonly text: string;
  /** The rows of the text, each with its line break. */
  readonly rows: readonly string[];
}

/** Line of the first job: the header is before it. */
export const FIRST_LINE = 2;

/** Gathers the jobs of an import for a replay. Memory: some kilobytes a job. */
export class ReplayRows {
  readonly #jobs = new HistoryJobs();
  readonly #kept = new Map<HistoryJob, KeptJob>();

  add(kept: KeptJob): void {
    this.#kept.set(this.#jobs.add(kept), kept);
  }

  /** The history as `describe` has it. */
  history(): History {
    return this.#jobs.history();
  }

  /** Returns the history to be replayed. A job that waits or runs when the history ends runs as long as `EndedJobs` says of it, as in a scenario's `trace`. */
  replay(): ReplayHistory {
    const history = this.history();
    const ended = endedJobs(history);
    const knownOf = waitsKnown(history.jobs);
    const jobs = history.jobs.map((job): ReplayJob => {
      const waitKnown = knownOf(job);
      const isCut = waitKnown === 'whole' && job.ran === undefined;
      const lasts = waitKnown === 'cancelled' ? 0 : (job.ran ?? openRun(ended, job, history.to));
      return { ...job, waitKnown, isCut, lasts };
    });
    const rows = jobs.map((job, index) => traceRow(this.#rowOf(history.jobs[index]!, job)));
    return { ...history, jobs, rows, text: historyText(rows) };
  }

  #rowOf(from: HistoryJob, { lasts }: ReplayJob): KeptJob {
    const kept = this.#kept.get(from)!;
    if (kept.waitedOnly) return kept;
    // A status such as pending would have the row left out.
    const told = kept.finished === undefined ? { ...kept.told, status: 'success' } : kept.told;
    return { ...kept, told, duration: lasts };
  }
}

/** Returns the text of some rows. */
export function historyText(rows: readonly string[]): string {
  return `${HEADER}\n${rows.join('')}`;
}

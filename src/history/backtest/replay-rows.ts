/** A history as it is replayed: one row a job, in a text that a scenario's `trace` reads, with what was observed of each beside it. */
import { sortedQuantile } from '../../stats/quantiles.js';
import type { Micros } from '../../units/time.js';
import { HistoryJobs, type History, type HistoryJob } from '../describe/history-jobs.js';
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

  /**
   * Returns the history to be replayed. A job that runs when the history ends is replayed until then, unless it would be longer than any with its tags that has an end:
   * nobody wrote that of this one down. It runs, as one that waits at the end, as long as the median of the jobs with its tags (of all, where none of those has an end).
   */
  replay(): ReplayHistory {
    const history = this.history();
    const usual = usualRuns(history);
    const knownOf = waitsKnown(history.jobs);
    const jobs = history.jobs.map((job): ReplayJob => {
      const { started, ran } = job;
      const waitKnown = knownOf(job);
      const isCut = waitKnown === 'whole' && ran === undefined;
      const untilEnd = started === undefined ? Infinity : history.to - started;
      const { middle, longest } = usual(job.tags);
      const lasts = waitKnown === 'cancelled' ? 0 : (ran ?? (untilEnd <= longest ? untilEnd : middle));
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

/** How long jobs of a kind run. */
interface UsualRuns {
  readonly middle: Micros;
  readonly longest: Micros;
}

/** Returns how long jobs of given tags run that have an end; 0 where no job of the history has. */
function usualRuns({ jobs }: History): (tags: string) => UsualRuns {
  const byTags = new Map<string, Micros[]>();
  for (const { tags, ran } of jobs) {
    if (ran === undefined) continue;
    const own = byTags.get(tags);
    if (own === undefined) byTags.set(tags, [ran]);
    else own.push(ran);
  }
  const known = new Map<string, UsualRuns>();
  return (tags) => {
    const found = known.get(tags) ?? runsOf(byTags.get(tags) ?? [...byTags.values()].flat());
    known.set(tags, found);
    return found;
  };
}

function runsOf(lengths: readonly Micros[]): UsualRuns {
  const sorted = Float64Array.from(lengths).sort();
  return sorted.length === 0 ? { middle: 0, longest: 0 } : { middle: sortedQuantile(sorted, 0.5), longest: sorted.at(-1)! };
}

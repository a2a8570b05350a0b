/** The jobs of a history as they are described: when each came, who ran it and until when. Memory: some 200 bytes a job. */
import type { Micros } from '../../units/time.js';
import { statusWord, type KeptJob } from '../judge.js';

/** One job. */
export interface HistoryJob {
  readonly queued: Micros;
  /** Undefined: no runner had it. */
  readonly started: Micros | undefined;
  /** Undefined: it was waiting or running when the history ends, or its start is not told. */
  readonly finished: Micros | undefined;
  /** Time it ran, also of one whose start is not told; undefined: it has not ended, or never ran. */
  readonly ran: Micros | undefined;
  /** In GitLab's words. */
  readonly status: string;
  /** Empty: not told, as the others. */
  readonly project: string;
  /** Project and pipeline. */
  readonly pipeline: string;
  readonly name: string;
  /** Sorted, between blanks. */
  readonly tags: string;
  readonly runner: string;
}

/** A history. */
export interface History {
  /** By when they were queued. */
  readonly jobs: readonly HistoryJob[];
  /** True where times are instants (micros since 1970), false where they are those of an unknown clock. */
  readonly isClock: boolean;
  /** The first job came. */
  readonly from: Micros;
  /** The last thing that is told happened. */
  readonly to: Micros;
}

/** Gathers the jobs of an import. */
export class HistoryJobs {
  readonly #jobs: HistoryJob[] = [];
  /** Texts that come again and again are kept once. */
  readonly #texts = new Map<string, string>();
  #isClock = true;

  /** Takes a job and returns it as the history will have it. */
  add(kept: KeptJob): HistoryJob {
    const { told, queued, started, finished, duration, isClock } = kept;
    this.#isClock = isClock;
    const end = finished ?? (started === undefined || duration === undefined ? undefined : started + duration);
    const ran = started === undefined ? (kept.waitedOnly ? undefined : duration) : end === undefined ? undefined : end - started;
    const job: HistoryJob = {
      queued,
      started,
      finished: end,
      ran,
      status: this.#text(statusWord(told.status)),
      project: this.#text(told.project),
      pipeline: told.pipeline === '' ? '' : this.#text(`${told.project}\u0000${told.pipeline}`),
      name: this.#text(told.name),
      tags: this.#text([...told.tags].sort().join(' ')),
      runner: this.#text(told.runner),
    };
    this.#jobs.push(job);
    return job;
  }

  /** Returns the history; there is a job at least. The order of the rows does not matter. */
  history(): History {
    const jobs = this.#jobs.sort(
      (a, b) =>
        a.queued - b.queued ||
        order(a.started, b.started) ||
        compare(a.runner, b.runner) ||
        compare(a.name, b.name) ||
        order(a.finished, b.finished) ||
        order(a.ran, b.ran) ||
        compare(a.tags, b.tags) ||
        compare(a.pipeline, b.pipeline),
    );
    const to = jobs.reduce((last, { queued, started, finished }) => Math.max(last, queued, started ?? 0, finished ?? 0), 0);
    return { jobs, isClock: this.#isClock, from: jobs[0]!.queued, to };
  }

  #text(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }
}

/** Returns the time over which jobs came, from the first to the last: one that still ran afterwards does not say that none came. */
export function arrivalSpan({ jobs }: Pick<History, 'jobs'>): Pick<History, 'from' | 'to'> {
  return { from: jobs[0]!.queued, to: jobs.at(-1)!.queued };
}

/** Returns until when a job is known to have waited: until a runner had it or it was cancelled, else until the history ends; of one that ran, nobody says when, its begin. */
export function waitedUntil({ queued, started, finished, ran }: HistoryJob, to: Micros): Micros {
  if (started === undefined && ran !== undefined) return queued;
  return started ?? finished ?? to;
}

/** What has not come is last; two that have not are alike. */
function order(a: Micros | undefined, b: Micros | undefined): number {
  return a === b ? 0 : (a ?? Infinity) - (b ?? Infinity);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Counts what an outage does to jobs: late, held in preparation, lost, minutes missed and the backlog. Stories, pairs of runs and studies of outages all count here. */
import type { JobRecord } from '../../record/job.js';
import { NOT_YET } from '../../record/not-yet.js';
import { HOUR, MINUTE, SECOND, type Micros, type Seconds } from '../../units/time.js';

/** What jobs are held against: `share` of those of a minute are to be handed out in less than `below`. */
export interface HarmLine {
  readonly below: Micros;
  readonly share: number;
}

/** The jobs queued in a period, as they stood at an instant. Whole numbers, so that the order of records changes nothing. */
export interface HarmCounts {
  readonly jobs: number;
  /** Jobs that have waited as long as the line or longer. */
  readonly late: number;
  /** Jobs that were not late, and whose script had not begun when they had waited and been prepared as long as the line. */
  readonly held: number;
  /** Whole seconds of all waits, and the micros beyond. */
  readonly waitSeconds: Seconds;
  readonly waitMicros: number;
}

/** Which jobs are counted: those queued in [from, until), as they stood at `at`, which is when the run ended or was cut. */
export interface HarmPeriod {
  readonly from: Micros;
  readonly until: Micros;
  readonly at: Micros;
  /** Only the jobs that the line is about. Default: all. */
  readonly ofLine?: boolean;
}

/** A stretch of time, [from, until). */
export interface Span {
  readonly from: Micros;
  readonly until: Micros;
}

/** A job that the runner system, or GitLab's sweep, ended, whatever the reason: what every figure named lost counts. */
export function isLost({ status, finishedAt }: Pick<JobRecord, 'status' | 'finishedAt'>): boolean {
  return status === 'runner_system_failure' && finishedAt !== NOT_YET;
}

const OF_LINE = 1;
const LOST = 2;
const FIRST_SIZE = 1024;

/** A book of jobs as plain data, to be kept or sent: `JobBook.of` makes the same book of it. A row a job; times in micros. */
export interface JobColumns {
  readonly line: HarmLine;
  readonly queuedAt: Float64Array;
  readonly leftAt: Float64Array;
  readonly preparedAt: Float64Array;
  readonly endedAt: Float64Array;
  readonly flags: Uint8Array;
}

/** Keeps five numbers a job. Memory grows with the jobs of a run; it is kept only where there are outages. */
export class JobBook {
  readonly line: HarmLine;
  #length = 0;
  #queuedAt: Float64Array = new Float64Array(FIRST_SIZE);
  /** It was handed out, or ended while it was pending. Infinity: neither. */
  #leftAt: Float64Array = new Float64Array(FIRST_SIZE);
  /** Its script began, or it ended before. Infinity: neither. */
  #preparedAt: Float64Array = new Float64Array(FIRST_SIZE);
  #endedAt: Float64Array = new Float64Array(FIRST_SIZE);
  #flags: Uint8Array = new Uint8Array(FIRST_SIZE);
  #arrivals: Float64Array | undefined;
  #departures: Float64Array | undefined;

  constructor(line: HarmLine) {
    this.line = line;
  }

  /** Returns the book of which these are the columns; it takes them over. */
  static of({ line, queuedAt, leftAt, preparedAt, endedAt, flags }: JobColumns): JobBook {
    const book = new JobBook(line);
    book.#length = flags.length;
    book.#queuedAt = queuedAt;
    book.#leftAt = leftAt;
    book.#preparedAt = preparedAt;
    book.#endedAt = endedAt;
    book.#flags = flags;
    return book;
  }

  /** Returns the book as plain data, a copy. */
  columns(): JobColumns {
    const own = (column: Float64Array): Float64Array => column.slice(0, this.#length);
    return {
      line: this.line,
      queuedAt: own(this.#queuedAt),
      leftAt: own(this.#leftAt),
      preparedAt: own(this.#preparedAt),
      endedAt: own(this.#endedAt),
      flags: this.#flags.slice(0, this.#length),
    };
  }

  add(record: Readonly<JobRecord>, isOfLine = true): void {
    if (this.#length === this.#queuedAt.length) this.#grow();
    const { queuedAt, startedAt, scriptAt, finishedAt } = record;
    const i = this.#length++;
    const endedAt = finishedAt === NOT_YET ? Infinity : finishedAt;
    this.#queuedAt[i] = queuedAt;
    // Who is cancelled or dropped while pending leaves the queue too.
    this.#leftAt[i] = startedAt === NOT_YET ? endedAt : startedAt;
    this.#preparedAt[i] = scriptAt === NOT_YET ? endedAt : scriptAt;
    this.#endedAt[i] = endedAt;
    this.#flags[i] = (isOfLine ? OF_LINE : 0) | (isLost(record) ? LOST : 0);
    this.#arrivals = this.#departures = undefined;
  }

  /** Returns the sums over the jobs of a period: a wait that goes on counts so far. */
  counts({ from, until, at, ofLine = false }: HarmPeriod): HarmCounts {
    const bound = this.line.below;
    let [jobs, late, held, waitSeconds, waitMicros] = [0, 0, 0, 0, 0];
    for (let i = 0; i < this.#length; i++) {
      const queuedAt = this.#queuedAt[i]!;
      if (queuedAt < from || queuedAt >= until || (ofLine && (this.#flags[i]! & OF_LINE) === 0)) continue;
      const wait = Math.min(this.#leftAt[i]!, at) - queuedAt;
      jobs++;
      if (wait >= bound) late++;
      else if (Math.min(this.#preparedAt[i]!, at) - queuedAt >= bound) held++;
      const seconds = Math.floor(wait / SECOND);
      waitSeconds += seconds;
      waitMicros += wait - seconds * SECOND;
    }
    return { jobs, late, held, waitSeconds, waitMicros };
  }

  /**
   * Returns how many of the jobs that were in the system at some time of these spans, pending or running, had been lost before `at`, for whatever reason;
   * each counts once. Lost because of an outage are those of the run with it less those of the run without, over the same spans.
   */
  lost(spans: readonly Span[], at: Micros): number {
    let lost = 0;
    for (let i = 0; i < this.#length; i++) {
      if ((this.#flags[i]! & LOST) === 0 || this.#endedAt[i]! >= at) continue;
      const [queuedAt, endedAt] = [this.#queuedAt[i]!, this.#endedAt[i]!];
      if (spans.some(({ from, until }) => queuedAt < until && endedAt >= from)) lost++;
    }
    return lost;
  }

  /** Returns the minutes (of the run's clock) within [from, until) in which less than the share of the jobs then queued was in time. */
  missedMinutes({ from, until, at, ofLine = false }: HarmPeriod): number {
    const { below, share } = this.line;
    const first = Math.floor(from / MINUTE);
    const jobs = new Uint32Array(Math.max(0, Math.ceil(until / MINUTE) - first));
    const late = new Uint32Array(jobs.length);
    for (let i = 0; i < this.#length; i++) {
      const queuedAt = this.#queuedAt[i]!;
      if (queuedAt < from || queuedAt >= until || (ofLine && (this.#flags[i]! & OF_LINE) === 0)) continue;
      const minute = Math.floor(queuedAt / MINUTE) - first;
      jobs[minute] = jobs[minute]! + 1;
      if (Math.min(this.#leftAt[i]!, at) - queuedAt >= below) late[minute] = late[minute]! + 1;
    }
    // The comparison allows for the last bits of the share.
    return jobs.reduce((sum, count, minute) => sum + (count - late[minute]! < share * count - 1e-9 ? 1 : 0), 0);
  }

  /** Returns how many jobs were queued in [from, to). */
  queued(from: Micros, to: Micros): number {
    return countBelow(this.#queued, to) - countBelow(this.#queued, from);
  }

  /** Returns the time average of the jobs pending over [from, to); 0 where that is no time. */
  meanBacklog(from: Micros, to: Micros): number {
    if (to <= from) return 0;
    const [arrivals, departures] = [this.#queued, this.#left];
    let first = countBelow(arrivals, from);
    let left = countBelow(departures, from);
    let area = (first - left) * (to - from);
    for (; first < arrivals.length && arrivals[first]! < to; first++) area += to - arrivals[first]!;
    for (; left < departures.length && departures[left]! < to; left++) area -= to - departures[left]!;
    return area / (to - from);
  }

  /** Returns the time average of the jobs pending over the hour before an instant, or as much of it as there is. */
  usualBacklog(at: Micros): number {
    return this.meanBacklog(Math.max(0, at - HOUR), at);
  }

  /** Returns the most jobs that were pending at once in [from, to], and the first instant at which they were. */
  peak(from: Micros, to: Micros): { readonly jobs: number; readonly at: Micros } {
    const [arrivals, departures] = [this.#queued, this.#left];
    let left = countBelow(departures, from + 1);
    let next = countBelow(arrivals, from + 1);
    let peak = { jobs: next - left, at: from };
    while (next < arrivals.length && arrivals[next]! <= to) {
      const at = arrivals[next]!;
      while (next < arrivals.length && arrivals[next] === at) next++;
      // What is handed out at the instant at which it comes has not waited.
      while (left < departures.length && departures[left]! <= at) left++;
      if (next - left > peak.jobs) peak = { jobs: next - left, at };
    }
    return peak;
  }

  /** Instants at which jobs were queued, ascending. */
  get #queued(): Float64Array {
    return (this.#arrivals ??= this.#queuedAt.slice(0, this.#length).sort());
  }

  /** Instants at which jobs left the queue, ascending; Infinity for those that never did. */
  get #left(): Float64Array {
    return (this.#departures ??= this.#leftAt.slice(0, this.#length).sort());
  }

  #grow(): void {
    const grown = (column: Float64Array): Float64Array => {
      const larger = new Float64Array(Math.max(FIRST_SIZE, column.length * 2));
      larger.set(column);
      return larger;
    };
    this.#queuedAt = grown(this.#queuedAt);
    this.#leftAt = grown(this.#leftAt);
    this.#preparedAt = grown(this.#preparedAt);
    this.#endedAt = grown(this.#endedAt);
    const flags = new Uint8Array(this.#queuedAt.length);
    flags.set(this.#flags);
    this.#flags = flags;
  }
}

/** How many of ascending numbers are less than `x`. */
function countBelow(sorted: Float64Array, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Keeps of each job of a run what an outage may change: when it was queued, when it left the queue, and when it was lost. */
import { NOT_YET, type JobRecord, type MachineRecord, type Recorder } from '../../units/record.js';
import { MINUTE, SECOND, type Micros } from '../../units/time.js';
import type { Slo } from './slo.js';

/** Sums over the jobs queued before an instant, as they stand at it. Whole numbers, so that the order of records changes nothing. */
export interface Totals {
  readonly jobs: number;
  /** Jobs that have waited `bound` or longer. */
  readonly late: number;
  /** Whole seconds of all waits, and the micros beyond. */
  readonly waitSeconds: number;
  readonly waitMicros: number;
  /** Jobs that ended as `runner_system_failure`. */
  readonly lost: number;
}

const FIRST_SIZE = 1024;

export class Ledger implements Recorder {
  length = 0;
  #queuedAt = new Float64Array(FIRST_SIZE);
  /** Infinity: it never left. */
  #leftAt = new Float64Array(FIRST_SIZE);
  #lostAt = new Float64Array(FIRST_SIZE);
  #arrivals: Float64Array | undefined;
  #departures: Float64Array | undefined;

  job(record: Readonly<JobRecord>): void {
    if (this.length === this.#queuedAt.length) this.#grow();
    const { queuedAt, startedAt, finishedAt, status } = record;
    const i = this.length++;
    this.#queuedAt[i] = queuedAt;
    // Who is cancelled or dropped while pending leaves the queue too.
    this.#leftAt[i] = startedAt === NOT_YET ? (finishedAt === NOT_YET ? Infinity : finishedAt) : startedAt;
    this.#lostAt[i] = status === 'runner_system_failure' && finishedAt !== NOT_YET ? finishedAt : Infinity;
    this.#arrivals = this.#departures = undefined;
  }

  machine(_record: Readonly<MachineRecord>): void {
    // Machines are not what users feel.
  }

  /** Returns the sums over jobs queued in [from, until), as they stood at `until`: a wait that goes on counts so far. */
  totals(from: Micros, until: Micros, bound: Micros): Totals {
    let [jobs, late, waitSeconds, waitMicros, lost] = [0, 0, 0, 0, 0];
    for (let i = 0; i < this.length; i++) {
      const queuedAt = this.#queuedAt[i]!;
      if (queuedAt < from || queuedAt >= until) continue;
      const wait = Math.min(this.#leftAt[i]!, until) - queuedAt;
      jobs++;
      if (wait >= bound) late++;
      const seconds = Math.floor(wait / SECOND);
      waitSeconds += seconds;
      waitMicros += wait - seconds * SECOND;
      if (this.#lostAt[i]! < until) lost++;
    }
    return { jobs, late, waitSeconds, waitMicros, lost };
  }

  /** Returns the minutes (of the run's clock) within [from, until) in which less than `share` of the jobs then queued started in time, as it stood at `until`. */
  missedMinutes(from: Micros, until: Micros, { bound, share }: Slo): number {
    const first = Math.floor(from / MINUTE);
    const jobs = new Uint32Array(Math.max(0, Math.ceil(until / MINUTE) - first));
    const late = new Uint32Array(jobs.length);
    for (let i = 0; i < this.length; i++) {
      const queuedAt = this.#queuedAt[i]!;
      const minute = Math.floor(queuedAt / MINUTE) - first;
      if (minute < 0 || queuedAt >= until) continue;
      jobs[minute] = jobs[minute]! + 1;
      if (Math.min(this.#leftAt[i]!, until) - queuedAt >= bound) late[minute] = late[minute]! + 1;
    }
    // Less than `share` in time: the comparison allows for the last bits of the share.
    return jobs.reduce((sum, count, minute) => sum + (count - late[minute]! < share * count - 1e-9 ? 1 : 0), 0);
  }

  /** Instants at which jobs were queued, ascending. */
  get arrivals(): Float64Array {
    return (this.#arrivals ??= this.#queuedAt.slice(0, this.length).sort());
  }

  /** Instants at which jobs left the queue, ascending; Infinity for those that never did. */
  get departures(): Float64Array {
    return (this.#departures ??= this.#leftAt.slice(0, this.length).sort());
  }

  /** Returns the jobs pending after everything that happened at an instant. */
  backlogAt(at: Micros): number {
    return countUpTo(this.arrivals, at) - countUpTo(this.departures, at);
  }

  /** Returns the time average of the jobs pending over [from, to). */
  meanBacklog(from: Micros, to: Micros): number {
    if (to <= from) return 0;
    let area = this.backlogAt(from) * (to - from);
    for (let i = countUpTo(this.arrivals, from); i < this.length && this.arrivals[i]! < to; i++) area += to - this.arrivals[i]!;
    for (let i = countUpTo(this.departures, from); i < this.length && this.departures[i]! < to; i++) area -= to - this.departures[i]!;
    return area / (to - from);
  }

  #grow(): void {
    const grown = (column: Float64Array): Float64Array<ArrayBuffer> => {
      const larger = new Float64Array(column.length * 2);
      larger.set(column);
      return larger;
    };
    this.#queuedAt = grown(this.#queuedAt);
    this.#leftAt = grown(this.#leftAt);
    this.#lostAt = grown(this.#lostAt);
  }
}

/** Returns how many of ascending numbers are at most `x`. */
export function countUpTo(sorted: Float64Array, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

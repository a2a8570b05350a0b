/** How one job's record becomes its four times. */
import { statusIndex, type JobRecord } from '../record/job.js';
import { NOT_YET } from '../record/not-yet.js';
import type { Micros } from '../units/time.js';
import { DELAY_METRICS } from './question.js';

/** The four times of one job, by DELAY_METRICS; reused from job to job. A time below zero is none: the job never began what it measures. */
export class JobTimes {
  readonly values = new Float64Array(DELAY_METRICS.length);
  /** 1 where the value is the whole time, 0 where it is a lower bound. */
  readonly known = new Uint8Array(DELAY_METRICS.length);
  isStarted = false;
  /** Index of its status in JOB_STATUSES. */
  status = 0;

  /**
   * Reads a record. An instant that has not come counts as later than the job's end or, while it has none, than `now`, so the time is a lower
   * bound. Preparation exists from the start on.
   */
  read(record: Readonly<JobRecord>, now: () => Micros): void {
    const { queuedAt, startedAt, scriptAt, finishedAt } = record;
    const reached = finishedAt === NOT_YET ? now() : finishedAt;
    this.isStarted = startedAt !== NOT_YET;
    this.status = statusIndex(record.status);
    this.#set(0, queuedAt, startedAt, reached);
    if (this.isStarted) this.#set(1, startedAt, scriptAt, reached);
    else this.values[1] = -1;
    this.#set(2, queuedAt, scriptAt, reached);
    this.#set(3, queuedAt, finishedAt, reached);
  }

  #set(index: number, from: Micros, to: Micros, reached: Micros): void {
    this.known[index] = to === NOT_YET ? 0 : 1;
    this.values[index] = Math.max(0, (to === NOT_YET ? reached : to) - from);
  }
}

/** How one job's record becomes its four times. */
import { statusIndex, type JobRecord } from '../record/job.js';
import { NOT_YET } from '../record/not-yet.js';
import { invariant } from '../sim/invariant.js';
import type { Micros } from '../units/time.js';
import { DELAY_METRICS } from './question.js';

/** The places of the times. */
export const [QUEUE_TIME, PREPARATION, START_DELAY, SOJOURN] = [0, 1, 2, 3] as const;
invariant(DELAY_METRICS.join() === 'queue_time,preparation,start_delay,sojourn', 'times are in the order of their metrics');

/** The four times of one job, by DELAY_METRICS; reused from job to job. A time below zero is none: the job never began what it measures. */
export class JobTimes {
  readonly values = new Float64Array(DELAY_METRICS.length);
  /** A bit a time, the lowest that of the first: 1 where the value is a lower bound, 0 where it is the whole time. Of a job that was never started the first is one. */
  bounds = 0;
  /** Index of its status in JOB_STATUSES. */
  status = 0;

  /**
   * Reads a record. An instant that has not come counts as later than the job's end or, while it has none, than `now`, so the time is a lower
   * bound. Preparation exists from the start on.
   */
  read(record: Readonly<JobRecord>, now: () => Micros): void {
    const { queuedAt, startedAt, scriptAt, finishedAt } = record;
    const reached = finishedAt === NOT_YET ? now() : finishedAt;
    this.bounds = 0;
    this.status = statusIndex(record.status);
    this.#set(QUEUE_TIME, queuedAt, startedAt, reached);
    if (startedAt === NOT_YET) this.values[PREPARATION] = -1;
    else this.#set(PREPARATION, startedAt, scriptAt, reached);
    this.#set(START_DELAY, queuedAt, scriptAt, reached);
    this.#set(SOJOURN, queuedAt, finishedAt, reached);
  }

  #set(index: number, from: Micros, to: Micros, reached: Micros): void {
    if (to === NOT_YET) {
      this.bounds |= 1 << index;
      to = reached;
    }
    this.values[index] = to > from ? to - from : 0;
  }
}

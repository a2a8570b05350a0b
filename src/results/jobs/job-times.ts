/** How one job's record becomes its four times. */
import { statusIndex, type JobRecord } from '../../record/job.js';
import { NOUGHT } from '../../units/shapes.js';
import type { Micros } from '../../units/time.js';

/** Bits of the times that are lower bounds while the start, the script or the end has not come: a bit a time, the lowest that of the first. */
const [NO_START, NO_SCRIPT, NO_END] = [0b0001, 0b0110, 0b1000];

/** The four times of one job, which as a row of numbers are in the order of DELAY_METRICS; reused from job to job. */
export class JobTimes {
  queueTime: Micros = NOUGHT;
  /** Below zero: it never began. */
  preparation: Micros = NOUGHT;
  startDelay: Micros = NOUGHT;
  sojourn: Micros = NOUGHT;
  /** A bit a time: 1 where it is a lower bound, 0 where it is the whole time. Of a job that was never started the first is 1. */
  bounds = 0;
  /** Index of its status in JOB_STATUSES. */
  status = 0;

  /**
   * Reads a record. An instant that has not come (and is below zero) counts as later than the job's end or, while it has none, than `now`, so the time is a
   * lower bound. Preparation exists from the start on.
   */
  read(record: Readonly<JobRecord>, now: () => Micros): void {
    const { queuedAt, startedAt, scriptAt, finishedAt } = record;
    const end = finishedAt < 0 ? now() : finishedAt;
    const start = startedAt < 0 ? end : startedAt;
    const script = scriptAt < 0 ? end : scriptAt;
    this.queueTime = spanOf(queuedAt, start);
    this.preparation = startedAt < 0 ? -1 : spanOf(startedAt, script);
    this.startDelay = spanOf(queuedAt, script);
    this.sojourn = spanOf(queuedAt, end);
    this.bounds = (startedAt < 0 ? NO_START : 0) | (scriptAt < 0 ? NO_SCRIPT : 0) | (finishedAt < 0 ? NO_END : 0);
    this.status = statusIndex(record.status);
  }

  /** Writes the times as a row that begins at `at`. */
  write(rows: Float64Array, at: number): void {
    rows[at] = this.queueTime;
    rows[at + 1] = this.preparation;
    rows[at + 2] = this.startDelay;
    rows[at + 3] = this.sojourn;
  }

  /** Reads back the times of a row. */
  readRow(rows: Float64Array, at: number): void {
    this.queueTime = rows[at]!;
    this.preparation = rows[at + 1]!;
    this.startDelay = rows[at + 2]!;
    this.sojourn = rows[at + 3]!;
  }
}

function spanOf(from: Micros, to: Micros): Micros {
  return to > from ? to - from : 0;
}

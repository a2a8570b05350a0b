/** Counts the jobs that a threshold is about by when they were queued, in slots of equal width over the run: how many, how many late, and how long it took. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { JobRecord } from '../../record/job.js';
import type { Recorder } from '../../record/recorder.js';
import { cellFilter } from '../../results/jobs/job-cells.js';
import { JobTimes } from '../../results/jobs/job-times.js';
import { entriesOf } from '../../results/entries.js';
import { DELAY_METRICS, type DelayMetric, type Labels } from '../../results/question.js';
import { SECOND, type Micros, type Seconds } from '../../units/time.js';

/** What is counted. */
export interface ThresholdSlotsAsked {
  readonly metric: DelayMetric;
  /** Only jobs that these select. */
  readonly labels: Labels;
  readonly width: Micros;
  /** How long before the run its first slot began: below the width. */
  readonly lead: Micros;
  /** A job is late whose time is this or more. */
  readonly line: Micros;
}

/** Counts by slot, as plain data whose size is that of the horizon, not of the jobs. Jobs of the warm-up are not in them. */
export interface ThresholdSlotColumns {
  readonly jobs: Float64Array;
  readonly late: Float64Array;
  /** The sum of the times, and the longest. */
  readonly seconds: Float64Array;
  readonly longest: Float64Array;
}

/** The recorder that counts. Times of jobs that still wait at the end count so far. */
export class ThresholdSlots implements Recorder {
  readonly #asked: ThresholdSlotsAsked;
  readonly #fleet: FleetSpec;
  readonly #has: (record: Readonly<JobRecord>) => boolean;
  readonly #index: number;
  readonly #times = new JobTimes();
  readonly #row = new Float64Array(DELAY_METRICS.length);
  readonly #columns: ThresholdSlotColumns;

  constructor(asked: ThresholdSlotsAsked, fleet: FleetSpec) {
    this.#asked = asked;
    this.#fleet = fleet;
    this.#index = DELAY_METRICS.indexOf(asked.metric);
    const inCell = cellFilter(asked.labels, fleet, entriesOf(fleet));
    const projects = asked.labels.project === undefined ? undefined : new Set(asked.labels.project);
    this.#has = (record) => projects?.has(record.project) !== false && inCell(record);
    const column = (): Float64Array => new Float64Array(Math.ceil((fleet.horizon + asked.lead) / asked.width));
    this.#columns = { jobs: column(), late: column(), seconds: column(), longest: column() };
  }

  job(record: Readonly<JobRecord>): void {
    const { warmup, horizon } = this.#fleet;
    if (record.queuedAt < warmup || record.queuedAt >= horizon || !this.#has(record)) return;
    this.#times.read(record, () => horizon);
    this.#times.write(this.#row, 0);
    const time = this.#row[this.#index]!;
    if (time < 0) return;
    const slot = Math.floor((record.queuedAt + this.#asked.lead) / this.#asked.width);
    const { jobs, late, seconds, longest } = this.#columns;
    jobs[slot]!++;
    if (time >= this.#asked.line) late[slot]!++;
    seconds[slot]! += time / SECOND;
    longest[slot] = Math.max(longest[slot]!, time / SECOND);
  }

  machine(): void {
    // Jobs alone are counted.
  }

  /** Returns what was counted, the arrays themselves. */
  columns(): ThresholdSlotColumns {
    return this.#columns;
  }
}

/** What was counted in several slots together. */
export interface SlotSum {
  jobs: number;
  late: number;
  seconds: Seconds;
  longest: Seconds;
}

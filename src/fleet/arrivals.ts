/** When the jobs of a workload come: batches by a pattern and by schedules, the rows of a history, or whole days of one. */
import type { JobClassSpec } from './job-class.js';
import type { PipelineSpec } from './pipeline.js';
import type { DistributionSpec } from '../sim/random/index.js';
import type { ProjectIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';

export type ArrivalSpec = GeneratedArrivals | TraceArrivals | ResampledArrivals;

/** Batches (pipelines) by a pattern, and those of schedules beside it; every draw keyed by pipeline ordinal and index in it. */
export interface GeneratedArrivals {
  readonly kind: 'generated';
  readonly pattern:
    | {
        readonly kind: 'poisson';
        /** `rates[i]` batches per micro from `at[i]` on; `at[0]` = 0 */ readonly at: readonly Micros[];
        readonly rates: readonly number[];
        /** Overdispersion between days; absent = none. */
        readonly variation?: DailyVariation;
      }
    | { readonly kind: 'deterministic'; readonly first: Micros; readonly every: Micros; readonly count: number }
    | { readonly kind: 'all_at_once'; readonly at: Micros }
    /** Schedules alone. */
    | { readonly kind: 'none' };
  /** By name in code-point order. */
  readonly schedules: readonly ScheduleSpec[];
  /** Jobs a batch: rounded to the nearest, at least 1. */
  readonly batch: DistributionSpec;
  /** Stop after so many jobs; Infinity = no bound. */
  readonly maxJobs: number;
  /** undefined: all jobs of a batch are pending at once (`batch`, `classes`). With it `batch` is not drawn. */
  readonly pipeline: PipelineSpec | undefined;
  /** Job classes with their weights; one is drawn a job. */
  readonly classes: readonly JobClassSpec[];
  /** Indices into `FleetSpec.projects`, and the cumulative share of each (last = 1). One project is drawn a batch. */
  readonly projects: readonly ProjectIndex[];
  readonly projectShare: Float64Array;
}

/** A factor on the rate of each day, drawn once a day and keyed by its ordinal. */
export interface DailyVariation {
  /** Ordinal of the day (from 0, the one in which the run starts) that each piece of the rate lies in. */
  readonly day: readonly number[];
  /** Of mean 1. */
  readonly factor: DistributionSpec;
}

/** Batches at stated instants: each turn draws how many come, and each of them how much later than the turn. */
export interface ScheduleSpec {
  /** Its draws are keyed by it. */
  readonly name: string;
  /** Turns within the horizon, ascending. */
  readonly at: Float64Array;
  /** Batches a turn: rounded to the nearest, at least 0. */
  readonly count: DistributionSpec;
  /** Each batch comes later by a uniform part of this, which is at most the least distance of two turns; 0 = at the turn. */
  readonly jitter: Micros;
  /** Jobs a batch: rounded to the nearest, at least 1. */
  readonly batch: DistributionSpec;
  /** Batches of all turns so far as a multiple of those drawn, rounded; absent = as many as are drawn. */
  readonly growth?: number;
}

/** Jobs of a history in columns: what they are, whenever they come. */
export interface HistoryRows {
  readonly count: number;
  /** Run time of the script. */
  readonly script: Float64Array;
  readonly project: Int32Array;
  /** Index into `tagSets`. */
  readonly tags: Int32Array;
  readonly tagSets: readonly (readonly string[])[];
  /** The bits of `units/job-bits.ts`. */
  readonly bits: Uint8Array;
  /** Ordinal of its pipeline, from 1; 0 = none. Empty: no job has one. */
  readonly pipeline: Int32Array;
  /** Infinity = the workload's own. */
  readonly timeout: Float64Array;
  /** What the history calls the job, and the line of its row: for the rows of a run. Absent: not known. */
  readonly job?: readonly string[];
  readonly line?: Int32Array;
}

/** A job history in order of `queuedAt`, each row once. */
export interface TraceArrivals extends HistoryRows {
  readonly kind: 'trace';
  readonly arrivedAt: Float64Array;
  readonly queuedAt: Float64Array;
  /** Infinity = never cancelled. */
  readonly cancelAt: Float64Array;
}

/** Whole days of a history, one of which is drawn for each day of the run. Rows are in order of their day and of `clock`; a pipeline is one of one day. */
export interface ResampledArrivals extends HistoryRows {
  readonly kind: 'resample';
  /** When the job becomes pending by the local clock, since midnight. */
  readonly clock: Float64Array;
  /** How long before that it was created, and how long after that it is cancelled (Infinity = never). */
  readonly createdBefore: Float64Array;
  readonly cancelAfter: Float64Array;
  /** What each day of the history is called. */
  readonly names: readonly string[];
  /** By day of the history: its first row; the last number is `count`. */
  readonly firstRow: Int32Array;
  /** Days of the history from which a day of the run may be drawn, by class of days; every one is as likely. */
  readonly pools: readonly Int32Array[];
  /** Days of the run in order, from the one in which it starts; their draws are keyed by their place here. */
  readonly days: readonly RunDay[];
}

/** A local day of a run. */
export interface RunDay {
  /** Index into `pools`. */
  readonly pool: number;
  /** The instant of a local time is `from` of the first piece with `until` beyond it, plus the time: one piece but where the clock is changed. */
  readonly pieces: readonly { readonly until: Micros; readonly from: Micros }[];
}

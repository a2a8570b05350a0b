/** When the jobs of a workload come: batches by a pattern and by schedules, or the rows of a history. */
import type { JobClassSpec } from './job-class.js';
import type { PipelineSpec } from './pipeline.js';
import type { DistributionSpec } from '../sim/random/index.js';
import type { ProjectIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';

export type ArrivalSpec = GeneratedArrivals | TraceArrivals;

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

/** A job history, in columns, in order of `queuedAt`. */
export interface TraceArrivals {
  readonly kind: 'trace';
  readonly count: number;
  readonly arrivedAt: Float64Array;
  readonly queuedAt: Float64Array;
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
  /** Infinity = never cancelled. */
  readonly cancelAt: Float64Array;
  /** What the history calls the job, and the line of its row: for the rows of a run. Absent: not known. */
  readonly job?: readonly string[];
  readonly line?: Int32Array;
}

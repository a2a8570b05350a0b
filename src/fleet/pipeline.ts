/** Pipelines with stages, as the engine is given them. All draws of a pipeline are made when it is created, retries included. */
import type { DistributionSpec } from '../sim/random/index.js';
import type { JobClassSpec } from './job-class.js';

export interface StageSpec {
  readonly name: string;
  /** Jobs of it in a pipeline: rounded to the nearest, at least 0. A stage without jobs is over at once. */
  readonly jobs: DistributionSpec;
  /** Stages that must have ended well before its jobs become pending; indices, smaller than its own. Empty: at the creation. */
  readonly needs: readonly number[];
  /** A job becomes pending so long after its needs are met (a delayed job); one draw a job. */
  readonly delay: DistributionSpec;
  readonly classes: readonly JobClassSpec[];
  /** Its failure does not fail the pipeline. */
  readonly allowFailure: boolean;
  /** A new push may cancel its jobs also when they run; pending ones always. */
  readonly interruptible: boolean;
}

export interface PipelineSpec {
  /** In an order in which needs come first. */
  readonly stages: readonly StageSpec[];
  /** Share of pipelines that are a new push to the ref of the project's latest pipeline: that one is cancelled if it has not ended. */
  readonly supersedes: number;
}

/** A failed job comes again, as a new id queued at once. */
export interface RetrySpec {
  /** Times at most; 0 = never. */
  readonly max: number;
  readonly when: readonly ('failed' | 'runner_system_failure' | 'timed_out' | 'stuck')[];
}

export const NO_RETRY: RetrySpec = { max: 0, when: [] };

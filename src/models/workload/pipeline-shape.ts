/** Draws what a pipeline is made of, when it is created: the jobs of each stage, and whether it supersedes the latest of its project. */
import { type Sampler, sampler } from '../../sim/random/index.js';
import type { BatchFeed } from './batch-feed.js';
import type { PipelineSpec } from '../../fleet/pipeline.js';

/** Draw numbers of a pipeline's shape; from STAGES on one a stage. */
const SUPERSEDES = 0;
const STAGES = 1;

export class PipelineShape {
  readonly #share: number;
  readonly #jobs: readonly { readonly constant: number | undefined; readonly sampler: Sampler }[];

  constructor({ stages, supersedes }: PipelineSpec) {
    this.#share = supersedes;
    this.#jobs = stages.map(({ jobs }) => ({
      constant: jobs.kind === 'constant' ? Math.max(0, Math.round(jobs.value)) : undefined,
      sampler: sampler(jobs),
    }));
  }

  /** Returns the jobs of each stage of the feed's next pipeline, no more than `most` in all. */
  sizes(feed: BatchFeed, most: number): number[] {
    let left = most;
    return this.#jobs.map(({ constant, sampler }, stage) => {
      const size = Math.min(constant ?? sampler.sampleInteger(feed.shape(STAGES + stage)), left);
      left -= size;
      return size;
    });
  }

  /** True when the feed's next pipeline is a newer push to the ref of its project's latest one. */
  supersedes(feed: BatchFeed): boolean {
    return this.#share > 0 && feed.shape(SUPERSEDES) < this.#share;
  }
}

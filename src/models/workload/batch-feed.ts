/** What makes batches (pipelines) of jobs one after another, and the draws that every such thing needs. */
import { type DistributionSpec, type Sampler, sampler } from '../../sim/random/index.js';
import type { Micros } from '../../units/time.js';
import type { GeneratedArrivals } from '../../fleet/arrivals.js';

/** A source of batches. The one that is next has been drawn; `next` goes on to the one after it. */
export interface BatchFeed {
  /** When the batch comes; NEVER = there is none. Never falls. */
  readonly nextAt: Micros;
  /** What the draws of the batch are keyed by: its turn, where there are turns, and its ordinal. */
  readonly turn: number;
  readonly batch: number;
  /** Jobs in it, at least 1; not drawn for pipelines with stages. */
  readonly size: number;
  /** Index of its project. */
  readonly project: number;
  /** Returns the uniform of draw number `draw` (0 to 3) of the try `attempt` (from 0) of the job `index` (from 0) of any batch. */
  uniform(turn: number, batch: number, index: number, attempt: number, draw: number): number;
  /** Returns the uniform of draw number `draw` (from 0) of the shape of the pipeline that the batch is. */
  shape(draw: number): number;
  next(): void;
}

/** Draws of one try of a job. */
export const DRAWS_A_JOB = 4;

/** Sizes of batches: at least 1, and a constant without a draw. */
export class BatchSize {
  readonly #constant: number | undefined;
  readonly #sampler: Sampler;

  constructor(spec: DistributionSpec) {
    this.#constant = spec.kind === 'constant' ? Math.max(1, Math.round(spec.value)) : undefined;
    this.#sampler = sampler(spec);
  }

  /** Returns the size that belongs to a uniform, which is asked for only where there is something to draw. */
  draw(uniform: () => number): number {
    return this.#constant ?? Math.max(1, this.#sampler.sampleInteger(uniform()));
  }
}

/** Returns the index of the project that belongs to a uniform, which is asked for only where there are several. */
export function drawProject({ projects, projectShare }: GeneratedArrivals, uniform: () => number): number {
  if (projects.length === 1) return projects[0]!;
  const u = uniform();
  let low = 0;
  let high = projects.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (projectShare[middle]! > u) high = middle;
    else low = middle + 1;
  }
  return projects[low]!;
}

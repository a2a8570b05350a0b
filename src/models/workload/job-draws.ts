/** Draws the jobs of a generated workload, each by the keys of its batch, its index and its attempt, and lets them become pending. */
import { type DistributionSpec, type Sampler, sampler } from '../../sim/random/index.js';
import { NOUGHT } from '../../units/shapes.js';
import type { Micros } from '../../units/time.js';
import type { JobClassSpec } from '../../fleet/job-class.js';
import { SCRIPT_FAILS } from '../gitlab/job-table.js';
import type { BatchFeed } from './batch-feed.js';
import type { JobIntake, TagSet } from './job-intake.js';

/** Draw numbers of one job. */
const CLASS = 0;
const DURATION = 1;
const FAILURE = 2;
const DELAY = 3;

interface JobKind {
  readonly spec: JobClassSpec;
  /** Cumulative share. */
  readonly upTo: number;
  readonly duration: Sampler;
  readonly tags: TagSet;
}

/** One job, drawn. */
export interface DrawnJob {
  tags: TagSet;
  isProtected: boolean;
  script: Micros;
  bits: number;
}

/** The jobs of one stage, or of batches without stages. */
export class JobDraws {
  readonly #kinds: readonly JobKind[];
  readonly #delay: DistributionSpec;
  readonly #delaySampler: Sampler;
  /** Reused for every job. */
  readonly #drawn: DrawnJob;

  constructor(classes: readonly JobClassSpec[], delay: DistributionSpec, intake: JobIntake) {
    const weights = classes.reduce((sum, kind) => sum + kind.weight, 0);
    let upTo = 0;
    this.#kinds = classes.map((spec) => {
      upTo += spec.weight / weights;
      return { spec, upTo, duration: sampler(spec.duration), tags: intake.tagSet(spec.tags) };
    });
    this.#delay = delay;
    this.#delaySampler = sampler(delay);
    this.#drawn = { tags: this.#kinds[0]!.tags, isProtected: false, script: NOUGHT, bits: 0 };
  }

  /** Returns the job, in an object that the next call uses again. Its class is the same at every attempt. */
  draw(feed: BatchFeed, turn: number, batch: number, index: number, attempt: number): Readonly<DrawnJob> {
    const kinds = this.#kinds;
    const kind = kinds.length === 1 ? kinds[0]! : this.#kindOf(feed.uniform(turn, batch, index, 0, CLASS));
    const { spec } = kind;
    const drawn = this.#drawn;
    drawn.tags = kind.tags;
    drawn.isProtected = spec.protected;
    drawn.script = kind.duration.sampleInteger(feed.uniform(turn, batch, index, attempt, DURATION));
    drawn.bits = spec.failure > 0 && feed.uniform(turn, batch, index, attempt, FAILURE) < spec.failure ? SCRIPT_FAILS : 0;
    return drawn;
  }

  /** Returns how long after its needs are met a job becomes pending. */
  delay(feed: BatchFeed, turn: number, batch: number, index: number): Micros {
    if (this.#delay.kind === 'constant') return Math.max(0, Math.round(this.#delay.value));
    return this.#delaySampler.sampleInteger(feed.uniform(turn, batch, index, 0, DELAY));
  }

  #kindOf(u: number): JobKind {
    return this.#kinds.find((kind) => u < kind.upTo) ?? this.#kinds.at(-1)!;
  }
}

/**
 * Generates arrivals: batches (pipelines) of jobs. Every draw is keyed by the batch and the job's index in it, so that another policy, or
 * another workload, sees the same jobs. Non-homogeneous Poisson arrivals invert the cumulative rate; they never thin.
 */
import { Sampler } from '../../sim/distribution.js';
import type { SourceInput } from '../../sim/simulation.js';
import type { Stream, Streams } from '../../sim/streams.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { GeneratedArrivals, JobClassSpec } from '../fleet.js';
import { SCRIPT_FAILS } from '../gitlab/job-table.js';
import type { JobIntake, TagSet } from './job-intake.js';

/** Draw numbers of one job. */
const CLASS = 0;
const DURATION = 1;
const FAILURE = 2;

interface JobKind {
  readonly spec: JobClassSpec;
  /** Cumulative share. */
  readonly upTo: number;
  readonly duration: Sampler;
  readonly tags: TagSet;
}

export class GeneratedSource implements SourceInput {
  nextAt: number;
  readonly #workload: number;
  readonly #arrivals: GeneratedArrivals;
  readonly #timeout: Micros;
  readonly #intake: JobIntake;
  readonly #batchSize: Sampler;
  readonly #kinds: readonly JobKind[];
  readonly #gaps: Stream;
  readonly #batches: Stream;
  readonly #projects: Stream;
  readonly #jobs: Stream;
  /** Ordinal of the batch that is next or under way, from 1; its size, and how many of its jobs have come. */
  #batch = 0;
  #size = 0;
  #index = 0;
  #project = 0;
  #count = 0;
  /** Exact (unrounded) time of the batch, and the piece of the rate it lies in. */
  #time = 0;
  #piece = 0;

  constructor(workload: number, name: string, arrivals: GeneratedArrivals, timeout: Micros, intake: JobIntake, streams: Streams) {
    this.#workload = workload;
    this.#arrivals = arrivals;
    this.#timeout = timeout;
    this.#intake = intake;
    this.#batchSize = new Sampler(arrivals.batch);
    this.#gaps = streams.stream(`arrivals/${name}`);
    this.#batches = streams.stream(`batch/${name}`);
    this.#projects = streams.stream(`project/${name}`);
    this.#jobs = streams.stream(`job/${name}`);
    const weights = arrivals.classes.reduce((sum, kind) => sum + kind.weight, 0);
    let upTo = 0;
    this.#kinds = arrivals.classes.map((spec) => {
      upTo += spec.weight / weights;
      return { spec, upTo, duration: new Sampler(spec.duration), tags: intake.tagSet(spec.tags) };
    });
    this.nextAt = NEVER;
    this.#nextBatch();
  }

  fire(): void {
    const kind = this.#drawKind();
    const batch = this.#batch;
    const index = this.#index++;
    const script = kind.duration.sampleInteger(this.#jobs.uniform(batch, index, DURATION));
    const fails = kind.spec.failure > 0 && this.#jobs.uniform(batch, index, FAILURE) < kind.spec.failure;
    const at = this.nextAt;
    const project = this.#project;
    this.#count++;
    if (this.#count >= this.#arrivals.maxJobs) this.nextAt = NEVER;
    else if (this.#index >= this.#size) this.#nextBatch();
    this.#intake.queue(this.#workload, project, at, kind.tags, kind.spec.protected, script, this.#timeout, NEVER, fails ? SCRIPT_FAILS : 0);
  }

  #drawKind(): JobKind {
    const kinds = this.#kinds;
    if (kinds.length === 1) return kinds[0]!;
    const u = this.#jobs.uniform(this.#batch, this.#index, CLASS);
    return kinds.find((kind) => u < kind.upTo) ?? kinds.at(-1)!;
  }

  #nextBatch(): void {
    this.#batch++;
    this.#index = 0;
    this.nextAt = this.#nextTime();
    if (this.nextAt === NEVER) return;
    const { batch } = this.#arrivals;
    this.#size = batch.kind === 'constant' ? Math.max(1, Math.round(batch.value)) : this.#drawSize();
    this.#project = this.#drawProject();
  }

  #drawSize(): number {
    return Math.max(1, this.#batchSize.sampleInteger(this.#batches.uniform(this.#batch, 0, 0)));
  }

  #drawProject(): number {
    const { projects, projectShare } = this.#arrivals;
    if (projects.length === 1) return projects[0]!;
    const u = this.#projects.uniform(this.#batch, 0, 0);
    let low = 0;
    let high = projects.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (projectShare[middle]! > u) high = middle;
      else low = middle + 1;
    }
    return projects[low]!;
  }

  #nextTime(): Micros {
    const { pattern } = this.#arrivals;
    switch (pattern.kind) {
      case 'all_at_once':
        return this.#batch === 1 ? pattern.at : NEVER;
      case 'deterministic':
        return this.#batch > pattern.count ? NEVER : pattern.first + (this.#batch - 1) * pattern.every;
      case 'poisson':
        return this.#invertRate(pattern.at, pattern.rates, -Math.log1p(-this.#gaps.uniform(this.#batch, 0, 0)));
    }
  }

  /** The instant at which the cumulative rate has grown by `due` since the last batch. */
  #invertRate(at: readonly Micros[], rates: readonly number[], due: number): Micros {
    let left = due;
    for (;;) {
      const rate = rates[this.#piece]!;
      const pieceEnd = at[this.#piece + 1] ?? NEVER;
      const inPiece = rate === 0 ? 0 : rate * (pieceEnd - this.#time);
      if (left < inPiece) {
        this.#time += left / rate;
        return Math.floor(this.#time);
      }
      if (pieceEnd === NEVER) return NEVER;
      left -= inPiece;
      this.#time = pieceEnd;
      this.#piece++;
    }
  }
}

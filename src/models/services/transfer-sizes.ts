/** What each job moves: sizes and luck drawn by what the job is, not by when or where it runs, so that no policy changes them. */
import { type Sampler, sampler, type Stream, type Streams } from '../../sim/random/index.js';
import type { Micros } from '../../units/time.js';
import type { WorkloadSpec } from '../../fleet/workload.js';
import type { JobTable } from '../gitlab/job-table.js';
import type { TransferSpec } from '../../fleet/transfers.js';

/** Draw numbers within the stream entity of a job. */
const IMAGE = 0;
const CLONE = 1;
const FETCH = 2;
const CACHE = 3;
const CACHE_HIT = 4;
const MISS_PENALTY = 5;
const ARTIFACTS = 6;

/** Entity and attempt of the draws of a job. */
export interface TransferKey {
  entity: number;
  attempt: number;
}

/** Jobs of one pipeline that have keys of their own. */
const JOBS_A_PIPELINE = 1_048_576;

/**
 * Stream `transfer/<workload>`, attempt = try of the job; entity = row of a history (from 1, each day of it again), pipeline and index of a job that belongs to
 * one, else the ordinal in the workload, which is that of the arrival. What the spec leaves out is of size 0.
 */
export class TransferSizes {
  readonly #spec: TransferSpec;
  readonly #isOfHistory: boolean;
  readonly #stream: Stream;
  readonly #image: Sampler | undefined;
  readonly #clone: Sampler | undefined;
  readonly #fetch: Sampler | undefined;
  readonly #cache: Sampler | undefined;
  readonly #penalty: Sampler | undefined;
  readonly #artifacts: Sampler | undefined;

  constructor(workload: WorkloadSpec, streams: Streams) {
    const { image, sources, cache, artifacts } = workload.transfers;
    this.#spec = workload.transfers;
    this.#isOfHistory = workload.arrivals.kind !== 'generated';
    this.#stream = streams.stream(`transfer/${workload.draws}`);
    this.#image = image && sampler(image.bytes);
    this.#clone = sources && sampler(sources.clone);
    this.#fetch = sources && sampler(sources.fetch);
    this.#cache = cache && sampler(cache.bytes);
    this.#penalty = cache && sampler(cache.missPenalty);
    this.#artifacts = artifacts && sampler(artifacts.bytes);
  }

  /** Writes what the draws of a job are keyed by. */
  keyOf(jobs: JobTable, job: number, out: TransferKey): void {
    const index = jobs.index[job]!;
    const pipeline = jobs.pipeline[job]!;
    out.attempt = jobs.attempt[job]!;
    if (this.#isOfHistory) out.entity = index + 1;
    else out.entity = pipeline > 0 ? pipeline * JOBS_A_PIPELINE + index : jobs.nth[job]!;
  }

  /** Bytes pulled: the whole image on a fresh machine, its share on one that ran a job before. */
  image(key: TransferKey, isFresh: boolean): number {
    const bytes = this.#draw(this.#image, key, IMAGE);
    return isFresh ? bytes : Math.round(bytes * (this.#spec.image?.reusedShare ?? 0));
  }

  /** Bytes of a clone on a fresh machine, of a fetch on one that ran a job before. */
  sources(key: TransferKey, isFresh: boolean): number {
    return isFresh ? this.#draw(this.#clone, key, CLONE) : this.#draw(this.#fetch, key, FETCH);
  }

  cache(key: TransferKey): number {
    return this.#draw(this.#cache, key, CACHE);
  }

  /** Whether a cache that is there has what the job looks for. */
  isHit(key: TransferKey): boolean {
    return this.#stream.uniform(key.entity, key.attempt, CACHE_HIT) < (this.#spec.cache?.hit ?? 0);
  }

  missPenalty(key: TransferKey): Micros {
    return this.#draw(this.#penalty, key, MISS_PENALTY);
  }

  artifacts(key: TransferKey): number {
    return this.#draw(this.#artifacts, key, ARTIFACTS);
  }

  #draw(size: Sampler | undefined, key: TransferKey, draw: number): number {
    return size === undefined ? 0 : size.draw(this.#stream, key.entity, key.attempt, draw);
  }
}

/** One pipeline that has not ended: how its stages stand, which of them are due, and how it ends. */
import type { JobStatus } from '../../record/job.js';
import type { PipelineStatus } from '../../record/pipeline.js';
import { NOT_YET } from '../../record/not-yet.js';
import type { JobIndex, ProjectIndex, WorkloadIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';
import type { BatchFeed } from './batch-feed.js';
import type { StageSpec } from '../../fleet/pipeline.js';

/** What of a stage decides about the others. */
export type StageRules = Pick<StageSpec, 'needs' | 'allowFailure' | 'interruptible'>;

/** The only stage of a batch, and of a pipeline of a trace. */
export const ONE_STAGE: readonly StageRules[] = [{ needs: [], allowFailure: false, interruptible: false }];

/** Where a stage stands; WELL and BADLY are of those that are over (skipped ones included). */
const WAITING = 0;
const RUNNING = 1;
const WELL = 2;
const BADLY = 3;

export class Pipeline {
  /** Ordinal in its workload, from 1. */
  readonly ordinal: number;
  readonly workload: WorkloadIndex;
  readonly project: ProjectIndex;
  createdAt: Micros;
  startedAt: Micros = NOT_YET;
  /** Jobs that have become pending. */
  jobs = 0;
  /** Jobs that are to become pending, now or after their delay, retries included. */
  planned = 0;
  isSuperseded = false;
  /** Its jobs that are pending or run, where a later push may cancel them. */
  live: Set<number> | undefined;
  /** What drew it, and by what its draws are keyed there; a trace draws nothing. */
  readonly feed: BatchFeed | undefined;
  readonly turn: number;
  readonly batch: number;
  /** Ordinals of creation of its jobs begin here. */
  readonly #created: number;
  readonly #rules: readonly StageRules[];
  readonly #sizes: readonly number[];
  readonly #states: number[];
  /** By stage: jobs that have not ended; whether one ended badly. */
  readonly #left: number[];
  readonly #isSpoilt: boolean[];
  /** Jobs of stages under way that have not ended. */
  #open = 0;
  #hasFailed = false;
  #hasCancelled = false;

  /** `sizes` are the jobs of each stage; `created` is the ordinal of creation of the first job, by stage. */
  constructor(
    place: { readonly ordinal: number; readonly workload: WorkloadIndex; readonly project: ProjectIndex; readonly createdAt: Micros },
    feed: BatchFeed | undefined,
    created: number,
    rules: readonly StageRules[],
    sizes: readonly number[],
  ) {
    this.ordinal = place.ordinal;
    this.workload = place.workload;
    this.project = place.project;
    this.createdAt = place.createdAt;
    this.feed = feed;
    this.turn = feed?.turn ?? 0;
    this.batch = feed?.batch ?? 0;
    this.#created = created;
    this.#rules = rules;
    this.#sizes = sizes;
    this.#states = sizes.map(() => WAITING);
    this.#left = [...sizes];
    this.#isSpoilt = sizes.map(() => false);
  }

  get stages(): number {
    return this.#rules.length;
  }

  get isOver(): boolean {
    return this.#open === 0;
  }

  /** How it has ended, once it is over. */
  get status(): Exclude<PipelineStatus, 'running'> {
    if (this.isSuperseded) return 'cancelled';
    if (this.#hasFailed) return 'failed';
    return this.#hasCancelled ? 'cancelled' : 'success';
  }

  size(stage: number): number {
    return this.#sizes[stage]!;
  }

  rules(stage: number): StageRules {
    return this.#rules[stage]!;
  }

  /** Ordinal of creation of a job of a stage (`nth` from 0): in the order of the stages. */
  created(stage: number, nth: number): number {
    let before = this.#created;
    for (let i = 0; i < stage; i++) before += this.#sizes[i]!;
    return before + nth;
  }

  /**
   * Takes the next stage whose needs are met, or -1. To be called until there is none: a stage without jobs is then over, one whose need
   * ended badly is skipped, and with it what needs it.
   */
  nextDue(): number {
    if (this.isSuperseded) return -1;
    for (let stage = 0; stage < this.stages; stage++) {
      if (this.#states[stage] !== WAITING) continue;
      let needs: number = WELL;
      for (const need of this.#rules[stage]!.needs) {
        const state = this.#states[need]!;
        if (state === BADLY) needs = BADLY;
        else if (state !== WELL && needs === WELL) needs = WAITING;
      }
      const size = this.#sizes[stage]!;
      if (needs === WELL && size > 0) {
        this.#states[stage] = RUNNING;
        this.#open += size;
        this.planned += size;
        return stage;
      }
      this.#states[stage] = needs;
    }
    return -1;
  }

  /** A job of it has become pending. */
  queued(job: JobIndex): void {
    this.jobs++;
    this.planned--;
    this.live?.add(job);
  }

  /** A job of it has left, for good or to come again. `startedAt` is its hand-out, NOT_YET = none. */
  left(job: JobIndex, startedAt: Micros): void {
    this.live?.delete(job);
    this.noteStart(startedAt);
  }

  noteStart(startedAt: Micros): void {
    if (startedAt !== NOT_YET && (this.startedAt === NOT_YET || startedAt < this.startedAt)) this.startedAt = startedAt;
  }

  /** The job comes again: its stage goes on waiting for it. */
  retried(): void {
    this.planned++;
  }

  /** A job of a stage has ended and does not come again; true when the stage is over with it. */
  ended(stage: number, status: JobStatus): boolean {
    this.#open--;
    if (status !== 'success' && !this.#rules[stage]!.allowFailure) {
      this.#isSpoilt[stage] = true;
      if (status === 'cancelled') this.#hasCancelled = true;
      else this.#hasFailed = true;
    }
    if (--this.#left[stage]! > 0) return false;
    this.#states[stage] = this.#isSpoilt[stage] ? BADLY : WELL;
    return true;
  }

  /** A newer push: nothing of it begins any more. */
  supersede(): void {
    this.isSuperseded = true;
    this.#open -= this.planned;
    this.planned = 0;
  }
}

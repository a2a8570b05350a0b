/** Batches of one schedule: at stated instants, so many a turn, each a little later than the turn. */
import { type Sampler, sampler, type Stream, type Streams } from '../../sim/random/index.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { GeneratedArrivals, ScheduleSpec } from '../../fleet/arrivals.js';
import { BatchSize, DRAWS_A_JOB, drawProject, type BatchFeed } from './batch-feed.js';

/** Draw numbers of one batch of a turn; COUNT belongs to the turn itself. */
const COUNT = 0;
const JITTER = 1;
const SIZE = 2;
const PROJECT = 3;
/** From here on the shape of a pipeline. */
const SHAPE = 4;

/**
 * Draws have streams of their own, keyed by the ordinal of the turn and that of the batch in it: a schedule more or less, or more batches in one turn, moves
 * no other job.
 */
export class ScheduleFeed implements BatchFeed {
  nextAt: Micros = NEVER;
  size = 1;
  project = 0;
  /** Ordinal of the turn under way, and of the batch in it that is next, both from 0. */
  turn = -1;
  batch = 0;
  readonly #schedule: ScheduleSpec;
  readonly #arrivals: GeneratedArrivals;
  readonly #count: Sampler;
  readonly #batchSize: BatchSize;
  readonly #turns: Stream;
  readonly #jobs: Stream;
  /** By attempt, from 1. */
  readonly #retries: Stream[] = [];
  readonly #retryStream: (attempt: number) => Stream;
  /** The batches of the turn in the order in which they come, as their ordinals in it and how much later they come; and which of them is next. */
  #order: readonly { readonly batch: number; readonly after: Micros }[] = [];
  #place = 0;
  /** Batches that were drawn for the turns so far. */
  #drawn = 0;

  constructor(workload: string, schedule: ScheduleSpec, arrivals: GeneratedArrivals, streams: Streams) {
    this.#schedule = schedule;
    this.#arrivals = arrivals;
    this.#count = sampler(schedule.count);
    this.#batchSize = new BatchSize(schedule.batch);
    // Names of workloads and schedules are free texts: the length keeps `a` with `b/c` and `a/b` with `c` apart.
    const name = `${workload.length}/${workload}/${schedule.name}`;
    this.#turns = streams.stream(`schedule/${name}`);
    this.#jobs = streams.stream(`schedule-job/${name}`);
    this.#retryStream = (attempt): Stream => streams.stream(`schedule-retry/${attempt}/${name}`);
    this.#place = -1;
    this.next();
  }

  uniform(turn: number, batch: number, index: number, attempt: number, draw: number): number {
    const stream = attempt === 0 ? this.#jobs : (this.#retries[attempt - 1] ??= this.#retryStream(attempt));
    return stream.uniform(turn, batch, index * DRAWS_A_JOB + draw);
  }

  shape(draw: number): number {
    return this.#turns.uniform(this.turn, this.batch, SHAPE + draw);
  }

  next(): void {
    this.#place++;
    while (this.#place >= this.#order.length) {
      this.turn++;
      if (this.turn >= this.#schedule.at.length) {
        this.nextAt = NEVER;
        return;
      }
      this.#order = this.#drawTurn();
      this.#place = 0;
    }
    const { batch, after } = this.#order[this.#place]!;
    this.nextAt = this.#schedule.at[this.turn]! + after;
    this.batch = batch;
    if (this.#arrivals.pipeline === undefined) this.size = this.#batchSize.draw(() => this.#turns.uniform(this.turn, batch, SIZE));
    this.project = drawProject(this.#arrivals, () => this.#turns.uniform(this.turn, batch, PROJECT));
  }

  #drawTurn(): { batch: number; after: Micros }[] {
    const { count, jitter } = this.#schedule;
    const drawn = count.kind === 'constant' ? Math.round(count.value) : this.#count.sampleInteger(this.#turns.uniform(this.turn, 0, COUNT));
    const batches = this.#grown(drawn);
    const order = Array.from({ length: batches }, (_, batch) => ({
      batch,
      after: jitter === 0 ? 0 : Math.floor(jitter * this.#turns.uniform(this.turn, batch, JITTER)),
    }));
    return jitter === 0 ? order : order.sort((a, b) => a.after - b.after || a.batch - b.batch);
  }

  /** So many more than drawn that all turns together grow as they should: a schedule of one batch a turn has two in some turns, not in all or none. */
  #grown(drawn: number): number {
    const { growth = 1 } = this.#schedule;
    const before = Math.round(this.#drawn * growth);
    this.#drawn += drawn;
    return Math.round(this.#drawn * growth) - before;
  }
}

/**
 * Generates arrivals: merges batches (pipelines) of a pattern and of schedules in order of time. Every draw is keyed by the batch and the
 * job's index in it, so that another policy, or another workload, sees the same jobs.
 */
import type { SourceInput } from '../../sim/simulation.js';
import type { Streams } from '../../sim/random/index.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { GeneratedArrivals } from '../../fleet/arrivals.js';
import type { WorkloadSpec } from '../../fleet/workload.js';
import type { BatchFeed } from './batch-feed.js';
import { JobDraws } from './job-draws.js';
import type { JobIntake } from './job-intake.js';
import { PatternFeed } from './pattern-feed.js';
import { ONE_STAGE, Pipeline } from './pipeline.js';
import type { StageRules } from './pipeline.js';
import type { JobMaker, Pipelines } from './pipelines.js';
import { PipelineShape } from './pipeline-shape.js';
import { ScheduleFeed } from './schedule-feed.js';

export class GeneratedSource implements SourceInput, JobMaker {
  nextAt: number;
  readonly #workload: number;
  readonly #maxJobs: number;
  readonly #timeout: Micros;
  readonly #intake: JobIntake;
  readonly #pipelines: Pipelines;
  /** By stage; batches without stages have one. */
  readonly #draws: readonly JobDraws[];
  readonly #rules: readonly StageRules[];
  /** undefined: batches without stages. */
  readonly #shape: PipelineShape | undefined;
  /** Batches are followed to their end; else their jobs have nothing to do with each other. */
  readonly #isFollowed: boolean;
  readonly #feeds: readonly BatchFeed[];
  /** The feed whose batch is next or under way, how many of its jobs have come, and how many of all. */
  #feed: BatchFeed;
  #index = 0;
  #count = 0;
  /** The pipeline that the batch under way is. */
  #pipeline: Pipeline | undefined;

  constructor(
    workload: number,
    spec: WorkloadSpec,
    arrivals: GeneratedArrivals,
    intake: JobIntake,
    pipelines: Pipelines,
    streams: Streams,
  ) {
    this.#workload = workload;
    this.#maxJobs = arrivals.maxJobs;
    this.#timeout = spec.timeout;
    this.#intake = intake;
    this.#pipelines = pipelines;
    const { pipeline } = arrivals;
    const stages = pipeline?.stages ?? [{ classes: arrivals.classes, delay: { kind: 'constant', value: 0 } as const }];
    this.#draws = stages.map(({ classes, delay }) => new JobDraws(classes, delay, intake));
    this.#rules = pipeline?.stages ?? ONE_STAGE;
    this.#shape = pipeline === undefined ? undefined : new PipelineShape(pipeline);
    this.#isFollowed = pipeline !== undefined || spec.retry.max > 0 || hasBatches(arrivals);
    pipelines.attach(workload, this, (pipeline?.supersedes ?? 0) > 0);
    const pattern = new PatternFeed(spec.draws, arrivals, streams);
    this.#feeds = [pattern, ...arrivals.schedules.map((schedule) => new ScheduleFeed(spec.draws, schedule, arrivals, streams))];
    this.#feed = pattern;
    this.nextAt = this.#choose();
  }

  fire(): void {
    if (this.#shape === undefined) this.#fireJob();
    else this.#firePipeline(this.#shape);
  }

  queueJob(pipeline: Pipeline | undefined, index: number, attempt: number, created: number): void {
    const { feed, turn, batch, project, createdAt, stages } = pipeline!;
    const { jobs, now } = this.#intake;
    const { tags, isProtected, script, bits } = this.#draws[index % stages]!.draw(feed!, turn, batch, index, attempt);
    const isNew = created === 0;
    const job = this.#intake.add(
      this.#workload,
      project,
      isNew ? now : createdAt,
      isNew ? this.#intake.create(1) : created,
      script,
      this.#timeout,
    );
    jobs.bits[job] = bits;
    this.#pipelines.joins(job, pipeline, index, attempt);
    this.#intake.queue(job, tags, isProtected);
  }

  delayOf({ feed, turn, batch, stages }: Pipeline, index: number): Micros {
    return this.#draws[index % stages]!.delay(feed!, turn, batch, index);
  }

  /** The next job of the batch under way. */
  #fireJob(): void {
    const feed = this.#feed;
    const index = this.#index++;
    if (index === 0 && this.#isFollowed) this.#follow(feed);
    const pipeline = this.#pipeline;
    if (pipeline !== undefined) {
      this.#goOn(1, this.#index >= feed.size);
      this.queueJob(pipeline, index, 0, pipeline.created(0, index));
      return;
    }
    const { tags, isProtected, script, bits } = this.#draws[0]!.draw(feed, feed.turn, feed.batch, index, 0);
    const job = this.#intake.add(this.#workload, feed.project, this.nextAt, this.#intake.create(1), script, this.#timeout);
    this.#intake.jobs.bits[job] = bits;
    this.#goOn(1, this.#index >= feed.size);
    this.#intake.queue(job, tags, isProtected);
  }

  #follow(feed: BatchFeed): void {
    const size = Math.min(feed.size, this.#maxJobs - this.#count);
    const place = this.#place(feed);
    this.#pipeline = new Pipeline(place, feed, this.#intake.create(size), this.#rules, [size]);
    this.#pipelines.follow(this.#pipeline);
  }

  /** A pipeline without jobs is not created. Of one that would go beyond the bound of jobs only the first jobs are made. */
  #firePipeline(shape: PipelineShape): void {
    const feed = this.#feed;
    const sizes = shape.sizes(feed, this.#maxJobs - this.#count);
    const size = sizes.reduce((sum, jobs) => sum + jobs, 0);
    const supersedes = size > 0 && shape.supersedes(feed);
    const pipeline = size === 0 ? undefined : new Pipeline(this.#place(feed), feed, this.#intake.create(size), this.#rules, sizes);
    this.#goOn(size, true);
    if (pipeline === undefined) return;
    if (supersedes) this.#pipelines.supersede(this.#workload, pipeline.project);
    this.#pipelines.begin(pipeline);
  }

  #place(feed: BatchFeed): { ordinal: number; workload: number; project: number; createdAt: Micros } {
    const workload = this.#workload;
    return { ordinal: this.#pipelines.nextOrdinal(workload), workload, project: feed.project, createdAt: this.nextAt };
  }

  /** So many jobs have come; goes on to what comes next. */
  #goOn(jobs: number, isBatchOver: boolean): void {
    this.#count += jobs;
    if (this.#count >= this.#maxJobs) this.nextAt = NEVER;
    else if (isBatchOver) {
      this.#index = 0;
      this.#feed.next();
      this.nextAt = this.#choose();
    }
  }

  /** Takes the feed whose batch comes first, of one instant the pattern's, then by name of the schedule; returns when it comes. */
  #choose(): Micros {
    let first = this.#feeds[0]!;
    for (const feed of this.#feeds) if (feed.nextAt < first.nextAt) first = feed;
    this.#feed = first;
    return first.nextAt;
  }
}

/** Some batch may have more than one job. */
function hasBatches({ batch, schedules }: GeneratedArrivals): boolean {
  return [batch, ...schedules.map((schedule) => schedule.batch)].some((size) => size.kind !== 'constant' || Math.round(size.value) > 1);
}

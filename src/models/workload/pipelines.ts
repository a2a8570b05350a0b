/**
 * The pipelines of a run that have not ended: makes the jobs of a stage pending when its needs are met, lets failed jobs come again, cancels
 * what a newer push supersedes, and writes each pipeline when it ends. What follows the end of a job follows in an event of its own.
 */
import type { FailureReason, JobStatus } from '../../record/job.js';
import type { PipelineRecord, PipelineStatus } from '../../record/pipeline.js';
import { NOT_YET } from '../../record/not-yet.js';
import type { Mutable } from '../../units/mutable.js';
import type { JobIndex, ProjectIndex, WorkloadIndex } from '../../units/indices.js';
import { NOUGHT } from '../../units/shapes.js';
import type { Micros } from '../../units/time.js';
import type { GitLabInstance } from '../gitlab/instance.js';
import * as Priority from '../priority.js';
import type { World } from '../world.js';
import { Parcels } from './parcels.js';
import type { Pipeline } from './pipeline.js';
import type { RetrySpec } from '../../fleet/pipeline.js';

/** What makes the jobs of one workload. */
export interface JobMaker {
  /** A job becomes pending now: of a pipeline (`created` is its ordinal of creation), or for a retry (0: it is created now). */
  queueJob(pipeline: Pipeline | undefined, index: number, attempt: number, created: number): void;
  /** How long after its needs are met a job becomes pending. */
  delayOf(pipeline: Pipeline, index: number): Micros;
}

/** A job that becomes pending later. */
interface Planned {
  readonly maker: JobMaker;
  readonly pipeline: Pipeline | undefined;
  readonly index: number;
  readonly attempt: number;
  readonly created: number;
}

interface DueStage {
  readonly pipeline: Pipeline;
  readonly stage: number;
}

/** What pipelines need of the run around them. */
export interface PipelineSite {
  /** Cancels a running job; one whose process is gone is left to GitLab's sweep. */
  cancelRunning(job: JobIndex): void;
}

export class Pipelines {
  readonly #world: World;
  readonly #instances: readonly GitLabInstance[];
  readonly #site: PipelineSite;
  /** By workload. */
  readonly #makers: JobMaker[] = [];
  readonly #retry: readonly RetrySpec[];
  readonly #latest: (Map<number, Pipeline> | undefined)[] = [];
  readonly #ordinals: number[];
  /** By place in the job table. */
  readonly #of: (Pipeline | undefined)[] = [];
  /** In order of creation. */
  readonly #alive = new Set<Pipeline>();
  readonly #planned = new Parcels<Planned>();
  readonly #due = new Parcels<DueStage>();
  readonly #plannedHandler: number;
  readonly #dueHandler: number;
  readonly #record: Mutable<PipelineRecord> = {
    pipeline: 0,
    workload: 0,
    project: 0,
    createdAt: NOUGHT,
    startedAt: NOUGHT,
    finishedAt: NOUGHT,
    status: 'running',
    jobs: 0,
  };

  constructor(world: World, instances: readonly GitLabInstance[], site: PipelineSite) {
    this.#world = world;
    this.#instances = instances;
    this.#site = site;
    this.#retry = world.fleet.workloads.map(({ retry }) => retry);
    this.#ordinals = world.fleet.workloads.map(() => 0);
    this.#plannedHandler = world.sim.register((parcel) => this.#queuePlanned(this.#planned.take(parcel)));
    this.#dueHandler = world.sim.register((parcel) => {
      const { pipeline, stage } = this.#due.take(parcel);
      if (!pipeline.isSuperseded) this.#openStage(pipeline, stage);
    });
  }

  /** The source of a workload's jobs names itself. */
  attach(workload: WorkloadIndex, maker: JobMaker, canSupersede: boolean): void {
    this.#makers[workload] = maker;
    if (canSupersede) this.#latest[workload] = new Map<number, Pipeline>();
  }

  nextOrdinal(workload: WorkloadIndex): number {
    return ++this.#ordinals[workload]!;
  }

  /** The latest pipeline of the project, if it has not ended, is cancelled: a newer push to its ref has come. */
  supersede(workload: WorkloadIndex, project: ProjectIndex): void {
    const pipeline = this.#latest[workload]!.get(project);
    if (pipeline !== undefined) this.#cancel(pipeline);
  }

  /** A pipeline is created whose jobs the source makes pending itself, all of them in one stage. */
  follow(pipeline: Pipeline): void {
    this.#alive.add(pipeline);
    pipeline.nextDue();
  }

  /** A pipeline with stages is created: the stages without needs become pending, each job after its delay. */
  begin(pipeline: Pipeline): void {
    this.#alive.add(pipeline);
    const latest = this.#latest[pipeline.workload];
    if (latest !== undefined) {
      pipeline.live = new Set();
      latest.set(pipeline.project, pipeline);
    }
    for (let stage = pipeline.nextDue(); stage >= 0; stage = pipeline.nextDue()) this.#openStage(pipeline, stage);
    this.#endIfOver(pipeline);
  }

  /** A job has its place in the table and is about to become pending. */
  joins(job: JobIndex, pipeline: Pipeline | undefined, index: number, attempt: number): void {
    const { jobs } = this.#world;
    jobs.index[job] = index;
    jobs.attempt[job] = attempt;
    if (pipeline === undefined) return;
    jobs.pipeline[job] = pipeline.ordinal;
    this.#of[job] = pipeline;
    pipeline.queued(job);
  }

  /** At the end of the run: writes those that have not ended. */
  finish(): void {
    const { jobs } = this.#world;
    for (const job of jobs.slots()) this.#of[job]?.noteStart(jobs.startedAt[job]!);
    for (const pipeline of this.#alive) this.#write(pipeline, 'running', NOT_YET);
  }

  /** A job has ended; its place in the table is still its own. */
  jobEnded(job: JobIndex, status: JobStatus, reason: FailureReason): void {
    const { jobs } = this.#world;
    const workload = jobs.workload[job]!;
    const pipeline = this.#of[job];
    const index = jobs.index[job]!;
    if (pipeline !== undefined) {
      this.#of[job] = undefined;
      pipeline.left(job, jobs.startedAt[job]!);
    }
    const attempt = jobs.attempt[job]! + 1;
    if (!(pipeline?.isSuperseded ?? false) && comesAgain(this.#retry[workload]!, attempt, status, reason)) {
      pipeline?.retried();
      this.#plan(0, { maker: this.#makers[workload]!, pipeline, index, attempt, created: 0 });
    } else if (pipeline?.ended(index % pipeline.stages, status)) this.#goOn(pipeline);
    else if (pipeline?.isSuperseded) this.#endIfOver(pipeline);
  }

  #goOn(pipeline: Pipeline): void {
    const { sim } = this.#world;
    for (let stage = pipeline.nextDue(); stage >= 0; stage = pipeline.nextDue()) {
      sim.schedule(0, Priority.ARRIVAL, this.#dueHandler, this.#due.put({ pipeline, stage }));
    }
    this.#endIfOver(pipeline);
  }

  #openStage(pipeline: Pipeline, stage: number): void {
    const maker = this.#makers[pipeline.workload]!;
    const size = pipeline.size(stage);
    for (let nth = 0; nth < size; nth++) {
      const index = nth * pipeline.stages + stage;
      const created = pipeline.created(stage, nth);
      const delay = maker.delayOf(pipeline, index);
      if (delay === 0) maker.queueJob(pipeline, index, 0, created);
      else this.#plan(delay, { maker, pipeline, index, attempt: 0, created });
    }
  }

  #plan(delay: Micros, planned: Planned): void {
    this.#world.sim.schedule(delay, Priority.ARRIVAL, this.#plannedHandler, this.#planned.put(planned));
  }

  #queuePlanned({ maker, pipeline, index, attempt, created }: Planned): void {
    if (pipeline === undefined || !pipeline.isSuperseded) maker.queueJob(pipeline, index, attempt, created);
  }

  #cancel(pipeline: Pipeline): void {
    const { jobs, fleet } = this.#world;
    const instance = this.#instances[fleet.workloads[pipeline.workload]!.instance]!;
    pipeline.supersede();
    for (const job of [...pipeline.live!]) {
      if (jobs.startedAt[job] === NOT_YET) instance.cancelPending(job);
      else if (pipeline.rules(jobs.index[job]! % pipeline.stages).interruptible) this.#site.cancelRunning(job);
    }
    this.#endIfOver(pipeline);
  }

  #endIfOver(pipeline: Pipeline): void {
    if (!pipeline.isOver || !this.#alive.delete(pipeline)) return;
    const latest = this.#latest[pipeline.workload];
    if (latest?.get(pipeline.project) === pipeline) latest.delete(pipeline.project);
    this.#write(pipeline, pipeline.status, this.#world.sim.now);
  }

  #write(pipeline: Pipeline, status: PipelineStatus, finishedAt: Micros): void {
    const record = this.#record;
    record.pipeline = pipeline.ordinal;
    record.workload = pipeline.workload;
    record.project = pipeline.project;
    record.createdAt = pipeline.createdAt;
    record.startedAt = pipeline.startedAt;
    record.finishedAt = finishedAt;
    record.status = status;
    record.jobs = pipeline.jobs;
    this.#world.journal.pipeline(record);
  }
}

function comesAgain({ max, when }: RetrySpec, attempt: number, status: JobStatus, reason: FailureReason): boolean {
  if (attempt > max) return false;
  const cause = reason === 'stuck' ? 'stuck' : status;
  return (when as readonly string[]).includes(cause);
}

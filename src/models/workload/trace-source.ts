/** Replays a job history: rows in order of `queuedAt`, merged into the run. */
import { PROTECTED_BIT } from '../../units/job-bits.js';
import type { SourceInput } from '../../sim/simulation.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { TraceArrivals } from '../../fleet/arrivals.js';
import type { WorkloadSpec } from '../../fleet/workload.js';
import type { JobIntake, TagSet } from './job-intake.js';
import { ONE_STAGE, Pipeline } from './pipeline.js';
import type { JobMaker, Pipelines } from './pipelines.js';

/** Pipelines of a history have no stages: when their jobs became pending is what the history says. */
export class TraceSource implements SourceInput, JobMaker {
  nextAt: number;
  readonly #workload: number;
  readonly #trace: TraceArrivals;
  readonly #timeout: number;
  readonly #intake: JobIntake;
  readonly #pipelines: Pipelines;
  readonly #tagSets: readonly TagSet[];
  /** By ordinal of the pipeline: rows that have not come; and the pipelines of which some have, and some not. */
  readonly #rowsLeft: Int32Array;
  readonly #coming = new Map<number, Pipeline>();
  #row = 0;

  /** The timeout of the workload is for rows that have none. */
  constructor(workload: number, spec: WorkloadSpec, trace: TraceArrivals, intake: JobIntake, pipelines: Pipelines) {
    this.#workload = workload;
    this.#trace = trace;
    this.#timeout = spec.timeout;
    this.#intake = intake;
    this.#pipelines = pipelines;
    this.#tagSets = trace.tagSets.map((tags) => intake.tagSet(tags));
    this.#rowsLeft = rowsOf(trace);
    pipelines.attach(workload, this, false);
    this.nextAt = trace.count > 0 ? trace.queuedAt[0]! : NEVER;
  }

  fire(): void {
    const trace = this.#trace;
    const row = this.#row++;
    this.nextAt = this.#row < trace.count ? trace.queuedAt[this.#row]! : NEVER;
    const ordinal = trace.pipeline.length > 0 ? trace.pipeline[row]! : 0;
    this.queueJob(ordinal > 0 ? this.#pipelineOf(ordinal, row) : undefined, row, 0, this.#intake.create(1));
  }

  /** `index` is the row. A retry is the same script again, created now; whoever cancelled the first has no part in it. */
  queueJob(pipeline: Pipeline | undefined, index: number, attempt: number, created: number): void {
    const trace = this.#trace;
    const { jobs, now } = this.#intake;
    const isNew = created === 0;
    const job = this.#intake.add(
      this.#workload,
      trace.project[index]!,
      isNew ? now : trace.arrivedAt[index]!,
      isNew ? this.#intake.create(1) : created,
      trace.script[index]!,
      Math.min(trace.timeout[index]!, this.#timeout),
    );
    const bits = trace.bits[index]!;
    jobs.bits[job] = bits >> 1;
    if (!isNew) jobs.cancelAt[job] = trace.cancelAt[index]!;
    this.#pipelines.joins(job, pipeline, index, attempt);
    this.#intake.queue(job, this.#tagSets[trace.tags[index]!]!, (bits & PROTECTED_BIT) !== 0);
  }

  delayOf(): Micros {
    return 0;
  }

  /** A pipeline is created with the first of its jobs that comes, and waits for all of them. */
  #pipelineOf(ordinal: number, row: number): Pipeline {
    const trace = this.#trace;
    const createdAt = trace.arrivedAt[row]!;
    const rows = this.#rowsLeft[ordinal]!--;
    let pipeline = this.#coming.get(ordinal);
    if (pipeline === undefined) {
      pipeline = new Pipeline({ ordinal, workload: this.#workload, project: trace.project[row]!, createdAt }, undefined, 0, ONE_STAGE, [
        rows,
      ]);
      this.#pipelines.follow(pipeline);
      this.#coming.set(ordinal, pipeline);
    } else pipeline.createdAt = Math.min(pipeline.createdAt, createdAt);
    if (rows === 1) this.#coming.delete(ordinal);
    return pipeline;
  }
}

function rowsOf({ pipeline }: TraceArrivals): Int32Array {
  const rows = new Int32Array(1 + pipeline.reduce((most, ordinal) => Math.max(most, ordinal), 0));
  for (const ordinal of pipeline) rows[ordinal]!++;
  return rows;
}

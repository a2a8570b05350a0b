/** Plays whole days of a history: each local day of the run has the rows of a day that is drawn for it, at the same local times. */
import type { ResampledArrivals } from '../../fleet/arrivals.js';
import type { WorkloadSpec } from '../../fleet/workload.js';
import type { Stream, Streams } from '../../sim/random/index.js';
import type { SourceInput } from '../../sim/simulation.js';
import { PROTECTED_BIT } from '../../units/job-bits.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import { dayStream, drawnDay } from './drawn-days.js';
import type { JobIntake, TagSet } from './job-intake.js';
import { ONE_STAGE, Pipeline } from './pipeline.js';
import type { JobMaker, Pipelines } from './pipelines.js';

/** The day of the history that a day of the run has is drawn by (seed, replication, workload, day of the run): nothing else moves it. */
export class ResampleSource implements SourceInput, JobMaker {
  nextAt: number = NEVER;
  readonly #workload: number;
  readonly #history: ResampledArrivals;
  readonly #timeout: number;
  readonly #intake: JobIntake;
  readonly #pipelines: Pipelines;
  readonly #stream: Stream;
  readonly #tagSets: readonly TagSet[];
  /** Day of the run, from 0; -1 before the first. */
  #day = -1;
  /** Its rows: where they begin and end; in another order where its clock is changed; which of them is next. */
  #first = 0;
  #end = 0;
  #order: Int32Array | undefined;
  #place = 0;
  /** By pipeline, as the history numbers them: how many of its rows have not come today, and the pipelines of which some have, and some not. */
  readonly #rowsLeft = new Map<number, number>();
  readonly #coming = new Map<number, Pipeline>();

  /** The timeout of the workload is for rows that have none. */
  constructor(workload: number, spec: WorkloadSpec, history: ResampledArrivals, intake: JobIntake, pipelines: Pipelines, streams: Streams) {
    this.#workload = workload;
    this.#history = history;
    this.#timeout = spec.timeout;
    this.#intake = intake;
    this.#pipelines = pipelines;
    this.#stream = dayStream(streams, spec);
    this.#tagSets = history.tagSets.map((tags) => intake.tagSet(tags));
    pipelines.attach(workload, this, false);
    this.#goOn();
  }

  fire(): void {
    const row = this.#row();
    const ordinal = this.#history.pipeline[row] ?? 0;
    const pipeline = ordinal > 0 ? this.#pipelineOf(ordinal, row) : undefined;
    const index = this.#day * this.#history.count + row;
    this.#place++;
    this.#goOn();
    this.queueJob(pipeline, index, 0, this.#intake.create(1));
  }

  /** `index` is the row, and the day of the run. A retry is the same script again, created now; whoever cancelled the first has no part in it. */
  queueJob(pipeline: Pipeline | undefined, index: number, attempt: number, created: number): void {
    const history = this.#history;
    const { jobs, now } = this.#intake;
    const row = index % history.count;
    const isRetry = created === 0;
    const job = this.#intake.add(
      this.#workload,
      history.project[row]!,
      // A job created before the run began has been there from its first instant on.
      isRetry ? now : Math.max(0, now - history.createdBefore[row]!),
      isRetry ? this.#intake.create(1) : created,
      history.script[row]!,
      Math.min(history.timeout[row]!, this.#timeout),
    );
    const bits = history.bits[row]!;
    jobs.bits[job] = bits >> 1;
    if (!isRetry) jobs.cancelAt[job] = now + history.cancelAfter[row]!;
    this.#pipelines.joins(job, pipeline, index, attempt);
    this.#intake.queue(job, this.#tagSets[history.tags[row]!]!, (bits & PROTECTED_BIT) !== 0);
  }

  delayOf(): Micros {
    return 0;
  }

  /** The row that is next. */
  #row(): number {
    return this.#order === undefined ? this.#first + this.#place : this.#order[this.#place]!;
  }

  /** Finds when the next row comes, on this day or a later one. */
  #goOn(): void {
    while (this.#first + this.#place >= this.#end) {
      if (this.#day + 1 >= this.#history.days.length) {
        this.nextAt = NEVER;
        return;
      }
      this.#begin(this.#day + 1);
    }
    this.nextAt = this.#at(this.#row());
  }

  #begin(day: number): void {
    const { days, firstRow, pipeline } = this.#history;
    const { pieces } = days[day]!;
    const drawn = drawnDay(this.#stream, this.#history, day);
    this.#day = day;
    this.#first = firstRow[drawn]!;
    this.#end = firstRow[drawn + 1]!;
    const rows = Int32Array.from({ length: pieces.length > 1 ? this.#end - this.#first : 0 }, (_, i) => this.#first + i);
    this.#order = pieces.length > 1 ? rows.sort((a, b) => this.#at(a) - this.#at(b) || a - b) : undefined;
    this.#place = 0;
    // The run may start in the middle of its first day.
    if (day === 0) while (this.#first + this.#place < this.#end && this.#at(this.#row()) < 0) this.#place++;
    this.#rowsLeft.clear();
    if (pipeline.length === 0) return;
    for (let place = this.#place; this.#first + place < this.#end; place++) {
      const ordinal = pipeline[this.#order?.[place] ?? this.#first + place]!;
      this.#rowsLeft.set(ordinal, (this.#rowsLeft.get(ordinal) ?? 0) + 1);
    }
  }

  /** When a row comes on this day. */
  #at(row: number): Micros {
    const clock = this.#history.clock[row]!;
    const { pieces } = this.#history.days[this.#day]!;
    let piece = 0;
    while (clock >= pieces[piece]!.until) piece++;
    return pieces[piece]!.from + clock;
  }

  /** A pipeline is created with the first of its jobs that comes, and waits for all of them. */
  #pipelineOf(ordinal: number, row: number): Pipeline {
    const createdAt = Math.max(0, this.#intake.now - this.#history.createdBefore[row]!);
    const rows = this.#rowsLeft.get(ordinal)!;
    let pipeline = this.#coming.get(ordinal);
    if (pipeline === undefined) {
      const place = {
        ordinal: this.#pipelines.nextOrdinal(this.#workload),
        workload: this.#workload,
        project: this.#history.project[row]!,
        createdAt,
      };
      pipeline = new Pipeline(place, undefined, 0, ONE_STAGE, [rows]);
      this.#pipelines.follow(pipeline);
      this.#coming.set(ordinal, pipeline);
    } else pipeline.createdAt = Math.min(pipeline.createdAt, createdAt);
    if (rows === 1) this.#coming.delete(ordinal);
    this.#rowsLeft.set(ordinal, rows - 1);
    return pipeline;
  }
}

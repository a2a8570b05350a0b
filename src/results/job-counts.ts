/** What is kept of any set of jobs, be it a project's: counts, and samples of their times. */
import { JOB_STATUSES } from '../record/job.js';
import { HOUR, SECOND, type Micros } from '../units/time.js';
import type { FilledCell } from '../stats/histogram.js';
import type { Bounded, Delay, JobScope } from './job-scope-schema.js';
import type { JobTimes } from './job-times.js';
import { DELAY_METRICS, type DelayMetric } from './question.js';
import type { ScopeSamples } from './run-samples.js';
import { Sample, type Bound } from './sample.js';

/** What a plain form is to hold: shares below which borders, and whether the histogram of queue times. */
export interface FormOptions {
  readonly borders: readonly Micros[];
  readonly cells: boolean;
}

export class JobCounts {
  jobs = 0;
  notStarted = 0;
  ended = 0;
  readonly #statuses = new Float64Array(JOB_STATUSES.length);
  readonly #samples: readonly Sample[];

  constructor(borders: readonly Micros[]) {
    this.#samples = DELAY_METRICS.map(() => new Sample(borders));
  }

  /** Adds a job of the measurement period. */
  add({ values, known, isStarted, status }: JobTimes): void {
    this.jobs++;
    if (!isStarted) this.notStarted++;
    this.#statuses[status] = this.#statuses[status]! + 1;
    const samples = this.#samples;
    for (let i = 0; i < samples.length; i++) {
      const value = values[i]!;
      if (value >= 0) samples[i]!.add(value, known[i] === 1);
    }
  }

  /** Adds a set disjoint from this one. */
  merge(other: JobCounts): void {
    this.jobs += other.jobs;
    this.notStarted += other.notStarted;
    this.ended += other.ended;
    for (let i = 0; i < this.#statuses.length; i++) this.#statuses[i] = this.#statuses[i]! + other.#statuses[i]!;
    for (let i = 0; i < this.#samples.length; i++) this.#samples[i]!.merge(other.#samples[i]!);
  }

  /** The sample of one metric. */
  sample(metric: DelayMetric): Sample {
    return this.#samples[DELAY_METRICS.indexOf(metric)]!;
  }

  /** Returns the times as plain data, copies. */
  columns(): Pick<ScopeSamples, 'times' | 'waits'> {
    return { times: this.#samples.map((sample) => sample.columns()), waits: undefined };
  }

  /** The plain form. `length` is that of the measurement period. */
  scope(name: string, length: Micros, options: FormOptions): JobScope {
    const delay = (metric: DelayMetric, cells: boolean): Delay => delayOf(this.sample(metric), options.borders, cells);
    return {
      name,
      jobs: this.jobs,
      notStarted: this.notStarted,
      ended: this.ended,
      throughputPerHour: length > 0 ? this.ended / (length / HOUR) : 0,
      statuses: Object.fromEntries(JOB_STATUSES.map((status, i) => [status, this.#statuses[i]!])),
      queueTime: delay('queue_time', options.cells),
      preparation: delay('preparation', false),
      startDelay: delay('start_delay', false),
      sojourn: delay('sojourn', false),
    };
  }
}

function bounded(bound: Bound): Bounded {
  if (Number.isNaN(bound.value)) return { value: null };
  return bound.atLeast ? { value: bound.value / SECOND, atLeast: true } : { value: bound.value / SECOND };
}

/** The plain form of a sample. */
export function delayOf(sample: Sample, borders: readonly Micros[], cells: boolean): Delay {
  const share = (border: Micros): number | null => (sample.count === 0 ? null : sample.shareBelow(border));
  return {
    count: sample.count,
    bounds: sample.bounds,
    mean: bounded(sample.mean()),
    p50: bounded(sample.quantile(0.5)),
    p75: bounded(sample.quantile(0.75)),
    p90: bounded(sample.quantile(0.9)),
    p95: bounded(sample.quantile(0.95)),
    p99: bounded(sample.quantile(0.99)),
    max: bounded(sample.max()),
    shareBelow: borders.map((border) => ({ seconds: border / SECOND, share: share(border) })),
    ...(cells ? { cells: pairs(sample.cells()) } : {}),
    ...(cells && sample.bounds > 0 ? { boundCells: pairs(sample.boundCells()) } : {}),
  };
}

function pairs(filled: readonly FilledCell[]): [number, number][] {
  return filled.map(([cell, count]) => [cell, count]);
}

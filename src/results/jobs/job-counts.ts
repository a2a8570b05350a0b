/** What is kept of any set of jobs, be it a project's: counts, and samples of their times. */
import { JOB_STATUSES } from '../../record/job.js';
import { HOUR, SECOND, type Micros } from '../../units/time.js';
import type { FilledCell } from '../../stats/histogram.js';
import type { Bounded, Delay, JobScope } from './job-scope-schema.js';
import type { JobTimes } from './job-times.js';
import { DELAY_METRICS, type DelayMetric } from '../question.js';
import type { ScopeSamples } from '../samples/run-samples.js';
import { Sample, type Bound } from '../samples/sample.js';

const TIMES = DELAY_METRICS.length;

/** What a plain form is to hold: shares below which borders, and whether the histogram of queue times. */
export interface FormOptions {
  readonly borders: readonly Micros[];
  readonly cells: boolean;
}

/** Numbers of the rows that are kept before they are filed: of two jobs at first, as many as V8 keeps within its heap, and of 64 where there have been more. */
const FEW = 2 * TIMES;
const MANY = 64 * TIMES;
const NO_ROWS = new Float64Array(0);
/** The row of one job. */
const ROW = new Float64Array(TIMES);

export class JobCounts {
  jobs = 0;
  notStarted = 0;
  ended = 0;
  readonly #statuses = new Float64Array(JOB_STATUSES.length);
  readonly #samples: readonly Sample[];
  /** The times, a row a job, of those of which all are known and that are not yet in the samples: those of many jobs are filed with one look at a sample. */
  #rows = NO_ROWS;
  #rowsEnd = 0;

  constructor(borders: readonly Micros[]) {
    this.#samples = DELAY_METRICS.map(() => new Sample(borders));
  }

  /** Adds a job of the measurement period. */
  add(times: JobTimes): void {
    this.jobs++;
    this.#statuses[times.status]!++;
    if (times.bounds === 0) this.#keep(times);
    else this.#addBounds(times);
  }

  /** Adds a set disjoint from this one. */
  merge(other: JobCounts): void {
    this.jobs += other.jobs;
    this.notStarted += other.notStarted;
    this.ended += other.ended;
    for (let i = 0; i < this.#statuses.length; i++) this.#statuses[i] = this.#statuses[i]! + other.#statuses[i]!;
    this.#file();
    other.#file();
    for (let i = 0; i < TIMES; i++) this.#samples[i]!.merge(other.#samples[i]!);
  }

  /** The sample of one metric, of the jobs so far. */
  sample(metric: DelayMetric): Sample {
    this.#file();
    return this.#samples[DELAY_METRICS.indexOf(metric)]!;
  }

  /** Returns the times as plain data, copies. */
  columns(): Pick<ScopeSamples, 'times' | 'waits'> {
    this.#file();
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

  /** Of a job with some time that is a lower bound, or none. */
  #addBounds(times: JobTimes): void {
    if (times.preparation < 0) this.notStarted++;
    times.write(ROW, 0);
    for (let i = 0; i < TIMES; i++) {
      const value = ROW[i]!;
      if (value >= 0) this.#samples[i]!.add(value, (times.bounds & (1 << i)) === 0);
    }
  }

  #keep(times: JobTimes): void {
    if (this.#rowsEnd === this.#rows.length) this.#makeRoom();
    times.write(this.#rows, this.#rowsEnd);
    this.#rowsEnd += TIMES;
  }

  #makeRoom(): void {
    this.#file();
    const length = this.jobs * TIMES > MANY ? MANY : FEW;
    if (this.#rows.length < length) this.#rows = new Float64Array(length);
  }

  #file(): void {
    for (let i = 0; i < TIMES; i++) this.#samples[i]!.addEvery(TIMES, this.#rows, i, this.#rowsEnd);
    this.#rowsEnd = 0;
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

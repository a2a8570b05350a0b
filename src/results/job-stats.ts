/** What is kept of a set of jobs, and how one job's record becomes its four times. */
import { JOB_STATUSES, type JobRecord } from '../record/job.js';
import { NOT_YET } from '../record/not-yet.js';
import { PREPARATION_PARTS } from '../record/preparation.js';
import { WAIT_CAUSES } from '../record/wait-causes.js';
import { HOUR, SECOND, type Micros } from '../units/time.js';
import type { FilledCell } from '../stats/histogram.js';
import { LimbSum } from '../sim/limbs.js';
import { MakeUp } from './make-up.js';
import type { ScopeSamples } from './run-samples.js';
import { DELAY_METRICS, type DelayMetric } from './question.js';
import type { Bounded, Delay, JobScope, Parts, Waits } from './job-scope-schema.js';
import { Sample, type Bound } from './sample.js';

/** Durations whose share below is always reported. */
export const FIXED_BORDERS: readonly Micros[] = [10 * SECOND, 30 * SECOND, 60 * SECOND, 120 * SECOND, 300 * SECOND];

const STATUS_INDEX = new Map(JOB_STATUSES.map((status, index) => [status, index]));

/** The four times of one job; reused from job to job. A time below zero is none: the job never began what it measures. */
export class JobTimes {
  readonly values = new Float64Array(DELAY_METRICS.length);
  /** 1 where the value is the whole time, 0 where it is a lower bound. */
  readonly known = new Uint8Array(DELAY_METRICS.length);

  /**
   * Reads a record. An instant that has not come counts as later than the job's end or, while it has none, than `now`, so the time is a lower
   * bound. Preparation exists from the start on.
   */
  read(record: Readonly<JobRecord>, now: Micros): void {
    const { queuedAt, startedAt, scriptAt, finishedAt } = record;
    const reached = finishedAt === NOT_YET ? now : finishedAt;
    this.#set(0, queuedAt, startedAt, reached);
    if (startedAt === NOT_YET) this.values[1] = -1;
    else this.#set(1, startedAt, scriptAt, reached);
    this.#set(2, queuedAt, scriptAt, reached);
    this.#set(3, queuedAt, finishedAt, reached);
  }

  #set(index: number, from: Micros, to: Micros, reached: Micros): void {
    this.known[index] = to === NOT_YET ? 0 : 1;
    this.values[index] = Math.max(0, (to === NOT_YET ? reached : to) - from);
  }
}

/** Counts and samples of a set of jobs. */
export class JobStats {
  jobs = 0;
  notStarted = 0;
  ended = 0;
  readonly #statuses = new Float64Array(JOB_STATUSES.length);
  readonly #samples: readonly Sample[];
  /** Queue times by WAIT_CAUSES; undefined where times are not taken apart. */
  readonly #waits: MakeUp | undefined;
  readonly #preparation: MakeUp | undefined;
  readonly #inOutage = new LimbSum();
  #overtaken = 0;
  #overtakenMax = 0;

  /** `hasParts`: whether times are to be taken apart; it costs some kilobytes. */
  constructor(borders: readonly Micros[], hasParts = true) {
    this.#samples = DELAY_METRICS.map(() => new Sample(borders));
    this.#waits = hasParts ? new MakeUp(WAIT_CAUSES.length) : undefined;
    this.#preparation = hasParts ? new MakeUp(PREPARATION_PARTS.length) : undefined;
  }

  /** Adds a job of the measurement period. */
  add(record: Readonly<JobRecord>, times: JobTimes): void {
    this.jobs++;
    if (record.startedAt === NOT_YET) this.notStarted++;
    const status = STATUS_INDEX.get(record.status)!;
    this.#statuses[status] = this.#statuses[status]! + 1;
    for (let i = 0; i < this.#samples.length; i++) {
      const value = times.values[i]!;
      if (value >= 0) this.#samples[i]!.add(value, times.known[i] === 1);
    }
    this.#waits?.add(times.values[0]!, record.waits);
    if (times.values[1]! >= 0) this.#preparation?.add(times.values[1]!, record.preparation);
    this.#inOutage.add(record.inOutage);
    this.#overtaken += record.overtaken;
    if (record.overtaken > this.#overtakenMax) this.#overtakenMax = record.overtaken;
  }

  /** Adds a set disjoint from this one. */
  merge(other: JobStats): void {
    this.jobs += other.jobs;
    this.notStarted += other.notStarted;
    this.ended += other.ended;
    for (let i = 0; i < this.#statuses.length; i++) this.#statuses[i] = this.#statuses[i]! + other.#statuses[i]!;
    for (let i = 0; i < this.#samples.length; i++) this.#samples[i]!.merge(other.#samples[i]!);
    if (other.#waits !== undefined) this.#waits?.merge(other.#waits);
    if (other.#preparation !== undefined) this.#preparation?.merge(other.#preparation);
    this.#inOutage.merge(other.#inOutage);
    this.#overtaken += other.#overtaken;
    this.#overtakenMax = Math.max(this.#overtakenMax, other.#overtakenMax);
  }

  /** The sample of one metric. */
  sample(metric: DelayMetric): Sample {
    return this.#samples[DELAY_METRICS.indexOf(metric)]!;
  }

  /** Returns the times as plain data, copies. */
  columns(): Pick<ScopeSamples, 'times' | 'waits'> {
    return { times: this.#samples.map((sample) => sample.columns()), waits: this.#waits?.columns() };
  }

  /** The plain form. `length` is that of the measurement period. */
  scope(name: string, length: Micros, options: { readonly borders: readonly Micros[]; readonly cells: boolean }): JobScope {
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
      ...this.#parts(),
    };
  }

  #parts(): Pick<JobScope, 'waits' | 'inOutage' | 'preparationParts' | 'overtaken'> {
    const [waits, preparation] = [this.#waits, this.#preparation];
    if (waits === undefined || preparation === undefined || waits.count === 0) return {};
    const at = (level: number): Parts => partsOf(WAIT_CAUSES, waits.of(this.#samples[0]!.quantile(level).value));
    const inOutage = this.#inOutage.toNumber();
    const found: Waits = { mean: partsOf(WAIT_CAUSES, waits.means()), p50: at(0.5), p95: at(0.95), p99: at(0.99) };
    return {
      waits: found,
      ...(inOutage > 0 ? { inOutage: inOutage / waits.count / SECOND } : {}),
      ...(preparation.count === 0 ? {} : { preparationParts: partsOf(PREPARATION_PARTS, preparation.means()) }),
      overtaken: { mean: this.#overtaken / this.jobs, max: this.#overtakenMax },
    };
  }
}

/** Seconds by name; what is nought is left out. */
function partsOf(names: readonly string[], micros: readonly number[]): Parts {
  return Object.fromEntries(names.flatMap((name, i) => (micros[i]! > 0 ? [[name, micros[i]! / SECOND]] : [])));
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

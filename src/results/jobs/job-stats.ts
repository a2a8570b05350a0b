/** What is kept of a set of jobs whose times are taken apart: beside counts and samples, why they waited and what their preparation was. */
import type { JobRecord } from '../../record/job.js';
import { PREPARATION_PARTS } from '../../record/preparation.js';
import { WAIT_CAUSES } from '../../record/wait-causes.js';
import { SECOND, type Micros } from '../../units/time.js';
import { LimbSum } from '../../sim/limbs.js';
import { JobCounts, type FormOptions } from './job-counts.js';
import type { JobScope, Parts, Waits } from './job-scope-schema.js';
import type { JobTimes } from './job-times.js';
import { MakeUp } from '../samples/make-up.js';
import type { ScopeSamples } from '../samples/run-samples.js';

export class JobStats {
  readonly counts: JobCounts;
  /** Queue times by WAIT_CAUSES. */
  readonly #waits = new MakeUp(WAIT_CAUSES.length);
  readonly #preparation = new MakeUp(PREPARATION_PARTS.length);
  readonly #inOutage = new LimbSum();
  #overtaken = 0;
  #overtakenMax = 0;

  /** `borders` as in `Sample`. */
  constructor(borders: readonly Micros[]) {
    this.counts = new JobCounts(borders);
  }

  /** Adds a job of the measurement period; `times` are its own. */
  add(record: Readonly<JobRecord>, times: JobTimes): void {
    this.counts.add(times);
    this.#waits.add(times.queueTime, record.waits);
    if (times.preparation >= 0) this.#preparation.add(times.preparation, record.preparation);
    if (record.inOutage > 0) this.#inOutage.add(record.inOutage);
    if (record.overtaken > 0) {
      this.#overtaken += record.overtaken;
      this.#overtakenMax = Math.max(this.#overtakenMax, record.overtaken);
    }
  }

  /** Adds a set disjoint from this one. */
  merge(other: JobStats): void {
    this.counts.merge(other.counts);
    this.#waits.merge(other.#waits);
    this.#preparation.merge(other.#preparation);
    this.#inOutage.merge(other.#inOutage);
    this.#overtaken += other.#overtaken;
    this.#overtakenMax = Math.max(this.#overtakenMax, other.#overtakenMax);
  }

  /** Returns the times as plain data, copies. */
  columns(): Pick<ScopeSamples, 'times' | 'waits'> {
    return { ...this.counts.columns(), waits: this.#waits.columns() };
  }

  /** The plain form. `length` is that of the measurement period. */
  scope(name: string, length: Micros, options: FormOptions): JobScope {
    return { ...this.counts.scope(name, length, options), ...this.#parts() };
  }

  #parts(): Pick<JobScope, 'waits' | 'inOutage' | 'preparationParts' | 'overtaken'> {
    const [waits, preparation] = [this.#waits, this.#preparation];
    if (waits.count === 0) return {};
    const queueTimes = this.counts.sample('queue_time');
    const at = (level: number): Parts => partsOf(WAIT_CAUSES, waits.of(queueTimes.quantile(level).value));
    const inOutage = this.#inOutage.toNumber();
    const found: Waits = { mean: partsOf(WAIT_CAUSES, waits.means()), p50: at(0.5), p95: at(0.95), p99: at(0.99) };
    return {
      waits: found,
      ...(inOutage > 0 ? { inOutage: inOutage / waits.count / SECOND } : {}),
      ...(preparation.count === 0 ? {} : { preparationParts: partsOf(PREPARATION_PARTS, preparation.means()) }),
      overtaken: { mean: this.#overtaken / this.counts.jobs, max: this.#overtakenMax },
    };
  }
}

/** Seconds by name; what is nought is left out. */
function partsOf(names: readonly string[], micros: readonly number[]): Parts {
  return Object.fromEntries(names.flatMap((name, i) => (micros[i]! > 0 ? [[name, micros[i]! / SECOND]] : [])));
}

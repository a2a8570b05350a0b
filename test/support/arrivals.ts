/** Builders of arrivals: a list of jobs as a trace, and generated ones. Whatever is not given is plain: an untagged job that succeeds. */
import type { GeneratedArrivals, TraceArrivals } from '../../src/fleet/arrivals.js';
import { MINUTE } from '../../src/units/time.js';
import type { Micros } from '../../src/units/time.js';

/** One job of a trace. */
export interface JobOptions {
  /** It becomes pending. Default: 0. */
  readonly at?: Micros;
  /** It was created. Default: when it becomes pending. */
  readonly arrivedAt?: Micros;
  /** Run time of the user's script. Default: one minute. */
  readonly script?: Micros;
  /** Index of its project. Default: 0. */
  readonly project?: number;
  readonly tags?: readonly string[];
  readonly protected?: boolean;
  readonly fails?: boolean;
  readonly timeout?: Micros;
  readonly cancelAt?: Micros;
  /** The cancel ends it at once (`canceled`), not in order (`canceling`). */
  readonly cancelAtOnce?: boolean;
  /** Ordinal of its pipeline. Default: none. */
  readonly pipeline?: number;
}

/** Returns a trace of the jobs, which have to be in order of `at`. */
export function traceOf(jobs: readonly JobOptions[]): TraceArrivals {
  const column = (value: (job: JobOptions) => number): Float64Array => Float64Array.from(jobs, value);
  return {
    kind: 'trace',
    count: jobs.length,
    arrivedAt: column(({ at = 0, arrivedAt = at }) => arrivedAt),
    queuedAt: column(({ at = 0 }) => at),
    script: column(({ script = MINUTE }) => script),
    project: Int32Array.from(jobs, ({ project = 0 }) => project),
    tags: Int32Array.from(jobs, (_, row) => row),
    tagSets: jobs.map(({ tags = [] }) => tags),
    bits: Uint8Array.from(jobs, (job) => (job.protected ? 1 : 0) + (job.fails ? 2 : 0) + (job.cancelAtOnce ? 4 : 0)),
    pipeline: Int32Array.from(jobs.some(({ pipeline }) => pipeline !== undefined) ? jobs : [], ({ pipeline = 0 }) => pipeline),
    timeout: column(({ timeout = Infinity }) => timeout),
    cancelAt: column(({ cancelAt = Infinity }) => cancelAt),
  };
}

/** Settings of generated arrivals beside their pattern. */
export type GeneratedOptions = Partial<Omit<GeneratedArrivals, 'kind' | 'pattern'>> & {
  /** Run time of every script, where no classes are given. Default: one minute. */
  readonly script?: Micros;
};

/** Returns generated arrivals: by default batches of one job of one class and project 0, without a bound. */
export function generated(
  pattern: GeneratedArrivals['pattern'],
  { script = MINUTE, ...options }: GeneratedOptions = {},
): GeneratedArrivals {
  return {
    kind: 'generated',
    pattern,
    schedules: [],
    batch: { kind: 'constant', value: 1 },
    maxJobs: Infinity,
    pipeline: undefined,
    classes: [{ name: 'job', weight: 1, duration: { kind: 'constant', value: script }, tags: [], protected: false, failure: 0 }],
    projects: [0],
    projectShare: Float64Array.of(1),
    ...options,
  };
}

/** Returns Poisson arrivals at one rate, in batches per microsecond. */
export function poisson(rate: number, options: GeneratedOptions = {}): GeneratedArrivals {
  return generated({ kind: 'poisson', at: [0], rates: [rate] }, options);
}

/** A workload times a factor, whatever kind it is of: more or fewer pipelines come, and none of them changes its size. */
import type { ArrivalSpec, GeneratedArrivals, TraceArrivals } from '../fleet/arrivals.js';
import type { WorkloadSpec } from '../fleet/workload.js';
import { HOUR } from '../units/time.js';
import { grownDays } from './replay/grown-days.js';
import { GrownPipelines } from './replay/growth.js';

/** Pipelines that are added to a history begin at most this long before or after their original, which is what `trace.scale` does unless told. */
const SPREAD = HOUR;

/**
 * Returns the workload with so many times its pipelines; `factor` is above 0. The n-th pipeline of a rate stays the n-th, with the same jobs, and comes at
 * another time. A schedule has more or fewer in its turns, a history has whole pipelines left out or again, and a burst, which is one, has more jobs.
 */
export function grownWorkload(workload: WorkloadSpec, factor: number): WorkloadSpec {
  if (factor === 1) return workload;
  return { ...workload, arrivals: grownArrivals(workload.arrivals, factor) };
}

function grownArrivals(arrivals: ArrivalSpec, factor: number): ArrivalSpec {
  switch (arrivals.kind) {
    case 'trace':
      return grownTrace(arrivals, factor);
    case 'resample':
      return grownDays(arrivals, { pipelines: factor, spread: SPREAD });
    case 'generated':
      return grownGenerated(arrivals, factor);
  }
}

function grownGenerated(arrivals: GeneratedArrivals, factor: number): GeneratedArrivals {
  const { pattern, batch, schedules, maxJobs } = arrivals;
  const isBurst = pattern.kind === 'all_at_once' && batch.kind === 'constant';
  return {
    ...arrivals,
    pattern: grownPattern(pattern, factor),
    batch: isBurst ? { ...batch, value: Math.max(1, Math.round(batch.value * factor)) } : batch,
    schedules: schedules.map((schedule) => ({ ...schedule, growth: (schedule.growth ?? 1) * factor })),
    // A bound on the jobs of a whole load is one of the grown load too.
    maxJobs: Number.isFinite(maxJobs) ? Math.max(1, Math.round(maxJobs * factor)) : maxJobs,
  };
}

function grownPattern(pattern: GeneratedArrivals['pattern'], factor: number): GeneratedArrivals['pattern'] {
  switch (pattern.kind) {
    case 'poisson':
      return { ...pattern, rates: pattern.rates.map((rate) => rate * factor) };
    case 'deterministic':
      return { ...pattern, every: Math.max(1, Math.round(pattern.every / factor)), count: Math.max(1, Math.round(pattern.count * factor)) };
    case 'all_at_once':
    case 'none':
      return pattern;
  }
}

/** The rows of a replayed history, grown as `trace.scale` grows the file's. */
function grownTrace(arrivals: TraceArrivals, factor: number): TraceArrivals {
  const { queuedAt, pipeline, count } = arrivals;
  const grown = new GrownPipelines(
    { queuedAt: Array.from(queuedAt), pipeline: Array.from(pipeline, (ordinal) => ordinal - 1) },
    Int32Array.from({ length: count }, (_, row) => row),
    { pipelines: factor, spread: SPREAD },
  );
  const rows: number[] = [];
  const copies: number[] = [];
  const later: number[] = [];
  for (let row = 0; row < count; row++) {
    const times = grown.copies(row, 0);
    for (let copy = 0; copy < times; copy++) {
      rows.push(row);
      copies.push(copy);
      later.push(grown.offset(row, 0, copy));
    }
  }
  const timeOf = (place: number): number => queuedAt[rows[place]!]! + later[place]!;
  const order = Uint32Array.from(rows.keys()).sort((a, b) => timeOf(a) - timeOf(b) || a - b);
  const column = (own: Float64Array, isMoved: boolean): Float64Array =>
    Float64Array.from(order, (place) => own[rows[place]!]! + (isMoved ? later[place]! : 0));
  const whole = (own: Int32Array): Int32Array => (own.length === 0 ? own : Int32Array.from(order, (place) => own[rows[place]!]!));
  const { job, line } = arrivals;
  return {
    ...arrivals,
    count: order.length,
    arrivedAt: column(arrivals.arrivedAt, true).map((at) => Math.max(0, at)),
    queuedAt: column(queuedAt, true),
    script: column(arrivals.script, false),
    project: whole(arrivals.project),
    tags: whole(arrivals.tags),
    bits: Uint8Array.from(order, (place) => arrivals.bits[rows[place]!]!),
    pipeline: pipeline.length === 0 ? pipeline : renumbered(order, (place) => [pipeline[rows[place]!]!, copies[place]!]),
    timeout: column(arrivals.timeout, false),
    cancelAt: column(arrivals.cancelAt, true),
    ...(job === undefined || job.length === 0 ? {} : { job: Array.from(order, (place) => job[rows[place]!]!) }),
    ...(line === undefined ? {} : { line: whole(line) }),
  };
}

/** Numbers of pipelines from 1 in the order of their first jobs, those of a copy apart from those of its original. */
function renumbered(order: Uint32Array, of: (place: number) => readonly [pipeline: number, copy: number]): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(order, (place) => {
    const [pipeline, copy] = of(place);
    if (pipeline === 0) return 0;
    const key = `${pipeline}/${copy}`;
    const number = known.get(key) ?? known.size + 1;
    known.set(key, number);
    return number;
  });
}

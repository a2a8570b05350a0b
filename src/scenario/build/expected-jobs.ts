/** How many jobs a load is expected to make: what a reader wants to know before a run, and what a run without end is told by. */
import type { ArrivalSpec, GeneratedArrivals, ResampledArrivals, TraceArrivals } from '../../fleet/arrivals.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import { distribution } from '../../sim/random/index.js';
import type { Micros } from '../../units/time.js';

/** What says how many jobs a source brings. */
type Said<Source> = Source extends TraceArrivals
  ? Pick<Source, 'kind' | 'count'>
  : Source extends ResampledArrivals
    ? Pick<Source, 'kind' | 'clock' | 'firstRow' | 'pools' | 'days'>
    : Source extends GeneratedArrivals
      ? Pick<Source, 'kind' | 'pattern' | 'schedules' | 'batch' | 'maxJobs' | 'pipeline'>
      : Source;
type Load = Said<ArrivalSpec>;

/** Returns the mean number of batches up to the horizon. */
function expectedBatches(pattern: GeneratedArrivals['pattern'], horizon: Micros): number {
  switch (pattern.kind) {
    case 'poisson':
      return pattern.rates.reduce((sum, rate, i) => sum + rate * ((pattern.at[i + 1] ?? horizon) - (pattern.at[i] ?? 0)), 0);
    case 'deterministic':
      return Math.min(pattern.count, Math.max(0, Math.ceil((horizon - pattern.first) / pattern.every)));
    case 'all_at_once':
      return 1;
    case 'none':
      return 0;
  }
}

/** Returns the mean over all draws of days, jobs before the start and after the horizon left out. */
function expectedOfDays(
  { clock, firstRow, pools, days }: Pick<ResampledArrivals, 'clock' | 'firstRow' | 'pools' | 'days'>,
  horizon: Micros,
): number {
  const ofDay = pools.map((pool) => pool.reduce((sum, day) => sum + firstRow[day + 1]! - firstRow[day]!, 0));
  return days.reduce((sum, { pool, pieces }, i) => {
    const of = pools[pool]!;
    if (i > 0 && i < days.length - 1) return sum + ofDay[pool]! / of.length;
    const isIn = (time: Micros): boolean => {
      const at = pieces.find(({ until }) => time < until)!.from + time;
      return at >= 0 && at < horizon;
    };
    return sum + of.reduce((jobs, day) => jobs + count(clock.subarray(firstRow[day], firstRow[day + 1]), isIn), 0) / of.length;
  }, 0);
}

function count(times: Float64Array, isIn: (time: Micros) => boolean): number {
  return times.reduce((sum, time) => sum + (isIn(time) ? 1 : 0), 0);
}

/**
 * Returns the jobs of a load up to the horizon: exactly for a trace, as the mean of all draws for days of a history, on average (but for the rounding of batches and stages, and without
 * retries) for a generated one.
 */
export function expectedJobs(load: Load, horizon: Micros): number {
  if (load.kind === 'trace') return load.count;
  if (load.kind === 'resample') return expectedOfDays(load, horizon);
  const staged = load.pipeline?.stages.reduce((sum, { jobs }) => sum + distribution(jobs).mean, 0);
  const sizeOf = (batch: GeneratedArrivals['batch']): number => staged ?? Math.max(1, distribution(batch).mean);
  const scheduled = load.schedules.reduce((sum, { at, count, batch }) => sum + at.length * distribution(count).mean * sizeOf(batch), 0);
  return Math.min(load.maxJobs, expectedBatches(load.pattern, horizon) * sizeOf(load.batch) + scheduled);
}

/** Returns the jobs of all loads of a fleet up to its horizon, as `expectedJobs` says of one. */
export function expectedJobsOf({ workloads, horizon }: Pick<FleetSpec, 'workloads' | 'horizon'>): number {
  return workloads.reduce((sum, { arrivals }) => sum + expectedJobs(arrivals, horizon), 0);
}

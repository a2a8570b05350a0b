/** How many jobs a load is expected to make: what a reader wants to know before a run, and what a run without end is told by. */
import type { GeneratedArrivals, TraceArrivals } from '../../fleet/arrivals.js';
import { distribution } from '../../sim/random/index.js';
import type { Micros } from '../../units/time.js';

type Load =
  Pick<TraceArrivals, 'kind' | 'count'> | Pick<GeneratedArrivals, 'kind' | 'pattern' | 'schedules' | 'batch' | 'maxJobs' | 'pipeline'>;

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

/**
 * Returns the jobs of a load up to the horizon: exactly for a trace, on average (but for the rounding of batches and stages, and without
 * retries) for a generated one.
 */
export function expectedJobs(load: Load, horizon: Micros): number {
  if (load.kind === 'trace') return load.count;
  const staged = load.pipeline?.stages.reduce((sum, { jobs }) => sum + distribution(jobs).mean, 0);
  const sizeOf = (batch: GeneratedArrivals['batch']): number => staged ?? Math.max(1, distribution(batch).mean);
  const scheduled = load.schedules.reduce((sum, { at, count, batch }) => sum + at.length * distribution(count).mean * sizeOf(batch), 0);
  return Math.min(load.maxJobs, expectedBatches(load.pattern, horizon) * sizeOf(load.batch) + scheduled);
}

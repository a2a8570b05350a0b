/** Curves of a backtest, to be drawn: quantiles of both sides against each other, and the waits hour by hour. */
import { timeText } from '../../history/judge.js';
import { sortedQuantile } from '../../stats/quantiles.js';
import { HOUR } from '../../units/time.js';
import type { BacktestResult } from './backtest-result.js';
import type { JoinedJobs } from './joined-jobs.js';

/** Levels, closer towards the end where few jobs have waited long. */
const LEVELS = [0.005, ...Array.from({ length: 98 }, (_, i) => (i + 1) / 100), 0.985, 0.99, 0.9925, 0.995, 0.9975, 0.999] as const;

/** Returns quantiles of both sides. */
export function quantilesOf({ observed, simulated }: JoinedJobs): BacktestResult['quantiles'] {
  const [seen, ...runs] = [observed, ...simulated].map((waits) => Float64Array.from(waits).sort());
  return LEVELS.map((level) => ({
    level,
    observed: sortedQuantile(seen!, level),
    simulated: runs.reduce((sum, run) => sum + sortedQuantile(run, level), 0) / runs.length,
  }));
}

/** Returns the mean waits of the hours between the first job and the last. */
export function hoursOf({ jobs, observed, simulated }: JoinedJobs, isClock: boolean): BacktestResult['hours'] {
  const first = Math.floor(jobs[0]!.queued / HOUR);
  const last = Math.floor(jobs.at(-1)!.queued / HOUR);
  const counts = new Float64Array(last - first + 1);
  const sums = [observed, ...simulated].map((waits) => {
    const sum = new Float64Array(counts.length);
    for (const [place, { queued }] of jobs.entries()) sum[Math.floor(queued / HOUR) - first]! += waits[place]!;
    return sum;
  });
  for (const { queued } of jobs) counts[Math.floor(queued / HOUR) - first]!++;
  const means = (columns: readonly Float64Array[]): (number | null)[] =>
    Array.from(counts, (count, hour) =>
      count === 0 ? null : columns.reduce((sum, column) => sum + column[hour]!, 0) / columns.length / count,
    );
  return { from: timeText(first * HOUR, isClock), observed: means(sums.slice(0, 1)), simulated: means(sums.slice(1)) };
}

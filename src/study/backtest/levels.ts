/** How many jobs ran at once, and how soon jobs were taken that found a free slot. */
import { changesOf, levelOf } from '../../history/describe/sweep.js';
import { sortedQuantile } from '../../stats/quantiles.js';
import type { TracedColumns } from '../kept/traced-jobs.js';
import type { BacktestQuestion } from './backtest-question.js';
import type { BacktestResult } from './backtest-result.js';
import { someJobs, type JoinedJobs } from './joined-jobs.js';

/** Returns mean and peak of the jobs that ran at once in the time that is judged, of all jobs of the history. */
export function runningOf({ history, replayed, from, to }: BacktestQuestion, runs: readonly TracedColumns[]): BacktestResult['running'] {
  const level = (stretches: readonly { readonly from: number; readonly to: number }[]): { mean: number; max: number } =>
    levelOf(changesOf(stretches.map((own) => ({ from: Math.max(from, own.from), to: Math.min(to, own.to), of: undefined }))), from, to);
  const seen = level(
    // Some histories give a job a start that was cancelled before a runner had it.
    history.jobs.flatMap(({ started, finished, lasts, waitKnown }) =>
      started === undefined || waitKnown === 'cancelled' ? [] : [{ from: started, to: finished ?? started + lasts }],
    ),
  );
  const made = runs.map(({ startedAt, finishedAt }) => {
    const at = (time: number): number => time + replayed.origin;
    return level(
      Array.from(startedAt, (time, row) => ({ from: at(time), to: at(finishedAt[row]!) })).filter(
        (own) => !Number.isNaN(own.from + own.to),
      ),
    );
  });
  const mean = (of: 'mean' | 'max'): number => made.reduce((sum, own) => sum + own[of], 0) / made.length;
  return { mean: { observed: seen.mean, simulated: mean('mean') }, peak: { observed: seen.max, simulated: mean('max') } };
}

/** Returns how soon jobs were taken for which the plain queue has a slot at once: what is left is polls, boots and pauses. Null where there is none. */
export function pickUpOf(joined: JoinedJobs): BacktestResult['pickUp'] {
  const { jobs, observed, simulated } = someJobs(joined, (_, place) => joined.ideal[place] === 0);
  if (jobs.length === 0) return null;
  const at = (level: number): { observed: number; simulated: number } => {
    const of = (waits: Float64Array): number => sortedQuantile(Float64Array.from(waits).sort(), level);
    return { observed: of(observed), simulated: simulated.reduce((sum, run) => sum + of(run), 0) / simulated.length };
  };
  return { jobs: jobs.length, p50: at(0.5), p90: at(0.9) };
}

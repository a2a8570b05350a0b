/** Figures of a plan with their intervals: right at the confidence of the plan, each on its own, however often it was looked. */
import type { Answer } from '../../results/run-result.js';
import { boundsOf } from '../../stats/looks.js';
import { isUpper, meantLevel, type Threshold } from '../thresholds/threshold.js';
import type { ErrorBudget } from './certainty.js';
import { allowedShare } from './margins.js';
import type { PlanMoney, PlanThreshold } from './plan-result.js';

/** Returns the mean of a figure a month, or of its difference to another over the replications that both have. */
export function planMoney(own: readonly number[], other: readonly number[] | undefined, budget: ErrorBudget): PlanMoney {
  const n = other === undefined ? own.length : Math.min(own.length, other.length);
  return interval(
    Array.from({ length: n }, (_, run) => own[run]! - (other?.[run] ?? 0)),
    budget,
  );
}

/** Returns the share of the jobs on the wrong side of a threshold; undefined of one that is not about shares of jobs. */
export function shareOf(threshold: Threshold, answers: readonly Answer[], budget: ErrorBudget): PlanThreshold['share'] {
  const { stat } = threshold.question;
  const upper = isUpper(threshold.operator);
  const isQuantile = stat.kind === 'quantile';
  if (!isQuantile && stat.kind !== 'share_below') return undefined;
  const below = answers.flatMap(({ value, share }): number[] => {
    const own = isQuantile ? share : value;
    return own === undefined || own === null ? [] : [own];
  });
  if (below.length === 0) return undefined;
  const isLate = isQuantile ? upper : !upper;
  const line = isQuantile ? meantLevel(stat.level) : threshold.limit;
  const wrong = interval(
    below.map((share) => (isLate ? 1 - share : share)),
    budget,
  );
  const within = (end: number | null): number | null => (end === null ? null : Math.max(0, Math.min(1, end)));
  return {
    of: isLate ? 'late' : 'early',
    estimate: wrong.estimate,
    low: within(wrong.low),
    high: within(wrong.high),
    allowed: allowedShare(threshold, line),
  };
}

function interval(values: readonly number[], { error, looks, isRandom }: ErrorBudget): PlanMoney {
  const { mean, low, high } = boundsOf(values, error / 2 / looks.count);
  const isOpen = !isRandom || !Number.isFinite(low) || !Number.isFinite(high);
  return { estimate: mean, low: isOpen ? null : low, high: isOpen ? null : high };
}

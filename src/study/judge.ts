/** Holds estimates against thresholds. */
import type { Answer } from '../results/run-result.js';
import { estimateMean } from '../stats/confidence.js';
import { spreadOf } from './figures.js';
import type { Threshold } from './threshold.js';

export const VERDICTS = ['pass', 'fail', 'inconclusive'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What came out for one threshold. Values in the threshold's unit. */
export interface Judgement {
  readonly verdict: Verdict;
  /** Mean over replications of each one's statistic, or the largest for `max`; undefined where nothing was there to measure. */
  readonly estimate: number | undefined;
  /** Ends of the 95 % interval; null for one replication and for `max`. */
  readonly low: number | null;
  readonly high: number | null;
  /** Student's half-width of a mean, a share or a cost; null for one replication, for a quantile and for `max`. */
  readonly halfWidth: number | null;
  /** 5th to 95th percentile over replications: what a single future looks like. */
  readonly spread: { readonly low: number; readonly high: number } | null;
  readonly atLeast: boolean;
  readonly atMost: boolean;
  /** A sentence where the verdict needs one. */
  readonly reason: string | undefined;
}

/**
 * Returns the verdict on the answers of all replications. It fails when the whole 95 % interval lies on the wrong side and is inconclusive when the
 * interval lies across the line; one replication, and a `max`, is judged by its value. A statistic that is a lower bound fails an upper limit,
 * whatever its value. Nothing to measure is inconclusive.
 */
export function judge(threshold: Threshold, answers: readonly Answer[]): Judgement {
  const values = answers.flatMap(({ value }) => (value === null ? [] : [value]));
  const atLeast = answers.some((answer) => answer.atLeast === true);
  const atMost = answers.some((answer) => answer.atMost === true);
  if (values.length === 0) {
    const none = { estimate: undefined, low: null, high: null, halfWidth: null, spread: null };
    return { ...none, verdict: 'inconclusive', atLeast, atMost, reason: 'there was nothing to measure' };
  }
  const isMax = threshold.question.stat.kind === 'max';
  const { mean, halfWidth } = isMax ? { mean: values.reduce((a, b) => Math.max(a, b)), halfWidth: undefined } : estimateMean(values);
  const isQuantile = threshold.question.stat.kind === 'quantile';
  const found = {
    estimate: mean,
    low: halfWidth === undefined ? null : mean - halfWidth,
    high: halfWidth === undefined ? null : mean + halfWidth,
    halfWidth: isQuantile ? null : (halfWidth ?? null),
    spread: spreadOf(values),
    atLeast,
    atMost,
  };
  const isUpper = threshold.operator.startsWith('<');
  if (atLeast && isUpper) return { ...found, verdict: 'fail', reason: 'jobs were still waiting, so this is a lower bound' };
  const verdict = compare(threshold, mean - (halfWidth ?? 0), mean + (halfWidth ?? 0));
  if (atLeast && verdict === 'fail')
    return { ...found, verdict: 'inconclusive', reason: 'this is a lower bound; the true value may be higher' };
  if (atMost && verdict === (isUpper ? 'fail' : 'pass')) {
    return { ...found, verdict: 'inconclusive', reason: 'this is an upper bound: a sum of peaks that need not have come together' };
  }
  if (values.length < answers.length && verdict === 'pass') {
    return { ...found, verdict: 'inconclusive', reason: 'some replications had nothing to measure' };
  }
  return {
    ...found,
    verdict,
    reason: verdict === 'inconclusive' ? 'the interval lies across the line; more replications narrow it' : undefined,
  };
}

function compare({ operator, limit }: Threshold, low: number, high: number): Verdict {
  const holds = (x: number): boolean => {
    switch (operator) {
      case '<':
        return x < limit;
      case '<=':
        return x <= limit;
      case '>':
        return x > limit;
      case '>=':
        return x >= limit;
    }
  };
  const [atLow, atHigh] = [holds(low), holds(high)];
  if (atLow && atHigh) return 'pass';
  return atLow || atHigh ? 'inconclusive' : 'fail';
}

/** Returns the worst of several verdicts: fail, then inconclusive, then pass. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes('fail') ? 'fail' : verdicts.includes('inconclusive') ? 'inconclusive' : 'pass';
}

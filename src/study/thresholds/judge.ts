/** Holds estimates against thresholds. */
import type { PooledSample } from '../../results/samples/pooled-sample.js';
import type { Answer } from '../../results/run-result.js';
import { SECOND } from '../../units/time.js';
import { meanEstimate, spreadOf, type Estimate } from '../figures/figures.js';
import { withPossibleEnds } from '../../stats/possible-ends.js';
import { isUpper, meantLevel, type Threshold } from './threshold.js';

export const VERDICTS = ['pass', 'fail', 'inconclusive'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What came out for one threshold. Values in the threshold's unit; an estimate of null where nothing was there to measure. */
export interface Judgement extends Estimate {
  readonly verdict: Verdict;
  /** A sentence where the verdict needs one. */
  readonly reason: string | undefined;
}

/**
 * Returns the verdict on the answers of all replications. It fails when the whole 95 % interval lies on the wrong side and is inconclusive when the
 * interval lies across the line; one replication, and a `max`, is judged by its value. A statistic that is a lower bound fails an upper limit,
 * whatever its value. Nothing to measure is inconclusive.
 *
 * A quantile, of the jobs of all replications (`pooled`), is judged by its twin: p(95) < 1m is the same as 95 % of the jobs below 1m, and the mean of
 * such shares has no bias where that of quantiles has. A job that never got so far is not below: where enough jobs are without it, the quantile holds
 * whatever becomes of it.
 */
export function judge(threshold: Threshold, answers: readonly Answer[], pooled?: PooledSample): Judgement {
  const values = answers.flatMap(({ value }) => (value === null ? [] : [value]));
  const { stat } = threshold.question;
  if (values.length === 0) {
    const none = { estimate: null, low: null, high: null, halfWidth: null, spread: null };
    return { ...none, verdict: 'inconclusive', reason: 'there was nothing to measure' };
  }
  const spread = spreadOf(values);
  const signs = {
    ...(answers.some(({ atLeast }) => atLeast === true) ? { atLeast: true as const } : {}),
    ...(answers.some(({ atMost }) => atMost === true) ? { atMost: true as const } : {}),
  };
  const isWhole = values.length === answers.length;
  if (stat.kind === 'quantile' && pooled !== undefined) return judgeQuantile(threshold, stat.level, answers, pooled, { spread, isWhole });
  const found: Estimate =
    stat.kind === 'max'
      ? { estimate: values.reduce((a, b) => Math.max(a, b)), low: null, high: null, halfWidth: null, spread, ...signs }
      : { ...meanEstimate(values), spread, ...signs };
  // Decided by the whole interval: a line may lie beyond what can be.
  return { ...withPossibleEnds(found, threshold.unit === 'share'), ...decide(threshold, found, isWhole) };
}

/** What is decided of a threshold. */
type Decision = Pick<Judgement, 'verdict' | 'reason'>;

const ACROSS = 'the interval lies across the line; more replications narrow it';
const NOT_ALL = 'some replications had nothing to measure';
const WAITING = 'jobs were still waiting, so this is a lower bound';
const MAY_RISE = 'this is a lower bound; the true value may be higher';

function decide(threshold: Threshold, { estimate, low, high, atLeast, atMost }: Estimate, isWhole: boolean): Decision {
  const isBelow = isUpper(threshold.operator);
  if (atLeast === true && isBelow) return { verdict: 'fail', reason: WAITING };
  const verdict = side(holdsOf(threshold), low ?? estimate!, high ?? estimate!);
  if (atLeast === true && verdict === 'fail') return { verdict: 'inconclusive', reason: MAY_RISE };
  if (atMost === true && verdict === (isBelow ? 'fail' : 'pass')) {
    return { verdict: 'inconclusive', reason: 'this is an upper bound: a sum of peaks that need not have come together' };
  }
  if (!isWhole && verdict === 'pass') return { verdict: 'inconclusive', reason: NOT_ALL };
  return { verdict, reason: verdict === 'inconclusive' ? ACROSS : undefined };
}

function judgeQuantile(
  threshold: Threshold,
  level: number,
  answers: readonly Answer[],
  pooled: PooledSample,
  { spread, isWhole }: Pick<Estimate, 'spread'> & { readonly isWhole: boolean },
): Judgement {
  const { value, atLeast, low, high } = pooled.quantile(level);
  const seconds = (micros: number | null): number | null => (micros === null ? null : micros / SECOND);
  const [estimate, least] = [value / SECOND, seconds(low) ?? value / SECOND];
  const found = { estimate, low: seconds(low), high: seconds(high), halfWidth: null, spread, ...(atLeast ? { atLeast } : {}) };
  const share = meanEstimate(answers.flatMap((answer) => answer.share ?? []));
  const wanted = meantLevel(level);
  const isBelow = isUpper(threshold.operator);
  const verdict = side((x) => x >= wanted === isBelow, share.low ?? share.estimate, share.high ?? share.estimate);
  const decided = (own: Verdict, reason?: string): Judgement => ({ ...found, verdict: own, reason });
  if (isBelow && atLeast) {
    return verdict === 'pass' && isWhole
      ? decided('pass', 'enough jobs are known to be below, whatever becomes of the others')
      : decided('fail', WAITING);
  }
  // Above a lower limit the twin takes every unfinished job for a long one; what they have waited so far must do.
  if (!isBelow && verdict === 'pass' && !holdsOf(threshold)(least)) return decided('inconclusive', atLeast ? MAY_RISE : ACROSS);
  if (!isWhole && verdict === 'pass') return decided('inconclusive', NOT_ALL);
  return decided(verdict, verdict === 'inconclusive' ? ACROSS : undefined);
}

function holdsOf({ operator, limit }: Threshold): (x: number) => boolean {
  switch (operator) {
    case '<':
      return (x) => x < limit;
    case '<=':
      return (x) => x <= limit;
    case '>':
      return (x) => x > limit;
    case '>=':
      return (x) => x >= limit;
  }
}

/** The verdict on an interval. */
function side(holds: (x: number) => boolean, low: number, high: number): Verdict {
  const [atLow, atHigh] = [holds(low), holds(high)];
  if (atLow && atHigh) return 'pass';
  return atLow || atHigh ? 'inconclusive' : 'fail';
}

/** Returns the worst of several verdicts: fail, then inconclusive, then pass. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes('fail') ? 'fail' : verdicts.includes('inconclusive') ? 'inconclusive' : 'pass';
}

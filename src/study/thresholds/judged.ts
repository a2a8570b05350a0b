/** A threshold with what came out, as results state it. */
import type { PooledSample } from '../../results/samples/pooled-sample.js';
import type { Stat } from '../../results/question.js';
import type { Answer } from '../../results/run-result.js';
import { SECOND } from '../../units/time.js';
import { judge } from './judge.js';
import type { JudgedThreshold } from '../study-result.js';
import { meantLevel, type Threshold } from './threshold.js';

/** Returns the judgement on a threshold from its answers, one a replication, and the pooled sample that a quantile is of. */
export function judgedThreshold(threshold: Threshold, answers: readonly Answer[], pooled: PooledSample | undefined): JudgedThreshold {
  const { subject, condition, labels, question, operator, unit, limit, note } = threshold;
  const { verdict, reason, ...estimate } = judge(threshold, answers, pooled);
  return {
    subject,
    condition,
    metric: question.metric,
    labels,
    stat: statOf(question.stat),
    operator,
    verdict,
    unit,
    limit,
    ...estimate,
    ...(reason === undefined ? {} : { reason }),
    ...(note === undefined ? {} : { note }),
  };
}

/** A statistic as the result states it: times in seconds. */
function statOf(stat: Stat): JudgedThreshold['stat'] {
  switch (stat.kind) {
    case 'quantile':
      return { kind: stat.kind, level: meantLevel(stat.level) };
    case 'share_below':
      return { kind: stat.kind, seconds: stat.below / SECOND };
    default:
      return { kind: stat.kind };
  }
}

/** What thresholds ask of the waits of one pool. */
import { SECOND } from '../../../units/time.js';
import { isUpper, type Threshold } from '../../thresholds/threshold.js';
import type { Target } from './cells.js';

/** The pool whose jobs are meant. */
interface OfPool {
  readonly group: number;
  readonly runner: number;
}

/** Returns what the thresholds on queue times ask of the jobs of a pool: those of all jobs, of its group or of its runner; undefined where they ask nothing. */
export function targetOf(thresholds: readonly Threshold[], { group, runner }: OfPool): Target | undefined {
  const lines: { within: number; allowed: number }[] = [];
  let mean: number | undefined;
  for (const { question, operator, limit } of thresholds) {
    const { metric, labels, stat } = question;
    const isOurs = (labels.group?.includes(group) ?? true) && (labels.runner?.includes(runner) ?? true);
    if (metric !== 'queue_time' || !isOurs) continue;
    if (stat.kind === 'quantile' && isUpper(operator)) lines.push({ within: limit, allowed: 1 - stat.level });
    if (stat.kind === 'share_below' && !isUpper(operator)) lines.push({ within: stat.below / SECOND, allowed: 1 - limit });
    if (stat.kind === 'avg' && isUpper(operator)) mean = Math.min(mean ?? Infinity, limit);
  }
  if (lines.length === 0 && mean === undefined) return undefined;
  return { lines, ...(mean === undefined ? {} : { mean }) };
}

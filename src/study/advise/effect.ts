/** What a change that was tried came to: whether it helps those who wait, saves money without harm, or changes nothing. */
import type { Difference } from '../compare/difference.js';
import { differenceLookup } from '../compare/difference-lookup.js';
import type { FigureKey } from '../figures/figure-key.js';
import type { JudgedThreshold } from '../study-result.js';
import type { Effect } from './advice-result.js';
import { leanOf, type Lean } from './lean.js';

/** What both sides of a change say. */
export interface Sides {
  readonly differences: readonly Difference[];
  readonly before: readonly JudgedThreshold[];
  readonly after: readonly JudgedThreshold[];
}

/** What is told of a change: queue times of the group and of all, and the cost of a month. */
const WAITS = ['queueTime.mean', 'queueTime.p95'] as const satisfies readonly FigureKey[];

/** Returns what is kept of the differences of a change of a group's setting. */
export function toldDifferences(differences: readonly Difference[], group: string): Difference[] {
  const find = differenceLookup({ differences });
  return [...WAITS.map((figure) => find(figure, 'group', group)), ...WAITS.map((figure) => find(figure)), find('cost.perMonth')].flatMap(
    (found) => found ?? [],
  );
}

/** Returns what a change came to; `differences` are those of `toldDifferences`. */
export function effectOf({ differences, before, after }: Sides, group: string): Effect {
  if (differences.length === 0) return 'cut';
  const find = differenceLookup({ differences });
  const leans = (found: readonly (Difference | undefined)[]): Lean[] => found.flatMap((own) => (own === undefined ? [] : [leanOf(own)]));
  const own = leans(WAITS.map((figure) => find(figure, 'group', group)));
  const all = leans([...WAITS.map((figure) => find(figure, 'group', group)), ...WAITS.map((figure) => find(figure))]);
  const [cost = 'same'] = leans([find('cost.perMonth')]);
  const isLonger = all.includes('worse') || isWorsened(before, after, 'fail');
  // What was kept for certain and is so no more is no proof of harm, but what saves without harm keeps it.
  const isLessSure = isWorsened(before, after, 'inconclusive');
  if (own.includes('better') && !isLonger) return 'helps';
  if (cost === 'better') {
    if (isLonger) return 'trades';
    // Harm that could not be seen is not the same as none.
    if (all.includes('unclear')) return 'unclear';
    return isLessSure ? 'trades' : 'saves';
  }
  if (own.includes('better')) return 'helps';
  if (isLonger) return 'harms';
  if (!isLessSure && [...own, cost].every((lean) => lean === 'same')) return 'nothing';
  return own.every((lean) => lean === 'same') && cost === 'worse' ? 'harms' : 'unclear';
}

/** Whether a threshold has come to this verdict from a better one. */
function isWorsened(before: readonly JudgedThreshold[], after: readonly JudgedThreshold[], to: JudgedThreshold['verdict']): boolean {
  const RANK = { pass: 0, inconclusive: 1, fail: 2 } as const;
  return after.some(({ verdict }, i) => verdict === to && RANK[verdict] > RANK[before[i]?.verdict ?? 'fail']);
}

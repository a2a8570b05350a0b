/** Which of the changes that were tried is the best. */
import type { Difference } from '../compare/difference.js';
import { EFFECTS, type Tried } from './advice-result.js';

/** Returns the changes in their order: by what they came to, then by thresholds missed, then by what they gain; of two that helps more which helps its group's p95 more. */
export function bestFirst(tried: readonly Tried[]): Tried[] {
  return [...tried].sort(
    (a, b) =>
      EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect) ||
      a.missed - b.missed ||
      a.undecided - b.undecided ||
      gainOf(a) - gainOf(b) ||
      (a.label < b.label ? -1 : 1),
  );
}

/** Less is better: of what saves the money, else the share of the waiting that is left. */
function gainOf(tried: Tried): number {
  const isMoney = tried.effect === 'saves' || tried.effect === 'trades';
  const found = isMoney ? costOf(tried) : waitOf(tried);
  if (found === undefined) return 0;
  return isMoney ? found.difference : found.difference / Math.max(found.base, 1e-9);
}

/** Returns what a change does to the queue time of its group at p95. */
export function waitOf({ differences, group }: Pick<Tried, 'differences' | 'group'>): Difference | undefined {
  return differences.find(({ scope, name, figure }) => scope === 'group' && name === group && figure === 'queueTime.p95');
}

/** Returns what a change does to the cost of a month. */
export function costOf({ differences }: Pick<Tried, 'differences'>): Difference | undefined {
  return differences.find(({ scope, figure }) => scope === 'all' && figure === 'cost.perMonth');
}

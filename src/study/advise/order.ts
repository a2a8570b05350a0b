/** Which of the changes that were tried is the best. */
import type { Difference } from '../compare/difference.js';
import { differenceLookup } from '../compare/difference-lookup.js';
import { EFFECTS, type Effect, type Tried } from './advice-result.js';
import { leanOf, type Lean } from './lean.js';

/**
 * Returns the changes in their order: by what they came to, then by thresholds that are missed with them. Of those that leave as many, the cheapest comes
 * first where some are missed today (`isMissed`), for that is what a change is looked for; else the one that gains most.
 */
export function bestFirst(tried: readonly Tried[], isMissed: boolean): Tried[] {
  return [...tried].sort(
    (a, b) =>
      EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect) ||
      a.missed - b.missed ||
      a.undecided - b.undecided ||
      gainOf(a, isMissed) - gainOf(b, isMissed) ||
      (a.label < b.label ? -1 : 1),
  );
}

/** Less is better: of what saves the money, else the share of the waiting that is left. */
function gainOf(tried: Tried, isMissed: boolean): number {
  const isMoney = (isMissed && tried.missed === 0) || tried.effect === 'saves' || tried.effect === 'trades';
  const found = isMoney ? costOf(tried) : waitOf(tried);
  if (found === undefined) return 0;
  return isMoney ? found.difference : found.difference / Math.max(found.base, 1e-9);
}

/** What the waits do in a change that is said to come to this; of others nothing is claimed of them. */
const CLAIMED: Readonly<Partial<Record<Effect, Lean>>> = { helps: 'better', trades: 'worse', harms: 'worse' };

/**
 * Returns the queue time that what is said of a change rests on: that of its group at p95, unless another one leans that way and this does not (its mean, or those of
 * all where it is others who wait longer).
 */
export function waitOf({ differences, group, effect }: Pick<Tried, 'differences' | 'group' | 'effect'>): Difference | undefined {
  const find = differenceLookup({ differences });
  const waits = [
    find('queueTime.p95', 'group', group),
    find('queueTime.mean', 'group', group),
    find('queueTime.p95'),
    find('queueTime.mean'),
  ].flatMap((found) => found ?? []);
  return waits.find((own) => leanOf(own) === CLAIMED[effect]) ?? find('queueTime.p95', 'group', group);
}

/** Returns what a change does to the cost of a month. */
export function costOf({ differences }: Pick<Tried, 'differences'>): Difference | undefined {
  return differenceLookup({ differences })('cost.perMonth');
}

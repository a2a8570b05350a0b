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

/** A queue time of a change: which figure, and whether it is of all jobs and not of those of its group. */
export interface ToldWait {
  readonly difference: Difference;
  readonly stat: 'p95' | 'mean';
  readonly isOfAll: boolean;
}

/**
 * Returns the queue time that what is said of a change rests on: that of its group at p95, unless another one leans that way and this does not (its mean, or those of
 * all where it is others who wait longer).
 */
export function toldWait({ differences, group, effect }: Pick<Tried, 'differences' | 'group' | 'effect'>): ToldWait | undefined {
  const find = differenceLookup({ differences });
  const told = (stat: ToldWait['stat'], isOfAll: boolean): ToldWait[] => {
    const difference = isOfAll ? find(`queueTime.${stat}`) : find(`queueTime.${stat}`, 'group', group);
    return difference === undefined ? [] : [{ difference, stat, isOfAll }];
  };
  const waits = [...told('p95', false), ...told('mean', false), ...told('p95', true), ...told('mean', true)];
  return waits.find(({ difference }) => leanOf(difference) === CLAIMED[effect]) ?? told('p95', false)[0];
}

/** Returns what a change does to that queue time. */
export function waitOf(tried: Pick<Tried, 'differences' | 'group' | 'effect'>): Difference | undefined {
  return toldWait(tried)?.difference;
}

/** Returns what a change does to the cost of a month. */
export function costOf({ differences }: Pick<Tried, 'differences'>): Difference | undefined {
  return differenceLookup({ differences })('cost.perMonth');
}

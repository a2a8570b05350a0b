/**
 * What held the jobs of each group, by its share of their waiting time, and the settings that bear on it. No promise: what a change would do is not
 * known before it is run. A setting is named only where the group has it, and can have another value that reaches the cause.
 */
import type { StudyResult } from '../../study/study-result.js';
import { heldGroups, type Cause } from '../../study/advise/held.js';
import { cleanText, shareText } from '../frame/numbers.js';
import { cell } from '../frame/table.js';
import type { Lookup } from '../../study/figures/figure-lookup.js';
import { bearingOn, CAUSES } from './causes.js';

/** What stands above the sentences. */
export const ADVICE_TITLE = 'What held jobs, and what bears on it';

/** One cause and what bears on it, most direct first. */
export interface HeldBy extends Cause {
  readonly bearing: readonly string[];
}

/** What held the jobs of a group. */
export interface GroupHeld {
  readonly group: string;
  readonly p95: NonNullable<ReturnType<Lookup>>;
  /** The largest first; empty where its jobs hardly wait. */
  readonly heldBy: readonly HeldBy[];
}

/** Returns what held the jobs of each group, with what bears on it. */
export function groupsHeld(study: StudyResult, lookup: Lookup): GroupHeld[] {
  return heldGroups(study, lookup).map(({ group, p95, own, causes }) => ({
    group,
    p95,
    heldBy: causes.map((one) => ({ ...one, bearing: bearingOn(one.cause, own) })),
  }));
}

/** Returns a sentence a group: its causes with their shares, and behind each what bears on it. */
export function advice(study: StudyResult, lookup: Lookup): string[] {
  return groupsHeld(study, lookup).map(({ group, p95, heldBy }) => {
    const name = cleanText(group);
    if (heldBy.length === 0) return `${name}: nothing binds; 95% of its jobs wait ${cell(p95).text} at most.`;
    const causes = heldBy.map(({ cause, share, bearing }) => `${shareText(share)} ${CAUSES[cause].words}: ${bearing.join(', ')}`);
    return `${name}, queue time ${cell(p95).text} at p95: ${causes.join('; ')}.`;
  });
}

/**
 * What held the jobs of each group, by its share of their waiting time, and the settings that bear on it. No promise: what a change would do is not
 * known before it is run. A setting is named only where the group has it, and can have another value that reaches the cause.
 */
import type { StudyResult } from '../../study/study-result.js';
import { WAIT_CAUSES, type WaitCause } from '../../record/wait-causes.js';
import { cleanText, shareText } from '../frame/numbers.js';
import { removingShare } from './removing-share.js';
import { cell } from '../frame/table.js';
import type { Lookup } from '../../study/figure-lookup.js';
import { CAUSES } from './causes.js';

/** What stands above the sentences. */
export const ADVICE_TITLE = 'What held jobs, and what bears on it';

/** Nobody minds a queue time at p95 below this, seconds. */
const MATTERS = 5;
/** Causes with this share of the waiting time are named; the largest is, whatever its share. */
const NAMED = 0.2;

/** One cause and what bears on it, most direct first. */
export interface HeldBy {
  readonly cause: WaitCause;
  /** Of the waiting time of the group's jobs, all replications. */
  readonly share: number;
  readonly bearing: readonly string[];
}

/** What held the jobs of a group. */
export interface GroupHeld {
  readonly group: string;
  readonly p95: NonNullable<ReturnType<Lookup>>;
  /** The largest first; empty where its jobs hardly wait. */
  readonly heldBy: readonly HeldBy[];
}

/** Returns what held the jobs of each group, in the order of the report; without groups that had no job, empty where the result does not say why jobs waited. */
export function groupsHeld(study: StudyResult, lookup: Lookup): GroupHeld[] {
  const { first } = study;
  return first.jobs.groups.flatMap(({ name }): GroupHeld[] => {
    const p95 = lookup('group', name, 'queueTime.p95');
    const waits = WAIT_CAUSES.map((cause) => ({ cause, seconds: lookup('group', name, `waits.mean.${cause}`)?.estimate ?? 0 }));
    const whole = waits.reduce((sum, { seconds }) => sum + seconds, 0);
    if (p95?.estimate === undefined || p95.estimate === null || whole === 0) return [];
    if (p95.estimate < MATTERS) return [{ group: name, p95, heldBy: [] }];
    const own = {
      settings: (first.settings ?? []).filter(({ group }) => group === name),
      removing: removingShare(study, lookup, name),
    };
    const heldBy = waits
      .sort((a, b) => b.seconds - a.seconds)
      .filter(({ seconds }, index) => index === 0 || seconds >= NAMED * whole)
      .map(({ cause, seconds }) => ({ cause, share: seconds / whole, bearing: CAUSES[cause].bearing(own) }));
    return [{ group: name, p95, heldBy }];
  });
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

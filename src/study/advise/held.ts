/** What held the jobs of each group, by its share of their waiting time. */
import { WAIT_CAUSES, type WaitCause } from '../../record/wait-causes.js';
import type { Lookup } from '../figures/figure-lookup.js';
import type { StudyResult } from '../study-result.js';
import type { Own } from './levers.js';
import { removingShare } from './removing-share.js';

/** Nobody minds a queue time at p95 below this, seconds. */
const MATTERS = 5;
/** Causes with this share of the waiting time are named; the largest is, whatever its share. */
const NAMED = 0.2;

/** One cause of the waits of a group. */
export interface Cause {
  readonly cause: WaitCause;
  /** Of the waiting time of the group's jobs, all replications. */
  readonly share: number;
}

/** What held the jobs of a group. */
export interface Held {
  readonly group: string;
  readonly p95: NonNullable<ReturnType<Lookup>>;
  readonly own: Own;
  /** The largest first; empty where its jobs hardly wait. */
  readonly causes: readonly Cause[];
}

/** Returns what held the jobs of each group, in the order of the report; without groups that had no job, empty where the result does not say why jobs waited. */
export function heldGroups(study: StudyResult, lookup: Lookup): Held[] {
  const { first } = study;
  return first.jobs.groups.flatMap(({ name }): Held[] => {
    const p95 = lookup('group', name, 'queueTime.p95');
    const waits = WAIT_CAUSES.map((cause) => ({ cause, seconds: lookup('group', name, `waits.mean.${cause}`)?.estimate ?? 0 }));
    const whole = waits.reduce((sum, { seconds }) => sum + seconds, 0);
    if (p95?.estimate === undefined || p95.estimate === null || whole === 0) return [];
    const own = {
      settings: (first.settings ?? []).filter(({ group }) => group === name),
      removing: removingShare(study, lookup, name),
    };
    const causes = waits
      .sort((a, b) => b.seconds - a.seconds)
      .filter(({ seconds }, index) => index === 0 || seconds >= NAMED * whole)
      .map(({ cause, seconds }) => ({ cause, share: seconds / whole }));
    return [{ group: name, p95, own, causes: p95.estimate < MATTERS ? [] : causes }];
  });
}

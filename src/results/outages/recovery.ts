/** The rule that says when a fleet is as it was before an outage. */
import { HOUR, MINUTE, type Micros } from '../../units/time.js';
import type { FailoverTurns } from './failover-turns.js';
import type { JobBook } from './harm.js';
import type { IdleTargets, LivingMachines } from '../pools/living-machines.js';

/** How long it must stay so. */
export const CALM: Micros = 10 * MINUTE;

/** What a run has to show. */
export interface Evidence {
  readonly jobs: JobBook;
  readonly machines: LivingMachines;
  readonly turns: FailoverTurns;
  readonly targets: IdleTargets;
}

/**
 * Returns when the fleet was as before an outage of [start, end): the end itself or the first whole minute after it at which
 * - the pools that it broke stand again,
 * - every failover that noticed something since its begin has failed back (one that is never undone is not waited for),
 * - and over the ten minutes from then on no more jobs wait on average than over the hour before it, for each job that comes where more come.
 * `plain`, the same run without the outage, is taken for usual too where it is given. Undefined where that was not seen by `to`, the end of the run.
 */
export function recoveredAt(
  { jobs, machines, turns, targets }: Evidence,
  { start, end }: { readonly start: Micros; readonly end: Micros },
  to: Micros,
  plain?: Pick<Evidence, 'jobs' | 'machines'>,
): Micros | undefined {
  const stands = machines.standsAgain(start, end, to, targets, plain?.machines);
  if (stands === undefined) return undefined;
  const hour = Math.max(0, start - HOUR);
  const [usual, came] = [jobs.meanBacklog(hour, start), jobs.queued(hour, start)];
  // What a job waited on average (Little's law). An hour in which none came says nothing: then the line stands in.
  const wait = came === 0 ? jobs.line.below : (usual * (start - hour)) / came;
  const isCalm = (from: Micros): boolean => {
    const until = from + CALM;
    const backlog = jobs.meanBacklog(from, until);
    if (backlog <= usual || backlog * CALM <= wait * jobs.queued(from, until)) return true;
    return plain !== undefined && backlog <= plain.jobs.meanBacklog(from, until);
  };
  for (let at = stands; at + CALM <= to; at = (Math.floor(at / MINUTE) + 1) * MINUTE) {
    const undone = turns.undone(start, at);
    if (undone > to) return undefined;
    if (undone > at) {
      // Just before: the step of the loop leads to the first whole minute from there on.
      at = Math.max(at, (Math.ceil(undone / MINUTE) - 1) * MINUTE);
      continue;
    }
    if (isCalm(at)) return at;
  }
  return undefined;
}

/** Groups of jobs that waited beside an idle runner: no size of the fleet explains such waits, so no simulation of it can be judged by them. */
import type { Absence } from '../describe/absences.js';
import { waitedUntil, type History } from '../describe/history-jobs.js';
import { idleWaitsByTags } from '../describe/idle-waits.js';
import { withoutLostEnds } from '../describe/lost-ends.js';
import type { SeenRunner } from '../describe/runners.js';
import { HOUR, SECOND } from '../../units/time.js';

/** At least this share of the waiting passed while a runner was idle. */
const LEAST_SHARE = 0.4;
/** What jobs waited less beside an idle runner, on average, is the pause between its polls. */
const LEAST_WAIT = 30 * SECOND;

/** A group. */
export interface UnexplainedGroup {
  /** Sorted, between blanks. */
  readonly tags: string;
  readonly jobs: number;
  /** Of its waiting, the share that passed while a runner that takes such jobs was idle. */
  readonly idleShare: number;
}

/**
 * Returns the sets of tags of which 40 % or more of the waiting passed while a runner with a name of its own was idle that takes such jobs and was not absent,
 * and no less than 30 seconds a job; by their tags. Machines of pools do not count: one that is not there boots, and that is simulated.
 */
export function unexplainedGroups(history: History, runners: readonly SeenRunner[], absences: readonly Absence[]): UnexplainedGroup[] {
  const known = withoutLostEnds(history);
  const { jobs, to } = known;
  const named = runners.filter(({ isPool }) => !isPool);
  const waits = new Map<string, { jobs: number; hours: number }>();
  for (const job of jobs) {
    const own = waits.get(job.tags) ?? { jobs: 0, hours: 0 };
    own.jobs++;
    own.hours += (waitedUntil(job, to) - job.queued) / HOUR;
    waits.set(job.tags, own);
  }
  return [...idleWaitsByTags(known, named, absences)]
    .flatMap(([tags, [, ...beside]]): UnexplainedGroup[] => {
      const own = waits.get(tags)!;
      const idle = beside.reduce((sum, hours) => sum + hours, 0);
      const isLong = (idle * HOUR) / own.jobs >= LEAST_WAIT;
      return isLong && idle >= LEAST_SHARE * own.hours ? [{ tags, jobs: own.jobs, idleShare: idle / own.hours }] : [];
    })
    .sort((a, b) => (a.tags < b.tags ? -1 : 1));
}

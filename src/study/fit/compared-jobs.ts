/** Which jobs of a history are held against those of the scenario that is fitted to it: the same on both sides. */
import type { FleetSpec } from '../../fleet/fleet.js';
import { mayTake } from '../../fleet/runner.js';
import type { History, HistoryJob } from '../../history/describe/history-jobs.js';
import type { WholeDays } from '../../history/fit/days.js';
import { tagsIn } from '../../history/fit/tags.js';
import { observedWaits, type ObservedWaits } from '../../history/fit/waits.js';
import { waitsKnown } from '../../history/wait-known.js';
import { leftOutFor, noneLeftOut, type LeftOutCounts } from '../backtest/left-out.js';

/** The jobs of the whole days. */
export interface ComparedJobs {
  /** Undefined: nobody tells how long jobs waited. */
  readonly observed: ObservedWaits | undefined;
  readonly counts: LeftOutCounts;
  /** Lines of the rows that are left out, ascending. */
  readonly leftOut: readonly number[];
}

/** Returns which jobs are compared; `lineOf` says on which line of its file the row of a job begins. Where no wait is told, jobs without one are those that are shown. */
export function comparedJobs(
  { jobs }: History,
  lineOf: (job: HistoryJob) => number,
  { from, to }: Pick<WholeDays, 'from' | 'to'>,
  fleet: Pick<FleetSpec, 'runners'>,
): ComparedJobs {
  const knownOf = waitsKnown(jobs);
  const isTaken = takenTags(fleet);
  const own = jobs
    .filter(({ queued }) => queued >= from && queued < to)
    .map((job) => ({ job, why: leftOutFor(knownOf(job), isTaken(job)) }));
  const observed = observedWaits(own.flatMap(({ job, why }) => (why === undefined ? [job] : [])));
  const counts = noneLeftOut();
  const leftOut: number[] = [];
  for (const { job, why } of own) {
    if (why === undefined || (why === 'untimed' && observed === undefined)) continue;
    counts[why]++;
    leftOut.push(lineOf(job));
  }
  return { observed, counts, leftOut: leftOut.sort((a, b) => a - b) };
}

/** Whether a runner takes the job: those of a fitted scenario ask for its tags alone. */
function takenTags({ runners }: Pick<FleetSpec, 'runners'>): (job: HistoryJob) => boolean {
  const known = new Map<string, boolean>();
  return ({ tags }) => {
    let isTaken = known.get(tags);
    if (isTaken === undefined) {
      const job = { tags: tagsIn(tags), protected: true, project: 0 };
      known.set(tags, (isTaken = runners.some((runner) => mayTake(runner, job))));
    }
    return isTaken;
  };
}

/** Jobs that are open when a history ends, and whose end came and was not written down: an export may hold states that nobody looked at again. */
import type { Micros } from '../../units/time.js';
import { endedJobs } from '../ended-jobs.js';
import type { History, HistoryJob } from './history-jobs.js';

/** What jobs with the same tags waited. */
interface Like {
  /** The longest wait that has an end. */
  waited: Micros;
  /** The last of them that a runner had came then. */
  lastTaken: Micros;
}

/**
 * Returns the jobs whose end is lost: one that would have run for longer than any of its tags, as whoever replays a history has it (`EndedJobs`), and one that would have
 * waited so while later ones were taken.
 */
export function lostEnds(history: Pick<History, 'jobs' | 'to'>): ReadonlySet<HistoryJob> {
  const { jobs, to } = history;
  const isOpen = ({ finished, ran }: HistoryJob): boolean => finished === undefined && ran === undefined;
  if (!jobs.some(isOpen)) return new Set();
  const ended = endedJobs(history);
  const byTags = waitsByTags(jobs);
  return new Set(
    jobs.filter((job) => {
      if (!isOpen(job)) return false;
      const { tags, queued, started } = job;
      if (started !== undefined) return ended.isLost(tags, to - started);
      const { waited, lastTaken } = byTags.get(tags)!;
      return waited >= 0 && to - queued > waited && lastTaken > queued;
    }),
  );
}

function waitsByTags(jobs: readonly HistoryJob[]): ReadonlyMap<string, Like> {
  const byTags = new Map<string, Like>();
  for (const { tags, queued, started, finished } of jobs) {
    const like = byTags.get(tags) ?? { waited: -1, lastTaken: -Infinity };
    if (started !== undefined) like.lastTaken = Math.max(like.lastTaken, queued);
    const until = started ?? finished;
    if (until !== undefined) like.waited = Math.max(like.waited, until - queued);
    byTags.set(tags, like);
  }
  return byTags;
}

/** Returns the history in which those jobs take no time: they came, and nobody knows more. */
export function withoutLostEnds(history: History): History {
  const lost = lostEnds(history);
  if (lost.size === 0) return history;
  const jobs = history.jobs.map((job) => (lost.has(job) ? { ...job, finished: job.started ?? job.queued } : job));
  return { ...history, jobs };
}

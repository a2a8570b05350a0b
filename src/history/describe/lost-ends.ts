/** Jobs that are open when a history ends, and whose end came and was not written down: an export may hold states that nobody looked at again. */
import type { Micros } from '../../units/time.js';
import type { History, HistoryJob } from './history-jobs.js';

/** What jobs with the same tags did. */
interface Like {
  /** The longest run that has an end. */
  ran: Micros;
  /** The longest wait that has one. */
  waited: Micros;
  /** The last of them that a runner had came then. */
  lastTaken: Micros;
}

/** Returns the jobs whose end is lost: one that would have run for longer than any of its tags, and one that would have waited so while later ones were taken. */
export function lostEnds({ jobs, to }: Pick<History, 'jobs' | 'to'>): ReadonlySet<HistoryJob> {
  const byTags = new Map<string, Like>();
  for (const { tags, queued, started, finished } of jobs) {
    const like = byTags.get(tags) ?? { ran: -1, waited: -1, lastTaken: -Infinity };
    if (started !== undefined) {
      like.waited = Math.max(like.waited, started - queued);
      like.lastTaken = Math.max(like.lastTaken, queued);
      if (finished !== undefined) like.ran = Math.max(like.ran, finished - started);
    } else if (finished !== undefined) like.waited = Math.max(like.waited, finished - queued);
    byTags.set(tags, like);
  }
  return new Set(
    jobs.filter(({ tags, queued, started, finished, ran: told }) => {
      if (finished !== undefined || told !== undefined) return false;
      const { ran, waited, lastTaken } = byTags.get(tags)!;
      return started !== undefined ? ran >= 0 && to - started > ran : waited >= 0 && to - queued > waited && lastTaken > queued;
    }),
  );
}

/** Returns the history in which those jobs take no time: they came, and nobody knows more. */
export function withoutLostEnds(history: History): History {
  const lost = lostEnds(history);
  if (lost.size === 0) return history;
  const jobs = history.jobs.map((job) => (lost.has(job) ? { ...job, finished: job.started ?? job.queued } : job));
  return { ...history, jobs };
}

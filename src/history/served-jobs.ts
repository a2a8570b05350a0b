/** Jobs that a runner really had: histories give a start also to some that were cancelled before. */
import type { History, HistoryJob } from './describe/history-jobs.js';
import { waitsKnown } from './wait-known.js';

/** Returns the history in which a job that was cancelled before a runner had it only waited until its end: it did no work. So the reader of histories replays it. */
export function served(history: History): History {
  const knownOf = waitsKnown(history.jobs);
  const isUnserved = (job: HistoryJob): boolean => job.started !== undefined && knownOf(job) === 'cancelled';
  if (!history.jobs.some(isUnserved)) return history;
  return { ...history, jobs: history.jobs.map((job) => (isUnserved(job) ? { ...job, started: undefined, ran: undefined } : job)) };
}

/** Jobs that a runner really had: histories give a start also to some that were cancelled before. */
import { CANCELLED } from '../../trace/row.js';
import type { History, HistoryJob } from '../describe/history-jobs.js';

/**
 * Returns the history in which a cancelled job without a runner, where others name theirs, only waited until its end: it did no work. So the reader of
 * histories replays it.
 */
export function served(history: History): History {
  if (history.jobs.every(({ runner }) => runner === '')) return history;
  return { ...history, jobs: history.jobs.map((job) => (isUnserved(job) ? { ...job, started: undefined, ran: undefined } : job)) };
}

function isUnserved({ runner, status, started }: HistoryJob): boolean {
  return runner === '' && started !== undefined && CANCELLED.has(status);
}

/** What a history tells of how long its jobs waited. */
import { CANCELLED } from '../trace/row.js';
import type { HistoryJob } from './describe/history-jobs.js';

/** What is known of a job's wait: all of it; that it waited until its user cancelled it, or until the history ends; or nothing but how long it ran. */
export type WaitKnown = 'whole' | 'cancelled' | 'pending' | 'none';

/** Returns what is known of the waits of the jobs of one history. Where others name a runner, a cancelled job without one had none, whatever start it is given. */
export function waitsKnown(jobs: readonly HistoryJob[]): (job: HistoryJob) => WaitKnown {
  const namesRunners = jobs.some(({ runner }) => runner !== '');
  return ({ started, finished, ran, runner, status }) => {
    if (namesRunners && runner === '' && CANCELLED.has(status)) return 'cancelled';
    if (started !== undefined) return 'whole';
    if (ran !== undefined) return 'none';
    return finished === undefined ? 'pending' : 'cancelled';
  };
}

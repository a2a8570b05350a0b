/** How long jobs waited in a history, as a forecast is held against it. */
import { HOUR, SECOND } from '../../units/time.js';
import { waitFigures, type WaitFigures } from '../backtest/wait-figures.js';
import { absencesOf } from '../describe/absences.js';
import { waitedUntil, type History, type HistoryJob } from '../describe/history-jobs.js';
import { idleWaits } from '../describe/idle-waits.js';
import { withoutLostEnds } from '../describe/lost-ends.js';
import { runnersOf } from '../describe/runners.js';

/** Of jobs that are compared; the figures are those of a backtest. */
export interface ObservedWaits extends Pick<WaitFigures, 'mean' | 'p50' | 'p95' | 'share10s'> {
  readonly jobs: number;
}

/** Returns the waits of these jobs, each of which a runner had; undefined where nobody tells of any. */
export function observedWaits(jobs: readonly Pick<HistoryJob, 'queued' | 'started'>[]): ObservedWaits | undefined {
  const waits = jobs.map(({ queued, started = queued }) => (started - queued) / SECOND);
  // Where no job at all waited, arrivals are starts under another name.
  if (waits.every((wait) => wait === 0)) return undefined;
  const { mean, p50, p95, share10s } = waitFigures(waits);
  return { jobs: waits.length, mean, p50, p95, share10s };
}

/**
 * Returns the share of all waiting that passed while a runner with a name of its own was idle that takes the job and was not absent: no size of a fleet explains
 * it. Machines of pools do not count, for one that is not there boots. Undefined where nobody says who ran jobs, or none waited.
 */
export function idleShare(history: History): number | undefined {
  const runners = runnersOf(history);
  if (runners.length === 0) return undefined;
  const known = withoutLostEnds(history);
  const all = known.jobs.reduce((sum, job) => sum + waitedUntil(job, known.to) - job.queued, 0) / HOUR;
  const [, ...beside] = idleWaits(
    known,
    runners.filter(({ isPool }) => !isPool),
    absencesOf(known, runners),
  );
  return all > 0 ? beside.reduce((sum, hours) => sum + hours, 0) / all : undefined;
}

/** How long jobs waited in a history, as a forecast is held against it. */
import { sortedQuantile } from '../../stats/quantiles.js';
import { SECOND, type Micros } from '../../units/time.js';
import { absencesOf } from '../describe/absences.js';
import type { History } from '../describe/history-jobs.js';
import { idleWaits } from '../describe/idle-waits.js';
import { runnersOf } from '../describe/runners.js';

/** Seconds, of jobs that a runner had. */
export interface ObservedWaits {
  readonly jobs: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  /** Share that waited less than 10 s. */
  readonly within10s: number;
}

/** Returns the waits of the jobs that came in a stretch and that a runner had; undefined where nobody tells of any. */
export function observedWaits({ jobs }: History, from: Micros, to: Micros): ObservedWaits | undefined {
  const waits = Float64Array.from(
    jobs.flatMap(({ queued, started }) => (started === undefined || queued < from || queued >= to ? [] : [(started - queued) / SECOND])),
  ).sort();
  if (waits.length === 0) return undefined;
  const below = waits.findIndex((wait) => wait >= 10);
  return {
    jobs: waits.length,
    mean: waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
    p50: sortedQuantile(waits, 0.5),
    p95: sortedQuantile(waits, 0.95),
    within10s: (below === -1 ? waits.length : below) / waits.length,
  };
}

/** Returns the share of all waiting that passed while a place for the job was idle: no size of a fleet explains it. Undefined where nobody says who ran jobs, or none waited. */
export function idleShare(history: History): number | undefined {
  const runners = runnersOf(history);
  if (runners.length === 0) return undefined;
  const byIdle = idleWaits(history, runners, absencesOf(history, runners));
  const all = byIdle.reduce((sum, hours) => sum + hours, 0);
  return all > 0 ? (all - byIdle[0]!) / all : undefined;
}

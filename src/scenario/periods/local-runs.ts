/** Where a cron expression matches on a civil clock that knows no time zone. */
import type { CronExpression } from './cron-expression.js';
import type { Seconds } from '../../units/time.js';

/** A half-open run [from, to) of whole seconds. */
export interface Run {
  from: Seconds;
  to: Seconds;
}

const DAY_SECONDS = 86_400;

/** Appends [from, to) to ascending runs, joining it to the last one where they touch. */
export function appendRun(runs: Run[], from: Seconds, to: Seconds): void {
  const last = runs.at(-1);
  if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
  else runs.push({ from, to });
}

/** Returns the runs of matching seconds in [from, to), seconds counted on the civil clock from 1970-01-01 00:00; ascending and merged. */
export function localRuns(expression: CronExpression, from: Seconds, to: Seconds): Run[] {
  const runs: Run[] = [];
  for (let day = Math.floor(from / DAY_SECONDS); day * DAY_SECONDS < to; day++) {
    if (!expression.matchesDay(day)) continue;
    const midnight = day * DAY_SECONDS;
    for (const [start, end] of expression.daySeconds) {
      const low = Math.max(from, midnight + start);
      const high = Math.min(to, midnight + end);
      if (low < high) appendRun(runs, low, high);
    }
  }
  return runs;
}

/** Returns the smallest matching second greater than `second`, or Infinity. */
export function nextAfter(runs: readonly Run[], second: Seconds): Seconds {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((runs[middle]?.to ?? Infinity) > second + 1) high = middle;
    else low = middle + 1;
  }
  const run = runs[low];
  return run === undefined ? Infinity : Math.max(run.from, second + 1);
}

/**
 * The periods of `[[runners.autoscaler.policy]]`, which hold when an expression matches the local minute of an instant. A cron expression is a range
 * of time here, so nothing is shifted (reference, section 1).
 */
import type { Micros, Milliseconds } from '../../units/time.js';
import { localRuns } from './local-runs.js';
import { mergeIntervals, type Interval } from './matched-intervals.js';
import { parseMinutes } from './minute-expression.js';
import { parsePeriods, type Periods } from './periods.js';
import { RunClock } from './run-clock.js';
import { offsetSpans } from './zone.js';

/** Returns the parsed periods of a policy; `parsePeriods` says how. */
export function parseMinutePeriods(expressions: readonly string[], timezone: string): Periods {
  return parsePeriods(expressions, timezone, parseMinutes);
}

/** Returns the intervals of simulated time in which the periods hold, merged, ascending and clipped to [0, horizon). */
export function minuteIntervals(periods: Periods, startEpochMs: Milliseconds, horizon: Micros, localZone: string): Interval[] {
  const clock = new RunClock(startEpochMs, horizon);
  const { first, end } = clock;
  const out: Interval[] = [];
  for (const { from, to, offset } of offsetSpans(periods.zone ?? localZone, first, end)) {
    const low = Math.max(from, first) + offset;
    const high = Math.min(to, end) + offset;
    for (const expression of periods.expressions) {
      for (const run of localRuns(expression, low, high))
        out.push({ from: clock.micros(run.from - offset), to: clock.micros(run.to - offset) });
    }
  }
  return mergeIntervals(out, horizon);
}

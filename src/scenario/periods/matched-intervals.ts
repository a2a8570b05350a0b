/**
 * When periods match, as intervals of simulated time.
 *
 * GitLab Runner asks its cron library for the first fire time after now and calls the period active if that is at most one second away. So a window
 * is shifted one second early: it matches at t if an expression fires at floor(t to seconds) + 1 s.
 *
 * Where the clock changes, more happens, and it is followed here to the second. The library makes the fire time from civil fields with Go's
 * `time.Date`. A local time that is repeated has one instant there: the second pass in zones east of Greenwich, the first pass west of it. In the other
 * pass the fire time lies an hour away and the period is inactive. A local time that is skipped is moved by the size of the gap, later in the
 * east and earlier in the west, and fires there for the moment in which it is the next fire time.
 */
import { invariant } from '../../sim/invariant.js';
import type { Micros, Milliseconds, Seconds } from '../../units/time.js';
import type { CronExpression } from './cron-expression.js';
import { localRuns, nextAfter } from './local-runs.js';
import type { Periods } from './periods.js';
import { RunClock } from './run-clock.js';
import { offsetSpans, type OffsetSpan } from './zone.js';

/** A half-open interval [from, to) of micros since the start of the run. */
export interface Interval {
  from: Micros;
  to: Micros;
}

/** Seconds around a run in which offsets are looked up; no zone is further than a day and two hours from UTC. */
const MARGIN = 3 * 86_400;

function spanAt(spans: readonly OffsetSpan[], second: Seconds): OffsetSpan {
  let found = spans[0];
  for (const span of spans) if (span.from <= second) found = span;
  invariant(found !== undefined, 'a zone has at least one span');
  return found;
}

/**
 * Returns the instant, in epoch seconds, that Go's `time.Date` gives civil `local` seconds: it reads them as UTC to find an offset, and looks again if that
 * offset is not in force at the result.
 * @see https://pkg.go.dev/time#Date and Date in its source
 */
export function goInstant(spans: readonly OffsetSpan[], local: Seconds): Seconds {
  const guess = spanAt(spans, local);
  const utc = local - guess.offset;
  if (guess.offset === 0 || (utc >= guess.from && utc < guess.to)) return utc;
  return local - spanAt(spans, utc).offset;
}

/** Returns the stretches [from, to) of whole seconds of "now" in which a fire time may be moved by a change of the clock. */
function oddStretches(spans: readonly OffsetSpan[], from: Seconds, to: Seconds): { from: Seconds; to: Seconds }[] {
  const out: { from: Seconds; to: Seconds }[] = [];
  for (let i = 1; i < spans.length; i++) {
    const [before, after] = [spans[i - 1], spans[i]];
    if (before === undefined || after === undefined) continue;
    const reach = Math.abs(after.offset - before.offset) + 2;
    const low = Math.max(from, after.from - reach, out.at(-1)?.to ?? -Infinity);
    const high = Math.min(to, after.from + reach + 1);
    if (low < high) out.push({ from: low, to: high });
  }
  return out;
}

/** What is sought in: the seconds of the run, and the offsets around them. */
interface Sought {
  readonly clock: RunClock;
  readonly spans: readonly OffsetSpan[];
}

/** Adds the intervals of a stretch far from changes of the clock, where the fire time is simply the next matching civil second. */
function addPlain(out: Interval[], expression: CronExpression, { clock, spans }: Sought, from: Seconds, to: Seconds): void {
  if (from >= to) return;
  const { offset } = spanAt(spans, from);
  for (const run of localRuns(expression, from + 1 + offset, to + 1 + offset)) {
    out.push({ from: clock.micros(run.from - offset - 1), to: clock.micros(run.to - offset - 1) });
  }
}

/** Adds the intervals of a stretch around a change of the clock, second by second as GitLab Runner would find them. */
function addOdd(out: Interval[], expression: CronExpression, { clock, spans }: Sought, from: Seconds, to: Seconds): void {
  const offsets = spans.map((span) => span.offset);
  const runs = localRuns(expression, from + Math.min(...offsets) - MARGIN, to + Math.max(...offsets) + MARGIN);
  for (let now = from; now < to; now++) {
    const next = nextAfter(runs, now + spanAt(spans, now).offset);
    if (next === Infinity) continue;
    const ahead = goInstant(spans, next) - now;
    if (ahead === 1 || ahead === 0) out.push({ from: clock.micros(now), to: clock.micros(now + 1) });
    // A fire time one second ago counts only at the whole second itself: the test allows one second, both ends included.
    else if (ahead === -1) out.push({ from: clock.micros(now), to: clock.micros(now) + 1 });
  }
}

/** Returns the intervals merged, ascending and clipped to [0, horizon). Sorts what it is given. */
export function mergeIntervals(intervals: Interval[], horizon: Micros): Interval[] {
  const sorted = intervals.sort((a, b) => a.from - b.from || a.to - b.to);
  const out: Interval[] = [];
  for (const interval of sorted) {
    const from = Math.max(0, interval.from);
    const to = Math.min(horizon, interval.to);
    if (from >= to) continue;
    const last = out.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else out.push({ from, to });
  }
  return out;
}

/**
 * Returns the intervals of simulated time in which the periods match, merged, ascending and clipped to [0, horizon). `startEpochMs` is the run's start;
 * `localZone` is the zone of periods that name none.
 */
export function matchedIntervals(periods: Periods, startEpochMs: Milliseconds, horizon: Micros, localZone = 'UTC'): Interval[] {
  const clock = new RunClock(startEpochMs, horizon);
  const { first, end } = clock;
  const spans = offsetSpans(periods.zone ?? localZone, first - MARGIN, end + MARGIN);
  const sought = { clock, spans };
  const odd = oddStretches(spans, first, end);
  const out: Interval[] = [];
  for (const expression of periods.expressions) {
    let from = first;
    for (const stretch of odd) {
      addPlain(out, expression, sought, from, stretch.from);
      addOdd(out, expression, sought, stretch.from, stretch.to);
      from = stretch.to;
    }
    addPlain(out, expression, sought, from, end);
  }
  return mergeIntervals(out, horizon);
}

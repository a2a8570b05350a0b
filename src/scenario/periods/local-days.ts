/** The local days of a run, with the instants of their local times. */
import type { RunDay } from '../../fleet/arrivals.js';
import { DAY, SECOND, type Micros } from '../../units/time.js';
import { LocalClock } from './local-clock.js';
import { offsetsOf, offsetSpans, type OffsetSpan } from './zone.js';

/** A day of a run with its date, as days since 1970-01-01. */
export interface DatedDay extends Pick<RunDay, 'pieces'> {
  readonly date: number;
}

/** Spans beside a range, so that what its ends are next to is known too. */
const BESIDE = 2 * (DAY / SECOND);

/**
 * Returns the local days of a zone that the run [start, start + horizon) touches, in order, with instants since `start`. A time that the clock passes twice is
 * the first of the two; one that it leaps over comes as long after midnight as on any other day.
 */
export function localDays(zone: string, start: Micros, horizon: Micros): DatedDay[] {
  const clock = new LocalClock(offsetsOf(zone), start, start + horizon);
  const last = clock.day(start + Math.max(0, horizon - 1));
  const spans = offsetSpans(zone, Math.floor(start / SECOND) - BESIDE, Math.ceil((start + horizon) / SECOND) + BESIDE);
  const days: DatedDay[] = [];
  for (let date = clock.day(start); date <= last; date++)
    if (exists(date, spans)) days.push({ date, pieces: piecesOf(date, spans, start) });
  return days;
}

/** Whether the clock shows the day at all: a few places have crossed the date line. */
function exists(date: number, spans: readonly OffsetSpan[]): boolean {
  const [from, to] = [(date * DAY) / SECOND, ((date + 1) * DAY) / SECOND];
  return spans.some((span) => span.from + span.offset < to && span.to + span.offset > from);
}

function piecesOf(date: number, spans: readonly OffsetSpan[], start: Micros): RunDay['pieces'] {
  const midnight = date * DAY;
  const pieces: { until: Micros; from: Micros }[] = [];
  let begin = -Infinity;
  for (const [i, { to, offset }] of spans.entries()) {
    const next = spans[i + 1];
    // Local times up to here are those of this span, be they passed twice or leapt over.
    const until = next === undefined ? Infinity : (to + Math.max(offset, next.offset)) * SECOND - midnight;
    if (until > 0 && begin < DAY) pieces.push({ until: until < DAY ? until : Infinity, from: midnight - offset * SECOND - start });
    begin = until;
  }
  return pieces;
}

/** UTC offsets of time zones over a range of time. The only file that knows temporal-polyfill. */
import { Temporal } from 'temporal-polyfill';
import type { Seconds } from '../../units/time.js';

/** A stretch [from, to) of epoch seconds with one UTC offset, in seconds. */
export interface OffsetSpan {
  readonly from: Seconds;
  readonly to: Seconds;
  readonly offset: Seconds;
}

/** Returns why `name` is no time zone GitLab Runner can load, or undefined if it is one. Go looks zones up by file name, so case counts. */
export function zoneProblem(name: string): string | undefined {
  const expected = 'expected an IANA name such as Europe/Berlin, UTC, or Local';
  if (!/^[A-Za-z]/u.test(name)) return `'${name}' is not a time zone; ${expected}`;
  try {
    const id = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
    const isMiswritten = id !== name && id.toLowerCase() === name.toLowerCase();
    return isMiswritten ? `'${name}' is not a time zone; did you mean ${id}? Upper and lower case count` : undefined;
  } catch {
    return `'${name}' is not a time zone; ${expected}`;
  }
}

/** Returns the spans of constant offset that cover [from, to) of epoch seconds, in order; the first begins at or before `from`, the last ends at or after `to`. */
export function offsetSpans(zone: string, from: Seconds, to: Seconds): OffsetSpan[] {
  const spans: OffsetSpan[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(from * 1000).toZonedDateTimeISO(zone);
  let start = from;
  for (;;) {
    const offset = Math.round(at.offsetNanoseconds / 1e9);
    const next = at.getTimeZoneTransition('next');
    const end = next === null ? Infinity : Math.floor(next.epochMilliseconds / 1000);
    const last = spans.at(-1);
    if (last?.offset === offset) spans[spans.length - 1] = { from: last.from, to: end, offset };
    else spans.push({ from: start, to: end, offset });
    if (next === null || end >= to) return spans;
    at = next;
    start = end;
  }
}

/** Returns `offsetSpans` of one zone, for readers that know none. */
export function offsetsOf(zone: string): (from: Seconds, to: Seconds) => OffsetSpan[] {
  return (from, to) => offsetSpans(zone, from, to);
}

/** What follows the local clock: hours of the week as a rate over time, days, and events that repeat each week or day. */
import { weekdayOf } from '../../units/instant.js';
import { HOUR, MINUTE, SECOND, type Micros } from '../../units/time.js';
import { offsetSpans, type OffsetSpan } from '../periods/zone.js';
import { HOURS_OF_WEEK } from '../schema/workload.js';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const [HOUR_S, DAY_S] = [3_600, 86_400];
/** 1970-01-01 was a Thursday. */
export const EPOCH_HOUR_OF_WEEK = 72;

function spansOf(zone: string, start: Micros, horizon: Micros): OffsetSpan[] {
  return offsetSpans(zone, Math.floor(start / SECOND), Math.ceil((start + horizon) / SECOND));
}

/**
 * Returns the rate over [0, horizon) as steps: `rates[i]` per micro from `at[i]` on, neighbours of one rate merged. `perHour[h]` is the rate an hour in
 * local hour h of the week from Monday 00:00. An hour that the clock passes twice has its rate twice, one that it leaps over never.
 */
export function profile(perHour: readonly number[], zone: string, start: Micros, horizon: Micros): { at: Micros[]; rates: number[] } {
  const at: Micros[] = [];
  const rates: number[] = [];
  const end = Math.ceil((start + horizon) / SECOND);
  for (const span of spansOf(zone, start, horizon)) {
    const to = Math.min(span.to, end);
    for (let t = Math.max(span.from, Math.floor(start / SECOND)); t < to;) {
      const hour = Math.floor((t + span.offset) / HOUR_S);
      const rate = (perHour[(((hour + EPOCH_HOUR_OF_WEEK) % HOURS_OF_WEEK) + HOURS_OF_WEEK) % HOURS_OF_WEEK] ?? 0) / HOUR;
      const since = Math.max(0, t * SECOND - start);
      if (rates.at(-1) !== rate && since < horizon) {
        at.push(since);
        rates.push(rate);
      }
      t = Math.min(to, (hour + 1) * HOUR_S - span.offset);
    }
  }
  return { at, rates };
}

/**
 * Returns the instants of [0, horizon) at which the local clock shows `Mon 14:00` (each week) or `14:00` (each day), ascending. A time the clock
 * passes twice counts the first time only; one that it leaps over counts at the leap.
 */
export function weekly(text: string, zone: string, start: Micros, horizon: Micros): Micros[] {
  const [, day, hour, minute] = /^(?:(\p{L}{3}) )?(\d{1,2}):(\d{2})$/u.exec(text) ?? [];
  const wanted = day === undefined ? undefined : DAYS.indexOf(day.toLowerCase());
  const clock = (Number(hour) * HOUR + Number(minute) * MINUTE) / SECOND;
  const spans = offsetSpans(zone, Math.floor(start / SECOND) - 2 * DAY_S, Math.ceil((start + horizon) / SECOND) + DAY_S);
  const found: Micros[] = [];
  const firstDay = Math.floor(start / SECOND / DAY_S) - 1;
  for (let local = firstDay; local * DAY_S <= (start + horizon) / SECOND + DAY_S; local++) {
    const dayOfWeek = weekdayOf(local);
    if (wanted !== undefined && dayOfWeek !== wanted) continue;
    const show = local * DAY_S + clock;
    const at = spans.map((span) => Math.max(show - span.offset, span.from)).find((t, i) => t < (spans[i]?.to ?? 0));
    // Past the last span lies what is past the horizon.
    if (at === undefined) continue;
    const since = at * SECOND - start;
    if (since >= 0 && since < horizon) found.push(since);
  }
  return found;
}

/**
 * Returns the same steps of a rate cut at each local midnight of [0, horizon), and the ordinal of the day that each of them lies in: 0 for the one in which
 * the run starts.
 */
export function byDay(
  { at, rates }: { readonly at: readonly Micros[]; readonly rates: readonly number[] },
  zone: string,
  start: Micros,
  horizon: Micros,
): { at: Micros[]; rates: number[]; day: number[] } {
  const midnights = weekly('00:00', zone, start, horizon).filter((time) => time > 0);
  const cut: { at: Micros[]; rates: number[]; day: number[] } = { at: [], rates: [], day: [] };
  const times = [...new Set([...at, ...midnights])].sort((a, b) => a - b);
  let [piece, day] = [0, 0];
  for (const time of times) {
    while ((at[piece + 1] ?? Infinity) <= time) piece++;
    while ((midnights[day] ?? Infinity) <= time) day++;
    cut.at.push(time);
    cut.rates.push(rates[piece] ?? 0);
    cut.day.push(day);
  }
  return cut;
}

/** The days of a history that are wholly in it, and the rows of each by the local clock. */
import { LocalClock } from '../periods/local-clock.js';
import type { TraceTable } from '../../trace/table.js';
import type { OffsetsOf } from '../../trace/times.js';
import { weekdayOf } from '../../units/instant.js';
import { DAY, HOUR, type Micros } from '../../units/time.js';
import { rowsInTime, spanOf, type Span } from './history-rows.js';

/** A history begins and ends with a job, and no job comes at midnight: its first and last days are whole if they lack no more than this at that end. */
const SILENCE = HOUR;
/** Saturday; Monday is 0. */
const SATURDAY = 5;

/** Whole days in a row. */
export interface WholeDays {
  /** Days from 1970-01-01, or from the zero of a clock of its own, to the first of them; how many there are. */
  readonly first: number;
  readonly count: number;
  /** Their rows by day and local clock, those of one time as they came. */
  readonly rows: Int32Array;
  /** Of each of these rows: its day, from 0, and the time since midnight. */
  readonly day: Int32Array;
  readonly clock: Float64Array;
  /** Days at either end that are not whole, as `first` counts, and the rows of them. */
  readonly cut: readonly number[];
  readonly cutRows: number;
  /** Rows that a change has moved to a day before or after all that the history had. */
  readonly movedRows: number;
}

/** Returns the whole days of a history. `zone` are the offsets of the zone that its days are in, and `span` that of the history before anything was changed; a clock of its own has days of 24 h from its zero. */
export function wholeDays(
  table: Pick<TraceTable, 'queuedAt' | 'line' | 'isClock'>,
  zone: OffsetsOf,
  span: Span = spanOf(table),
): WholeDays {
  const { rows } = rowsInTime(table);
  const clock = new LocalClock(table.isClock ? zone : undefined, span.first - DAY, span.last + DAY);
  const [from, to] = [clock.local(span.first), clock.local(span.last)];
  const { first, last } = wholeRange(from, to);
  const local = Float64Array.from(rows, (row) => clock.local(table.queuedAt[row]!));
  const dayOf = (i: number): number => Math.floor(local[i]! / DAY);
  const places = [...rows.keys()].filter((i) => dayOf(i) >= first && dayOf(i) <= last);
  const cut = [...new Set([Math.floor(from / DAY), Math.floor(to / DAY)])].filter((day) => day < first || day > last);
  const cutRows = [...rows.keys()].reduce((sum, i) => sum + (cut.includes(dayOf(i)) ? 1 : 0), 0);
  // Where the clock is put back, times of the second pass go between those of the first.
  places.sort((a, b) => local[a]! - local[b]! || a - b);
  const kept = Float64Array.from(places, (i) => local[i]!);
  return {
    first,
    count: Math.max(0, last - first + 1),
    rows: Int32Array.from(places, (i) => rows[i]!),
    day: Int32Array.from(kept, (time) => Math.floor(time / DAY) - first),
    clock: kept.map((time) => time - Math.floor(time / DAY) * DAY),
    cut,
    cutRows,
    movedRows: rows.length - places.length - cutRows,
  };
}

/** Returns the first and last of the days, from 1970-01-01 or a clock's zero, that are whole in a history whose first and last job came at these local times. */
export function wholeRange(from: Micros, to: Micros): { readonly first: number; readonly last: number } {
  return { first: Math.floor((from + DAY - SILENCE - 1) / DAY), last: Math.floor((to + SILENCE) / DAY) - 1 };
}

/** Whether a day, counted from 1970-01-01, is one of a weekend. */
export function isWeekend(day: number): boolean {
  return weekdayOf(day) >= SATURDAY;
}

/**
 * Turns a job history into whole days, one of which is drawn for each day of a run: a block bootstrap whose block is a local day.
 * @see Künsch, "The jackknife and the bootstrap for general stationary observations", Annals of Statistics 17, 1989
 */
import type { ResampledArrivals, RunDay } from '../../fleet/arrivals.js';
import type { DatedDay } from '../periods/local-days.js';
import type { TraceTable } from '../../trace/table.js';
import { civilFromDays } from '../../units/instant.js';
import { wholeText } from '../../units/whole.js';
import { historyRows, type RowOptions } from './history-rows.js';
import { isWeekend, type WholeDays } from './whole-days.js';

/** Classes of days: indices into the pools. */
export const WEEKDAY = 0;
export const WEEKEND = 1;

/** Jobs are told apart by their day in the run and their row, in one number of 31 bits. */
const MOST = 2_147_483_647;

/** How days become load. */
export interface ResampleOptions extends RowOptions {
  readonly days: readonly DatedDay[];
}

/** What came of the days. */
export interface Resampled {
  readonly arrivals: ResampledArrivals;
  /** Rows of whole days that are of projects which the workload does not name, and rows whose scripts take no time any more. */
  readonly otherProject: number;
  readonly clipped: number;
}

/**
 * Returns the arrivals, or why there are none: a sentence with its advice. A history with a clock of its own knows no weekends: all its days are of one class.
 * Jobs of one pipeline that come on two days are two pipelines.
 */
export function resample(table: TraceTable, whole: WholeDays, options: ResampleOptions): Resampled | { readonly problem: string } {
  const isOwn = (row: number): boolean => options.projectOf(row) !== undefined;
  const places = [...whole.rows.keys()].filter((place) => isOwn(whole.rows[place]!));
  const rows = Int32Array.from(places, (place) => whole.rows[place]!);
  const day = Int32Array.from(places, (place) => whole.day[place]!);
  if (rows.length * options.days.length > MOST)
    return {
      problem: `${wholeText(rows.length)} rows are too many for a run of ${wholeText(options.days.length)} days; expected at most ${wholeText(MOST)} rows times days; lower the horizon`,
    };
  const pools = poolsOf(whole, table.isClock);
  const poolOf = ({ date }: DatedDay): number => (table.isClock && isWeekend(date) ? WEEKEND : WEEKDAY);
  return {
    arrivals: {
      kind: 'resample',
      ...historyRows(table, options, rows),
      pipeline: pipelinesByDay(table, rows, day),
      clock: Float64Array.from(places, (place) => whole.clock[place]!),
      createdBefore: Float64Array.from(rows, (row) => table.queuedAt[row]! - table.arrivedAt[row]!),
      cancelAfter: Float64Array.from(rows, (row) => table.cancelAt[row]! - table.queuedAt[row]!),
      names: Array.from({ length: whole.count }, (_, own) => dayName(whole.first + own, table.isClock)),
      firstRow: firstRows(day, whole.count),
      pools,
      days: options.days.map((own): RunDay => ({ pool: poolOf(own), pieces: own.pieces })),
    },
    otherProject: whole.rows.length - rows.length,
    clipped: rows.reduce((sum, row) => sum + (table.duration[row]! < options.overhead ? 1 : 0), 0),
  };
}

/** Returns what a day is called: its date, or of a clock of its own which day it is. */
export function dayName(day: number, isClock: boolean): string {
  return isClock ? dateText(day) : `day ${day + 1}`;
}

/** Returns the date of a day since 1970, as `2018-10-08`. */
export function dateText(days: number): string {
  const { year, month, day } = civilFromDays(days);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Returns the days of each class, from 0. */
function poolsOf({ first, count }: WholeDays, isClock: boolean): Int32Array[] {
  const days = Int32Array.from({ length: count }, (_, day) => day);
  if (!isClock) return [days];
  return [days.filter((day) => !isWeekend(first + day)), days.filter((day) => isWeekend(first + day))];
}

/** Returns where each day begins in a column of ascending days, and its end. */
export function firstRows(day: Int32Array, days: number): Int32Array {
  const first = new Int32Array(days + 1);
  for (const own of day) first[own + 1]!++;
  for (let i = 1; i <= days; i++) first[i]! += first[i - 1]!;
  return first;
}

/** Numbers pipelines from 1 by their first rows, those of each day apart; 0 = none. */
function pipelinesByDay({ pipeline }: Pick<TraceTable, 'pipeline'>, rows: Int32Array, day: Int32Array): Int32Array {
  if (pipeline.length === 0) return new Int32Array(0);
  let [known, of, count] = [new Map<number, number>(), -1, 0];
  return rows.map((row, place) => {
    if (day[place] !== of) [known, of] = [new Map<number, number>(), day[place]!];
    const named = pipeline[row]!;
    if (named === -1) return 0;
    const number = known.get(named) ?? ++count;
    known.set(named, number);
    return number;
  });
}

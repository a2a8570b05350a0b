/** Loads of a week as runs would have shown them. */
import type { Cell } from '../../src/study/plan/schedule/cells.js';
import { QUARTER, WeekLoad } from '../../src/study/plan/schedule/week-load.js';

/** What a quarter of an hour is to have had. */
export interface Shown {
  /** Share of the jobs that were late at the only line. */
  readonly late?: number;
  readonly boots?: { readonly count: number; readonly seconds: number };
}

/** Returns the load of a week from Monday 00:00 UTC with so many jobs an hour by hour of the week; the run ends before the first hour that has none stated. */
export function weekLoad(
  perHour: (hour: number) => number | undefined,
  { late = 0, boots = { count: 0, seconds: 0 } }: Shown = {},
): WeekLoad {
  const hours = Array.from({ length: 168 }, (_, hour) => perHour(hour));
  const end = hours.indexOf(undefined);
  const played = end < 0 ? hours : hours.slice(0, end);
  const slots = 4 * played.length;
  // A Monday.
  const load = new WeekLoad({ startEpochMs: Date.UTC(2018, 9, 8), horizon: slots * QUARTER, zone: 'UTC' }, 1);
  const jobs = Float64Array.from({ length: slots }, (_, slot) => played[slot >> 2]! / 4);
  load.add({ queued: jobs, jobs, late: [jobs.map((own) => own * late)], waited: jobs.map(() => 0), boots: { squares: 0, ...boots } });
  return load;
}

/** Returns a cell whose jobs come so many at a time. */
export function bursty(cell: Cell, bursts: number): Cell {
  return { ...cell, bursts };
}

/** The one unit of time: an integer count of microseconds since the start of the run, held in a double. */

/** Microseconds, always an integer. */
export type Micros = number;

export const MICROSECOND: Micros = 1;
export const MILLISECOND: Micros = 1_000;
export const SECOND: Micros = 1_000_000;
export const MINUTE: Micros = 60 * SECOND;
export const HOUR: Micros = 60 * MINUTE;
export const DAY: Micros = 24 * HOUR;
export const WEEK: Micros = 7 * DAY;
/** The time of what never happens. */
export const NEVER = Infinity;

/** The one unit of time: an integer count of microseconds since the start of the run, held in a double. */
import type { Flavour } from './flavour.js';

/** Microseconds, always an integer. */
export type Micros = Flavour<number, 'Micros'>;
/** Milliseconds, as platforms count them since 1970. */
export type Milliseconds = Flavour<number, 'Milliseconds'>;
/** Seconds: of clocks that others keep (time zones, cron), and in what is written for people. */
export type Seconds = Flavour<number, 'Seconds'>;

export const MICROSECOND: Micros = 1;
export const MILLISECOND: Micros = 1_000;
export const SECOND: Micros = 1_000_000;
export const MINUTE: Micros = 60 * SECOND;
export const HOUR: Micros = 60 * MINUTE;
export const DAY: Micros = 24 * HOUR;
export const WEEK: Micros = 7 * DAY;
/** The time of what never happens. */
export const NEVER = Infinity;

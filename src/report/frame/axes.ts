/** Where the ticks of an axis stand and what they say: simulated time by calendar or by length, and durations by order of magnitude. */
import { civilFromDays, parseInstant } from '../../units/instant.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../units/time.js';
import { secondsText } from './numbers.js';

/** A tick at a position of the axis. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

const STEPS = [1, 2, 5, 10, 15, 30]
  .map((minutes) => minutes * MINUTE)
  .concat(
    [1, 2, 3, 6, 12].map((hours) => hours * HOUR),
    [1, 2, 7, 14, 28, 91, 182, 364].map((days) => days * DAY),
  );
const WEEKDAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Returns at most about `most` ticks from `from` to `seconds` of simulated time. Known start: calendar in UTC; otherwise time since the start. */
export function timeTicks(seconds: number, start: string | undefined, most: number, from = 0): Tick[] {
  const length = seconds * SECOND;
  const step = STEPS.find((candidate) => (length - from * SECOND) / candidate <= most) ?? STEPS.at(-1)!;
  const epoch = start === undefined ? undefined : parseInstant(start);
  // Ticks stand at round times of the calendar, not of the run.
  const first = epoch === undefined ? 0 : Math.ceil(epoch / step) * step - epoch;
  const ticks: Tick[] = [];
  for (let at = first; at <= length; at += step) {
    if (at < from * SECOND) continue;
    ticks.push({ at: at / SECOND, text: epoch === undefined ? secondsText(at / SECOND) : clockText(epoch + at) });
  }
  return ticks;
}

/** Returns the time of day, or at midnight the date. */
function clockText(epoch: number): string {
  const days = Math.floor(epoch / DAY);
  const rest = epoch - days * DAY;
  if (rest !== 0) return timeOfDay(rest);
  const { month, day } = civilFromDays(days);
  return `${WEEKDAYS[((days % 7) + 7) % 7] ?? ''} ${day} ${MONTHS[month - 1] ?? ''}`;
}

function timeOfDay(rest: number): string {
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return `${two(rest / HOUR)}:${two((rest / MINUTE) % 60)}`;
}

/** Returns an instant of the run for a sentence: `Mon 8 Oct 14:10`, or the time since the start where that is not known. */
export function instantWords(seconds: number, start: string | undefined): string {
  const at = calendar(seconds, start);
  return at === undefined ? `${secondsText(seconds)} after the start` : `${clockText(at.midnight)} ${timeOfDay(at.rest)} UTC`;
}

/** Returns an instant as short as it can be told beside another, `first`: the time of day, on other days than that one's with the day before it. */
export function shortInstant(seconds: number, first: number, start: string | undefined): string {
  const at = calendar(seconds, start);
  if (at === undefined) return secondsText(seconds);
  const clock = timeOfDay(at.rest);
  return at.midnight === calendar(first, start)?.midnight ? clock : `${clockText(at.midnight)} ${clock}`;
}

/** Returns a stretch of time: `Mon 8 Oct 14:00 to 17:00 UTC`; it has no end where that is not known. */
export function spanWords(from: number, to: number | null, start: string | undefined): string {
  const begin = instantWords(from, start);
  if (to === null) return `from ${begin}`;
  return start === undefined
    ? `${secondsText(from)} to ${secondsText(to)} after the start`
    : `${begin.replace(/ UTC$/u, '')} to ${shortInstant(to, from, start)} UTC`;
}

/** Midnight before an instant of the run, and the time since then; undefined where the start is not known. */
function calendar(seconds: number, start: string | undefined): { readonly midnight: number; readonly rest: number } | undefined {
  const epoch = start === undefined ? undefined : parseInstant(start);
  if (epoch === undefined) return undefined;
  const at = epoch + Math.round(seconds) * SECOND;
  const midnight = Math.floor(at / DAY) * DAY;
  return { midnight, rest: at - midnight };
}

/** Returns an instant for a line that has little room and a run of some days: `Mon 14:10 UTC`. */
export function weekInstant(seconds: number, start: string | undefined): string {
  return instantWords(seconds, start).replace(/^(\w{3}) \d+ \w{3} /u, '$1 ');
}

/** Returns the day of the week at an instant of a run whose start is known: `Mon`. */
export function weekday(seconds: number, start: string): string {
  return instantWords(seconds, start).slice(0, 3);
}

/** Durations that people think in, seconds. */
const DURATIONS = [0.01, 0.1, 1, 10, 60, 600, 3600, 21_600, 86_400, 604_800, 2_419_200];

/** Returns the ticks of a logarithmic axis between two durations, which the first and the last tick enclose where they can; `at` is a logarithm. */
export function durationTicks(from: number, to: number): Tick[] {
  const first = DURATIONS.findLastIndex((seconds) => seconds <= from);
  const last = DURATIONS.findIndex((seconds) => seconds >= to);
  return DURATIONS.slice(Math.max(0, first), last < 0 ? undefined : last + 1).map((seconds) => ({
    at: Math.log(seconds),
    text: secondsText(seconds),
  }));
}

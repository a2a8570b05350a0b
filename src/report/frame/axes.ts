/** Where the ticks of an axis stand and what they say: simulated time by calendar or by length, and durations by order of magnitude. */
import { civilFromDays, WEEKDAYS, weekdayOf } from '../../units/instant.js';
import { DAY, HOUR, MINUTE, SECOND, type Micros } from '../../units/time.js';
import { secondsText } from './numbers.js';
import { LocalClock, type RunStart } from './local-clock.js';

/** A tick at a position of the axis. */
export interface Tick {
  readonly at: number;
  readonly text: string;
  /** Whether it says a date, which stands however narrow the axis is. */
  readonly isDate: boolean;
}

const STEPS = [1, 2, 5, 10, 15, 30]
  .map((minutes) => minutes * MINUTE)
  .concat(
    [1, 2, 3, 6, 12].map((hours) => hours * HOUR),
    [1, 2, 7, 14, 28, 91, 182, 364].map((days) => days * DAY),
  );
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Returns at most about `most` ticks from `from` to `seconds` of simulated time. Known start: the calendar of its zone; otherwise time since the start. */
export function timeTicks(seconds: number, start: RunStart, most: number, from = 0): Tick[] {
  const length = seconds * SECOND;
  const step = STEPS.find((candidate) => (length - from * SECOND) / candidate <= most) ?? STEPS.at(-1)!;
  const clock = LocalClock.of(start);
  const ticks: Tick[] = [];
  for (let at = roundFrom(0, step, clock); at <= length; at = roundFrom(at + 1, step, clock)) {
    if (at < from * SECOND) continue;
    const instant = clock === undefined ? undefined : calendar(clock.local(at));
    const isDate = instant?.isMidnight === true;
    ticks.push({ at: at / SECOND, text: instant === undefined ? secondsText(at / SECOND) : isDate ? instant.date : instant.clock, isDate });
  }
  return ticks;
}

/** Returns the first instant from `at` on at a round time: of the run, or of its calendar where that is known. Where the clock is put on or back, round times are those of the new one. */
function roundFrom(at: Micros, step: Micros, clock: LocalClock | undefined): Micros {
  if (clock === undefined) return Math.ceil(at / step) * step;
  const { to, offset } = clock.spanAt(at);
  const shift = clock.epoch + offset;
  const round = Math.ceil((at + shift) / step) * step - shift;
  return round < to ? round : roundFrom(to, step, clock);
}

/** An instant as calendars and clocks have it. */
interface CalendarInstant {
  /** Since 1970. */
  readonly days: number;
  /** `Mon`. */
  readonly weekday: string;
  /** `Mon 8 Oct`. */
  readonly date: string;
  /** `14:10`. */
  readonly clock: string;
  readonly isMidnight: boolean;
}

function calendar(local: Micros): CalendarInstant {
  const days = Math.floor(local / DAY);
  const rest = local - days * DAY;
  const { month, day } = civilFromDays(days);
  const weekday = WEEKDAYS[weekdayOf(days)]!;
  return { days, weekday, date: `${weekday} ${day} ${MONTHS[month - 1] ?? ''}`, clock: timeOfDay(rest), isMidnight: rest === 0 };
}

/** An instant of the run, to the second, with the zone of its clock; undefined where the start is not known. */
function instantOf(seconds: number, start: RunStart): (CalendarInstant & { readonly zone: string }) | undefined {
  const clock = LocalClock.of(start);
  return clock === undefined ? undefined : { ...calendar(clock.local(Math.round(seconds) * SECOND)), zone: clock.zone };
}

function timeOfDay(rest: number): string {
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return `${two(rest / HOUR)}:${two((rest / MINUTE) % 60)}`;
}

/** Returns an instant of the run for a sentence: `Mon 8 Oct 14:10 UTC`, by the clock of its zone, or the time since the start where that is not known. */
export function instantWords(seconds: number, start: RunStart): string {
  const at = instantOf(seconds, start);
  return at === undefined ? sinceStart(seconds) : `${at.date} ${at.clock} ${at.zone}`;
}

function sinceStart(seconds: number): string {
  return `${secondsText(seconds)} after the start`;
}

/** Returns an instant as short as it can be told beside another, `first`: the time of day, on other days than that one's with the day before it. */
export function shortInstant(seconds: number, first: number, start: RunStart): string {
  const [at, other] = [instantOf(seconds, start), instantOf(first, start)];
  if (at === undefined) return secondsText(seconds);
  return at.days === other?.days ? at.clock : `${at.date} ${at.clock}`;
}

/** Returns a stretch of time: `Mon 8 Oct 14:00 to 17:00 UTC`; it has no end where that is not known. */
export function spanWords(from: number, to: number | null, start: RunStart): string {
  const begin = instantOf(from, start);
  if (to === null) return `from ${instantWords(from, start)}`;
  return begin === undefined
    ? `${secondsText(from)} to ${secondsText(to)} after the start`
    : `${begin.date} ${begin.clock} to ${shortInstant(to, from, start)} ${begin.zone}`;
}

/** Returns an instant for a line that has little room and a run of some days: `Mon 14:10 UTC`. */
export function weekInstant(seconds: number, start: RunStart): string {
  const at = instantOf(seconds, start);
  return at === undefined ? sinceStart(seconds) : `${at.weekday} ${at.clock} ${at.zone}`;
}

/** Returns the same without its time zone, also with its date, and whether it is midnight; undefined where the start is not known. */
export function weekClock(
  seconds: number,
  start: RunStart,
): { readonly weekday: string; readonly text: string; readonly dated: string; readonly isMidnight: boolean } | undefined {
  const at = instantOf(seconds, start);
  if (at === undefined) return undefined;
  return { weekday: at.weekday, text: `${at.weekday} ${at.clock}`, dated: `${at.date} ${at.clock}`, isMidnight: at.isMidnight };
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
    isDate: false,
  }));
}

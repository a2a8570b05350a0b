/** Instants as text: RFC 3339 in and out, without the platform's clock or calendar. */
import { DAY, HOUR, MINUTE, SECOND, type Micros } from './time.js';

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]| ?UTC|([+-])(\d{2}):?(\d{2}))$/u;

/**
 * Returns the days from 1970-01-01 to a date of the Gregorian calendar (the year begins in March inside, so that leap days come last).
 * @see Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and civil_from_days
 */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** Returns year, month and day of the day that lies `days` after 1970-01-01. */
export function civilFromDays(days: number): { year: number; month: number; day: number } {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

/** Days of the week by the number that `weekdayOf` has for them. */
export const WEEKDAY_NAMES: readonly string[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** The same in short: `Mon`. */
export const WEEKDAYS: readonly string[] = WEEKDAY_NAMES.map((name) => name.slice(0, 3));

/** Returns the day of the week of the day that lies `days` after 1970-01-01, a Thursday: 0 is Monday. */
export function weekdayOf(days: number): number {
  return (((days + 3) % 7) + 7) % 7;
}

/**
 * Returns microseconds since 1970-01-01T00:00:00Z of an RFC 3339 instant, rounded down to a microsecond, or undefined where the text is none (also
 * for 30 February, 25:00 and instants without an offset). A blank for the `T` and a trailing ` UTC`, as GitLab's exports have them, are read too.
 */
export function parseInstant(text: string): Micros | undefined {
  return (text.endsWith('Z') ? utcInstant(text, text.length - 1) : undefined) ?? instantOf(text);
}

/**
 * Returns the same for what is in UTC and written as most texts are, `2018-10-08T00:03:19Z` or `2018-10-08 00:03:19.123456+00`, a multiple as fast;
 * undefined for all others. `end` is where the words for UTC begin.
 */
export function utcInstant(text: string, end: number): Micros | undefined {
  if (end < 19 || text[4] !== '-' || text[7] !== '-' || text[13] !== ':' || text[16] !== ':') return undefined;
  if (text[10] !== 'T' && text[10] !== ' ') return undefined;
  const [year, month, day] = [twoDigits(text, 0) * 100 + twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8)];
  const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  const fraction = fractionOf(text, end);
  // The last days of months are left to the long way. A place that is no digit makes NaN, and NaN is in no range.
  const isPlain = year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour <= 23 && minute <= 59 && second <= 59;
  if (!isPlain || !(fraction >= 0)) return undefined;
  return daysFromCivil(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * SECOND + fraction;
}

/** Microseconds behind the point at place 19, up to `end`; NaN where they are written otherwise than with one to six digits. */
function fractionOf(text: string, end: number): number {
  if (end === 19) return 0;
  if (text[19] !== '.' || end < 21 || end > 26) return Number.NaN;
  let micros = 0;
  for (let place = 20; place < 26; place++) {
    const digit = place < end ? text.charCodeAt(place) - 48 : 0;
    if (digit < 0 || digit > 9) return Number.NaN;
    micros = micros * 10 + digit;
  }
  return micros;
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function instantOf(text: string): Micros | undefined {
  const match = INSTANT.exec(text.trim());
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const days = daysFromCivil(year, month, day);
  const back = civilFromDays(days);
  if (month < 1 || month > 12 || back.month !== month || back.day !== day) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const offset = match[8] === undefined ? 0 : (match[8] === '-' ? -1 : 1) * (Number(match[9]) * HOUR + Number(match[10]) * MINUTE);
  if (Math.abs(offset) >= DAY) return undefined;
  const fraction = Number((match[7] ?? '').padEnd(6, '0').slice(0, 6));
  return days * DAY + hour * HOUR + minute * MINUTE + second * SECOND + fraction - offset;
}

/** The numbers below 100 in two digits: four instants a row of a history are written with them. */
const TWO = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));

/** Returns the RFC 3339 text in UTC of microseconds since 1970-01-01T00:00:00Z; the fraction only where there is one. */
export function instantText(epoch: Micros): string {
  const days = Math.floor(epoch / DAY);
  const rest = epoch - days * DAY;
  const { year, month, day } = civilFromDays(days);
  const clock = `${TWO[Math.floor(rest / HOUR)]!}:${TWO[Math.floor(rest / MINUTE) % 60]!}:${TWO[Math.floor(rest / SECOND) % 60]!}`;
  const fraction = rest % SECOND === 0 ? '' : `.${String(rest % SECOND).padStart(6, '0')}`;
  return `${String(year).padStart(4, '0')}-${TWO[month]!}-${TWO[day]!}T${clock}${fraction}Z`;
}

/** The cron expressions of GitLab Runner's periods: text to masks of seconds, minutes, hours, days, months and years. It knows no time zone. */

import { civilFromDays, weekdayOf } from '../../units/instant.js';
import type { Seconds } from '../../units/time.js';

/** One expression, ready to be asked about civil days and the seconds in them. Seconds of a day are counted from local midnight. */
export interface CronExpression {
  readonly text: string;
  /** Half-open runs [from, to) of matching seconds of a matching day, ascending and apart from each other. */
  readonly daySeconds: readonly (readonly [from: Seconds, to: Seconds])[];
  /** Whether the civil day matches; `day` counts days since 1970-01-01. */
  matchesDay(day: number): boolean;
}

/** Says why a text is no cron expression that GitLab Runner would understand. */
export class CronError extends Error {}

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

export const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const FIELDS: readonly Field[] = [
  { name: 'second', min: 0, max: 59 },
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day-of-month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day-of-week', min: 0, max: 6, names: WEEKDAYS },
  { name: 'year', min: 1970, max: 2099 },
];

const MACROS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 * *',
  '@annually': '0 0 0 1 1 * *',
  '@monthly': '0 0 0 1 * * *',
  '@weekly': '0 0 0 * * 0 *',
  '@daily': '0 0 0 * * * *',
  '@hourly': '0 0 * * * * *',
};

interface FieldMask {
  readonly has: readonly boolean[];
  /** False where the field holds `*` or `?`; decides how day-of-month and day-of-week combine. */
  readonly isRestricted: boolean;
}

function value(text: string, field: Field, entry: string): number {
  const wrong = (why: string): CronError => new CronError(`${field.name} field: '${entry}' ${why}`);
  if (/^\d{1,4}$/u.test(text)) {
    // The library behind GitLab Runner looks numbers of these two fields up in a table without leading zeros and takes what it misses for 0.
    if (field.names !== undefined && /^0\d/u.test(text)) throw wrong('has a leading zero, which GitLab Runner misreads here; leave it out');
    const number = Number(text);
    if (field.name === 'day-of-week' && number === 7) return 0;
    if (number < field.min || number > field.max) throw wrong(`is out of range; ${field.min} to ${field.max} is possible`);
    return number;
  }
  const index = (field.names ?? []).findIndex((name) => text === name || text === name.slice(0, 3));
  if (index >= 0) return index + field.min;
  if (/^(?:l|lw|\d+w|.+l|.+#\d)$/u.test(text)) {
    throw wrong('uses L, W or #, which runcast does not model; write the days as numbers, a list or a range');
  }
  throw wrong(
    `is not understood; expected *, a number${field.names === undefined ? '' : ', a name'}, a range a-b, a step /n, or a list of them`,
  );
}

function markEntry(has: boolean[], entry: string, field: Field): boolean {
  const [range = '', stepText, ...more] = entry.split('/');
  if (more.length > 0) throw new CronError(`${field.name} field: '${entry}' has more than one step`);
  if ((range === '*' || range === '?') && stepText === undefined) {
    for (let i = field.min; i <= field.max; i++) has[i] = true;
    return false;
  }
  let step = 1;
  if (stepText !== undefined) {
    step = /^\d{1,4}$/u.test(stepText) ? Number(stepText) : 0;
    if (step < 1 || step > Math.min(field.max, 2099)) {
      throw new CronError(`${field.name} field: the step of '${entry}' must be 1 to ${field.max}`);
    }
  }
  let first = field.min;
  let last = field.max;
  if (range !== '*') {
    const [from = '', to, ...others] = range.split('-');
    if (others.length > 0) throw new CronError(`${field.name} field: '${entry}' is not a range a-b`);
    first = value(from, field, entry);
    if (to !== undefined) last = value(to, field, entry);
    else if (stepText === undefined) last = first;
    if (last < first) {
      const hint =
        field.name === 'day-of-week' ? 'Sunday is day 0, so write fri,sat,sun for fri-sun' : 'write two ranges, such as 22-23,0-6';
      throw new CronError(`${field.name} field: the range '${entry}' runs backwards and never matches in GitLab Runner; ${hint}`);
    }
  }
  for (let i = first; i <= last; i += step) has[i] = true;
  return true;
}

function parseField(text: string, field: Field): FieldMask {
  const has: boolean[] = [];
  let isRestricted = true;
  const entries = text
    .toLowerCase()
    .split(',')
    .filter((entry) => entry !== '');
  if (entries.length === 0) throw new CronError(`${field.name} field: nothing in it`);
  for (const entry of entries) if (!markEntry(has, entry, field)) isRestricted = false;
  return { has, isRestricted };
}

/** Returns the day of the week as cron counts it, from Sunday, 0. */
export function sundayFirst(day: number): number {
  return (weekdayOf(day) + 1) % 7;
}

function runs(seconds: FieldMask, minutes: FieldMask, hours: FieldMask): [number, number][] {
  const out: [number, number][] = [];
  let last: [number, number] | undefined;
  for (let hour = 0; hour < 24; hour++) {
    if (hours.has[hour] !== true) continue;
    for (let minute = 0; minute < 60; minute++) {
      if (minutes.has[minute] !== true) continue;
      const start = hour * 3600 + minute * 60;
      for (let second = 0; second < 60; second++) {
        if (seconds.has[second] !== true) continue;
        if (last !== undefined && last[1] === start + second) last[1]++;
        else out.push((last = [start + second, start + second + 1]));
      }
    }
  }
  return out;
}

/**
 * Returns the parsed expression or throws a CronError. Seven fields are second, minute, hour, day-of-month, month, day-of-week, year; six lack the
 * second and five the year too, and a lacking second is 0. Where both day fields are restricted a day matches if either does. More than seven fields
 * are refused, though GitLab Runner ignores what follows the seventh.
 * @see https://github.com/gorhill/cronexpr the library GitLab Runner uses (its version of 2016-03-18)
 */
export function parseCron(text: string): CronExpression {
  const macro = text.trim();
  const fields = (Object.hasOwn(MACROS, macro) ? (MACROS[macro] ?? '') : text).split(/\s+/u).filter((field) => field !== '');
  if (fields.length < 5 || fields.length > 7) {
    throw new CronError(
      `'${text}' has ${fields.length} fields; expected 7 (second minute hour day-of-month month day-of-week year), 6 without the second or 5 without second and year`,
    );
  }
  if (fields.length < 7) fields.unshift('0');
  if (fields.length < 7) fields.push('*');
  const masks = FIELDS.map((field, i) => parseField(fields[i] ?? '', field));
  const [seconds, minutes, hours, monthDays, months, weekDays, years] = masks as [
    FieldMask,
    FieldMask,
    FieldMask,
    FieldMask,
    FieldMask,
    FieldMask,
    FieldMask,
  ];
  return {
    text,
    daySeconds: runs(seconds, minutes, hours),
    matchesDay(day) {
      const { year, month, day: dayOfMonth } = civilFromDays(day);
      if (years.has[year] !== true || months.has[month] !== true) return false;
      const byMonthDay = monthDays.has[dayOfMonth] === true;
      const byWeekDay = weekDays.has[sundayFirst(day)] === true;
      if (!monthDays.isRestricted && !weekDays.isRestricted) return true;
      return (monthDays.isRestricted && byMonthDay) || (weekDays.isRestricted && byWeekDay);
    },
  };
}

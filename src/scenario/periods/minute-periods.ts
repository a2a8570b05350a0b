/**
 * The periods of `[[runners.autoscaler.policy]]`: five cron fields that hold when all of them match the local minute of an instant. A cron
 * expression is a range of time here, so nothing is shifted and both day fields must match (reference, section 1).
 */
import { invariant } from '../../sim/invariant.js';
import { SECOND, type Micros, type Milliseconds, type Seconds } from '../../units/time.js';
import { civilFromDays, CronError, MONTHS, WEEKDAYS, type CronExpression } from './cron-expression.js';
import { localRuns } from './local-runs.js';
import { mergeIntervals, type Interval } from './matched-intervals.js';
import { zoneOf, PeriodError } from './periods.js';
import { offsetSpans } from './zone.js';

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'minute', min: 0, max: 59, names: [] },
  { name: 'hour', min: 0, max: 23, names: [] },
  { name: 'day-of-month', min: 1, max: 31, names: [] },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  // Sunday is 0 and 7.
  { name: 'day-of-week', min: 0, max: 7, names: WEEKDAYS },
];

const MINUTE_SECONDS = 60;

function value(text: string, field: Field, entry: string): number {
  const named = field.names.findIndex((name) => text === name || text === name.slice(0, 3));
  const number = named >= 0 ? named + field.min : /^\d{1,2}$/u.test(text) ? Number(text) : NaN;
  if (number >= field.min && number <= field.max) return number;
  const names = field.names.length === 0 ? '' : ', a name';
  const expected = `expected *, a number from ${field.min} to ${field.max}${names}, a range a-b, a step /n, or a list of them`;
  throw new CronError(`${field.name} field: '${entry}' is not understood; ${expected}`);
}

function markEntry(has: boolean[], entry: string, field: Field): void {
  const [range = '', stepText, ...more] = entry.split('/');
  const step = stepText === undefined ? 1 : /^\d{1,2}$/u.test(stepText) ? Number(stepText) : 0;
  if (step < 1 || more.length > 0) throw new CronError(`${field.name} field: the step of '${entry}' must be a whole number from 1`);
  const [from = '', to, ...others] = range.split('-');
  if (others.length > 0) throw new CronError(`${field.name} field: '${entry}' is not a range a-b`);
  const first = range === '*' ? field.min : value(from, field, entry);
  const last =
    range === '*' || (to === undefined && stepText !== undefined) ? field.max : to === undefined ? first : value(to, field, entry);
  if (last < first) throw new CronError(`${field.name} field: the range '${entry}' runs backwards; write two ranges, such as 22-23,0-6`);
  for (let i = first; i <= last; i += step) has[i] = true;
}

function parseField(text: string, field: Field): readonly boolean[] {
  const has: boolean[] = [];
  for (const entry of text.toLowerCase().split(',')) markEntry(has, entry, field);
  return has;
}

function parseExpression(text: string): CronExpression {
  const texts = text.split(/\s+/u).filter((field) => field !== '');
  if (texts.length !== FIELDS.length) {
    throw new CronError(`'${text}' has ${texts.length} fields; expected 5 (minute hour day-of-month month day-of-week)`);
  }
  const masks = FIELDS.map((field, i) => parseField(texts[i] ?? '', field));
  const [minutes, hours, monthDays, months, weekDays] = masks as [boolean[], boolean[], boolean[], boolean[], boolean[]];
  const daySeconds: [number, number][] = [];
  for (let minute = 0; minute < 24 * 60; minute++) {
    if (hours[Math.floor(minute / 60)] !== true || minutes[minute % 60] !== true) continue;
    const from = minute * MINUTE_SECONDS;
    const last = daySeconds.at(-1);
    if (last?.[1] === from) last[1] += MINUTE_SECONDS;
    else daySeconds.push([from, from + MINUTE_SECONDS]);
  }
  return {
    text,
    daySeconds,
    matchesDay(day) {
      const { month, dayOfMonth } = civilFromDays(day);
      // 1970-01-01 was a Thursday, day 4.
      const weekDay = (((day + 4) % 7) + 7) % 7;
      const onWeekDay = weekDays[weekDay] === true || (weekDay === 0 && weekDays[7] === true);
      return months[month] === true && monthDays[dayOfMonth] === true && onWeekDay;
    },
  };
}

/** The periods of one policy. They hold when any expression does. */
export interface MinutePeriods {
  readonly expressions: readonly CronExpression[];
  /** An IANA zone name, or undefined for the manager's own zone. */
  readonly zone: string | undefined;
}

/** Returns the parsed periods or throws a PeriodError. An empty time zone and `Local` mean the manager's zone. */
export function parseMinutePeriods(expressions: readonly string[], timezone: string): MinutePeriods {
  const zone = zoneOf(timezone);
  const parsed = expressions.map((text, index) => {
    try {
      return parseExpression(text);
    } catch (error) {
      if (error instanceof CronError) throw new PeriodError(index, error.message);
      throw error;
    }
  });
  return { expressions: parsed, zone };
}

/** Returns the intervals of simulated time in which the periods hold, merged, ascending and clipped to [0, horizon). */
export function minuteIntervals(periods: MinutePeriods, startEpochMs: Milliseconds, horizon: Micros, localZone: string): Interval[] {
  invariant(Number.isSafeInteger(startEpochMs), 'the start of a run is a whole number of milliseconds');
  const first = Math.floor(startEpochMs / 1000);
  const end = first + Math.ceil(horizon / SECOND) + 1;
  const lead = (startEpochMs - first * 1000) * 1000;
  const micros = (second: Seconds): Micros => (second - first) * SECOND - lead;
  const out: Interval[] = [];
  for (const { from, to, offset } of offsetSpans(periods.zone ?? localZone, first, end)) {
    const low = Math.max(from, first) + offset;
    const high = Math.min(to, end) + offset;
    for (const expression of periods.expressions) {
      for (const run of localRuns(expression, low, high)) out.push({ from: micros(run.from - offset), to: micros(run.to - offset) });
    }
  }
  return mergeIntervals(out, horizon);
}

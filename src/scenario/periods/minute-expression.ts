/**
 * The cron expressions of `[[runners.autoscaler.policy]]`: five fields that all match the minutes in which it holds. Its grammar is not that of
 * docker+machine's periods (`cron-expression.ts`): no seconds, no years, no macros, both day fields must match.
 */
import { civilFromDays } from '../../units/instant.js';
import { CronError, MONTHS, sundayFirst, WEEKDAYS, type CronExpression } from './cron-expression.js';

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

/** Returns the parsed expression of five fields (minute, hour, day-of-month, month, day-of-week) or throws a CronError. */
export function parseMinutes(text: string): CronExpression {
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
      const { month, day: dayOfMonth } = civilFromDays(day);
      const weekDay = sundayFirst(day);
      const onWeekDay = weekDays[weekDay] === true || (weekDay === 0 && weekDays[7] === true);
      return months[month] === true && monthDays[dayOfMonth] === true && onWeekDay;
    },
  };
}

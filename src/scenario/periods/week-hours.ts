/** Whole hours of the week: as cron expressions of a config.toml, read back out of them, and as people say them. */
import type { CronExpression } from './cron-expression.js';
import { sundayFirst } from './cron-expression.js';
import { WEEKDAYS } from '../../units/instant.js';

/** Hours of a week; 0 is Monday from 00:00 to 01:00 on the local clock. */
export const WEEK_HOURS = 168;
const [DAYS, DAY_HOURS, HOUR_SECONDS, DAY_SECONDS] = [7, 24, 3600, 86_400];
/** A Monday, in days since 1970-01-01, and the days over which expressions must repeat each week to be of the week: two years. */
const [A_MONDAY, LOOKED_AT] = [17_532, 2 * 53 * DAYS];

/** How the expressions of periods are written: those of docker+machine begin with seconds and end with years. */
export type CronForm = 'seven_fields' | 'five_fields';

/** Returns the expressions of these hours of the week, one for all days that are alike. Hours are from 0 to 167, in any order. */
export function weekPeriods(hours: Iterable<number>, form: CronForm): string[] {
  return alikeDays(hours).map(({ days, inDay }) => {
    const [hour, day] = [inDay.length === DAY_HOURS ? '*' : runsOf(inDay).map(rangeText).join(','), cronDays(days)];
    return form === 'seven_fields' ? `* * ${hour} * * ${day} *` : `* ${hour} * * ${day}`;
  });
}

/**
 * Returns the hours of the week in which any of the expressions matches, ascending, or undefined where they are not whole hours of every week: those of a
 * month, or that begin at half past. GitLab Runner begins such an hour a second early, which is not looked at here.
 */
export function hoursOfWeek(expressions: readonly CronExpression[]): number[] | undefined {
  const hours = new Set<number>();
  for (const expression of expressions) {
    const { daySeconds } = expression;
    const matchesDay = (day: number): boolean => expression.matchesDay(A_MONDAY + day);
    for (let day = 0; day < LOOKED_AT; day++) if (matchesDay(day) !== matchesDay(day % DAYS)) return undefined;
    const isWhole = daySeconds.every(([from, to]) => from % HOUR_SECONDS === 0 && to % HOUR_SECONDS === 0);
    const isAnyDay = Array.from({ length: DAYS }, (_, day) => matchesDay(day)).includes(true);
    if (!isWhole && isAnyDay) return undefined;
    for (let day = 0; day < DAYS; day++) {
      if (!matchesDay(day)) continue;
      for (const [from, to] of daySeconds)
        for (let second = from; second < Math.min(to, DAY_SECONDS); second += HOUR_SECONDS)
          hours.add(day * DAY_HOURS + second / HOUR_SECONDS);
    }
  }
  return [...hours].sort((a, b) => a - b);
}

/** Returns what people call these hours: `Mon-Fri 07-19`, `Sat-Sun`, `always`; `Mon-Fri 19-07` is what the days have before 7 and from 19 on. */
export function weekWords(hours: Iterable<number>): string {
  const groups = alikeDays(hours);
  if (groups.length === 0) return 'never';
  return groups
    .map(({ days, inDay }) => {
      const clock = clockWords(inDay);
      if (days.length === DAYS) return clock === '' ? 'always' : `daily ${clock}`;
      const words = runsOf(days).map(([first, last]) => (first === last ? WEEKDAYS[first]! : `${WEEKDAYS[first]}-${WEEKDAYS[last]}`));
      return `${words.join(',')}${clock === '' ? '' : ` ${clock}`}`;
    })
    .join(', ');
}

/** Returns the days of the week that have hours, those of the same hours together, the first of them first. */
function alikeDays(hours: Iterable<number>): { readonly days: readonly number[]; readonly inDay: readonly number[] }[] {
  const all = new Set(hours);
  const groups = new Map<string, { days: number[]; inDay: number[] }>();
  for (let day = 0; day < DAYS; day++) {
    const inDay = Array.from({ length: DAY_HOURS }, (_, hour) => hour).filter((hour) => all.has(day * DAY_HOURS + hour));
    if (inDay.length === 0) continue;
    const known = groups.get(inDay.join());
    if (known === undefined) groups.set(inDay.join(), { days: [day], inDay });
    else known.days.push(day);
  }
  return [...groups.values()];
}

/** Returns runs [first, last] of whole numbers that follow each other. */
function runsOf(numbers: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

function rangeText([first, last]: readonly [number, number]): string {
  return first === last ? String(first) : `${first}-${last}`;
}

/** Sunday is the first day of cron's week: a range may not run on into it. */
function cronDays(days: readonly number[]): string {
  if (days.length === DAYS) return '*';
  const name = (day: number): string => WEEKDAYS[day]!.toLowerCase();
  return runsOf(days)
    .flatMap(([first, last]): string[] => {
      if (last - first < 2 || sundayFirst(last + A_MONDAY) === 0) return days.filter((day) => day >= first && day <= last).map(name);
      return [`${name(first)}-${name(last)}`];
    })
    .join(',');
}

/** Returns the hours of a day as `07-19`, empty for all of them; a run over midnight is said as one. */
function clockWords(inDay: readonly number[]): string {
  if (inDay.length === DAY_HOURS) return '';
  const runs = runsOf(inDay);
  const [first, last] = [runs[0]!, runs.at(-1)!];
  if (runs.length > 1 && first[0] === 0 && last[1] === DAY_HOURS - 1) {
    runs.pop();
    runs.shift();
    runs.push([last[0], first[1]]);
  }
  return runs.map(([from, to]) => `${twoDigits(from)}-${twoDigits(to + 1)}`).join(' and ');
}

function twoDigits(hour: number): string {
  return String(hour).padStart(2, '0');
}

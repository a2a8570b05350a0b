/** The whole days of a history, weekdays and weekends apart: what one day of its load is like. */
import { isWeekend, wholeRange } from '../../scenario/replay/whole-days.js';
import { DAY, HOUR, type Micros } from '../../units/time.js';
import type { History } from '../describe/history-jobs.js';
import type { LocalClock } from '../../scenario/periods/local-clock.js';
import { cvOf, meanOf, type Estimate } from './estimate.js';

/** Days that are drawn for each other. */
export interface DayClass {
  /** `day`: the clock knows no weekdays. */
  readonly name: 'weekday' | 'weekend' | 'day';
  readonly days: number;
  /** Of one day. */
  readonly jobs: Estimate;
  /** Hours that the jobs of one day ran. */
  readonly jobHours: Estimate;
  /** Standard deviation over mean of the jobs of a day. */
  readonly cv: Estimate;
}

/** Whole days, one after another. */
export interface WholeDays {
  readonly from: Micros;
  readonly to: Micros;
  readonly days: number;
  /** Those that are there, weekdays first. */
  readonly classes: readonly DayClass[];
}

/** Returns the local days that are wholly in a history; undefined where there is none. */
export function wholeDays({ jobs, isClock }: History, clock: LocalClock): WholeDays | undefined {
  const [begin, end] = [clock.local(jobs[0]!.queued), clock.local(jobs.at(-1)!.queued)];
  const { first, last } = wholeRange(begin, end);
  if (last < first) return undefined;
  const days = last - first + 1;
  const counts = Array.from({ length: days }, () => ({ jobs: 0, hours: 0 }));
  for (const { queued, ran } of jobs) {
    const day = counts[clock.day(queued) - first];
    if (day === undefined) continue;
    day.jobs++;
    day.hours += (ran ?? 0) / HOUR;
  }
  const names = isClock ? (['weekday', 'weekend'] as const) : (['day'] as const);
  const classes = names.flatMap((name): DayClass[] => {
    const own = counts.filter((_, index) => name === 'day' || (name === 'weekend') === isWeekend(first + index));
    if (own.length === 0) return [];
    const found = own.map((day) => day.jobs);
    return [{ name, days: own.length, jobs: meanOf(found), jobHours: meanOf(own.map(({ hours }) => hours)), cv: cvOf(found) }];
  });
  return { from: midnight(clock, first), to: midnight(clock, last + 1), days, classes };
}

/** The instant at which a local day begins. */
function midnight(clock: LocalClock, day: number): Micros {
  const near = day * DAY - (clock.local(day * DAY) - day * DAY);
  // The offset may change between the two.
  return day * DAY - (clock.local(near) - near);
}

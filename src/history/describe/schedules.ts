/** Pipelines that come by the clock: minutes of the day at which something comes on most days, where by chance it would not. */
import { binomialTail } from '../../stats/binomial.js';
import { DAY, MINUTE } from '../../units/time.js';
import type { HistorySchedule } from './description.js';
import type { Arrival } from './load.js';
import type { LocalClock } from '../../scenario/periods/local-clock.js';

const MINUTES = 1440;
/** Minutes before and after, by which chance is told. */
const AROUND = 30;
const LEAST_DAYS = 5;
/** Of the days. */
const LEAST_SHARE = 0.6;
/** Chance that any of the minutes of the day seems to be one, at most. */
const ERROR = 0.001;
/** From so many hours of the day on, one minute of each is said to be hourly. */
const HOURLY = 12;

/** A minute of some hours of the day, or of every hour. */
export interface ClockTime {
  /** 0 to 59. */
  readonly minute: number;
  /** Undefined: every hour. */
  readonly hour: number | undefined;
  /** Times that something came then, and the jobs of all. */
  readonly times: number;
  readonly jobs: number;
}

/** Returns the minutes of the local day at which pipelines come by the clock, the most jobs first. Empty for a history of fewer than five days. */
export function schedulesOf(pipelines: readonly Arrival[], clock: LocalClock, days: number): HistorySchedule[] {
  return clockTimes(pipelines, clock, days)
    .map(({ minute, hour, times, jobs }) => ({
      at: hour === undefined ? `hourly at :${two(minute)}` : `daily at ${two(hour)}:${two(minute)}`,
      times,
      jobs,
    }))
    .sort((a, b) => b.jobs - a.jobs || (a.at < b.at ? -1 : 1));
}

/** Returns the same as numbers, in no order of importance. */
export function clockTimes(pipelines: readonly Arrival[], clock: LocalClock, days: number): ClockTime[] {
  if (days < LEAST_DAYS) return [];
  const seen = Array.from({ length: MINUTES }, () => ({ days: new Set<number>(), jobs: 0 }));
  for (const { at, jobs } of pipelines) {
    const cell = seen[Math.floor((clock.local(at) % DAY) / MINUTE)]!;
    cell.days.add(clock.day(at));
    cell.jobs += jobs;
  }
  const found = seen.flatMap(({ days: own, jobs }, minute) => (isScheduled(seen, minute, days) ? [{ minute, days: own.size, jobs }] : []));
  const byMinute = new Map<number, typeof found>();
  for (const one of found) byMinute.set(one.minute % 60, [...(byMinute.get(one.minute % 60) ?? []), one]);
  return [...byMinute].flatMap(([minute, own]): ClockTime[] => {
    const jobs = own.reduce((sum, one) => sum + one.jobs, 0);
    const times = own.reduce((sum, one) => sum + one.days, 0);
    if (own.length >= HOURLY) return [{ minute, hour: undefined, times, jobs }];
    return own.map((one) => ({ minute, hour: Math.floor(one.minute / 60), times: one.days, jobs: one.jobs }));
  });
}

/** Whether something comes in a minute on more days than the minutes around it let expect. */
function isScheduled(seen: readonly { readonly days: ReadonlySet<number> }[], minute: number, days: number): boolean {
  const own = seen[minute]!.days.size;
  if (own < LEAST_SHARE * days) return false;
  let around = 0;
  for (let step = 1; step <= AROUND; step++)
    around += seen[(minute + step) % MINUTES]!.days.size + seen[(minute - step + MINUTES) % MINUTES]!.days.size;
  // With what was seen here counted in, so that an empty neighbourhood does not make a certainty of one.
  const chance = (around + own / days) / (2 * AROUND * days + 1);
  return binomialTail(days, own, Math.min(1, chance)) < ERROR / MINUTES;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

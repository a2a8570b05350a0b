/** Pipelines that come by the clock: minutes of the day at which something comes on most days, where by chance it would not. */
import { binomialTail } from '../../stats/binomial.js';
import { DAY, MINUTE, type Micros } from '../../units/time.js';
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

/** Returns the minutes of the local day at which pipelines come by the clock, the most jobs first. None is told that came round fewer than five times from the first pipeline to the last. */
export function schedulesOf(pipelines: readonly Arrival[], clock: LocalClock): HistorySchedule[] {
  return clockTimes(pipelines, clock)
    .map(({ minute, hour, times, jobs }) => ({
      at: hour === undefined ? `hourly at :${two(minute)}` : `daily at ${two(hour)}:${two(minute)}`,
      times,
      jobs,
    }))
    .sort((a, b) => b.jobs - a.jobs || (a.at < b.at ? -1 : 1));
}

/** Returns the same as numbers, in no order of importance. */
export function clockTimes(pipelines: readonly Arrival[], clock: LocalClock): ClockTime[] {
  const seen = seenMinutes(pipelines, clock);
  const found = seen.flatMap(({ days, jobs }, minute) => (isScheduled(seen, minute) ? [{ minute, days: days.size, jobs }] : []));
  const byMinute = new Map<number, typeof found>();
  for (const one of found) byMinute.set(one.minute % 60, [...(byMinute.get(one.minute % 60) ?? []), one]);
  return [...byMinute].flatMap(([minute, own]): ClockTime[] => {
    const jobs = own.reduce((sum, one) => sum + one.jobs, 0);
    const times = own.reduce((sum, one) => sum + one.days, 0);
    if (own.length >= HOURLY) return [{ minute, hour: undefined, times, jobs }];
    return own.map((one) => ({ minute, hour: Math.floor(one.minute / 60), times: one.days, jobs: one.jobs }));
  });
}

/** A minute of the day. */
interface SeenMinute {
  /** Those on which a pipeline came in it, and the jobs of all that did. */
  readonly days: ReadonlySet<number>;
  readonly jobs: number;
  /** How often it came round from the first pipeline to the last. */
  readonly held: number;
}

/** Returns the minutes of the local day. */
function seenMinutes(pipelines: readonly Arrival[], clock: LocalClock): SeenMinute[] {
  const minuteOf = (at: Micros): number => Math.floor((clock.local(at) % DAY) / MINUTE);
  const seen = Array.from({ length: MINUTES }, () => ({ days: new Set<number>(), jobs: 0 }));
  let [first, last] = [Infinity, -Infinity];
  for (const { at, jobs } of pipelines) {
    const cell = seen[minuteOf(at)]!;
    cell.days.add(clock.day(at));
    cell.jobs += jobs;
    [first, last] = [Math.min(first, at), Math.max(last, at)];
  }
  const days = pipelines.length === 0 ? 0 : clock.day(last) - clock.day(first) + 1;
  // The first day has no minutes before its first pipeline, and the last none after its last.
  return seen.map((own, minute) => ({ ...own, held: days - (minute < minuteOf(first) ? 1 : 0) - (minute > minuteOf(last) ? 1 : 0) }));
}

/**
 * Whether something comes in a minute on more days than the minutes around it let expect: those before it, and those after it, since busy hours may begin or end beside it.
 */
function isScheduled(seen: readonly SeenMinute[], minute: number): boolean {
  const { days, held } = seen[minute]!;
  if (held < LEAST_DAYS || days.size < LEAST_SHARE * held) return false;
  const chance = Math.max(chanceBeside(seen, minute, -1), chanceBeside(seen, minute, 1));
  return binomialTail(held, days.size, Math.min(1, chance)) < ERROR / MINUTES;
}

/** Chance that something comes in a minute of a day, by those on one side of it. */
function chanceBeside(seen: readonly SeenMinute[], minute: number, side: 1 | -1): number {
  const { days, held } = seen[minute]!;
  let [around, heldAround] = [0, 0];
  for (let step = 1; step <= AROUND; step++) {
    const beside = seen[(minute + side * step + MINUTES) % MINUTES]!;
    around += beside.days.size;
    heldAround += beside.held;
  }
  // With what was seen here counted in, so that an empty neighbourhood does not make a certainty of one.
  return (around + days.size / held) / (heldAround + 1);
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

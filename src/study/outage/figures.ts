/** The figures of a study of outages: means over replications, places in the week and the year, availability. */
import { estimateMean } from '../../stats/confidence.js';
import type { Evidence } from '../../results/outages/recovery.js';
import { weekdayOf } from '../../units/instant.js';
import { DAY, MINUTE, SECOND, WEEK, type Micros } from '../../units/time.js';
import type { Harm } from './harm.js';
import type { Held } from './held.js';
import type { Availability, HeldWeek, MeanHarm, Spread, YearOutage } from './outage-result.js';
import { YEAR, type DrawnOutage } from './plan.js';
import type { OutageQuestion } from './question.js';

/** One run's harm, and whether a limit ended it. */
export type Played = Harm & { readonly isCut: boolean };

/** Returns the harm of one outage over the replications that played it. */
export function meanOf(played: readonly Played[]): MeanHarm {
  const spread = (key: 'late' | 'held' | 'waitHours' | 'lost' | 'sloMinutes'): Spread => spreadOf(played.map((harm) => harm[key]));
  const back = played.flatMap(({ recoverMinutes }) => recoverMinutes ?? []);
  return {
    late: spread('late'),
    held: spread('held'),
    waitHours: spread('waitHours'),
    lost: spread('lost'),
    sloMinutes: spread('sloMinutes'),
    recoverMinutes: back.length === played.length ? estimateMean(back).mean : null,
    isCut: played.some(({ isCut }) => isCut),
  };
}

function spreadOf(values: readonly number[]): Spread {
  const { mean, halfWidth } = estimateMean(values);
  return { mean, halfWidth: halfWidth ?? null };
}

/** Weekday (Monday = 0) and minute of the day of an instant of the local clock; 1970-01-01 was a Thursday. */
export function timeOfWeek(local: Micros): { weekday: number; minuteOfDay: number } {
  const day = Math.floor(local / DAY);
  return { weekday: weekdayOf(day), minuteOfDay: Math.floor((local - day * DAY) / MINUTE) };
}

/** Returns the part of the week that can be played, as the result tells it. */
export function heldWeek({ because, from, until }: Held, clock: Micros): HeldWeek {
  const at = (micros: Micros): HeldWeek['from'] => ({ startSeconds: micros / SECOND, ...timeOfWeek(clock + micros) });
  return { because, from: at(from), until: at(until) };
}

/** Returns a drawn outage that was played, as the result tells it. */
export function placed(outage: DrawnOutage, played: Played, replication: number, clock: Micros): YearOutage {
  return {
    year: outage.year + 1,
    dayOfYear: Math.floor(outage.atOfYear / DAY) + 1,
    ...timeOfWeek(clock + outage.from),
    startSeconds: outage.from / SECOND,
    drawnSeconds: outage.drawn / SECOND,
    durationSeconds: outage.duration / SECOND,
    replication,
    ...played,
  };
}

/** Returns what the drawn outages leave of each year; `plain` are the runs without. */
export function availabilityOf({ fleet, years }: OutageQuestion, plain: readonly Evidence[], outages: readonly YearOutage[]): Availability {
  const { warmup } = fleet;
  // Whole weeks, where there are some: days differ.
  const weeks = Math.floor((fleet.horizon - warmup) / WEEK);
  const horizon = weeks > 0 ? warmup + weeks * WEEK : fleet.horizon;
  const measured = plain.map(({ jobs }) => jobs.counts({ from: warmup, until: horizon, at: fleet.horizon }));
  const jobsPerYear = (estimateMean(measured.map(({ jobs }) => jobs)).mean * YEAR) / (horizon - warmup);
  const withoutOutages = estimateMean(measured.map(({ jobs, late }) => (jobs === 0 ? 1 : 1 - late / jobs))).mean;
  const lateShares = Array.from({ length: years }, (_, year) => {
    const late = outages.reduce((sum, outage) => sum + (outage.year === year + 1 ? outage.late : 0), 0);
    return jobsPerYear === 0 ? 0 : late / jobsPerYear;
  });
  return {
    years,
    jobsPerYear,
    withoutOutages,
    ofOutages: spreadOf(lateShares.map((share) => 1 - share)),
    inAll: spreadOf(lateShares.map((share) => withoutOutages - share)),
    capped: outages.filter(({ durationSeconds, drawnSeconds }) => durationSeconds < drawnSeconds).length,
    outages,
  };
}

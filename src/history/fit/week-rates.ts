/** How many pipelines come in each hour of the week, and how much days differ beyond chance. */
import type { Micros } from '../../units/time.js';
import type { History } from '../describe/history-jobs.js';
import { hoursHeld } from '../describe/load.js';
import type { LocalClock } from '../../scenario/periods/local-clock.js';
import type { Estimate } from './estimate.js';

const HOURS = 168;
const DAY_HOURS = 24;
/** Weights of an hour's neighbours where rates are smoothed: a triangle over five hours. */
const KERNEL = [1, 2, 3, 2, 1] as const;
/** A smaller part of an hour tells nothing of it. */
const LEAST_HELD = 0.5;

/** Pipelines an hour by hour of the week, from Monday 00:00. */
export interface WeekRates {
  readonly perHour: readonly number[];
  /** Standard error of an hour's rate over it, on average over the pipelines; null: none came. */
  readonly relativeError: number | null;
}

/** Of a count less the smooth mean of its hour: what a Poisson process gives for its square, over the mean, since a third of the count is in that mean. */
const LEFT = 1 - 2 / 3 + 19 / 81;

/**
 * Returns the rates: counts over the hours that the history holds, of a Poisson process whose rate is constant for an hour (Leemis, Nonparametric estimation
 * of the cumulative intensity function for a nonhomogeneous Poisson process, Management Science 37 (1991) 886-900), smoothed over the two hours before and
 * after. Where `isSmooth` is false hours keep as much of their own as they differ from that by more than chance: a count is a Poisson one of a gamma about
 * the smooth rate, whose variance the counts tell (empirical Bayes; Efron and Morris, Journal of the American Statistical Association 70 (1975) 311-319).
 * Rates as they were counted would add the chance of the history to that of the run. An hour that the history does not hold has the rate of the whole.
 */
export function weekRates(times: readonly Micros[], span: Pick<History, 'from' | 'to'>, clock: LocalClock, isSmooth: boolean): WeekRates {
  const held = hoursHeld(span, clock);
  const counts = new Float64Array(HOURS);
  for (const at of times) counts[clock.hourOfWeek(at)]!++;
  const smooth = smoothed(counts, held);
  const excess = isSmooth ? 0 : excessOf(counts, held, smooth);
  const whole = times.length / held.reduce((sum, hours) => sum + hours, 0);
  let error = 0;
  const perHour = smooth.map(({ rate, variance }, hour) => {
    if (rate === undefined) return whole;
    const [count, mean] = [counts[hour]!, rate * held[hour]!];
    // Share of what the count says beside what the smooth rate does.
    const own = excess * mean === 0 ? 0 : (excess * mean) / (1 + excess * mean);
    if (rate > 0) error += (count * Math.sqrt(Math.max(variance, (own * rate) / Math.max(held[hour]!, LEAST_HELD)))) / rate;
    return rate * (1 - own) + (own * count) / Math.max(held[hour]!, LEAST_HELD);
  });
  // Quiet hours beside busy ones gain more by the smoothing than the busy ones lose: those that are known have together as many as came in them.
  const isKnown = (hour: number): boolean => smooth[hour]!.rate !== undefined;
  const together = perHour.reduce((sum, rate, hour) => sum + (isKnown(hour) ? rate * held[hour]! : 0), 0);
  const came = counts.reduce((sum, count, hour) => sum + (isKnown(hour) ? count : 0), 0);
  const scale = together === 0 ? 1 : came / together;
  return {
    perHour: perHour.map((rate, hour) => (isKnown(hour) ? rate * scale : rate)),
    relativeError: times.length === 0 ? null : error / times.length,
  };
}

/** Smooth rates with their variances; undefined where too little of the hours around is held. */
function smoothed(counts: Float64Array, held: Float64Array): { readonly rate: number | undefined; readonly variance: number }[] {
  return Array.from(counts, (_, hour) => {
    let [sum, squares, hours] = [0, 0, 0];
    for (const [i, weight] of KERNEL.entries()) {
      const at = (hour + i - 2 + HOURS) % HOURS;
      sum += weight * counts[at]!;
      squares += weight * weight * counts[at]!;
      hours += weight * held[at]!;
    }
    return hours < LEAST_HELD ? { rate: undefined, variance: 0 } : { rate: sum / hours, variance: squares / (hours * hours) };
  });
}

/** Squared variation of hours about their smooth rates, beyond chance. */
function excessOf(counts: Float64Array, held: Float64Array, smooth: ReturnType<typeof smoothed>): number {
  let [over, squares] = [0, 0];
  for (const [hour, { rate = 0 }] of smooth.entries()) {
    const mean = rate * held[hour]!;
    over += (counts[hour]! - mean) * (counts[hour]! - mean) - LEFT * mean;
    squares += mean * mean;
  }
  return squares === 0 ? 0 : Math.max(0, over / squares);
}

/** A day as it was, and as it was expected. */
export interface CountedDay {
  readonly count: number;
  readonly expected: number;
  /** What was expected is the mean of so many days, of which this is one; `Infinity`: it is known. Two at least. */
  readonly of: number;
}

/** Returns the standard deviation over mean of the factor by which days differ, by moments of the counts of whole days that no Poisson process explains. */
export function dayVariation(days: readonly CountedDay[]): Estimate {
  const value = variationOf(days, -1);
  const n = days.length;
  // By the jackknife: each day left out once (Efron and Stein, Annals of Statistics 9 (1981) 586-596).
  const without = days.map((_, day) => variationOf(days, day));
  const mean = without.reduce((sum, own) => sum + own, 0) / n;
  return { value, se: n < 3 ? null : Math.sqrt(((n - 1) / n) * without.reduce((sum, own) => sum + (own - mean) * (own - mean), 0)) };
}

/**
 * Of counts N with means m x F, F of mean 1: E (N - m)^2 = m + m^2 var F. Where m is the mean of n such days, N is by 1 - 1 / n of that nearer to it, and the square of that
 * mean by an n-th of it larger than that of m.
 * @see Jongbloed and Koole, Managing uncertainty in call centres using Poisson mixtures, Applied Stochastic Models in Business and Industry 17 (2001) 307-318
 */
function variationOf(days: readonly CountedDay[], without: number): number {
  let [over, squares] = [0, 0];
  for (const [day, { count, expected, of }] of days.entries()) {
    if (day === without) continue;
    const variance = ((count - expected) * (count - expected)) / (1 - 1 / of);
    over += variance - expected;
    squares += expected * expected - variance / of;
  }
  return squares <= 0 ? 0 : Math.sqrt(Math.max(0, over / squares));
}

/** Returns the pipelines that a day of the week (0: Monday) is expected to bring. */
export function dayMean({ perHour }: WeekRates, weekday: number): number {
  return perHour.slice(weekday * DAY_HOURS, (weekday + 1) * DAY_HOURS).reduce((sum, rate) => sum + rate, 0);
}

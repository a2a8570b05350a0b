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

/**
 * Returns the rates: counts over the hours that the history holds, of a Poisson process whose rate is constant for an hour (Leemis, Nonparametric estimation
 * of the cumulative intensity function for a nonhomogeneous Poisson process, Management Science 37 (1991) 886-900). `isSmooth` takes the two hours before
 * and after in, with less weight. An hour that the history does not hold has the rate of the whole.
 */
export function weekRates(
  times: readonly Micros[],
  history: Pick<History, 'from' | 'to'>,
  clock: LocalClock,
  isSmooth: boolean,
): WeekRates {
  const held = hoursHeld(history, clock);
  const counts = new Float64Array(HOURS);
  for (const at of times) counts[clock.hourOfWeek(at)]!++;
  const weights = isSmooth ? KERNEL : [1];
  const total = held.reduce((sum, hours) => sum + hours, 0);
  let [error, came] = [0, 0];
  const perHour = Array.from({ length: HOURS }, (_, hour) => {
    let [sum, squares, hours] = [0, 0, 0];
    for (const [i, weight] of weights.entries()) {
      const at = (hour + i - (weights.length - 1) / 2 + HOURS) % HOURS;
      sum += weight * counts[at]!;
      squares += weight * weight * counts[at]!;
      hours += weight * held[at]!;
    }
    if (hours < LEAST_HELD) return times.length / total;
    if (sum > 0) {
      error += counts[hour]! * (Math.sqrt(squares) / sum);
      came += counts[hour]!;
    }
    return sum / hours;
  });
  return { perHour, relativeError: came === 0 ? null : error / came };
}

/** Returns the standard deviation over mean of the factor by which days differ, by moments of the counts of whole days that no Poisson process explains. */
export function dayVariation(counts: readonly number[], expected: readonly number[]): Estimate {
  const value = variationOf(counts, expected, -1);
  const n = counts.length;
  // By the jackknife: each day left out once (Efron and Stein, Annals of Statistics 9 (1981) 586-596).
  const without = counts.map((_, day) => variationOf(counts, expected, day));
  const mean = without.reduce((sum, own) => sum + own, 0) / n;
  return { value, se: n < 3 ? null : Math.sqrt(((n - 1) / n) * without.reduce((sum, own) => sum + (own - mean) * (own - mean), 0)) };
}

/**
 * Of counts N with means m x F, F of mean 1: E (N - m)^2 = m + m^2 var F.
 * @see Jongbloed and Koole, Managing uncertainty in call centres using Poisson mixtures, Applied Stochastic Models in Business and Industry 17 (2001) 307-318
 */
function variationOf(counts: readonly number[], expected: readonly number[], without: number): number {
  let [over, squares] = [0, 0];
  for (const [day, count] of counts.entries()) {
    if (day === without) continue;
    const mean = expected[day]!;
    over += (count - mean) * (count - mean) - mean;
    squares += mean * mean;
  }
  return squares === 0 ? 0 : Math.sqrt(Math.max(0, over / squares));
}

/** Returns the pipelines that a day of the week (0: Monday) is expected to bring. */
export function dayMean({ perHour }: WeekRates, weekday: number): number {
  return perHour.slice(weekday * DAY_HOURS, (weekday + 1) * DAY_HOURS).reduce((sum, rate) => sum + rate, 0);
}

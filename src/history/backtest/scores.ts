/** How good forecasts are whose answer is a distribution: proper scores, and how often the truth lay within. */
import { nextQuantile } from '../../stats/quantiles.js';

/** Levels whose quantiles are scored. */
export const SCORED_LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/**
 * Returns the pinball loss of a quantile: `level` of what was more than it, 1 - `level` of what was less. Its mean is least for the true quantile (Koenker and
 * Bassett, "Regression quantiles", 1978), so that it is a proper score (Gneiting and Raftery, "Strictly proper scoring rules, prediction, and estimation", 2007).
 */
export function pinballLoss(level: number, quantile: number, observed: number): number {
  const off = observed - quantile;
  return off >= 0 ? level * off : (level - 1) * off;
}

/** A forecast with what came. */
export interface Forecast {
  /** Equally likely futures. */
  readonly futures: readonly number[];
  readonly observed: number;
}

/** What forecasts come to together. */
export interface Scores {
  /** Mean pinball loss over the levels 0.05, 0.25, 0.5, 0.75 and 0.95, in the unit of what is forecast. */
  readonly pinball: number;
  /** Share of the forecasts whose 90 % of futures (between what one more of them is below with a chance of 5 % and of 95 %) held what came; and whose middle half did. */
  readonly within90: number;
  readonly within50: number;
}

/** Returns the scores of forecasts, of which there is one. What differs by less than `same` is the same, as far as it is asked whether it lay within. */
export function scoresOf(forecasts: readonly Forecast[], same: number): Scores {
  let [loss, within90, within50] = [0, 0, 0];
  for (const { futures, observed } of forecasts) {
    const sorted = Float64Array.from(futures).sort();
    const at = (level: number): number => nextQuantile(sorted, level);
    for (const level of SCORED_LEVELS) loss += pinballLoss(level, at(level), observed) / SCORED_LEVELS.length;
    if (isBetween(observed, at(0.05), at(0.95), same)) within90++;
    if (isBetween(observed, at(0.25), at(0.75), same)) within50++;
  }
  const count = forecasts.length;
  return { pinball: loss / count, within90: within90 / count, within50: within50 / count };
}

/** Returns whether a value lies between two ends, these included, or is less than `same` away from one. */
export function isBetween(value: number, low: number, high: number, same: number): boolean {
  return (low <= value && value <= high) || Math.abs(value - low) < same || Math.abs(value - high) < same;
}

/** What is said of a difference, given how sure it is. */
import type { Limits } from '../../stats/difference.js';
import type { FigureUnit, Reading } from '../figures/readings.js';
import type { DifferenceVerdict } from './compare-result.js';

/** The share of the base that nobody acts on. */
const SHARE = 0.01;
/** What nobody acts on, however small the base is, by unit. */
const LEAST: Readonly<Record<FigureUnit, number>> = {
  s: 0.1,
  share: 0.001,
  count: 0,
  'per hour': 0,
  USD: 0,
  'USD per month': 10,
};

/**
 * Returns the indifference zone of a figure, in its unit: the least difference that a person would act on. It is 1 % of the base and at least 0.1 s of a
 * time, 10 USD of a month; of a share, which has its whole beside it, 0.1 points.
 */
export function indifferenceZone(unit: FigureUnit, base: number): number {
  return unit === 'share' ? LEAST.share : Math.max(LEAST[unit], SHARE * Math.abs(base));
}

/** Returns the verdict on a difference whose interval lies within a zone, on one side of nought, or neither; `zone` as of `indifferenceZone`. */
export function verdictOf({ low, high }: Limits, zone: number, better: Reading['better']): DifferenceVerdict {
  if (low !== null && high !== null && low >= -zone && high <= zone) return 'same';
  if (high !== null && high < 0) return better === undefined ? 'less' : better === 'less' ? 'better' : 'worse';
  if (low !== null && low > 0) return better === undefined ? 'more' : better === 'more' ? 'better' : 'worse';
  return 'cannot_tell';
}

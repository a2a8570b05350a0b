/** The months of a forecast: from today to where a threshold is missed for certain, a dozen at most. */
import { factorAfter, type GrowthRate } from './forecast.js';
import type { HeadroomRow } from './headroom-result.js';
import { levelOf, MOST_LEVEL } from './levels.js';

/** Rows of a table that are read. */
const MOST_MONTHS = 12;

/** A month, and the load that it has then. */
export interface GrownMonth {
  /** From the start. */
  readonly months: number;
  /** The nearest load that may be played (`levels.ts`): within half a step of 1 %. */
  readonly level: number;
}

/** Returns the months of a row, in steps of whole months: up to the first in which a threshold is missed for certain, a year where nothing breaks; today alone where one is missed today. */
export function grownMonths({ when, isEndless }: Pick<HeadroomRow, 'when' | 'isEndless'>, growth: GrowthRate): GrownMonth[] {
  const last = when === undefined ? (isEndless ? MOST_MONTHS : 0) : Math.ceil((when.missed ?? when.factor).months);
  const step = Math.max(1, Math.ceil(last / MOST_MONTHS));
  const count = Math.ceil(last / step);
  return Array.from({ length: count + 1 }, (_, i) => ({ months: i * step, level: levelOf(factorAfter(i * step, growth)) })).filter(
    ({ level }) => level < MOST_LEVEL,
  );
}

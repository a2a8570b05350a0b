/** The loads that a search may play: steps of about 1 %, each a factor of three digits that a person can type. */

/** One step, as the logarithm of a factor. */
const STEP = Math.log(1.01);

/** The least and the greatest level: a hundredth of the load, and a hundred times the load. */
export const LEAST_LEVEL = -463;
export const MOST_LEVEL = 463;

/** Returns the level that is nearest to a factor, between the least and the greatest. */
export function levelOf(factor: number): number {
  return Math.max(LEAST_LEVEL, Math.min(MOST_LEVEL, Math.round(Math.log(factor) / STEP)));
}

/** Returns the factor of a level: 1 at level 0, about 1 % more with each level, to three digits. */
export function factorOf(level: number): number {
  return Number(Math.exp(level * STEP).toPrecision(3));
}

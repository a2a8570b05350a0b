/** Durations whose share below is kept exactly. */
import { SECOND, type Micros } from '../units/time.js';
import type { Question } from './question.js';

/** Durations whose share below is always reported. */
export const FIXED_BORDERS: readonly Micros[] = [10 * SECOND, 30 * SECOND, 60 * SECOND, 120 * SECOND, 300 * SECOND];

/** Returns the durations whose share below is kept: the fixed ones and those that questions ask for, ascending. */
export function bordersOf(questions: readonly Question[]): Micros[] {
  const borders = new Set(FIXED_BORDERS);
  for (const { stat } of questions) {
    if (stat.kind === 'share_below') borders.add(stat.below);
    else if (stat.kind === 'quantile' && stat.border !== undefined) borders.add(stat.border);
  }
  return [...borders].sort((a, b) => a - b);
}

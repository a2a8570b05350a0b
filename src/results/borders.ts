/** Durations whose share below is kept exactly. */
import type { Micros } from '../units/time.js';
import { FIXED_BORDERS } from './job-stats.js';
import type { Question } from './question.js';

/** Returns the durations whose share below is kept: the fixed ones and those that questions ask for, ascending. */
export function bordersOf(questions: readonly Question[]): Micros[] {
  const borders = new Set(FIXED_BORDERS);
  for (const { stat } of questions) {
    if (stat.kind === 'share_below') borders.add(stat.below);
    else if (stat.kind === 'quantile' && stat.border !== undefined) borders.add(stat.border);
  }
  return [...borders].sort((a, b) => a - b);
}

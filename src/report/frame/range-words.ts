/** A figure of several replications in words: its mean, with the least and the most where they differ. */
import { estimateMean } from '../../stats/confidence.js';

/** Returns `7`, or `7 (5 … 9)` where not all are written alike. There is at least one value. */
export function rangeText(values: readonly number[], text: (x: number) => string, mean = estimateMean(values).mean): string {
  const [least, most] = [text(Math.min(...values)), text(Math.max(...values))];
  return least === most ? text(mean) : `${text(mean)} (${least} … ${most})`;
}

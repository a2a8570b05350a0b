/** How many outages are drawn in a time, which is asked before they are: times of microseconds would take all memory, or a run without end. */
import type { FaultTimes } from '../../fleet/outage.js';
import { distribution } from '../../sim/random/index.js';
import type { Micros } from '../../units/time.js';

/** More of one target than any reader asks about: some 270 a day of a year. */
export const MOST_OUTAGES = 100_000;

/** Returns the mean number of outages in `time`: each waits for the end of the one before, and a draw of nothing is a microsecond. */
export function expectedOutages(
  time: Micros,
  { between, duration }: Pick<Extract<FaultTimes, { kind: 'drawn' }>, 'between' | 'duration'>,
): number {
  return time / (distribution(between).mean + Math.max(1, distribution(duration).mean));
}

/** How long machines of a pool boot, where what their first jobs waited tells it. */
import { sortedQuantile } from '../../stats/quantiles.js';
import { SECOND, type Micros } from '../../units/time.js';
import type { HistoryJob } from '../describe/history-jobs.js';
import { differenceOf, type Estimate } from './estimate.js';

/** A lognormal, or why there is none. */
export type BootFit =
  | {
      readonly isTold: true;
      /** Seconds. */
      readonly median: Estimate;
      readonly sigma: Estimate;
      /** First jobs of a machine that came while the pool had room. */
      readonly cold: number;
    }
  | { readonly isTold: false; readonly why: string };

/** Fewer tell nothing. */
const LEAST_COLD = 30;
/** Times in a history are of whole seconds. */
const LEAST_WAIT = SECOND / 2;
/** Standard errors by which a first job has to wait longer than one on a machine that stands. */
const SURE = 2;
/** Upper quartile of a standard normal. */
const QUARTILE = 0.674_489_75;

/**
 * Returns the boot times of machines that ran these jobs, of which so many run at once at most. Cold is the first job of a machine's name that came
 * while fewer were running or waiting: it waited for a machine and not for room. Where machines are used again, the boot is what it waited longer than
 * the others. The lognormal is that of the quartiles, since some of the waits are for something else.
 * @see Cramér, Mathematical Methods of Statistics (1946), 28.5, for the errors: of the median of the logarithm 1.2533 sigma / sqrt(n), of sigma by its
 * quartiles 1.1664 sigma / sqrt(n)
 */
export function bootOf(jobs: readonly HistoryJob[], places: number): BootFit {
  const { cold, warm } = waitsOf(jobs, places);
  const none = (why: string): BootFit => ({ isTold: false, why });
  if (jobs.every(({ runner }) => runner === '')) return none('the history names no machine');
  if (cold.length < LEAST_COLD) return none(`${cold.length} first jobs of a machine that had room; expected ${LEAST_COLD}`);
  const first = logQuartiles(cold);
  if (warm.length < LEAST_COLD) return toldOf(first.median, first, cold.length);
  const longer = differenceOf(first.median, logQuartiles(warm).median);
  if (longer.value <= SURE * longer.se!) return none('first jobs of a machine waited no longer than others');
  return toldOf(longer, first, cold.length);
}

interface Quartiles {
  readonly median: Estimate;
  readonly sigma: Estimate;
}

function toldOf(median: Estimate, { sigma }: Quartiles, cold: number): BootFit {
  return { isTold: true, median, sigma, cold };
}

function logQuartiles(waits: readonly Micros[]): Quartiles {
  const sorted = Float64Array.from(waits, (wait) => Math.max(LEAST_WAIT, wait) / SECOND).sort();
  const [low, median, high] = [0.25, 0.5, 0.75].map((level) => sortedQuantile(sorted, level)) as [number, number, number];
  const sigma = Math.log(high / low) / (2 * QUARTILE);
  const root = Math.sqrt(waits.length);
  return { median: { value: median, se: (1.2533 * sigma * median) / root }, sigma: { value: sigma, se: (1.1664 * sigma) / root } };
}

/** What first jobs of a machine's name waited, and what others did, of those that came while the pool had room. */
function waitsOf(jobs: readonly HistoryJob[], places: number): { readonly cold: Micros[]; readonly warm: Micros[] } {
  const byQueued = [...jobs].sort((a, b) => a.queued - b.queued || a.started! - b.started!);
  const ends = Float64Array.from(jobs.flatMap(({ finished }) => finished ?? [])).sort();
  const firsts = firstStarts(jobs);
  const [cold, warm]: [Micros[], Micros[]] = [[], []];
  let ended = 0;
  for (const [before, { queued, started, runner }] of byQueued.entries()) {
    while (ended < ends.length && ends[ended]! <= queued) ended++;
    if (before - ended >= places) continue;
    (firsts.get(runner) === started ? cold : warm).push(started! - queued);
  }
  return { cold, warm };
}

function firstStarts(jobs: readonly HistoryJob[]): Map<string, Micros> {
  const firsts = new Map<string, Micros>();
  for (const { runner, started } of jobs) {
    if (runner !== '') firsts.set(runner, Math.min(firsts.get(runner) ?? Infinity, started!));
  }
  return firsts;
}

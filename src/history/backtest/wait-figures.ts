/** The figures of waits that are compared: what was observed beside what was simulated. */
import { sortedQuantile } from '../../stats/quantiles.js';

/** Names of the figures. `share10s` is the share of jobs that waited less than ten seconds. */
export const WAIT_FIGURES = ['mean', 'p50', 'p75', 'p90', 'p95', 'p99', 'max', 'share10s', 'share60s'] as const;
export type WaitFigure = (typeof WAIT_FIGURES)[number];

/** The figures of some waits; times in seconds. */
export type WaitFigures = Readonly<Record<WaitFigure, number>>;

/** Levels of those that are quantiles. */
export const QUANTILES = { p50: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p99: 0.99 } as const satisfies Partial<Record<WaitFigure, number>>;
/** Seconds of those that are shares below a line. */
export const SHARES = { share10s: 10, share60s: 60 } as const satisfies Partial<Record<WaitFigure, number>>;

/** Returns whether a figure is a share of jobs; the others are times. */
export function isShare(figure: WaitFigure): figure is keyof typeof SHARES {
  return figure in SHARES;
}

/** Returns the figures of waits in seconds, in any order; NaN where there are none. */
export function waitFigures(waits: ArrayLike<number>): WaitFigures {
  const sorted = Float64Array.from(waits).sort();
  const count = sorted.length;
  const at = (level: number): number => sortedQuantile(sorted, level);
  const below = (line: number): number => sorted.reduce((sum, wait) => sum + (wait < line ? 1 : 0), 0) / count;
  return {
    mean: sorted.reduce((sum, wait) => sum + wait, 0) / count,
    p50: at(QUANTILES.p50),
    p75: at(QUANTILES.p75),
    p90: at(QUANTILES.p90),
    p95: at(QUANTILES.p95),
    p99: at(QUANTILES.p99),
    max: sorted.at(-1) ?? NaN,
    share10s: below(SHARES.share10s),
    share60s: below(SHARES.share60s),
  };
}

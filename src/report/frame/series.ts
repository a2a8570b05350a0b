/** Sums and thins the signals of a timeline for drawing. Bins are as wide as the result has them, or a whole multiple. */
import type { Timeline } from '../../results/run-result.js';

/** Averages over bins of equal width that begin at 0. */
export interface Series {
  readonly binSeconds: number;
  readonly averages: readonly number[];
}

type Signal = Timeline['signals'][number];

/** Returns the sum of all signals that are wanted; undefined where there is none. */
export function sumSignals(timeline: Timeline, isWanted: (signal: Signal) => boolean): Series | undefined {
  const wanted = timeline.signals.filter(isWanted);
  if (wanted.length === 0) return undefined;
  const length = wanted.reduce((longest, { averages }) => Math.max(longest, averages.length), 0);
  const averages = Array.from({ length }, (_, bin) => wanted.reduce((sum, signal) => sum + (signal.averages[bin] ?? 0), 0));
  return { binSeconds: timeline.binSeconds, averages };
}

/** Returns the series with so many neighbouring bins made one that at most `most` are left. */
export function thinned({ binSeconds, averages }: Series, most: number): Series {
  const width = Math.max(1, Math.ceil(averages.length / most));
  const out: number[] = [];
  for (let from = 0; from < averages.length; from += width) {
    const part = averages.slice(from, from + width);
    out.push(part.reduce((sum, x) => sum + x, 0) / part.length);
  }
  return { binSeconds: binSeconds * width, averages: out };
}

/** Returns the bins that lie at or after `from` seconds, and when the first of them begins: what was measured, without the warm-up. */
export function measured({ binSeconds, averages }: Series, from: number): Series & { readonly at: number } {
  const first = Math.ceil(from / binSeconds);
  return { binSeconds, averages: averages.slice(first), at: first * binSeconds };
}

/** The highest bin at or after `from` seconds; where several are, the first. */
export function highest({ binSeconds, averages }: Series, from: number): { readonly at: number; readonly value: number } {
  let best = { at: from, value: 0 };
  for (const [bin, value] of averages.entries()) if (bin * binSeconds >= from && value > best.value) best = { at: bin * binSeconds, value };
  return best;
}

/** Walks over a history in the order of time: what changes when, and how long each state lasts. */
import type { Micros } from '../../units/time.js';

/** Something that begins, or ends, at an instant. */
export interface Change<T> {
  readonly at: Micros;
  readonly by: 1 | -1;
  readonly of: T;
}

/** Returns the begins and ends of stretches in the order of time; at one instant ends come first, so that what follows on does not overlap. */
export function changesOf<T>(stretches: Iterable<{ readonly from: Micros; readonly to: Micros; readonly of: T }>): Change<T>[] {
  const changes: Change<T>[] = [];
  for (const { from, to, of } of stretches) {
    if (to <= from) continue;
    changes.push({ at: from, by: 1, of }, { at: to, by: -1, of });
  }
  return changes.sort((a, b) => a.at - b.at || a.by - b.by);
}

/** How many of something there were over time. */
export interface Level {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** The first instant of the largest. */
  readonly maxAt: Micros;
}

/** Returns how many of the stretches lie over each other within [from, to), weighted by time. */
export function levelOf(changes: readonly Change<unknown>[], from: Micros, to: Micros): Level {
  const lasted: number[] = [];
  let [level, at, max, maxAt] = [0, from, 0, from];
  const last = (until: Micros): void => {
    lasted[level] = (lasted[level] ?? 0) + Math.max(0, Math.min(until, to) - Math.max(at, from));
    at = until;
  };
  for (const change of changes) {
    if (change.at > at) last(change.at);
    level += change.by;
    if (level > max) [max, maxAt] = [level, change.at];
  }
  if (to > at) last(to);
  const whole = to - from;
  const quantile = (share: number): number => {
    let sum = 0;
    for (let own = 0; own < lasted.length; own++) {
      sum += lasted[own] ?? 0;
      if (sum >= share * whole) return own;
    }
    return max;
  };
  const mean = lasted.reduce((sum, length, own) => sum + length * own, 0) / Math.max(1, whole);
  return { mean, p50: quantile(0.5), p95: quantile(0.95), max, maxAt };
}

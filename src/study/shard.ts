/** A part of a study: of the runs that are known beforehand, every n-th. */
import type { Method } from './method/method.js';

/** Part `index` of `count`, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * Returns the method that plays a part of the runs of another, and no more: what they come to is for whoever keeps them. All parts together have every run
 * once, and sizes that differ by one at most. Undefined where the runs are not known beforehand.
 */
export function shardOf(method: Method<unknown>, { index, count }: Shard): Method<void> | undefined {
  const points = method.points?.filter((_, nth) => nth % count === index - 1).map(({ rows: _, ...point }) => point);
  if (points === undefined) return undefined;
  return {
    fleets: method.fleets,
    runs: points.length,
    points,
    *batches() {
      yield { points, take: () => undefined };
    },
  };
}

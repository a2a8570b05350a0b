/** What a thread of the pool does: it plays one point at a time on the fleets that it was given when it began. */
import { workerData } from 'node:worker_threads';
import type { FleetSpec } from '../fleet/fleet.js';
import type { Outcome, Point } from './point.js';
import { runPoint } from './runner.js';

/** What every thread is given. */
export interface PoolData {
  readonly fleets: readonly FleetSpec[];
  /** By slot: the share of its point that is played. Shared memory. */
  readonly shares: Float64Array;
}

/** A point, and the slot in which it tells how far it is. */
export interface PoolTask {
  readonly point: Point;
  readonly slot: number;
}

/** Returns the outcome of a point: plain data. */
export function play({ point, slot }: PoolTask): Outcome {
  const { fleets, shares } = workerData as PoolData;
  return runPoint({ fleets }, point, {
    onProgress: (_, share) => {
      shares[slot] = share;
    },
  });
}

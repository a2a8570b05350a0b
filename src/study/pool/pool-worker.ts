/** What a thread of the pool does: it plays one point after the other, on fleets that it was given when it began or with a point of theirs. */
import { workerData } from 'node:worker_threads';
import type { Outcome, Point } from '../point.js';
import { runPoint } from '../runner.js';
import type { StudiedFleet } from '../studied-fleet.js';

/** What every thread is given. */
export interface PoolData {
  /** The address of the module whose `play` a thread calls: this one, or one that makes something of its outcomes. */
  readonly module: string;
  /** Those that there were when the threads began. */
  readonly fleets: readonly StudiedFleet[];
  /** By slot: the share of its point that is played. Shared memory; a thread's point and the one that waits for it have a slot each. */
  readonly shares: Float64Array;
}

/** A point, and the slot in which it tells how far it is. */
export interface PoolTask {
  readonly point: Point;
  readonly slot: number;
  /** The fleet of the point; absent: the thread may have it. */
  readonly fleet?: StudiedFleet;
  /** What the module wants to know besides. */
  readonly label?: unknown;
}

/** What comes of a task: the outcome of its point, or what the module made of that. */
export type PoolAnswer<Made = Outcome> = { readonly outcome: Made } | { readonly needs: 'fleet' };

/** Fleets that came later, by index, the one that was used last at the end: studies that search have many, of which few are played again. */
const later = new Map<number, StudiedFleet>();
const KEPT = 16;

/** Returns the outcome of a point, plain data; or that its fleet is not here and must come with it. */
export function play({ point, slot, fleet: given }: PoolTask): PoolAnswer {
  const { fleets, shares } = workerData as PoolData;
  const index = point.fleet ?? 0;
  const fleet = given ?? fleets[index] ?? later.get(index);
  if (fleet === undefined) return { needs: 'fleet' };
  if (index >= fleets.length) keep(index, fleet);
  const outcome = runPoint(
    { fleets: [fleet] },
    { ...point, fleet: 0 },
    {
      onProgress: (_, share) => {
        shares[slot] = share;
      },
    },
  );
  return { outcome };
}

function keep(index: number, fleet: StudiedFleet): void {
  later.delete(index);
  later.set(index, fleet);
  const [oldest] = later.keys();
  if (later.size > KEPT && oldest !== undefined) later.delete(oldest);
}

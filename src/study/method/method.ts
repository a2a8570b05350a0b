/** What a method of study is: it says which points are to be played, batch by batch, takes their outcomes, and at its end has a result. */
import type { Outcome, Point } from '../point.js';
import type { StudiedFleet } from '../studied-fleet.js';

/** Points that need nothing of each other: they may be played in any order, or side by side. */
export interface Batch {
  readonly points: readonly Point[];
  /** Takes the outcomes one by one, in the order of the points, so that no more than those that came too early need be kept. */
  readonly take: (outcome: Outcome, index: number) => void;
}

/** A study to be made. It holds no run: whoever plays it decides where and when. */
export interface Method<Result> {
  /** What the points are changes of, each of the one that it names. More may be added, at the end, before a batch with points of theirs is yielded. */
  readonly fleets: readonly StudiedFleet[];
  /** Points in all, of all batches, as far as they are known. */
  readonly runs: number;
  /** All points of all batches in their order, where none hangs on an outcome; absent: which come is known only when others were played. */
  readonly points?: readonly Point[] | undefined;
  /** Yields the batches, each after the one before has been taken, and returns the result. Each call begins anew. */
  readonly batches: () => Generator<Batch, Result, void>;
}

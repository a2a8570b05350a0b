/** Who plays points beside the thread that asks for them, and where outcomes are found and kept. Neither changes a byte of a result. */
import type { Outcome, Point } from './point.js';
import type { StudiedFleet } from './studied-fleet.js';

/** Others that play points of a method: threads, or other machines. */
export interface Players {
  /** Points that they play at once, at most, as far as is known. */
  readonly count: number;
  /** Whether the thread that asks plays too. One that does not, plays only points whose rows are wanted: nobody else can write them. */
  readonly isBeside: boolean;
  /** Whether one should be given a point now, of `left` that nobody has. */
  isFree(left: number): boolean;
  /** Points that they are playing, each with its share. */
  readonly share: number;
  /** Plays a point of the method. It rejects with what the run threw, or with why it cannot be played. */
  play(point: Point): Promise<Outcome>;
  /** Ends all play. */
  stop(): Promise<void>;
}

/** What a store says of a run: it is there; it is to be played, and kept; or somebody else plays it, and it is to be asked for again. */
export type Looked = { readonly kind: 'found'; readonly outcome: Outcome } | { readonly kind: 'missing' } | { readonly kind: 'elsewhere' };

/** Where outcomes are kept from one study to the next. */
export interface OutcomeStore {
  /** Looks for the outcome of a run. One that is said to be missing is the caller's to play. */
  look(fleet: StudiedFleet, point: Point): Looked;
  /** Keeps the outcome of a run. */
  keep(fleet: StudiedFleet, point: Point, outcome: Outcome): void;
}

/** Nobody: the thread that asks plays alone. */
export const NOBODY: Players = {
  count: 0,
  isBeside: true,
  isFree: () => false,
  share: 0,
  play: () => Promise.reject(new Error('there is nobody to play a point')),
  stop: () => Promise.resolve(),
};

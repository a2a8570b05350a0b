/** One batch of points under way: looked for in the store, played here and by others, and taken in their order. */
import { invariant } from '../../sim/invariant.js';
import type { Batch, Method } from '../method/method.js';
import type { OutcomeStore, Players } from '../player.js';
import type { Outcome, Point } from '../point.js';
import { runStudyPoint, type AsyncRunnerOptions } from '../runner.js';
import type { StudiedFleet } from '../studied-fleet.js';

/** Milliseconds between two looks at how far the others are, while nothing is left to play here. */
const LOOK = 100;
/** Points, per player, that may be played before the first that is not: their outcomes wait in memory. */
const AHEAD = 4;
/** Points that are found in a store at most while others wait for one to play. */
const FOUND_AT_ONCE = 16;

/** What all batches of a study have in common. */
export interface BatchSurroundings {
  readonly players: Players;
  readonly options: Omit<AsyncRunnerOptions, 'start'> & { readonly store?: OutcomeStore | undefined };
  /** Points that were taken, over all batches. */
  readonly count: { played: number };
}

/** One batch under way. */
export class BatchPlay {
  readonly #method: Pick<Method<unknown>, 'fleets'>;
  readonly #batch: Batch;
  readonly #players: Players;
  readonly #options: BatchSurroundings['options'];
  readonly #count: BatchSurroundings['count'];
  /** Points that nobody has begun, in order. */
  readonly #left: number[];
  /** Outcomes that came before their turn. */
  readonly #early = new Map<number, Outcome>();
  readonly #running = new Set<Promise<void>>();
  #taken = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(method: Pick<Method<unknown>, 'fleets'>, batch: Batch, { players, options, count }: BatchSurroundings) {
    this.#method = method;
    this.#batch = batch;
    this.#players = players;
    this.#options = options;
    this.#count = count;
    this.#left = batch.points.map((_, index) => index);
  }

  async toEnd(): Promise<void> {
    const isForHere = ({ rows }: Point): boolean => this.#players.isBeside || rows === true;
    while (this.#taken < this.#batch.points.length) {
      const next = this.#next(isForHere);
      this.#hand();
      if (next === undefined) await this.#wait();
      else if (next !== 'found') await this.#playHere(next);
      // Between short points too: what ended elsewhere comes in.
      await this.#options.breathe();
      this.#throwFailure();
    }
  }

  /** Hands points to players that are free. Records can only be told here. */
  #hand(): void {
    for (let found = 0; this.#players.isFree(this.#left.length) && found < FOUND_AT_ONCE;) {
      const next = this.#next(({ rows }) => rows !== true);
      if (next === undefined) return;
      if (next === 'found') found++;
      else this.#handOver(next);
    }
  }

  #handOver(index: number): void {
    const run = this.#players
      .play(this.#batch.points[index]!)
      .then((outcome) => this.#keep(index, outcome))
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  /** Takes the first point that is to be played out of those that are left; or the outcome of one before it from the store. */
  #next(isWanted: (point: Point) => boolean): number | 'found' | undefined {
    const end = this.#taken + AHEAD * (this.#players.count + 1);
    for (const [at, index] of this.#left.entries()) {
      if (index >= end) return undefined;
      const point = this.#batch.points[index]!;
      if (!isWanted(point)) continue;
      // Whoever wants rows plays, for they are not kept.
      const looked = point.rows === true ? undefined : this.#options.store?.look(this.#fleetOf(point), point);
      if (looked?.kind === 'elsewhere') continue;
      this.#left.splice(at, 1);
      if (looked?.kind !== 'found') return index;
      this.#settle(index, looked.outcome);
      return 'found';
    }
    return undefined;
  }

  async #playHere(index: number): Promise<void> {
    const { breathe } = this.#options;
    const playing = runStudyPoint(this.#method, this.#batch.points[index]!, {
      ...this.#options,
      onProgress: (_, share) => this.#tell(share),
    });
    for (;;) {
      const { done, value } = playing.next();
      if (done === true) return this.#keep(index, value);
      await breathe();
      this.#throwFailure();
      this.#hand();
    }
  }

  async #wait(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const look = new Promise<void>((resolve) => (timer = setTimeout(resolve, LOOK)));
    await Promise.race([...this.#running, look]);
    clearTimeout(timer);
    this.#tell(0);
  }

  #keep(index: number, outcome: Outcome): void {
    const point = this.#batch.points[index]!;
    this.#options.store?.keep(this.#fleetOf(point), point, outcome);
    this.#settle(index, outcome);
  }

  #settle(index: number, outcome: Outcome): void {
    this.#early.set(index, outcome);
    for (let next: Outcome | undefined; (next = this.#early.get(this.#taken)) !== undefined;) {
      this.#early.delete(this.#taken);
      this.#batch.take(next, this.#taken);
      this.#options.onOutcome?.(this.#batch.points[this.#taken]!, next);
      this.#taken++;
      this.#count.played++;
    }
    this.#tell(0);
  }

  /** Says how much is played in all, `share` of a point here. */
  #tell(share: number): void {
    const all = this.#count.played + this.#early.size + this.#players.share + share;
    this.#options.onProgress?.(Math.floor(all), all - Math.floor(all));
  }

  #fleetOf({ fleet = 0 }: Point): StudiedFleet {
    const own = this.#method.fleets[fleet];
    invariant(own !== undefined, 'a point is of a fleet of its method');
    return own;
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}

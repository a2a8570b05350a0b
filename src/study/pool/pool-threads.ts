/** Other threads of this process that play points. */
import type { Piscina } from 'piscina';
import { invariant } from '../../sim/invariant.js';
import type { Method } from '../method/method.js';
import type { Outcome, Point } from '../point.js';
import type { PoolAnswer, PoolData, PoolTask } from './pool-worker.js';
import type { StudiedFleet } from '../studied-fleet.js';

/** Points that one thread holds at most: the one that it plays, and the next, which it then begins whatever this thread is about. */
const HELD = 2;

/** When threads begin, and what they do. */
export interface ThreadOptions {
  /** None plays before this instant of `performance.now()`; default: 0. */
  readonly notBefore?: number;
  /** The module of the threads; default: `pool-worker.js`, whose outcomes are as they were played. */
  readonly module?: URL;
}

/** Threads, which are started when they are first needed and it is worth while. They are the `Players` of a study where nothing is made of the outcomes. */
export class Threads<Made = Outcome> {
  readonly count: number;
  readonly isBeside = true;
  readonly #shares: Float64Array;
  readonly #free: number[];
  readonly #method: Pick<Method<unknown>, 'fleets'>;
  readonly #notBefore: number;
  readonly #module: URL;
  #pool: Promise<Piscina> | undefined;

  /** At most `count` threads play points of the method. */
  constructor(
    method: Pick<Method<unknown>, 'fleets'>,
    count: number,
    { notBefore = 0, module = new URL('./pool-worker.js', import.meta.url) }: ThreadOptions = {},
  ) {
    this.count = count;
    this.#method = method;
    this.#notBefore = notBefore;
    this.#module = module;
    this.#shares = new Float64Array(new SharedArrayBuffer(HELD * count * Float64Array.BYTES_PER_ELEMENT));
    this.#free = Array.from({ length: HELD * count }, (_, slot) => slot);
  }

  /** None waits for a thread where so few are left that another player may be free sooner. */
  isFree(left: number): boolean {
    const places = this.#free.length - (left > this.count ? 0 : (HELD - 1) * this.count);
    return places > 0 && performance.now() >= this.#notBefore;
  }

  get share(): number {
    return this.#shares.reduce((sum, share) => sum + share, 0);
  }

  /** Plays a point on the thread that holds the fewest; the module of the threads is given the label. */
  async play(point: Point, label?: unknown): Promise<Made> {
    const slot = this.#free.pop();
    invariant(slot !== undefined, 'a thread that is given a point has room for it');
    try {
      const pool = await (this.#pool ??= this.#start());
      const run = async (task: PoolTask): Promise<PoolAnswer<Made>> => (await pool.run(task, { name: 'play' })) as PoolAnswer<Made>;
      const answer = await run({ point, slot, label });
      if ('outcome' in answer) return answer.outcome;
      // The fleet came after the thread began. Any thread may take this, and then keeps it.
      const whole = await run({ point, slot, label, fleet: specOf(this.#method.fleets[point.fleet ?? 0]!) });
      invariant('outcome' in whole, 'a thread that was given the fleet plays the point');
      return whole.outcome;
    } finally {
      this.#shares[slot] = 0;
      this.#free.push(slot);
    }
  }

  async stop(): Promise<void> {
    await (await this.#pool)?.destroy();
  }

  /** The library is loaded here, for most commands need none. */
  async #start(): Promise<Piscina> {
    const { Piscina: Pool } = await import('piscina');
    const workerData: PoolData = { module: this.#module.href, fleets: this.#method.fleets.map(specOf), shares: this.#shares };
    return new Pool({
      filename: new URL('./pool-entry.cjs', import.meta.url).href,
      // Threads begin with their first point, and stay.
      minThreads: 0,
      maxThreads: this.count,
      concurrentTasksPerWorker: HELD,
      idleTimeout: Infinity,
      workerData,
    });
  }
}

/** A thread needs no more of a fleet: the texts that it was made of may be long. */
function specOf({ spec }: StudiedFleet): StudiedFleet {
  return { spec };
}

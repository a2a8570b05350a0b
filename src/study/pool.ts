/** Plays the points of a method on several threads, this one among them. Outcomes are taken in the order of the points, so the result is that of one thread. */
import { availableParallelism } from 'node:os';
import type { Piscina } from 'piscina';
import { invariant } from '../sim/invariant.js';
import type { Batch, Method } from './method/method.js';
import type { Outcome, Point } from './point.js';
import type { PoolAnswer, PoolData, PoolTask } from './pool-worker.js';
import { runStudy, runStudyPoint, type AsyncRunnerOptions } from './runner.js';

/** Milliseconds that are played here alone: a small study ends sooner than a thread begins. */
const PATIENCE = 300;
/** Milliseconds between two looks at how far the others are, while nothing is left to play here. */
const LOOK = 100;
/** Points, per thread, that may be played before the first that is not: their outcomes wait in memory. */
const AHEAD = 4;

/** How a caller takes part in a study that is played on threads. The engine is that of runcast: functions cannot be sent. */
export interface PoolOptions extends Omit<AsyncRunnerOptions, 'start'> {
  /** Threads at most, this one counted. */
  readonly workers: number;
  /** Milliseconds before others are started; default: 300. */
  readonly patience?: number;
}

/** Returns the threads that this machine has room for. */
export function threadsHere(): number {
  return availableParallelism();
}

/** Plays a study and returns its result: to the byte that of `runStudy`, however many threads there are. It throws what the method throws. */
export async function runStudyInPool<Result>(
  method: Method<Result>,
  { workers, patience = PATIENCE, ...options }: PoolOptions,
): Promise<Result> {
  const others = workers - 1;
  if (others < 1) return runStudy(method, options);
  const threads = new Threads(method, others, performance.now() + patience);
  try {
    const count = { played: 0 };
    for (const playing = method.batches(); ;) {
      const { done, value } = playing.next();
      if (done === true) return value;
      await new BatchPlay(method, value, { threads, options, count }).toEnd();
    }
  } finally {
    await threads.stop();
  }
}

/** The other threads, which are started when they are first needed and it is worth while. */
class Threads {
  readonly count: number;
  readonly #shares: Float64Array;
  readonly #free: number[];
  readonly #method: Pick<Method<unknown>, 'fleets'>;
  readonly #notBefore: number;
  #pool: Promise<Piscina> | undefined;

  constructor(method: Pick<Method<unknown>, 'fleets'>, count: number, notBefore: number) {
    this.count = count;
    this.#method = method;
    this.#notBefore = notBefore;
    this.#shares = new Float64Array(new SharedArrayBuffer(count * Float64Array.BYTES_PER_ELEMENT));
    this.#free = Array.from({ length: count }, (_, slot) => slot);
  }

  /** Whether one could begin a point now. */
  get isFree(): boolean {
    return this.#free.length > 0 && performance.now() >= this.#notBefore;
  }

  /** Points that are being played, each with its share. */
  get share(): number {
    return this.#shares.reduce((sum, share) => sum + share, 0);
  }

  /** Plays a point on one that is free. */
  async play(point: Point): Promise<Outcome> {
    const slot = this.#free.pop();
    invariant(slot !== undefined, 'a thread that plays a point was free');
    try {
      const pool = await (this.#pool ??= this.#start());
      const run = async (task: PoolTask): Promise<PoolAnswer> => (await pool.run(task, { name: 'play' })) as PoolAnswer;
      const answer = await run({ point, slot });
      if ('outcome' in answer) return answer.outcome;
      // The fleet came after the thread began. Any thread may take this, and then keeps it.
      const whole = await run({ point, slot, fleet: this.#method.fleets[point.fleet ?? 0]! });
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
    const workerData: PoolData = { fleets: this.#method.fleets, shares: this.#shares };
    return new Pool({
      filename: new URL('./pool-entry.cjs', import.meta.url).href,
      // Threads begin with their first point, and stay.
      minThreads: 0,
      maxThreads: this.count,
      idleTimeout: Infinity,
      workerData,
    });
  }
}

/** Points that were taken, over all batches. */
interface Count {
  played: number;
}

/** One batch under way. */
class BatchPlay {
  readonly #method: Pick<Method<unknown>, 'fleets'>;
  readonly #batch: Batch;
  readonly #threads: Threads;
  readonly #options: Omit<PoolOptions, 'workers'>;
  readonly #count: Count;
  /** Points that nobody has begun, in order. */
  readonly #left: number[];
  /** Outcomes that came before their turn. */
  readonly #early = new Map<number, Outcome>();
  readonly #running = new Set<Promise<void>>();
  #taken = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    method: Pick<Method<unknown>, 'fleets'>,
    batch: Batch,
    { threads, options, count }: { readonly threads: Threads; readonly options: Omit<PoolOptions, 'workers'>; readonly count: Count },
  ) {
    this.#method = method;
    this.#batch = batch;
    this.#threads = threads;
    this.#options = options;
    this.#count = count;
    this.#left = batch.points.map((_, index) => index);
  }

  async toEnd(): Promise<void> {
    while (this.#taken < this.#batch.points.length) {
      this.#throwFailure();
      const index = this.#next(() => true);
      if (index === undefined) await this.#wait();
      else await this.#playHere(index);
    }
    this.#throwFailure();
  }

  /** Hands points to threads that are free. Records can only be told here. */
  #hand(): void {
    while (this.#threads.isFree) {
      const index = this.#next(({ rows }) => rows !== true);
      if (index === undefined) return;
      const run = this.#threads
        .play(this.#batch.points[index]!)
        .then((outcome) => this.#settle(index, outcome))
        .catch((error: unknown) => {
          this.#failure ??= { error };
        })
        .finally(() => this.#running.delete(run));
      this.#running.add(run);
    }
  }

  /** Takes the first point that may be begun out of those that are left. */
  #next(isWanted: (point: Point) => boolean): number | undefined {
    const end = this.#taken + AHEAD * (this.#threads.count + 1);
    const at = this.#left.findIndex((index) => index < end && isWanted(this.#batch.points[index]!));
    return at < 0 ? undefined : this.#left.splice(at, 1)[0];
  }

  async #playHere(index: number): Promise<void> {
    const { breathe } = this.#options;
    const playing = runStudyPoint(this.#method, this.#batch.points[index]!, {
      ...this.#options,
      onProgress: (_, share) => this.#tell(share),
    });
    for (;;) {
      const { done, value } = playing.next();
      if (done === true) return this.#settle(index, value);
      this.#throwFailure();
      this.#hand();
      await breathe();
    }
  }

  async #wait(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const look = new Promise<void>((resolve) => (timer = setTimeout(resolve, LOOK)));
    await Promise.race([...this.#running, look]);
    clearTimeout(timer);
    this.#tell(0);
    await this.#options.breathe();
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
    const all = this.#count.played + this.#early.size + this.#threads.share + share;
    this.#options.onProgress?.(Math.floor(all), all - Math.floor(all));
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}

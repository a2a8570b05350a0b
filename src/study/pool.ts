/** Plays the points of a method here and elsewhere at once. Outcomes are taken in the order of the points, so the result is that of one thread. */
import { availableParallelism } from 'node:os';
import type { Method } from './method/method.js';
import { NOBODY, type OutcomeStore, type Players } from './player.js';
import { BatchPlay } from './pool-batch.js';
import { Threads } from './pool-threads.js';
import { runStudy, type AsyncRunnerOptions } from './runner.js';

/** Milliseconds that are played here alone: a small study ends sooner than a thread begins. */
const PATIENCE = 300;

/** How a caller takes part in a study that is played by several. The engine is that of runcast: functions cannot be sent. */
export interface PoolOptions extends Omit<AsyncRunnerOptions, 'start'> {
  /** Threads at most, this one counted. */
  readonly workers: number;
  /** Milliseconds before others are started; default: 300. */
  readonly patience?: number;
  /** Where outcomes are looked for before a point is played, and kept after it; default: nowhere. */
  readonly store?: OutcomeStore | undefined;
  /** Who plays in the place of threads; they are stopped at the end. */
  readonly players?: Players | undefined;
}

/** Returns the threads that this machine has room for. */
export function threadsHere(): number {
  return availableParallelism();
}

/**
 * Plays a study and returns its result: to the byte that of `runStudy`, whoever plays its points and whichever were kept from before. It throws what the method,
 * the store and the players throw.
 */
export async function runStudyInPool<Result>(
  method: Method<Result>,
  { workers, patience = PATIENCE, players: given, ...options }: PoolOptions,
): Promise<Result> {
  const others = workers - 1;
  if (others < 1 && given === undefined && options.store === undefined) return runStudy(method, options);
  const players = given ?? (others < 1 ? NOBODY : new Threads(method, others, { notBefore: performance.now() + patience }));
  try {
    const count = { played: 0 };
    for (const playing = method.batches(); ;) {
      const { done, value } = playing.next();
      if (done === true) return value;
      await new BatchPlay(method, value, { players, options, count }).toEnd();
    }
  } finally {
    await players.stop();
  }
}

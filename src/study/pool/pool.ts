/** Plays the points of a method here and elsewhere at once. Outcomes are taken in the order of the points, so the result is that of one thread. */
import { availableParallelism } from 'node:os';
import { expectedJobsOf } from '../../scenario/build/expected-jobs.js';
import type { Method } from '../method/method.js';
import { NOBODY, type OutcomeStore, type Players } from '../player.js';
import { BatchPlay } from './pool-batch.js';
import { Threads } from './pool-threads.js';
import { runStudy, type AsyncRunnerOptions } from '../runner.js';

/** Milliseconds that a job takes once all is compiled: 3 to 21 us were measured of the four largest scenarios that ship. */
const A_JOB = 0.015;
/** Milliseconds that all jobs are to take for threads to be worth their begin: each compiles everything for itself. On two cores smaller studies end a quarter sooner without. */
const WORTH = 2_000;
/** Milliseconds that are played here alone; and how many where threads seemed not to be worth it, which may have been wrong. */
const PATIENCE = 300;
const RELUCTANCE = 4_000;

/** How a caller takes part in a study that is played by several. The engine is that of runcast: functions cannot be sent. */
export interface PoolOptions extends Omit<AsyncRunnerOptions, 'start'> {
  /** Threads at most, this one counted. */
  readonly workers: number;
  /** Milliseconds before others are started; default: 300 where two seconds of play and more are expected, else 4,000. */
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
  { workers, patience, players: given, ...options }: PoolOptions,
): Promise<Result> {
  const others = workers - 1;
  if (others < 1 && given === undefined && options.store === undefined) return runStudy(method, options);
  const wait = patience ?? patienceFor(method);
  const players = given ?? (others < 1 ? NOBODY : new Threads(method, others, { notBefore: performance.now() + wait }));
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

/** Returns how many milliseconds of a study are played before threads begin, by the jobs that are expected of its first fleet at all points that are known so far. */
export function patienceFor({ fleets, runs }: Pick<Method<unknown>, 'fleets' | 'runs'>): number {
  const [fleet] = fleets;
  const jobs = fleet === undefined ? 0 : runs * expectedJobsOf(fleet.spec);
  return jobs * A_JOB >= WORTH ? PATIENCE : RELUCTANCE;
}

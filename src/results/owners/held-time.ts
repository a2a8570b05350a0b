/** How long jobs held the places they ran in, by which the cost of a fleet is shared among them. */
import type { JobRecord } from '../../record/job.js';
import { NOT_YET } from '../../record/not-yet.js';
import { PREPARATION_PARTS } from '../../record/preparation.js';
import type { PoolIndex } from './cost-shares.js';
import type { Micros } from '../../units/time.js';

/** The parts of a preparation before a job has its place: all but the stages, which run there. */
const UNTIL_PLACED = PREPARATION_PARTS.indexOf('stages');

/**
 * Returns how long, within [from, to), a job held its place: from the instant at which it had its machine (on a fixed host, at which its preparation
 * began) to its end, or to `to` while it has none. Nought for one that was never handed out, and for one that GitLab's look for stuck jobs ended: its
 * machine had left it at an instant that no record holds.
 */
export function heldTime(record: Readonly<JobRecord>, from: Micros, to: Micros): Micros {
  const { startedAt, finishedAt, failureReason, preparation } = record;
  if (startedAt === NOT_YET || failureReason === 'stuck') return 0;
  let placedAt = startedAt;
  for (let part = 0; part < UNTIL_PLACED; part++) placedAt += preparation[part]!;
  const begin = placedAt > from ? placedAt : from;
  const end = finishedAt === NOT_YET || finishedAt > to ? to : finishedAt;
  return end > begin ? end - begin : 0;
}

/** Time held by payer and pool. Memory grows with the pairs that occur, not with the jobs. */
export class HeldTimes {
  readonly #pools: number;
  readonly #slots = new Map<number, number>();
  /** The pair that was added to last: where there is one workload or project, all jobs are its. */
  #lastKey = -1;
  #lastSlot = 0;
  /** By slot; whole micros, exact below 285 years. */
  #times = new Float64Array(64);

  /** For so many pools. */
  constructor(pools: number) {
    this.#pools = pools;
  }

  /** Adds what a job of the payer held in the pool. */
  add(payer: number, pool: PoolIndex, time: Micros): void {
    const key = payer * this.#pools + pool;
    if (key !== this.#lastKey) {
      this.#lastSlot = this.#slotOf(key);
      this.#lastKey = key;
    }
    this.#times[this.#lastSlot]! += time;
  }

  /** Returns every payer with the pools that it held places in, both ascending. */
  *byPayer(): Generator<readonly [payer: number, held: readonly (readonly [PoolIndex, Micros])[]]> {
    let held: [PoolIndex, Micros][] = [];
    let last = -1;
    for (const key of [...this.#slots.keys()].sort((a, b) => a - b)) {
      const payer = Math.floor(key / this.#pools);
      if (payer !== last && held.length > 0) {
        yield [last, held];
        held = [];
      }
      last = payer;
      held.push([key % this.#pools, this.#times[this.#slots.get(key)!]!]);
    }
    if (held.length > 0) yield [last, held];
  }

  #slotOf(key: number): number {
    let slot = this.#slots.get(key);
    if (slot === undefined) {
      slot = this.#slots.size;
      this.#slots.set(key, slot);
      if (slot === this.#times.length) this.#grow();
    }
    return slot;
  }

  #grow(): void {
    const longer = new Float64Array(2 * this.#times.length);
    longer.set(this.#times);
    this.#times = longer;
  }
}

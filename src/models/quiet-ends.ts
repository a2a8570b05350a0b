/**
 * The ends of what skipped ticks have begun (job requests under way), merged into the clock as a sorted input: each comes exactly where the event
 * would come that played it, and is applied without one where nothing can change.
 */
import { HeapQueue } from '../sim/heap-queue.js';
import type { Simulation, SourceId, SourceInput } from '../sim/simulation.js';
import { NEVER } from '../units/time.js';
import type { Micros } from '../units/time.js';
import * as Priority from './priority.js';

/** Who has begun something, by number. */
export interface Ender {
  /**
   * Applies the end of `item` at `at` without playing it, if nothing in it can change; else returns false and does nothing. What goes on after
   * that may begin anew, with a later end.
   */
  skipEnd(item: number, at: Micros): boolean;
  /** Its end is to be played: it is now. */
  end(item: number): void;
}

/** Who skips what can be skipped. */
export interface Skipper {
  /** From the first end on. */
  skipAhead(): void;
}

export class QuietEnds implements SourceInput {
  nextAt: Micros = NEVER;
  nextOrder = NEVER;
  /** Its number. */
  readonly source: SourceId;
  /** What is quiet is skipped: the clock is told of what comes of it when that is done. */
  isSkipping = false;
  /** When the end comes that is being skipped, and in which place of the order of events; NEVER: none is. */
  skippedAt: Micros = NEVER;
  skippedOrder = NEVER;
  readonly #sim: Simulation;
  readonly #clock: Skipper;
  readonly #queue = new HeapQueue();
  /** By item: when it ends and in which place, NEVER where it does not. An entry of the queue that says otherwise was taken back, and goes when it is met. */
  readonly #times: Micros[] = [];
  readonly #orders: number[] = [];
  #ender!: Ender;
  #skipped = 0;

  constructor(sim: Simulation, clock: Skipper) {
    this.#sim = sim;
    this.#clock = clock;
    this.source = sim.addSource(this, Priority.REQUEST);
  }

  tell(ender: Ender): void {
    this.#ender = ender;
  }

  /** `item` ends at `at`, in this place of the order of events. */
  begin(at: Micros, item: number, order: number): void {
    this.#queue.push(at, order, item);
    this.#times[item] = at;
    this.#orders[item] = order;
    if (at < this.nextAt || (at === this.nextAt && order < this.nextOrder)) {
      this.nextAt = at;
      this.nextOrder = order;
      if (!this.isSkipping) this.#sim.sourceChanged(this.source);
    }
  }

  /** The end of `item` comes in another way. */
  takeBack(item: number): void {
    const { nextAt, nextOrder } = this;
    this.#times[item] = NEVER;
    this.#settle();
    if (this.nextAt !== nextAt || this.nextOrder !== nextOrder) this.#sim.sourceChanged(this.source);
  }

  /** Skips the first one; returns false where it must be played. */
  skipFirst(): boolean {
    this.skippedAt = this.nextAt;
    this.skippedOrder = this.nextOrder;
    const isSkipped = this.#ender.skipEnd(this.#queue.topItem(), this.nextAt);
    this.skippedAt = NEVER;
    if (!isSkipped) return false;
    this.#queue.pop();
    this.#settle();
    this.#skipped++;
    this.#sim.creditEvents(1);
    return true;
  }

  fire(): void {
    const skipped = this.#skipped;
    this.#clock.skipAhead();
    if (this.#skipped > skipped) {
      // What fired is one of those that were skipped and counted.
      this.#sim.creditEvents(-1);
      return;
    }
    const item = this.#queue.topItem();
    this.#queue.pop();
    this.#times[item] = NEVER;
    this.#settle();
    this.#ender.end(item);
  }

  /** Drops what was taken back from the front of the queue. */
  #settle(): void {
    const queue = this.#queue;
    let at = queue.topTime();
    let order = queue.topOrder();
    let item = queue.topItem();
    while (at < NEVER && (this.#orders[item] !== order || this.#times[item] !== at)) {
      queue.pop();
      at = queue.topTime();
      order = queue.topOrder();
      item = queue.topItem();
    }
    this.nextAt = at;
    this.nextOrder = order;
  }
}

/** Jobs that wait for a slot, first come first served, each for a time. */
import type { EventId, HandlerId, Simulation } from '../../../sim/simulation.js';
import type { Micros } from '../../../units/time.js';
import * as Priority from '../../priority.js';
import type { Member } from './member.js';

/** A job that waits for a slot. */
export interface SlotWaiter<I> {
  /** Of its worker, over the whole run. */
  readonly id: number;
  /** It has this slot of a member from now on. */
  served(member: Member<I>, slot: number): void;
  /** The time is over, and it waits no more. */
  timedOut(): void;
}

interface Place<I> {
  readonly waiter: SlotWaiter<I>;
  event: EventId;
  readonly since: Micros;
}

export class WaitingLine<I> {
  readonly #sim: Simulation;
  readonly #handler: HandlerId;
  /** In the order of coming. */
  readonly #places = new Map<number, Place<I>>();

  /** `expired` is told of a waiter whose time is over, after it has left. */
  constructor(sim: Simulation, expired: (waiter: SlotWaiter<I>) => void) {
    this.#sim = sim;
    this.#handler = sim.register((id) => {
      const { waiter } = this.#places.get(id)!;
      this.#places.delete(id);
      expired(waiter);
    });
  }

  get length(): number {
    return this.#places.size;
  }

  /** It waits at the end of the line, no longer than `until`. */
  join(waiter: SlotWaiter<I>, until: Micros): void {
    this.#places.set(waiter.id, { waiter, since: this.#sim.now, event: this.#plan(waiter, until) });
  }

  /** One that waits does so no longer than `until`, or `timeout` after it began to. */
  cut({ id }: SlotWaiter<I>, until: Micros, timeout: Micros): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    this.#sim.cancel(place.event);
    place.event = this.#plan(place.waiter, Math.min(until, place.since + timeout));
  }

  /** The one who has waited longest leaves; undefined where nobody waits. */
  shift(): SlotWaiter<I> | undefined {
    for (const { waiter } of this.#places.values()) {
      this.leave(waiter);
      return waiter;
    }
    return undefined;
  }

  /** A waiter leaves; false if it did not wait. */
  leave({ id }: SlotWaiter<I>): boolean {
    const place = this.#places.get(id);
    if (place === undefined) return false;
    this.#sim.cancel(place.event);
    return this.#places.delete(id);
  }

  #plan({ id }: SlotWaiter<I>, until: Micros): EventId {
    return this.#sim.scheduleAt(Math.max(this.#sim.now, until), Priority.TIMEOUT, this.#handler, id);
  }
}

/** Jobs that wait for a slot, first come first served, each no longer than `instance_acquire_timeout`. */
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
  readonly event: EventId;
}

export class WaitingLine<I> {
  readonly #sim: Simulation;
  readonly #timeout: Micros;
  readonly #handler: HandlerId;
  /** In the order of coming. */
  readonly #places = new Map<number, Place<I>>();

  /** `expired` is told of a waiter whose time is over, after it has left. */
  constructor(sim: Simulation, timeout: Micros, expired: (waiter: SlotWaiter<I>) => void) {
    this.#sim = sim;
    this.#timeout = timeout;
    this.#handler = sim.register((id) => {
      const { waiter } = this.#places.get(id)!;
      this.#places.delete(id);
      expired(waiter);
    });
  }

  get length(): number {
    return this.#places.size;
  }

  join(waiter: SlotWaiter<I>): void {
    this.#places.set(waiter.id, { waiter, event: this.#sim.schedule(this.#timeout, Priority.TIMEOUT, this.#handler, waiter.id) });
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
}

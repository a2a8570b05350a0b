/** Jobs that wait for a slot, first come first served, each for a time. */
import type { EventId } from '../../../sim/simulation.js';
import type { Micros } from '../../../units/time.js';
import * as Priority from '../../priority.js';
import type { Member } from './member.js';
import type { Limited, ScalerEvents } from './scaler-events.js';

/** A job that waits for a slot. */
export interface SlotWaiter<I> {
  /** Of its worker, over the whole run. */
  readonly id: number;
  /** It has this slot of a member from now on. */
  served(member: Member<I>, slot: number): void;
  /** The time is over, and it waits no more. */
  timedOut(): void;
}

class Place<I> implements Limited {
  readonly waiter: SlotWaiter<I>;
  readonly since: Micros;
  /** Its own in the roll. */
  readonly number: number;
  event: EventId = 0;
  readonly #line: WaitingLine<I>;

  constructor(line: WaitingLine<I>, waiter: SlotWaiter<I>, { sim, limited }: ScalerEvents) {
    this.#line = line;
    this.waiter = waiter;
    this.since = sim.now;
    this.number = limited.enter(this);
  }

  timeIsOver(): void {
    this.#line.expire(this.waiter);
  }
}

export class WaitingLine<I> {
  readonly #events: ScalerEvents;
  readonly #expired: (waiter: SlotWaiter<I>) => void;
  /** In the order of coming. */
  readonly #places = new Map<number, Place<I>>();

  /** `expired` is told of a waiter whose time is over, after it has left. */
  constructor(events: ScalerEvents, expired: (waiter: SlotWaiter<I>) => void) {
    this.#events = events;
    this.#expired = expired;
  }

  get length(): number {
    return this.#places.size;
  }

  /** It waits at the end of the line, no longer than `until`. */
  join(waiter: SlotWaiter<I>, until: Micros): void {
    const place = new Place(this, waiter, this.#events);
    this.#places.set(waiter.id, place);
    this.#plan(place, until);
  }

  /** One that waits does so no longer than `until`, or `timeout` after it began to. */
  cut({ id }: SlotWaiter<I>, until: Micros, timeout: Micros): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    this.#events.sim.cancel(place.event);
    this.#plan(place, Math.min(until, place.since + timeout));
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
    this.#events.sim.cancel(place.event);
    this.#events.limited.leave(place.number);
    return this.#places.delete(id);
  }

  /** Its time is over. */
  expire(waiter: SlotWaiter<I>): void {
    this.leave(waiter);
    this.#expired(waiter);
  }

  #plan(place: Place<I>, until: Micros): void {
    const { sim, timeIsOver } = this.#events;
    place.event = sim.scheduleAt(Math.max(sim.now, until), Priority.TIMEOUT, timeIsOver, place.number);
  }
}

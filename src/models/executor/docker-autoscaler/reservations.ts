/**
 * The keys of an entry's jobs (reference, section 5): reserved before a job is asked for, pending while the job waits for a slot, acquired
 * while it has one. Whoever waits longest gets the next slot.
 */
import type { Simulation } from '../../../sim/simulation.js';
import type { Micros } from '../../../units/time.js';
import type { Demand } from './decide.js';
import { reservationRoom } from './decide.js';
import type { Member } from './member.js';
import type { Roster } from './roster.js';
import type { ScalerEvents } from './scaler-events.js';
import type { DockerAutoscalerSpec, PolicySpec } from '../../../fleet/docker-autoscaler.js';
import type { SlotWaiter } from './waiting-line.js';
import { WaitingLine } from './waiting-line.js';

type ReservationSpec = Pick<DockerAutoscalerSpec, 'capacity' | 'maxInstances' | 'throttlesReservations' | 'acquireTimeout'>;

export class Reservations<I extends { readonly number: number }> implements Demand {
  reserved = 0;
  readonly #sim: Simulation;
  readonly #spec: ReservationSpec;
  readonly #roster: Roster<I>;
  readonly #usedUp: (member: Member<I>) => void;
  readonly #changed: () => void;
  readonly #line: WaitingLine<I>;

  /** `usedUp` is told of a member whose last job has left it and that serves no further one. */
  constructor(
    events: ScalerEvents,
    spec: ReservationSpec,
    around: { readonly roster: Roster<I>; readonly usedUp: (member: Member<I>) => void; readonly changed: () => void },
  ) {
    this.#sim = events.sim;
    this.#spec = spec;
    this.#roster = around.roster;
    this.#usedUp = around.usedUp;
    this.#changed = around.changed;
    this.#line = new WaitingLine<I>(events, (waiter) => {
      this.reserved++;
      waiter.timedOut();
    });
  }

  get pending(): number {
    return this.#line.length;
  }

  /** Open reservations that there is room for, those that are open included. */
  room(policy: PolicySpec): number {
    return reservationRoom(this.#spec, policy, this.#roster.view);
  }

  /** A further reservation would be granted. */
  hasRoom(policy: PolicySpec): boolean {
    return this.reserved + this.pending < this.room(policy);
  }

  /** Reserves, or returns false: no job is to be asked for. */
  reserve(policy: PolicySpec): boolean {
    if (!this.hasRoom(policy)) return false;
    this.reserved++;
    this.#changed();
    return true;
  }

  /** A reservation is given back: no job came, or its job never got a slot. */
  unreserve(): void {
    this.reserved--;
    this.#changed();
  }

  /** The job of a reservation waits for its slot, no longer than its limit, and gets it now if there is one. */
  acquire(waiter: SlotWaiter<I>, limit: Micros): void {
    this.reserved--;
    this.#line.join(waiter, Math.min(this.#sim.now + this.#spec.acquireTimeout, limit));
    this.handOut();
  }

  /** The limit of a job that waits has changed. */
  limitChanged(waiter: SlotWaiter<I>, limit: Micros): void {
    this.#line.cut(waiter, limit, this.#spec.acquireTimeout);
  }

  /** A job leaves its slot. */
  release(member: Member<I>, slot: number): void {
    this.#leave(member, slot);
    this.handOut();
  }

  /** A job that is served finds its slot to be of no use: its key is reserved again. */
  refuse(member: Member<I>, slot: number): void {
    this.reserved++;
    this.#leave(member, slot);
  }

  /** The process of a waiting job is gone. */
  abandon(waiter: SlotWaiter<I>): void {
    this.#line.leave(waiter);
  }

  handOut(): void {
    while (this.#line.length > 0) {
      const member = this.#roster.firstWithRoom();
      if (member === undefined) return;
      const slot = this.#roster.take(member);
      this.#line.shift()!.served(member, slot);
    }
  }

  #leave(member: Member<I>, slot: number): void {
    member.idleSince = this.#sim.now;
    this.#roster.leave(member, slot);
    if (member.isUsedUp && member.jobs === 0 && member.state === 'ready') this.#usedUp(member);
  }
}

/** A first-in-first-out queue of events with one constant delay, which takes one entry of the event queue however long it is. */
import { type EventId, type EventSlots, orderOfPriority } from './event-slots.js';
import type { HeapQueue } from './heap-queue.js';
import { refuse } from './invariant.js';

/** What a lane is made of besides its clock, slots and queue. */
export interface LaneOptions {
  /** Its number among the lanes; the queue holds ~index for it. */
  readonly index: number;
  readonly delay: number;
  readonly priority: number;
  readonly handler: number;
}

/**
 * Made by `Simulation.lane`. With a constant delay and priority, events leave in the order in which they came, so a linked list through
 * the slots is already sorted, and a cancelled event is unlinked at once. The queue's entry carries the key of the event that was at the
 * head when it was pushed; when that one was cancelled, the key is too early, never too late, and is put right when it is met.
 */
export class Lane {
  private readonly clock: { readonly now: number };
  private readonly slots: EventSlots;
  private readonly queue: HeapQueue;
  private readonly index: number;
  private readonly delay: number;
  private readonly handler: number;
  private readonly baseOrder: number;
  private head = -1;
  private tail = -1;
  private isQueued = false;

  constructor(clock: { readonly now: number }, slots: EventSlots, queue: HeapQueue, options: LaneOptions) {
    if (!(Number.isSafeInteger(options.delay) && options.delay >= 0))
      refuse('the delay of a lane is a whole number of microseconds', options.delay);
    this.clock = clock;
    this.slots = slots;
    this.queue = queue;
    this.index = options.index;
    this.delay = options.delay;
    this.handler = options.handler;
    this.baseOrder = orderOfPriority(options.priority);
  }

  /** Schedules the lane's handler after the lane's delay; returns the event's id, which `Simulation.cancel` takes. */
  push(arg: number): EventId {
    const slots = this.slots;
    const slot = slots.allocate(this.handler, arg, this.index);
    const time = this.clock.now + this.delay;
    const order = this.baseOrder + slots.nextSequence();
    slots.times[slot] = time;
    slots.orders[slot] = order;
    slots.setNext(slot, -1);
    slots.previous[slot] = this.tail;
    if (this.tail >= 0) slots.setNext(this.tail, slot);
    else this.head = slot;
    this.tail = slot;
    if (!this.isQueued) {
      this.isQueued = true;
      this.queue.push(time, order, ~this.index);
    }
    return slots.idOf(slot);
  }

  /** Takes an event out. For the simulation's use. */
  unlink(slot: number): void {
    const slots = this.slots;
    const after = slots.nextOf(slot);
    const before = slots.previous[slot]!;
    if (before >= 0) slots.setNext(before, after);
    else this.head = after;
    if (after >= 0) slots.previous[after] = before;
    else this.tail = before;
  }

  /**
   * With this lane's entry first in the queue: true if it stands for the head, else puts the entry right and returns false. For the
   * simulation's use.
   */
  confirm(): boolean {
    if (this.head >= 0 && this.slots.orders[this.head] === this.queue.topOrder()) return true;
    this.queue.pop();
    this.requeue();
    return false;
  }

  /** With this lane's entry first in the queue and confirmed: removes the head and returns its slot. For the simulation's use. */
  shift(): number {
    const slot = this.head;
    this.unlink(slot);
    this.queue.pop();
    this.requeue();
    return slot;
  }

  private requeue(): void {
    const head = this.head;
    this.isQueued = head >= 0;
    if (head >= 0) this.queue.push(this.slots.times[head]!, this.slots.orders[head]!, ~this.index);
  }
}

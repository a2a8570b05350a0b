/** The table of scheduled events: one recycled slot each, with handler and argument, found again by an id that goes stale. */
import { invariant, refuse } from './invariant.js';

/** Handle of a scheduled event; 0 is never a valid id. Cancelling a fired or cancelled one is a no-op returning false. */
export type EventId = number;

// An id is generation x 2^24 + slot: 16 million events at a time, and 2^29 uses of one slot before an id comes again.
const SLOT_RANGE = 16_777_216;
const GENERATION_RANGE = 536_870_912;
// The least id is 2^31: were the first ones small integers, every field that holds an id would change its kind in the middle of a run, and what V8 had
// compiled for it until then be thrown away (a dozen functions).
const FIRST_GENERATION = 128;
// Priority and sequence share one double, so that two events at one time compare by one number.
const SEQUENCE_RANGE = 35_184_372_088_832;

// The whole numbers of a slot lie side by side, so that firing an event touches one cache line and loads one base address for all of them.
const STRIDE_BITS = 2;
const HANDLER = 0;
const PLACE = 1;
const NEXT = 2;
const GENERATION = 3;

/** Where the event of a slot waits, if not in a lane (whose numbers are 0 and up). */
export const IN_QUEUE = -1;
const CANCELLED = -2;
const FREE = -3;

const PRIORITY_LIMIT = 128;

/** Returns the least `order` of a priority: every event of that priority has a greater one. Throws unless it is an integer in [0, 128). */
export function orderOfPriority(priority: number): number {
  if ((priority & (PRIORITY_LIMIT - 1)) !== priority) refuse('a priority is an integer from 0 to 127', priority);
  return priority * SEQUENCE_RANGE;
}

/**
 * Returns the `order` of a fixed `place` (0 and up) within a priority: after every event of that priority that goes by the order of scheduling. Who has a place
 * of its own has at most one event at a time and instant.
 */
export function orderOfPlace(priority: number, place: number): number {
  // The upper half of a priority's range is that of places.
  return orderOfPriority(priority) + SEQUENCE_RANGE / 2 + place;
}

/** Slots in columns. Recycling makes the table as long as the most events ever pending at once, whatever the length of the run. */
export class EventSlots {
  /** Argument of each slot. */
  args: Float64Array;
  /** Time, order and predecessor of each slot that is in a lane; -1 begins a lane. */
  times: Float64Array;
  orders: Float64Array;
  previous: Int32Array;
  /** Events scheduled and neither fired nor cancelled. */
  live = 0;
  /** Cancelled events whose queue entry is still there. */
  cancelled = 0;

  private words: Int32Array;
  private sequence = 0;
  // Free slots are a list linked through NEXT; the last one freed is used first, which keeps the table in cache.
  private firstFree = -1;
  private used = 0;

  constructor(capacity = 256) {
    this.args = new Float64Array(capacity);
    this.times = new Float64Array(capacity);
    this.orders = new Float64Array(capacity);
    this.previous = new Int32Array(capacity);
    this.words = new Int32Array(capacity << STRIDE_BITS);
  }

  /** Slots there is room for; grows by doubling. */
  get capacity(): number {
    return this.args.length;
  }

  /** Returns the next sequence number, from 1 up. */
  nextSequence(): number {
    return ++this.sequence;
  }

  /** Takes a slot for an event waiting at `place`. */
  allocate(handler: number, arg: number, place: number): number {
    let slot = this.firstFree;
    if (slot < 0) slot = this.takeNew();
    const words = this.words;
    const at = slot << STRIDE_BITS;
    this.firstFree = words[at + NEXT]!;
    words[at + HANDLER] = handler;
    words[at + PLACE] = place;
    this.args[slot] = arg;
    this.live++;
    return slot;
  }

  handlerOf(slot: number): number {
    return this.words[(slot << STRIDE_BITS) + HANDLER]!;
  }

  /** Lane of the event in a slot, or IN_QUEUE. */
  placeOf(slot: number): number {
    return this.words[(slot << STRIDE_BITS) + PLACE]!;
  }

  isCancelled(slot: number): boolean {
    return this.words[(slot << STRIDE_BITS) + PLACE] === CANCELLED;
  }

  /** Slot that follows in a lane, -1 at its end. */
  nextOf(slot: number): number {
    return this.words[(slot << STRIDE_BITS) + NEXT]!;
  }

  setNext(slot: number, next: number): void {
    this.words[(slot << STRIDE_BITS) + NEXT] = next;
  }

  /** Returns the id of the event now in `slot`. */
  idOf(slot: number): EventId {
    return this.words[(slot << STRIDE_BITS) + GENERATION]! * SLOT_RANGE + slot;
  }

  /** Returns the slot of a pending event, -1 if it was fired or cancelled or never was. */
  find(id: EventId): number {
    const generation = Math.floor(id / SLOT_RANGE);
    const slot = (id - generation * SLOT_RANGE) | 0;
    if (slot >= this.used) return -1;
    return this.words[(slot << STRIDE_BITS) + GENERATION] === generation && this.placeOf(slot) >= IN_QUEUE ? slot : -1;
  }

  /** Gives back the slot of a live event; its id is stale from here on. */
  release(slot: number): void {
    this.live--;
    this.retire(slot);
    this.recycle(slot);
  }

  /** Marks a live event cancelled; its slot stays taken until `recycleCancelled`, when its queue entry is gone. */
  cancel(slot: number): void {
    this.live--;
    this.cancelled++;
    this.retire(slot);
    this.words[(slot << STRIDE_BITS) + PLACE] = CANCELLED;
  }

  /** Gives back the slot of a cancelled event. */
  recycleCancelled(slot: number): void {
    this.cancelled--;
    this.recycle(slot);
  }

  private recycle(slot: number): void {
    const at = slot << STRIDE_BITS;
    this.words[at + PLACE] = FREE;
    this.words[at + NEXT] = this.firstFree;
    this.firstFree = slot;
  }

  private retire(slot: number): void {
    const at = (slot << STRIDE_BITS) + GENERATION;
    const generation = this.words[at]! + 1;
    this.words[at] = generation === GENERATION_RANGE ? FIRST_GENERATION : generation;
  }

  /** Returns a slot never used before, with the end of the list of free ones behind it. */
  private takeNew(): number {
    if (this.used === this.args.length) this.grow();
    const slot = this.used++;
    this.words[(slot << STRIDE_BITS) + GENERATION] = FIRST_GENERATION;
    this.words[(slot << STRIDE_BITS) + NEXT] = -1;
    return slot;
  }

  private grow(): void {
    const old = this.args.length;
    const capacity = Math.min(old * 2, SLOT_RANGE);
    invariant(capacity > old, 'at most 2^24 events are pending at once');
    const wider = <T extends Int32Array | Float64Array>(into: T, from: T): T => {
      into.set(from);
      return into;
    };
    this.args = wider(new Float64Array(capacity), this.args);
    this.times = wider(new Float64Array(capacity), this.times);
    this.orders = wider(new Float64Array(capacity), this.orders);
    this.previous = wider(new Int32Array(capacity), this.previous);
    this.words = wider(new Int32Array(capacity << STRIDE_BITS), this.words);
  }
}

/** The clock: fires scheduled events, lanes and sorted inputs in one total order of (time, priority, sequence). */
import { type EventId, EventSlots, IN_QUEUE, orderOfPriority } from './event-slots.js';
import { HeapQueue } from './heap-queue.js';
import { invariant, refuse } from './invariant.js';
import { Lane } from './lane.js';
import { type SourceId, type SourceInput, Sources } from './sources.js';

export { type EventId, orderOfPlace, orderOfPriority } from './event-slots.js';
export type { Lane } from './lane.js';
export type { SourceId, SourceInput } from './sources.js';

/** What happens at an event. Takes an integer, as a rule the index of an entity. */
export type Handler = (arg: number) => void;
/** A handler as `register` numbered it. */
export type HandlerId = number;

/**
 * Why `advance` returned: all events before the time given are done; the limit of events was reached with more to do; nothing is left;
 * `stop` was called.
 */
export type StopReason = 'until' | 'events' | 'exhausted' | 'stopped';

// Cancelled entries may be this many and half of the live ones before they are swept: a sweep takes O(entries), so a cancel takes O(1)
// amortised.
const RESIDUE_ALLOWED = 64;

/**
 * One run's clock and calendar. Invariants: `now` never decreases; handlers see `now` as the time of their event; equal times go by
 * priority (lower number first), then by the order of scheduling; a source comes before scheduled events of its priority.
 */
export class Simulation {
  private readonly queue = new HeapQueue();
  private readonly slots = new EventSlots();
  private readonly handlers: Handler[] = [];
  private readonly lanes: Lane[] = [];
  private readonly sources = new Sources();
  private readonly isWanted: (item: number) => boolean;
  private isRunning = false;
  private isStopped = false;
  // A double from the first, as are the numbers of Signal and LimbSum that begin with -0: the first number above 2^31 would give the object another shape.
  private time = -0;
  private reached = -Infinity;
  private fired = 0;

  constructor() {
    this.time = 0;
    this.isWanted = (item) => {
      if (item < 0 || !this.slots.isCancelled(item)) return true;
      this.slots.recycleCancelled(item);
      return false;
    };
  }

  /** Current time, microseconds. */
  get now(): number {
    return this.time;
  }

  /** Events fired so far: scheduled ones, those of lanes and those of sources, and what `creditEvents` has added. */
  get eventCount(): number {
    return this.fired;
  }

  /** Live events in the queue and the lanes; inputs of sources are not counted. */
  get pending(): number {
    return this.slots.live;
  }

  /** What memory is held for: slots there is room for, and queue entries of which `residue` are of cancelled events. */
  get footprint(): { readonly slots: number; readonly entries: number; readonly residue: number } {
    return { slots: this.slots.capacity, entries: this.queue.size, residue: this.slots.cancelled };
  }

  /** Numbers a handler, from 0 up in the order of registration. */
  register(handler: Handler): HandlerId {
    return this.handlers.push(handler) - 1;
  }

  /** Schedules `handler` with `arg` after `delay` microseconds. The delay is an integer and not negative. */
  schedule(delay: number, priority: number, handler: HandlerId, arg: number): EventId {
    return this.scheduleAt(this.time + delay, priority, handler, arg);
  }

  /** Schedules `handler` with `arg` at a time that is an integer and not past. */
  scheduleAt(at: number, priority: number, handler: HandlerId, arg: number): EventId {
    // Tested here and named there: a call on the way of every event would be paid for.
    if (!(at >= this.time && Number.isSafeInteger(at))) refuse('an event is scheduled at a whole number of microseconds, not past', at);
    if (this.handlers[handler] === undefined) refuse('an event names a registered handler', handler);
    if (!(arg >= -Infinity)) refuse('the argument of an event is a number', arg);
    const slots = this.slots;
    const order = orderOfPriority(priority);
    const slot = slots.allocate(handler, arg, IN_QUEUE);
    this.queue.push(at, order + slots.nextSequence(), slot);
    return slots.idOf(slot);
  }

  /** Takes the place in the order of events that one scheduled now would have, for `scheduleInOrder` or the input of a source. */
  reserveOrder(priority: number): number {
    return orderOfPriority(priority) + this.slots.nextSequence();
  }

  /** As `scheduleAt`, in a place of the order that was reserved before. */
  scheduleInOrder(at: number, order: number, handler: HandlerId, arg: number): EventId {
    if (!(at >= this.time && Number.isSafeInteger(at))) refuse('an event is scheduled at a whole number of microseconds, not past', at);
    if (this.handlers[handler] === undefined) refuse('an event names a registered handler', handler);
    const slots = this.slots;
    const slot = slots.allocate(handler, arg, IN_QUEUE);
    this.queue.push(at, order, slot);
    return slots.idOf(slot);
  }

  /** Takes back a scheduled event. Returns false, and does nothing, if it was fired or cancelled before. */
  cancel(id: EventId): boolean {
    const slots = this.slots;
    const slot = slots.find(id);
    if (slot < 0) return false;
    const place = slots.placeOf(slot);
    if (place !== IN_QUEUE) {
      this.lanes[place]!.unlink(slot);
      slots.release(slot);
      return true;
    }
    slots.cancel(slot);
    if (slots.cancelled > slots.live / 2 + RESIDUE_ALLOWED) this.queue.keep(this.isWanted);
    return true;
  }

  /** Makes a lane: events of one handler, delay and priority, with one queue entry for all. */
  lane(delay: number, priority: number, handler: HandlerId): Lane {
    if (this.handlers[handler] === undefined) refuse('a lane names a registered handler', handler);
    const lane = new Lane(this, this.slots, this.queue, { index: this.lanes.length, delay, priority, handler });
    this.lanes.push(lane);
    return lane;
  }

  /**
   * Merges an input that is sorted already, and returns its number, from 0 up. At equal times the lower priority number comes first, equal ones in
   * the order of adding, and before scheduled events of that priority, unless it tells its `nextOrder`.
   */
  addSource(source: SourceInput, priority: number): SourceId {
    return this.sources.add(source, orderOfPriority(priority), this.time);
  }

  /** To be called when a source's `nextAt` or `nextOrder` has changed other than by its own `fire`, as when a buffer was refilled. */
  sourceChanged(source: SourceId): void {
    this.sources.changed(source, this.time);
  }

  /** The last place in the order of events that one of this instant has had; -Infinity: there was none. */
  get lastOrder(): number {
    return this.reached;
  }

  /** Time of the next event of any kind, Infinity if there is none. */
  peekTime(): number {
    return Math.min(this.settle(), this.sources.firstAt);
  }

  /** As `peekTime`, without the next inputs of these two sources. */
  peekTimeBeside(one: SourceId, other: SourceId): number {
    return Math.min(this.settle(), this.sources.firstAtBeside(one, other));
  }

  /**
   * Fires the events with a time before `until`, at most `maxEvents` of them. When all are done, the clock stands at `until` if that is
   * finite. Never to be called from within a handler.
   */
  advance(until: number, maxEvents: number): StopReason {
    invariant(!this.isRunning, 'advance is not called from within an event');
    if (!(until >= this.time)) refuse('the clock only goes forward', until);
    if (!(maxEvents >= 0)) refuse('a limit of events is a number, 0 or more', maxEvents);
    const limit = this.fired + maxEvents;
    const { sources } = this;
    this.isRunning = true;
    this.isStopped = false;
    try {
      for (;;) {
        const time = this.settle();
        const { firstAt } = sources;
        const isSource = firstAt < time || (firstAt === time && sources.firstOrder < this.queue.topOrder());
        const at = isSource ? firstAt : time;
        if (at >= until || at === Infinity) {
          if (until !== Infinity) [this.time, this.reached] = [until, -Infinity];
          return at === Infinity ? 'exhausted' : 'until';
        }
        if (this.fired >= limit) return 'events';
        const order = isSource ? sources.firstOrder : this.queue.topOrder();
        if (at !== this.time || order > this.reached) this.reached = order;
        this.time = at;
        this.fired++;
        if (isSource) sources.fireFirst(at);
        else this.fireTop();
        if (this.isStopped) return 'stopped';
      }
    } finally {
      this.isRunning = false;
    }
  }

  /**
   * Counts `count` events that were not fired one by one because their effect is known, such as quiet ticks of a source; negative where an
   * event that was fired is not to count. They count against the limit of `advance` like any other.
   */
  creditEvents(count: number): void {
    if (!Number.isSafeInteger(count) || this.fired + count < 0) refuse('a whole number of events is credited, never below none', count);
    this.fired += count;
  }

  /** Makes the `advance` that is running return 'stopped' after the current event; does nothing outside of one. */
  stop(): void {
    this.isStopped = true;
  }

  /** Brings a live event to the top of the queue and returns its time, Infinity if there is none. */
  private settle(): number {
    const queue = this.queue;
    for (;;) {
      const time = queue.topTime();
      if (time === Infinity) return time;
      const item = queue.topItem();
      if (item < 0) {
        if (this.lanes[~item]!.confirm()) return time;
      } else {
        if (!this.slots.isCancelled(item)) return time;
        queue.pop();
        this.slots.recycleCancelled(item);
      }
    }
  }

  private fireTop(): void {
    const slots = this.slots;
    let slot = this.queue.topItem();
    if (slot < 0) slot = this.lanes[~slot]!.shift();
    else this.queue.pop();
    const handler = this.handlers[slots.handlerOf(slot)]!;
    const arg = slots.args[slot]!;
    // Released before the handler runs: cancelling the event that is being fired is a no-op, and the slot serves what it schedules.
    slots.release(slot);
    handler(arg);
  }
}

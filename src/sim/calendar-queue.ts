/** A calendar queue (Brown 1988) behind the same interface as the heap: faster where pending times are spread evenly. */
import type { EventQueue } from './event-queue.js';

// Never below this many days in a year, so that a near-empty queue does not resize at each push.
const FEWEST_DAYS = 4;
// A day is three mean gaps wide (Brown's rule), the gap being taken over the first entries only: those are next to be removed.
const GAPS_PER_DAY = 3;
const GAP_SAMPLE = 25;

/**
 * Days are buckets, each a sorted linked list through typed columns; a year wraps around. Which day a time falls on is a monotone
 * function of it, so rounding can never change the order. Invariant: `day` is not after the day of any entry.
 */
export class CalendarQueue implements EventQueue {
  private times: Float64Array;
  private orders: Float64Array;
  private items: Int32Array;
  private next: Int32Array;
  private heads = new Int32Array(FEWEST_DAYS).fill(-1);
  private count = 0;
  private firstFree = -1;
  private used = 0;
  // The first entry, found once and remembered; -1 when it must be looked for.
  private first = -1;
  private day = 0;
  private daysPerMicro = 1;

  constructor(capacity = 256) {
    this.times = new Float64Array(capacity);
    this.orders = new Float64Array(capacity);
    this.items = new Int32Array(capacity);
    this.next = new Int32Array(capacity);
  }

  get size(): number {
    return this.count;
  }

  push(time: number, order: number, item: number): void {
    const entry = this.takeEntry();
    this.times[entry] = time;
    this.orders[entry] = order;
    this.items[entry] = item;
    this.insert(entry);
    const day = Math.floor(time * this.daysPerMicro);
    if (day < this.day) this.day = day;
    if (this.first >= 0 && this.isBefore(entry, this.first)) {
      this.first = entry;
      this.day = day;
    }
    if (++this.count > 2 * this.heads.length) this.resize(2 * this.heads.length);
  }

  topTime(): number {
    return this.count === 0 ? Infinity : this.times[this.findFirst()]!;
  }

  topOrder(): number {
    return this.count === 0 ? Infinity : this.orders[this.findFirst()]!;
  }

  topItem(): number {
    return this.count === 0 ? 0 : this.items[this.findFirst()]!;
  }

  pop(): void {
    if (this.count === 0) return;
    const entry = this.findFirst();
    this.heads[this.day & (this.heads.length - 1)] = this.next[entry]!;
    this.release(entry);
    this.shrink();
  }

  keep(isWanted: (item: number) => boolean): void {
    const { heads, next } = this;
    for (let bucket = 0; bucket < heads.length; bucket++) {
      let previous = -1;
      for (let entry = heads[bucket]!; entry >= 0;) {
        const after = next[entry]!;
        if (isWanted(this.items[entry]!)) previous = entry;
        else {
          if (previous < 0) heads[bucket] = after;
          else next[previous] = after;
          this.release(entry);
        }
        entry = after;
      }
    }
    this.first = -1;
    this.shrink();
  }

  private takeEntry(): number {
    const entry = this.firstFree;
    if (entry >= 0) {
      this.firstFree = this.next[entry]!;
      return entry;
    }
    if (this.used === this.times.length) this.grow();
    return this.used++;
  }

  private release(entry: number): void {
    this.next[entry] = this.firstFree;
    this.firstFree = entry;
    this.first = -1;
    this.count--;
  }

  private isBefore(a: number, b: number): boolean {
    const ta = this.times[a]!;
    const tb = this.times[b]!;
    return ta < tb || (ta === tb && this.orders[a]! < this.orders[b]!);
  }

  private insert(entry: number): void {
    const { next, heads } = this;
    const bucket = Math.floor(this.times[entry]! * this.daysPerMicro) & (heads.length - 1);
    let previous = -1;
    let after = heads[bucket]!;
    while (after >= 0 && this.isBefore(after, entry)) {
      previous = after;
      after = next[after]!;
    }
    next[entry] = after;
    if (previous < 0) heads[bucket] = entry;
    else next[previous] = entry;
  }

  /** Looks through one year day by day, then, if that was empty, at the head of every bucket. */
  private findFirst(): number {
    if (this.first >= 0) return this.first;
    const { heads, times } = this;
    const mask = heads.length - 1;
    for (let i = 0, day = this.day; i <= mask; i++, day++) {
      const head = heads[day & mask]!;
      if (head >= 0 && Math.floor(times[head]! * this.daysPerMicro) <= day) {
        this.day = day;
        return (this.first = head);
      }
    }
    let first = -1;
    for (const head of heads) if (head >= 0 && (first < 0 || this.isBefore(head, first))) first = head;
    this.day = Math.floor(times[first]! * this.daysPerMicro);
    return (this.first = first);
  }

  private shrink(): void {
    let days = this.heads.length;
    while (days > FEWEST_DAYS && this.count < days / 2 - 2) days /= 2;
    if (days < this.heads.length) this.resize(days);
  }

  private resize(days: number): void {
    const { times, next } = this;
    const entries: number[] = [];
    for (const head of this.heads) for (let entry = head; entry >= 0; entry = next[entry]!) entries.push(entry);
    entries.sort((a, b) => times[a]! - times[b]! || this.orders[a]! - this.orders[b]!);
    const sample = Math.min(entries.length, GAP_SAMPLE + (entries.length >> 3));
    const earliest = entries.length > 0 ? times[entries[0]!]! : 0;
    const gap = sample > 1 ? (times[entries[sample - 1]!]! - earliest) / (sample - 1) : 1;
    this.daysPerMicro = 1 / Math.max(GAPS_PER_DAY * gap, 1);
    this.day = Math.floor(earliest * this.daysPerMicro);
    this.heads = new Int32Array(days).fill(-1);
    this.first = -1;
    // From the last to the first, each insertion is at the head of its list.
    for (let i = entries.length - 1; i >= 0; i--) this.insert(entries[i]!);
  }

  private grow(): void {
    const capacity = this.times.length * 2;
    const times = new Float64Array(capacity);
    const orders = new Float64Array(capacity);
    const items = new Int32Array(capacity);
    const next = new Int32Array(capacity);
    times.set(this.times);
    orders.set(this.orders);
    items.set(this.items);
    next.set(this.next);
    this.times = times;
    this.orders = orders;
    this.items = items;
    this.next = next;
  }
}

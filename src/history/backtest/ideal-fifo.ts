/** A plain queue on the same slots: whatever is free takes the job that has waited longest among those that it may run. */
import type { Micros } from '../../units/time.js';

/** A place where jobs run: of one process, through one of its entries. Each counts its jobs for itself. */
export interface SlotPlace {
  /** Indices into `limits`: a job takes a slot of each. */
  readonly of: readonly number[];
}

/** Slots of a fleet. */
export interface SlotField {
  /** Jobs at once. */
  readonly limits: readonly number[];
  readonly places: readonly SlotPlace[];
}

/** A job, in the order of arrival. */
export interface QueuedJob {
  readonly queued: Micros;
  readonly lasts: Micros;
  /** Indices into `places` that may run it; the same list for all jobs of a kind. */
  readonly places: readonly number[];
}

/**
 * Returns when each job starts, `Infinity` for one that never does. Without boots, polls and pauses: what is left of the waiting is that of the capacity (the
 * queue G/G/c of Kiefer and Wolfowitz, "On the theory of queues with many servers", 1955, here with jobs that may use a part of the servers each).
 */
export function idealStarts(jobs: Iterable<QueuedJob>, field: SlotField): Micros[] {
  const queue = new PlainQueue(field);
  for (const job of jobs) queue.arrive(job);
  return queue.toEnd();
}

/** Jobs of a kind that wait, the oldest first. */
interface Line {
  readonly places: readonly number[];
  readonly waiting: number[];
  /** Where the oldest stands. */
  head: number;
}

/** The queue while jobs come. */
class PlainQueue {
  readonly #field: SlotField;
  readonly #used: number[];
  readonly #lines = new Map<readonly number[], Line>();
  readonly #ends = new Ends();
  readonly #lasts: Micros[] = [];
  readonly #starts: Micros[] = [];

  constructor(field: SlotField) {
    this.#field = field;
    this.#used = field.limits.map(() => 0);
  }

  arrive({ queued, lasts, places }: QueuedJob): void {
    while (this.#ends.first <= queued) this.#end();
    let line = this.#lines.get(places);
    if (line === undefined) this.#lines.set(places, (line = { places, waiting: [], head: 0 }));
    line.waiting.push(this.#lasts.push(lasts) - 1);
    this.#starts.push(Infinity);
    this.#serve(queued);
  }

  toEnd(): Micros[] {
    while (this.#ends.first < Infinity) this.#end();
    return this.#starts;
  }

  /** Ends all jobs of the next instant at which one ends. */
  #end(): void {
    const now = this.#ends.first;
    while (this.#ends.first === now) for (const limit of this.#field.places[this.#ends.take()]!.of) this.#used[limit]!--;
    this.#serve(now);
  }

  #serve(now: Micros): void {
    for (;;) {
      let [oldest, at]: [Line | undefined, number] = [undefined, -1];
      for (const line of this.#lines.values()) {
        if (line.head === line.waiting.length || (oldest !== undefined && oldest.waiting[oldest.head]! < line.waiting[line.head]!))
          continue;
        const place = line.places.find((own) => this.#hasRoom(own));
        if (place !== undefined) [oldest, at] = [line, place];
      }
      if (oldest === undefined) return;
      const job = oldest.waiting[oldest.head++]!;
      this.#starts[job] = now;
      for (const limit of this.#field.places[at]!.of) this.#used[limit]!++;
      this.#ends.add(now + this.#lasts[job]!, at);
    }
  }

  #hasRoom(place: number): boolean {
    return this.#field.places[place]!.of.every((limit) => this.#used[limit]! < this.#field.limits[limit]!);
  }
}

/** When jobs end, and at which place: a binary heap. */
class Ends {
  readonly #heap: { readonly at: Micros; readonly place: number }[] = [];

  /** The next instant at which one ends; `Infinity` where none runs. */
  get first(): Micros {
    return this.#heap[0]?.at ?? Infinity;
  }

  add(at: Micros, place: number): void {
    const heap = this.#heap;
    let i = heap.push({ at, place }) - 1;
    for (; i > 0 && heap[(i - 1) >> 1]!.at > at; i = (i - 1) >> 1) heap[i] = heap[(i - 1) >> 1]!;
    heap[i] = { at, place };
  }

  /** Takes the one that ends first and returns its place. */
  take(): number {
    const heap = this.#heap;
    const { place } = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return place;
    let i = 0;
    for (let child = 1; child < heap.length; child = 2 * i + 1) {
      if (child + 1 < heap.length && heap[child + 1]!.at < heap[child]!.at) child++;
      if (heap[child]!.at >= last.at) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
    return place;
  }
}

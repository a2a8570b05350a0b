/**
 * How often each pending job of a class was overtaken: jobs that became pending later and were handed out before it. Places are numbered
 * as jobs become pending; who leaves in turn costs nothing, who leaves out of turn is kept in a Fenwick tree over the places in use.
 */
const FIRST_CAPACITY = 64;
/** What has become of a place. */
const WAITS = 0;
const LEFT = 1;
const HANDED_OUT = 2;

export class Overtakes {
  #capacity = FIRST_CAPACITY;
  #fates = new Uint8Array(this.#capacity);
  /** Counts of handed out places, by place - #base + 1. */
  #tree = new Int32Array(this.#capacity + 1);
  #base = 0;
  #next = 0;
  /** The oldest place that waits (or `#next`). */
  #oldest = 0;
  /** Places behind the oldest that were handed out. */
  #beyond = 0;

  /** A job becomes pending: returns its place. */
  enter(): number {
    if (this.#next - this.#base === this.#capacity) this.#makeRoom();
    this.#fates[this.#next - this.#base] = WAITS;
    return this.#next++;
  }

  /** A job leaves, handed out or not: returns how often it was overtaken. */
  leave(place: number, isHandedOut: boolean): number {
    this.#fates[place - this.#base] = isHandedOut ? HANDED_OUT : LEFT;
    if (place !== this.#oldest) {
      const overtaken = this.overtaken(place);
      if (isHandedOut) {
        this.#count(place - this.#base + 1, 1);
        this.#beyond++;
      }
      return overtaken;
    }
    const overtaken = this.#beyond;
    this.#oldest++;
    for (; this.#oldest < this.#next; this.#oldest++) {
      const fate = this.#fates[this.#oldest - this.#base];
      if (fate === WAITS) break;
      if (fate === HANDED_OUT) {
        this.#beyond--;
        this.#count(this.#oldest - this.#base + 1, -1);
      }
    }
    return overtaken;
  }

  /** How often a job that waits has been overtaken so far. */
  overtaken(place: number): number {
    if (this.#beyond === 0) return 0;
    let before = 0;
    for (let i = place - this.#base; i > 0; i -= i & -i) before += this.#tree[i]!;
    return this.#beyond - before;
  }

  #count(index: number, by: number): void {
    for (let i = index; i <= this.#capacity; i += i & -i) this.#tree[i]! += by;
  }

  /** Forgets the places before the oldest that waits; in twice the room they need. */
  #makeRoom(): void {
    const from = this.#oldest - this.#base;
    const kept = this.#next - this.#oldest;
    let capacity = FIRST_CAPACITY;
    while (capacity < 2 * kept) capacity *= 2;
    const fates = capacity === this.#capacity ? this.#fates : new Uint8Array(capacity);
    fates.set(this.#fates.subarray(from, from + kept));
    this.#base = this.#oldest;
    this.#fates = fates;
    // With nobody behind the oldest who was handed out, the tree is empty.
    if (capacity === this.#capacity && this.#beyond === 0) return;
    this.#capacity = capacity;
    this.#tree = new Int32Array(capacity + 1);
    for (let i = 0; i < kept; i++) if (fates[i] === HANDED_OUT) this.#count(i + 1, 1);
  }
}

/** Where the next job goes: the ready members that have room, lowest number first. */
import type { Member } from './member.js';

/** A heap by number. A member that has lost its room stays until it comes to the top. */
export class FirstFit<I> {
  readonly #heap: Member<I>[] = [];

  /** The member has, or may have, room. */
  add(member: Member<I>): void {
    if (member.isListed) return;
    member.isListed = true;
    const heap = this.#heap;
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent]!.number < member.number) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = member;
  }

  /** The lowest-numbered ready member with room, or undefined. */
  first(): Member<I> | undefined {
    for (;;) {
      const top = this.#heap[0];
      if (top === undefined || (top.state === 'ready' && top.usable > 0)) return top;
      this.#drop();
    }
  }

  #drop(): void {
    const heap = this.#heap;
    heap[0]!.isListed = false;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1]!.number < heap[child]!.number) child++;
      if (heap[child]!.number > last.number) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

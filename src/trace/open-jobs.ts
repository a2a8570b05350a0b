/**
 * Jobs that wait or run when their history ends: how long they run, and which of them ended without anybody writing it down (an export may hold states that
 * nobody looked at again). One rule for whoever reads a history: what replays it, what describes it and what is held against it.
 */
import type { Micros } from '../units/time.js';

/** What the jobs of a history that ended say of those that did not. Names and tags are keys of the caller's, equal where they are the same. */
export class EndedJobs<Key> {
  readonly #byName = new Map<Key, Micros[]>();
  readonly #byTags = new Map<Key, Micros[]>();
  readonly #all: Micros[] = [];
  readonly #sorted = new Map<readonly Micros[], Float64Array>();

  /** Takes a job that ran until its end; `name` is undefined where it has none. */
  add(name: Key | undefined, tags: Key, ran: Micros): void {
    this.#all.push(ran);
    put(this.#byTags, tags, ran);
    if (name !== undefined) put(this.#byName, name, ran);
    this.#sorted.clear();
  }

  /**
   * Returns whether the end of a job that would have run for so long is lost: none with its tags (none at all, where none of those ended) ran as long. By tags
   * and not by name, as they are more: one in n + 1 is longer than n of its like by chance alone.
   */
  isLost(tags: Key, elapsed: Micros): boolean {
    const like = this.#sortedOf(this.#byTags.get(tags) ?? this.#all);
    return like.length > 0 && elapsed > like.at(-1)!;
  }

  /**
   * Returns how long an open job runs, microseconds; `elapsed` is what it has run when the history ends, undefined of one that waits. It is the median of those of
   * the same name, of an even number the lower of the two in the middle (where none of that name ended, of those with the same tags, else of all; 0 where none at
   * all did), and of one that runs at least what it has run, unless its end is lost. By name, as jobs of a name are alike: of three public histories (Bitcoin Core,
   * iree, linkerd2) the medians of the first 70 % of the jobs were off from the others by a factor of 1.2 to 1.6 by name, by one of 2.1 by tags (which only iree has),
   * and by one of 2.6 to 3.6 taken together (means of logarithms).
   */
  lasts(name: Key | undefined, tags: Key, elapsed: Micros | undefined): Micros {
    const named = name === undefined ? undefined : this.#byName.get(name);
    const like = this.#sortedOf(named ?? this.#byTags.get(tags) ?? this.#all);
    const usual = like[(like.length - 1) >> 1] ?? 0;
    return elapsed === undefined || this.isLost(tags, elapsed) ? usual : Math.max(usual, elapsed);
  }

  #sortedOf(lengths: readonly Micros[]): Float64Array {
    const known = this.#sorted.get(lengths) ?? Float64Array.from(lengths).sort();
    this.#sorted.set(lengths, known);
    return known;
  }
}

function put<Key>(to: Map<Key, Micros[]>, key: Key, ran: Micros): void {
  const own = to.get(key);
  if (own === undefined) to.set(key, [ran]);
  else own.push(ran);
}

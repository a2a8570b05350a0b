/** Names that are made, not given: each differs from all others. */

/** Names taken so far; a further one of the same text gets a number. */
export class Numbered {
  readonly #taken: Set<string>;

  /** `given` are the names the scenario states. */
  constructor(given: Iterable<string>) {
    this.#taken = new Set(given);
  }

  /** Returns `name`, with a number from 2 on where it is taken. */
  next(name: string): string {
    let free = name;
    for (let n = 2; this.#taken.has(free); n++) free = `${name} ${n}`;
    this.#taken.add(free);
    return free;
  }
}

/**
 * Somebody goes through the names of a pool's machines, newest first, for one that is idle and answers. GitLab Runner takes the list of names before it checks
 * the first (`findFreeMachine`, executors/docker/machine/provider.go): a name whose machine has gone meanwhile gets a new record, is checked in vain, and is
 * dropped again, all of which takes the time of a check.
 */

/** A machine by the ordinal of the decision to make it. */
interface Born {
  readonly birth: number;
}

/** The pool whose names are gone through. */
interface WalkedPool<M extends Born> {
  readonly departures: Departures<M>;
  /** The newest idle machine born before `birth`, or undefined. */
  newestIdleBefore(birth: number): M | undefined;
}

/** Machines that have left a pool while its names are gone through. */
export class Departures<M extends Born> {
  #walks = 0;
  /** In the order in which they left; forgotten when nobody goes through the names. */
  readonly #gone: M[] = [];

  /** A machine leaves. */
  left(machine: M): void {
    if (this.#walks > 0) this.#gone.push(machine);
  }

  /** Returns how many have left so far. */
  open(): number {
    this.#walks++;
    return this.#gone.length;
  }

  close(): void {
    this.#walks--;
    if (this.#walks === 0) this.#gone.length = 0;
  }

  /** The newest of those that have left after the first `count`, born in between; none of `beside`. */
  newest(count: number, after: number, before: number, beside: readonly M[]): M | undefined {
    let newest: M | undefined;
    for (let i = count; i < this.#gone.length; i++) {
      const machine = this.#gone[i]!;
      const { birth } = machine;
      if (birth > (newest?.birth ?? after) && birth < before && !beside.includes(machine)) newest = machine;
    }
    return newest;
  }
}

export class NameWalk<M extends Born> {
  /** The pool while a check that takes time is, or was, under way. */
  #pool: WalkedPool<M> | undefined;
  #departed = 0;

  /** A check begins that takes time. */
  goOn(pool: WalkedPool<M>): void {
    if (this.#pool !== undefined) return;
    this.#pool = pool;
    this.#departed = pool.departures.open();
  }

  /** The next that is looked at, born before `birth`: idle, or gone since the walk began. Names in `beside` were not in the list. */
  next(pool: WalkedPool<M>, birth: number, beside: readonly M[] = []): M | undefined {
    const idle = pool.newestIdleBefore(birth);
    return this.#pool?.departures.newest(this.#departed, idle?.birth ?? 0, birth, beside) ?? idle;
  }

  end(): void {
    this.#pool?.departures.close();
    this.#pool = undefined;
  }
}

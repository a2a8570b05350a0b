/**
 * The machines of a pool in order of birth, with the questions a pass asks answered in O(log n): the newest idle one, and the oldest idle
 * clock among those that stand behind a number of available ones. A segment tree over places; a place is given at birth and never
 * reordered, and when all are used up the living are moved together.
 */
import { NEVER } from '../../../units/time.js';
import type { Micros } from '../../../units/time.js';
import type { MachineState } from '../../machine/cloud-machine.js';

const FIRST_CAPACITY = 64;

/** A machine as the index looks at it. */
export interface Indexed {
  readonly birth: number;
  readonly state: MachineState;
  /** The idle clock. */
  readonly usedAt: Micros;
  readonly isHidden: boolean;
  /** Its place in the index, which is told by `placed`. */
  readonly place: number;
  placed(place: number): void;
}

export class BirthIndex<M extends Indexed> implements Iterable<M> {
  /** Machines in the index. */
  size = 0;
  #capacity = FIRST_CAPACITY;
  #used = 0;
  #machines: (M | undefined)[] = [];
  /** Birth of the machine that got each place, also where it has left. */
  #births = new Float64Array(this.#capacity);
  // Nodes of the tree: 1 is the root, the children of n are 2n and 2n + 1, place p is leaf capacity + p.
  #available = new Int32Array(2 * this.#capacity);
  #idle = new Int32Array(2 * this.#capacity);
  #oldestClock = new Float64Array(2 * this.#capacity).fill(NEVER);

  /** Adds the youngest machine. */
  append(machine: M): void {
    if (this.#used === this.#capacity) this.#rebuild();
    machine.placed(this.#used++);
    this.#machines[machine.place] = machine;
    this.#births[machine.place] = machine.birth;
    this.size++;
    this.update(machine);
  }

  remove(machine: M): void {
    this.#set(machine.place, 0, 0, NEVER);
    this.#machines[machine.place] = undefined;
    this.size--;
  }

  /** To be called when a machine's state, or the idle clock of an idle one, has changed. */
  update(machine: M): void {
    const { state } = machine;
    const isIdle = state === 'idle';
    const isAvailable = isIdle || state === 'acquired' || (state === 'creating' && !machine.isHidden);
    this.#set(machine.place, isAvailable ? 1 : 0, isIdle ? 1 : 0, isIdle ? machine.usedAt : NEVER);
  }

  /** The newest idle machine born before `birth`, or undefined. */
  newestIdleBefore(birth: number): M | undefined {
    const idle = this.#idle;
    if (idle[1] === 0) return undefined;
    const place = this.#placeOf(birth);
    if (place === this.#used) return this.#newestIdleBelow(1);
    for (let node = this.#capacity + place; node > 1; node >>= 1) {
      if ((node & 1) === 1 && idle[node - 1]! > 0) return this.#newestIdleBelow(node - 1);
    }
    return undefined;
  }

  /** The oldest idle clock of all, Infinity where no machine is idle. */
  get oldestClock(): Micros {
    return this.#oldestClock[1]!;
  }

  /** The oldest idle clock among the machines with at least `rank` available ones (or idle ones alone) before them. */
  oldestClockBehind(rank: number, counting: 'available' | 'idle'): Micros {
    const counts = counting === 'idle' ? this.#idle : this.#available;
    if (counts[1]! <= rank) return NEVER;
    let node = 1;
    let left = rank;
    while (node < this.#capacity) {
      node *= 2;
      const below = counts[node]!;
      if (below > left) continue;
      left -= below;
      node++;
    }
    const clocks = this.#oldestClock;
    let oldest = clocks[node]!;
    for (; node > 1; node >>= 1) if ((node & 1) === 0) oldest = Math.min(oldest, clocks[node + 1]!);
    return oldest;
  }

  /** Oldest machine first. */
  *[Symbol.iterator](): Iterator<M> {
    for (let place = 0; place < this.#used; place++) {
      const machine = this.#machines[place];
      if (machine !== undefined) yield machine;
    }
  }

  /** Calls `visit` on each machine, oldest first; machines may be removed meanwhile, but not added. */
  forEach(visit: (machine: M) => void): void {
    for (let place = 0; place < this.#used; place++) {
      const machine = this.#machines[place];
      if (machine !== undefined) visit(machine);
    }
  }

  #newestIdleBelow(top: number): M {
    let node = top;
    while (node < this.#capacity) {
      node = 2 * node + 1;
      if (this.#idle[node] === 0) node--;
    }
    return this.#machines[node - this.#capacity]!;
  }

  /** The first place whose machine was not born before `birth`. */
  #placeOf(birth: number): number {
    if (this.#used === 0 || this.#births[this.#used - 1]! < birth) return this.#used;
    let low = 0;
    let high = this.#used - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#births[middle]! < birth) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Each quantity climbs by itself: the counts where they change, the clocks as far as a minimum does. */
  #set(place: number, available: number, idle: number, clock: Micros): void {
    const leaf = this.#capacity + place;
    climb(this.#available, leaf, available);
    climb(this.#idle, leaf, idle);
    const clocks = this.#oldestClock;
    if (clocks[leaf] === clock) return;
    clocks[leaf] = clock;
    for (let node = leaf >> 1; node >= 1; node >>= 1) {
      const oldest = Math.min(clocks[2 * node]!, clocks[2 * node + 1]!);
      if (clocks[node] === oldest) return;
      clocks[node] = oldest;
    }
  }

  /** Moves the living together, in twice the room they need: leaves first, then every node above them once. */
  #rebuild(): void {
    const { size } = this;
    const machines = this.#machines;
    let capacity = FIRST_CAPACITY;
    while (capacity < 2 * size) capacity *= 2;
    const births = new Float64Array(capacity);
    const available = new Int32Array(2 * capacity);
    const idle = new Int32Array(2 * capacity);
    const clocks = new Float64Array(2 * capacity).fill(NEVER);
    let place = 0;
    for (let old = 0; old < this.#used; old++) {
      const machine = machines[old];
      if (machine === undefined) continue;
      const leaf = this.#capacity + old;
      births[place] = this.#births[old]!;
      available[capacity + place] = this.#available[leaf]!;
      idle[capacity + place] = this.#idle[leaf]!;
      clocks[capacity + place] = this.#oldestClock[leaf]!;
      machine.placed(place);
      machines[place++] = machine;
    }
    machines.length = size;
    for (let node = capacity - 1; node >= 1; node--) {
      available[node] = available[2 * node]! + available[2 * node + 1]!;
      idle[node] = idle[2 * node]! + idle[2 * node + 1]!;
      clocks[node] = Math.min(clocks[2 * node]!, clocks[2 * node + 1]!);
    }
    this.#capacity = capacity;
    this.#used = size;
    this.#births = births;
    this.#available = available;
    this.#idle = idle;
    this.#oldestClock = clocks;
  }
}

/** Sets a leaf of a tree of sums. */
function climb(sums: Int32Array, leaf: number, value: number): void {
  const by = value - sums[leaf]!;
  if (by === 0) return;
  for (let node = leaf; node >= 1; node >>= 1) sums[node]! += by;
}

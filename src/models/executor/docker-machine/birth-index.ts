/**
 * The machines of a pool in order of birth, with the questions a pass asks answered in O(log n): the newest idle one, and the oldest idle
 * clock among those that stand behind a number of available ones. A segment tree over places, of which a leaf has a word's worth; a place is
 * given at birth and never reordered, and when all are used up the living are moved together.
 */
import { NEVER } from '../../../units/time.js';
import type { Micros } from '../../../units/time.js';
import type { MachineState } from '../../machine/cloud-machine.js';

const FIRST_CAPACITY = 64;
/** Places of one word: so few that what is asked of one word is answered bit by bit. */
const WORD = 16;
const WORD_BITS = 4;
const LAST_OF_WORD = WORD - 1;
/** Bits of the first place in a word; those of the others follow. The lower half is of the idle machines, the upper half of the available ones. */
const IDLE = 1;
const AVAILABLE = 1 << WORD;
const BOTH = IDLE | AVAILABLE;
/** The clock of a machine that is not idle. A constant of this module is folded into the code, an imported one is looked up at each use. */
const NONE = NEVER;

/** Which machines stand before another: the available ones (`creating`, `idle` and `acquired`), or the idle ones alone. */
export type Counting = 'available' | 'idle';

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
  #used = 0;
  #machines: (M | undefined)[] = [];
  // By place. Births also where the machine has left.
  #births!: Float64Array;
  #clocks!: Float64Array;
  #words!: number;
  /** By word. */
  #bits!: Int32Array;
  // Nodes of the tree: 1 is the root, the children of n are 2n and 2n + 1, word w is leaf words + w.
  #oldestClock!: Float64Array;
  /** Machines that count: a pool is asked for ranks of one kind only, as long as its runner's version is the same. */
  #counts!: Int32Array;
  #counted = AVAILABLE;

  constructor() {
    this.#makeRoom(FIRST_CAPACITY);
  }

  /** Adds the youngest machine. */
  append(machine: M): void {
    if (this.#used === this.#words * WORD) this.#rebuild();
    const place = this.#used++;
    machine.placed(place);
    this.#machines[place] = machine;
    this.#births[place] = machine.birth;
    this.size++;
    this.update(machine);
  }

  remove({ place }: M): void {
    this.#set(place, 0, NONE);
    this.#machines[place] = undefined;
    this.size--;
  }

  /** To be called when a machine's state, or the idle clock of an idle one, has changed. */
  update(machine: M): void {
    const { state, place } = machine;
    if (state === 'idle') this.#set(place, BOTH, machine.usedAt);
    else this.#set(place, state === 'acquired' || (state === 'creating' && !machine.isHidden) ? AVAILABLE : 0, NONE);
  }

  /** The newest idle machine, or undefined. */
  newestIdle(): M | undefined {
    return this.#oldestClock[1] === NONE ? undefined : this.#newestIdleBelow(1);
  }

  /** The newest idle machine born before `birth`, or undefined. */
  newestIdleBefore(birth: number): M | undefined {
    const place = this.#placeOf(birth);
    if (place === this.#used) return this.newestIdle();
    const oldestClock = this.#oldestClock;
    const word = place >> WORD_BITS;
    const before = idleOf(this.#bits[word]!) & ((1 << (place & LAST_OF_WORD)) - 1);
    if (before !== 0) return this.#newestOf(word, before);
    for (let node = this.#words + word; node > 1; node >>= 1) {
      if ((node & 1) === 1 && oldestClock[node - 1]! < NONE) return this.#newestIdleBelow(node - 1);
    }
    return undefined;
  }

  /** The oldest idle clock of all, Infinity where no machine is idle. */
  get oldestClock(): Micros {
    return this.#oldestClock[1]!;
  }

  /** The oldest idle clock among the machines with at least `rank` available ones (or idle ones alone) before them. */
  oldestClockBehind(rank: number, counting: Counting): Micros {
    const counted = counting === 'idle' ? IDLE : AVAILABLE;
    if (counted !== this.#counted) this.#count(counted);
    const counts = this.#counts;
    if (counts[1]! <= rank) return NONE;
    let node = 1;
    let left = rank;
    while (node < this.#words) {
      node *= 2;
      const below = counts[node]!;
      if (below > left) continue;
      left -= below;
      node++;
    }
    const word = node - this.#words;
    const bits = this.#bits[word]!;
    let behind = halfOf(bits, counted);
    for (; left > 0; left--) behind = withoutLowest(behind);
    let oldest = oldestOf(this.#clocks, word, idleOf(bits) & ~(lowestOf(behind) - 1));
    const clocks = this.#oldestClock;
    for (; node > 1; node >>= 1) if ((node & 1) === 0 && clocks[node + 1]! < oldest) oldest = clocks[node + 1]!;
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
    const oldestClock = this.#oldestClock;
    let node = top;
    while (node < this.#words) {
      node = 2 * node + 1;
      if (oldestClock[node] === NONE) node--;
    }
    const word = node - this.#words;
    return this.#newestOf(word, idleOf(this.#bits[word]!));
  }

  #newestOf(word: number, idle: number): M {
    return this.#machines[(word << WORD_BITS) + highestBit(idle)]!;
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

  /** `bits` are those it would have at the first place. The oldest clocks climb as far as they change. */
  #set(place: number, bits: number, clock: Micros): void {
    const word = place >> WORD_BITS;
    const at = place & LAST_OF_WORD;
    const before = this.#bits[word]!;
    const after = (before & ~(BOTH << at)) | (bits << at);
    this.#bits[word] = after;
    const counted = this.#counted << at;
    if (((before ^ after) & counted) !== 0) this.#climb(word, (after & counted) === 0 ? -1 : 1);
    const clocks = this.#clocks;
    const was = clocks[place]!;
    if (clock === was) return;
    clocks[place] = clock;
    const oldestClock = this.#oldestClock;
    let node = this.#words + word;
    if (clock < was) {
      for (; node >= 1 && clock < oldestClock[node]!; node >>= 1) oldestClock[node] = clock;
      return;
    }
    if (was > oldestClock[node]!) return;
    let oldest = oldestOf(clocks, word, idleOf(after));
    while (oldest !== oldestClock[node]) {
      oldestClock[node] = oldest;
      node >>= 1;
      if (node === 0) return;
      oldest = Math.min(oldestClock[2 * node]!, oldestClock[2 * node + 1]!);
    }
  }

  /** One machine of a word more counts, or one less. */
  #climb(word: number, by: 1 | -1): void {
    const counts = this.#counts;
    for (let node = this.#words + word; node >= 1; node >>= 1) counts[node]! += by;
  }

  /** Ranks are by the machines that have this bit from now on. */
  #count(counted: number): void {
    const words = this.#words;
    const counts = this.#counts;
    this.#counted = counted;
    for (let word = 0; word < words; word++) {
      let count = 0;
      for (let left = halfOf(this.#bits[word]!, counted); left !== 0; left = withoutLowest(left)) count++;
      counts[words + word] = count;
    }
    for (let node = words - 1; node >= 1; node--) counts[node] = counts[2 * node]! + counts[2 * node + 1]!;
  }

  /** Moves the living together, in twice the room they need: places first, then every node above them once. */
  #rebuild(): void {
    const { size } = this;
    const machines = this.#machines;
    const births = this.#births;
    const clocks = this.#clocks;
    const bits = this.#bits;
    const used = this.#used;
    let capacity = FIRST_CAPACITY;
    while (capacity < 2 * size) capacity *= 2;
    this.#makeRoom(capacity);
    let place = 0;
    for (let old = 0; old < used; old++) {
      const machine = machines[old];
      if (machine === undefined) continue;
      this.#births[place] = births[old]!;
      this.#clocks[place] = clocks[old]!;
      this.#bits[place >> WORD_BITS]! |= ((bits[old >> WORD_BITS]! >> (old & LAST_OF_WORD)) & BOTH) << (place & LAST_OF_WORD);
      machine.placed(place);
      machines[place++] = machine;
    }
    machines.length = this.#used = size;
    const words = this.#words;
    const oldestClock = this.#oldestClock;
    for (let word = 0; word < words; word++) oldestClock[words + word] = oldestOf(this.#clocks, word, idleOf(this.#bits[word]!));
    for (let node = words - 1; node >= 1; node--) oldestClock[node] = Math.min(oldestClock[2 * node]!, oldestClock[2 * node + 1]!);
    this.#count(this.#counted);
  }

  #makeRoom(capacity: number): void {
    const words = capacity / WORD;
    this.#words = words;
    this.#births = new Float64Array(capacity);
    this.#clocks = new Float64Array(capacity).fill(NONE);
    this.#bits = new Int32Array(words);
    this.#oldestClock = new Float64Array(2 * words).fill(NONE);
    this.#counts = new Int32Array(2 * words);
  }
}

/** The idle machines of a word, a bit each. */
function idleOf(bits: number): number {
  return bits & (AVAILABLE - 1);
}

/** Its idle machines, or its available ones. */
function halfOf(bits: number, half: number): number {
  return half === IDLE ? idleOf(bits) : bits >>> WORD;
}

/** The oldest clock of these machines of a word, NONE where there are none. */
function oldestOf(clocks: Float64Array, word: number, machines: number): Micros {
  let oldest = NONE;
  for (let left = machines; left !== 0; left = withoutLowest(left)) {
    const clock = clocks[(word << WORD_BITS) + highestBit(lowestOf(left))]!;
    if (clock < oldest) oldest = clock;
  }
  return oldest;
}

function lowestOf(bits: number): number {
  return bits & -bits;
}

function withoutLowest(bits: number): number {
  return bits & (bits - 1);
}

/** Number of the highest bit that is set. */
function highestBit(bits: number): number {
  return 31 - Math.clz32(bits);
}

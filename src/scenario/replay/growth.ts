/**
 * How the load of a history grows: in pipelines, not in their sizes. Whole pipelines are left out or come again, those that are added at times of
 * their own near that of their original. Who is picked and how far it moves depends on the numbers of pipelines in the file only: no draw of a run.
 */
import type { Micros } from '../../units/time.js';
import type { TraceTable } from '../../trace/table.js';

/** Copies of a pipeline that growth makes at most, and more. */
export const MAX_COPIES = 20_000;

/** Pipelines as a multiple of the history's, and how far from its original an added one begins at most. */
export interface Growth {
  readonly pipelines: number;
  readonly spread: Micros;
}

/** Purposes of draws. */
const PICK = 1;
const MOVE = 2;
const DELAY = 3;

/** Returns a number in [0, 1) that depends on these whole numbers only. */
function keyed(purpose: number, unit: number, replay: number): number {
  let h = Math.imul(unit + 1, 0x9e3779b1) ^ Math.imul(replay + 1, 0x85ebca6b) ^ Math.imul(purpose, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return ((h ^ (h >>> 16)) >>> 0) / 4_294_967_296;
}

/** Returns the part of a spread by which a pipeline comes later: a number in [0, 1) that depends on its number only. */
export function delayOf(unit: number): number {
  return keyed(DELAY, unit, 0);
}

export class GrownPipelines {
  readonly #growth: Growth;
  /** By row: its pipeline. A row that names none is a pipeline of its own, numbered after the others. */
  readonly #unit: Int32Array;
  /** By pipeline: when its first row comes, and its place in the order in which pipelines are picked; -1 where no row of it is replayed. */
  readonly #start: Float64Array;
  readonly #rank: Int32Array;
  /** Pipelines that are replayed. */
  readonly #count: number;
  /** How many of them come once more often than the others. */
  readonly #further: number;
  readonly #first: Micros;
  readonly #last: Micros;

  /** `rows` are those that are replayed, in order of time. */
  constructor(table: Pick<TraceTable, 'pipeline' | 'queuedAt'>, rows: Int32Array, growth: Growth) {
    const { pipeline, queuedAt } = table;
    this.#growth = growth;
    const named = pipeline.reduce((most, one) => Math.max(most, one + 1), 0);
    this.#unit = Int32Array.from(queuedAt, (_, row) => ((pipeline[row] ?? -1) >= 0 ? pipeline[row]! : named + row));
    this.#start = new Float64Array(named + queuedAt.length);
    this.#rank = new Int32Array(named + queuedAt.length).fill(-1);
    const units: number[] = [];
    for (const row of rows) {
      const unit = this.#unit[row]!;
      if (this.#rank[unit]! >= 0) continue;
      this.#rank[unit] = units.push(unit) - 1;
      this.#start[unit] = queuedAt[row]!;
    }
    this.#count = units.length;
    this.#first = this.#start[units[0] ?? 0] ?? 0;
    this.#last = this.#start[units.at(-1) ?? 0] ?? 0;
    this.#further = Math.round((growth.pipelines % 1) * units.length);
    if (this.#further > 0) this.#draw(units);
  }

  /** Puts the pipelines into the order in which they are picked. */
  #draw(units: readonly number[]): void {
    const keys = Float64Array.from(units, (unit) => keyed(PICK, unit, 0));
    const places = Uint32Array.from(units.keys()).sort((a, b) => keys[a]! - keys[b]! || a - b);
    for (const [rank, place] of places.entries()) this.#rank[units[place]!] = rank;
  }

  /** Returns how often the pipeline of a row comes in a round: in each round the pipelines together come so often as the growth says, rounded. */
  copies(row: number, round: number): number {
    const whole = Math.floor(this.#growth.pipelines);
    if (this.#further === 0) return whole;
    // Each round picks others.
    return (this.#rank[this.#unit[row]!]! + round * this.#further) % this.#count < this.#further ? whole + 1 : whole;
  }

  /**
   * Returns how much later than its original a copy of the pipeline of a row begins, below 0 = earlier: 0 for the original, anywhere within the spread
   * for the others. One that would begin before the first pipeline or after the last moves to the other side, so that none is lost.
   */
  offset(row: number, round: number, copy: number): Micros {
    const { spread } = this.#growth;
    if (copy === 0 || spread === 0) return 0;
    const unit = this.#unit[row]!;
    const start = this.#start[unit]!;
    const u = keyed(MOVE, unit, round * MAX_COPIES + copy);
    const by = Math.round((2 * u - 1) * spread);
    for (const moved of [by, -by]) if (start + moved >= this.#first && start + moved <= this.#last) return moved;
    // The spread is longer than what is left of the history on either side.
    return Math.round(this.#first + u * (this.#last - this.#first)) - start;
  }
}

/** Draws from a distribution at a few nanoseconds each: closed forms where there are some, else a table of quantiles. */
import { distribution, isTabulated } from './distributions/build.js';
import type { DistributionSpec } from './distributions/families.js';
import type { Distribution } from './distributions/family.js';
import { invariant } from '../invariant.js';
import type { Stream } from './streams.js';

const CELLS = 4096;
// A draw's first bits are its cell, the others of its 53 the place in the cell.
const HIGH_BITS_IN_CELL = 20;
const HIGH_IN_CELL = 0xfffff;
const TWO_TO_21 = 2_097_152;
const TWO_TO_MINUS_41 = 1 / 2_199_023_255_552;
// From here on every double is whole.
const WHOLE = 4_503_599_627_370_496;
// Where in a cell the straight line is compared with the cdf: off the middle, so that no simple fraction of a weight hides a jump there.
const PROBE = 0.4142;
// With a kink in the cell, the largest error is at most 1 / PROBE times the one at the probe.
const WORST_PER_PROBE = 2.5;
/** Largest relative error of a straight line in a cell; a cell with more is never interpolated. */
export const TABLE_TOLERANCE = 1e-4;

/**
 * One uniform a variate, monotone in it, so that common random numbers stay aligned. The continuous families but the uniform (a logarithm alone takes 40 ns), mixtures and what is truncated of
 * them are read from a table of 4096 cells with straight lines between the exact quantiles; the two end cells, and those where the line would
 * be off by more than 1e-4 of the value (tails, jumps of a mixture), are computed exactly instead.
 */
export class Sampler {
  readonly mean: number;
  readonly variance: number;
  private readonly exact: Distribution;
  private readonly table: Float64Array;
  private readonly isCurved: Uint8Array;

  /** Throws a RangeError on impossible parameters. */
  constructor(spec: DistributionSpec) {
    this.exact = distribution(spec);
    this.mean = this.exact.mean;
    this.variance = this.exact.variance;
    const isTable = isTabulated(spec) && this.exact.variance > 0;
    this.isCurved = new Uint8Array(CELLS).fill(isTable ? 0 : 1);
    this.table = isTable ? this.tabulate() : new Float64Array(0);
  }

  /** Returns the variate of a uniform in (0, 1), as a real number. */
  sample(u: number): number {
    const position = u * CELLS;
    const cell = position | 0;
    if (this.isCurved[cell] !== 0) return this.exact.quantile(u);
    const table = this.table;
    const low = table[cell]!;
    return low + (table[cell + 1]! - low) * (position - cell);
  }

  /** Returns the variate of a uniform in (0, 1) rounded once, to a whole number of at least 0 and at most 2^53 - 1. */
  sampleInteger(u: number): number {
    return rounded(this.sample(u));
  }

  /**
   * Returns `sampleInteger(stream.uniform(entity, attempt, draw))` in half the time: the bits of the draw are cell and place in the cell as they are, where
   * a number would have to be made of them first and taken apart again.
   */
  draw(stream: Stream, entity: number, attempt: number, draw: number): number {
    stream.mix(entity, attempt, draw);
    const high = stream.high;
    const cell = high >>> HIGH_BITS_IN_CELL;
    if (this.isCurved[cell] !== 0) return rounded(this.exact.quantile(stream.mixed()));
    const table = this.table;
    const from = table[cell]!;
    const place = ((high & HIGH_IN_CELL) * TWO_TO_21 + stream.low) * TWO_TO_MINUS_41;
    return rounded(from + (table[cell + 1]! - from) * place);
  }

  private tabulate(): Float64Array {
    const { exact, isCurved } = this;
    const table = new Float64Array(CELLS + 1);
    for (let i = 1; i < CELLS; i++) table[i] = exact.quantile(i / CELLS);
    isCurved[0] = 1;
    isCurved[CELLS - 1] = 1;
    for (let cell = 1; cell < CELLS - 1; cell++) {
      const width = table[cell + 1]! - table[cell]!;
      invariant(width >= 0, 'a quantile function does not fall');
      const x = table[cell]! + PROBE * width;
      // The error across, in parts of a cell, times the cell's width is the error up and down.
      const error = Math.abs(exact.cdf(x) * CELLS - (cell + PROBE)) * width;
      if (error * WORST_PER_PROBE > TABLE_TOLERANCE * Math.abs(x)) isCurved[cell] = 1;
    }
    return table;
  }
}

const KNOWN = new WeakMap<DistributionSpec, Sampler>();
/** Those with a table by what their spec says: what is simulated again under another setting has equal ones in objects of their own. */
const TABLES = new Map<string, Sampler>();
/** Tables that are kept, of 36 kB each. */
const KEPT = 64;

/**
 * Returns the sampler of a spec: always the same for the same object, since it has no state and some of them take long to make (a mixture: it is
 * bisected 4095 times, which takes 0.1 s), and the same for an equal spec as long as it is among the last ones that were asked for. Throws a RangeError
 * with a sentence for users on impossible parameters.
 */
export function sampler(spec: DistributionSpec): Sampler {
  let known = KNOWN.get(spec);
  if (known === undefined) KNOWN.set(spec, (known = isTabulated(spec) ? tableOf(spec) : new Sampler(spec)));
  return known;
}

function tableOf(spec: DistributionSpec): Sampler {
  const key = JSON.stringify(spec, exactNumber);
  const table = TABLES.get(key) ?? new Sampler(spec);
  TABLES.delete(key);
  TABLES.set(key, table);
  const [oldest] = TABLES.keys();
  if (TABLES.size > KEPT && oldest !== undefined) TABLES.delete(oldest);
  return table;
}

/** JSON has no word for what is infinite, and one for both noughts. */
function exactNumber(_key: string, value: unknown): unknown {
  return typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? `${Object.is(value, -0) ? '-' : ''}${value}`
    : value;
}

/** A half goes up, as with `Math.round`, which takes longer. */
function rounded(x: number): number {
  if (x >= 0.5 && x < WHOLE) return Math.floor(x + 0.5);
  return x >= WHOLE ? Math.min(x, Number.MAX_SAFE_INTEGER) : 0;
}

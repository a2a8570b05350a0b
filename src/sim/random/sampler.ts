/** Draws from a distribution at a few nanoseconds each: closed forms where there are some, else a table of quantiles. */
import { distribution, isTabulated } from './distributions/build.js';
import type { DistributionSpec } from './distributions/families.js';
import type { Distribution } from './distributions/family.js';
import { invariant } from '../invariant.js';

const CELLS = 4096;
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
  private readonly table: Float64Array | undefined;
  private readonly isCurved: Uint8Array;

  /** Throws a RangeError on impossible parameters. */
  constructor(spec: DistributionSpec) {
    this.exact = distribution(spec);
    this.mean = this.exact.mean;
    this.variance = this.exact.variance;
    this.isCurved = new Uint8Array(CELLS);
    if (isTabulated(spec) && this.exact.variance > 0) this.table = this.tabulate();
  }

  /** Returns the variate of a uniform in (0, 1), as a real number. */
  sample(u: number): number {
    const table = this.table;
    if (table === undefined) return this.exact.quantile(u);
    const position = u * CELLS;
    const cell = position | 0;
    if (this.isCurved[cell] !== 0) return this.exact.quantile(u);
    const low = table[cell]!;
    return low + (table[cell + 1]! - low) * (position - cell);
  }

  /** Returns the variate of a uniform in (0, 1) rounded once, to a whole number of at least 0 and at most 2^53 - 1. */
  sampleInteger(u: number): number {
    const x = Math.round(this.sample(u));
    return x > 0 ? Math.min(x, Number.MAX_SAFE_INTEGER) : 0;
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

/**
 * Returns the sampler of a spec: always the same for the same object, since it has no state and some of them take long to make (a mixture: it is
 * bisected 4095 times). Throws a RangeError with a sentence for users on impossible parameters.
 */
export function sampler(spec: DistributionSpec): Sampler {
  let known = KNOWN.get(spec);
  if (known === undefined) KNOWN.set(spec, (known = new Sampler(spec)));
  return known;
}

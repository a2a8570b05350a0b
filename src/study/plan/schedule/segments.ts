/** Cuts a row of things into few runs at least cost: dynamic programming over the borders. */

/** A way to cut. */
export interface Cut {
  readonly cost: number;
  /** Where runs begin, ascending. Of a circle the last run goes on to the first border. */
  readonly borders: readonly number[];
}

/** What is cut. */
export interface CutQuestion {
  /** Things in the row. */
  readonly count: number;
  /** Cost of a run of `length` things from `from` on; in a circle it may go over the end. */
  readonly cost: (from: number, length: number) => number;
  /** Runs at most. */
  readonly most: number;
  /** Whether the last thing is followed by the first, as the hours of a day are. */
  readonly isCircle: boolean;
}

/** Returns the cheapest way to cut into 1, 2, ... runs: exact. Of equal ones it is that whose borders come first. */
export function cheapestCuts({ count, cost, most, isCircle }: CutQuestion): Cut[] {
  const runs = Math.min(most, count);
  const best: Cut[] = [];
  // A circle is a row once it is known where one of its runs begins.
  for (let first = 0; first < (isCircle ? count : 1); first++) {
    const least = rowCuts(count, runs, (from, length) => cost((first + from) % count, length));
    for (let k = 0; k < runs; k++) {
      const cut = least[k]!;
      // Whole, a circle has no border.
      const borders = k === 0 ? [0] : cut.borders.map((border) => (first + border) % count).sort((a, b) => a - b);
      if (best[k] === undefined || cut.cost < best[k]!.cost) best[k] = { cost: cut.cost, borders };
    }
  }
  return best;
}

function rowCuts(count: number, most: number, cost: (from: number, length: number) => number): Cut[] {
  // least[k][end]: of the things before `end` in k + 1 runs; from[k][end]: where the last of them begins.
  const least = Array.from({ length: most }, () => new Float64Array(count + 1).fill(Infinity));
  const from = Array.from({ length: most }, () => new Int32Array(count + 1));
  for (let end = 1; end <= count; end++) {
    least[0]![end] = cost(0, end);
    for (let k = 1; k < most; k++) {
      for (let begin = k; begin < end; begin++) {
        const sum = least[k - 1]![begin]! + cost(begin, end - begin);
        if (sum >= least[k]![end]!) continue;
        least[k]![end] = sum;
        from[k]![end] = begin;
      }
    }
  }
  return least.map((row, runs) => {
    const borders: number[] = [];
    for (let k = runs, end = count; k >= 0; k--) borders.unshift((end = k === 0 ? 0 : from[k]![end]!));
    return { cost: row[count]!, borders };
  });
}

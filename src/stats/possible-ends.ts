/** Ends of intervals within what the figure can be. */

/** An estimate with its interval; null where there is none. */
interface Interval {
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Returns an estimate whose ends are nowhere that none of its values could be: nothing that is measured of a run is below nought, and no share above one.
 * Student's half-width knows neither, and stays what it is. Not for differences.
 */
export function withPossibleEnds<T extends Interval>(found: T, isShare: boolean): T {
  const { estimate, low, high } = found;
  if (estimate === null || low === null) return found;
  return {
    ...found,
    // The last bits of a mean are not to lie outside of its interval.
    low: Math.max(low, Math.min(0, estimate)),
    high: high === null || !isShare ? high : Math.min(high, Math.max(1, estimate)),
  };
}

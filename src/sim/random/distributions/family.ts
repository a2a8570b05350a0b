/** What every distribution can answer, and what a family of them is. */

/** The exact distribution; slow where no closed form exists. */
export interface Distribution {
  /** Infinity where the tail is too heavy for one. */
  readonly mean: number;
  /** Infinity where the tail is too heavy for one. */
  readonly variance: number;
  /** Smallest x with cdf(x) >= u, for u in (0, 1); never falls as u rises. */
  quantile(u: number): number;
  /** Chance of a value <= x. */
  cdf(x: number): number;
}

/** What remains of a distribution within an interval. */
export interface Part {
  /** Chance of the interval under the whole distribution, above 0. */
  readonly mass: number;
  /** Returns the distribution conditioned on the interval. */
  exact(): Distribution;
}

/** A family of distributions; `S` is one of them as data. */
export interface Family<S> {
  /** Whether draws come from a table of quantiles, for a quantile itself takes too long. */
  readonly isTabulated: boolean;
  /** Returns the exact distribution. Throws a RangeError with a sentence for users on impossible parameters. */
  exact(spec: S): Distribution;
  /** Returns what remains within [min, max], `max` possibly Infinity, or undefined where nothing does. Throws as `exact` does. */
  within(spec: S, min: number, max: number): Part | undefined;
}

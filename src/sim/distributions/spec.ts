/** What a distribution is as data, and what every distribution can answer. */

/** A distribution as plain data. Parameters are in the unit of the variate, whatever that is. */
export type DistributionSpec =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  /** exp of a normal variate of mean `mu` and standard deviation `sigma`. */
  | { readonly kind: 'lognormal'; readonly mu: number; readonly sigma: number }
  /** Each of the values with equal weight. */
  | { readonly kind: 'empirical'; readonly values: readonly number[] }
  /** One of the parts, with a chance in proportion to its weight. */
  | { readonly kind: 'mixture'; readonly parts: readonly { readonly weight: number; readonly of: DistributionSpec }[] }
  /** Conditioned on [min, max], not clipped: what falls outside is drawn anew. */
  | { readonly kind: 'truncated'; readonly of: DistributionSpec; readonly min: number; readonly max: number };

/** The exact distribution; slow where no closed form exists. */
export interface Distribution {
  readonly mean: number;
  readonly variance: number;
  /** Smallest x with cdf(x) >= u, for u in (0, 1); never falls as u rises. */
  quantile(u: number): number;
  /** Chance of a value <= x. */
  cdf(x: number): number;
}

/** Throws a RangeError unless `value` is a finite number. `what` names the parameter in the message. */
export function requireFinite(value: number, what: string): void {
  if (!Number.isFinite(value)) throw new RangeError(`${what} must be a finite number, not ${value}.`);
}

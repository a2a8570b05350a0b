/** What a distribution is as data, and what every distribution can answer. */

/** A distribution as plain data. Parameters are in the unit of the variate, whatever that is. */
export type DistributionSpec =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  /** exp of a normal variate of mean `mu` and standard deviation `sigma`. */
  | { readonly kind: 'lognormal'; readonly mu: number; readonly sigma: number }
  /** Mean shape x scale; with a whole shape it is Erlang's, the sum of so many exponentials of mean `scale`. */
  | { readonly kind: 'gamma'; readonly shape: number; readonly scale: number }
  /** Chance of more than x: exp(-(x / scale)^shape). */
  | { readonly kind: 'weibull'; readonly shape: number; readonly scale: number }
  /** Pareto's of the first kind. Chance of more than x: (min / x)^tail, for x >= min. */
  | { readonly kind: 'pareto'; readonly min: number; readonly tail: number }
  /** Burr's of type XII. Chance of more than x: (1 + (x / scale)^shape)^-tail; with shape 1 it is Lomax's, Pareto's of the second kind. */
  | { readonly kind: 'burr'; readonly shape: number; readonly tail: number; readonly scale: number }
  /** Each of the values with equal weight. */
  | { readonly kind: 'empirical'; readonly values: readonly number[] }
  /** Each of the values with a chance in proportion to its own weight. */
  | { readonly kind: 'discrete'; readonly values: readonly number[]; readonly weights: readonly number[] }
  /** One of the parts, with a chance in proportion to its weight. */
  | { readonly kind: 'mixture'; readonly parts: readonly { readonly weight: number; readonly of: DistributionSpec }[] }
  /** Conditioned on [min, max], not clipped: what falls outside is drawn anew. */
  | { readonly kind: 'truncated'; readonly of: DistributionSpec; readonly min: number; readonly max: number };

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

/** Throws a RangeError unless `value` is a finite number. `what` names the parameter in the message. */
export function requireFinite(value: number, what: string): void {
  if (!Number.isFinite(value)) throw new RangeError(`${what} must be a finite number, not ${value}.`);
}

/** Throws a RangeError unless `value` is a finite number above 0. `what` names the parameter in the message. */
export function requirePositive(value: number, what: string): void {
  requireFinite(value, what);
  if (value <= 0) throw new RangeError(`${what} must be above 0, not ${value}.`);
}

/** Throws a RangeError unless `value` is a finite number, 0 or more. `what` names the parameter in the message. */
export function requireNotNegative(value: number, what: string): void {
  requireFinite(value, what);
  if (value < 0) throw new RangeError(`${what} must not be negative: ${value}.`);
}

/** Throws a RangeError unless `value` lies in [min, max]. `what` names the parameter in the message. */
export function requireWithin(value: number, min: number, max: number, what: string): void {
  requireFinite(value, what);
  if (value < min || value > max) throw new RangeError(`${what} must be from ${min} to ${max}, not ${value}.`);
}

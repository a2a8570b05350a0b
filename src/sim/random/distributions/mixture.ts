/** The mixture of distributions: one of the parts, by weight. */
import type { Distribution } from './family.js';
import { requireFinite } from './parameters.js';

/** One of the parts, with a chance in proportion to its weight. */
export interface MixtureSpec<S> {
  readonly kind: 'mixture';
  readonly parts: readonly { readonly weight: number; readonly of: S }[];
}

/** Returns the mixture of parts, at least one of them with a weight above 0. */
export function mixture(parts: readonly { readonly weight: number; readonly of: Distribution }[]): Distribution {
  for (const { weight } of parts) {
    requireFinite(weight, 'The weight of a part of a mixture');
    if (weight < 0) throw new RangeError(`The weight of a part of a mixture must not be negative: ${weight}.`);
  }
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  if (!(sum > 0 && Number.isFinite(sum))) throw new RangeError('A mixture needs a part with a weight above 0.');
  const shares = parts.filter(({ weight }) => weight > 0).map(({ weight, of }) => ({ share: weight / sum, of }));
  const only = shares.length === 1 ? shares[0] : undefined;
  if (only !== undefined) return only.of;

  const mean = shares.reduce((total, { share, of }) => total + share * of.mean, 0);
  // Variance within the parts and between their means; where there is no mean there is none either.
  const spread = shares.reduce((total, { share, of }) => total + share * (of.variance + (of.mean - mean) * (of.mean - mean)), 0);
  const variance = mean === Infinity ? Infinity : spread;
  const cdf = (x: number): number => {
    let total = 0;
    for (let i = 0; i < shares.length; i++) total += shares[i]!.share * shares[i]!.of.cdf(x);
    return total;
  };
  return { mean, variance, cdf: (x) => Math.min(1, cdf(x)), quantile };

  /** The u-quantile of a mixture lies between the least and the greatest u-quantile of its parts. */
  function quantile(u: number): number {
    let low = Infinity;
    let high = -Infinity;
    for (const { of } of shares) {
      const x = of.quantile(u);
      if (x < low) low = x;
      if (x > high) high = x;
    }
    const below = cdf(low) - u;
    return below >= 0 ? low : firstReaching(cdf, u, low, high, below);
  }
}

// Interpolation closes in from one side; a step of some last digits beyond it moves the other side up as well.
const OVERSHOOT = 1e-15;

/**
 * Returns the smallest double x in (low, high] with cdf(x) >= u, given `below` = cdf(low) - u < 0. Two steps of regula falsi (Illinois) to each bisection:
 * fewer evaluations than bisection where the cdf is smooth, three times as many at worst.
 */
function firstReaching(cdf: (x: number) => number, u: number, low: number, high: number, below: number): number {
  let above = Math.max(0, cdf(high) - u);
  let lastSide = 0;
  for (let step = 1; ; step++) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    let x = middle;
    if (step % 3 !== 0) {
      const guess = low + ((high - low) * below) / (below - above);
      const further = Math.abs(guess) * OVERSHOOT;
      const beyond = guess - low < high - guess ? guess + further : guess - further;
      if (beyond > low && beyond < high) x = beyond;
    }
    const difference = cdf(x) - u;
    const side = difference >= 0 ? 1 : -1;
    if (side > 0) {
      high = x;
      above = difference;
      if (lastSide === side) below /= 2;
    } else {
      low = x;
      below = difference;
      if (lastSide === side) above /= 2;
    }
    lastSide = side;
  }
}

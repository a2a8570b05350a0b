/** The mixture of distributions: one of the parts, by weight. */
import { type Distribution, requireFinite } from './spec.js';

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
  // Variance within the parts and between their means.
  const variance = shares.reduce((total, { share, of }) => total + share * (of.variance + (of.mean - mean) * (of.mean - mean)), 0);
  const cdf = (x: number): number => shares.reduce((total, { share, of }) => total + share * of.cdf(x), 0);
  return { mean, variance, cdf: (x) => Math.min(1, cdf(x)), quantile };

  /**
   * The u-quantile of a mixture lies between the least and the greatest u-quantile of its parts; bisection down to neighbouring doubles
   * finds it.
   */
  function quantile(u: number): number {
    let low = Infinity;
    let high = -Infinity;
    for (const { of } of shares) {
      const x = of.quantile(u);
      if (x < low) low = x;
      if (x > high) high = x;
    }
    if (cdf(low) >= u) return low;
    // Invariant: cdf(low) < u, and high is a quantile or above one.
    for (;;) {
      const middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) return high;
      if (cdf(middle) >= u) high = middle;
      else low = middle;
    }
  }
}

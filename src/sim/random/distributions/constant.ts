/** The distribution of what is always the same. */
import { type Distribution, requireFinite } from './spec.js';

/** Returns the distribution that is `value` with certainty. */
export function constant(value: number): Distribution {
  requireFinite(value, 'The value of a constant');
  return { mean: value, variance: 0, quantile: () => value, cdf: (x) => (x < value ? 0 : 1) };
}

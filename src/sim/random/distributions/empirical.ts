/** The distribution of a sample: each value with equal weight. */
import type { Family } from './family.js';
import { requireFinite } from './parameters.js';

/** Each of the values with equal weight. */
export interface EmpiricalSpec {
  readonly kind: 'empirical';
  readonly values: readonly number[];
}

/** The distributions of values, of which there is at least one. Their inverse is a step function; nothing lies between the values. */
export const empirical: Family<EmpiricalSpec> = {
  isTabulated: false,
  exact({ values }) {
    if (values.length === 0) throw new RangeError('An empirical distribution needs at least one value.');
    for (const value of values) requireFinite(value, 'A value of an empirical distribution');
    const sorted = Float64Array.from(values).sort();
    const count = sorted.length;
    const mean = sorted.reduce((sum, x) => sum + x, 0) / count;
    const variance = sorted.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / count;
    return {
      mean,
      variance,
      quantile: (u) => sorted[Math.min(count - 1, Math.max(0, Math.ceil(u * count) - 1))]!,
      cdf: (x) => countUpTo(sorted, x) / count,
    };
  },
  within(spec, min, max) {
    const values = spec.values.filter((value) => min <= value && value <= max);
    if (values.length === 0) return undefined;
    return { mass: values.length / spec.values.length, exact: () => empirical.exact({ kind: 'empirical', values }) };
  },
};

/** Number of values <= x, by bisection. */
function countUpTo(sorted: Float64Array, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

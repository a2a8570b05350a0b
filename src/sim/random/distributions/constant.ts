/** The distribution of what is always the same. */
import type { Family } from './family.js';
import { requireFinite } from './parameters.js';

export interface ConstantSpec {
  readonly kind: 'constant';
  readonly value: number;
}

/** The distributions that are a `value` with certainty. */
export const constant: Family<ConstantSpec> = {
  isTabulated: false,
  exact({ value }) {
    requireFinite(value, 'The value of a constant');
    return { mean: value, variance: 0, quantile: () => value, cdf: (x) => (x < value ? 0 : 1) };
  },
  within: (spec, min, max) => (min <= spec.value && spec.value <= max ? { mass: 1, exact: () => constant.exact(spec) } : undefined),
};

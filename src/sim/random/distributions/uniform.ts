/** The continuous uniform distribution. */
import { constant } from './constant.js';
import type { Family } from './family.js';
import { requireFinite } from './parameters.js';

export interface UniformSpec {
  readonly kind: 'uniform';
  readonly min: number;
  readonly max: number;
}

/** The uniform distributions on [min, max]; equal borders give a constant. */
export const uniform: Family<UniformSpec> = {
  isTabulated: false,
  exact({ min, max }) {
    requireFinite(min, 'The min of a uniform distribution');
    requireFinite(max, 'The max of a uniform distribution');
    if (min > max) throw new RangeError(`The min of a uniform distribution must not be above its max: ${min} > ${max}.`);
    if (min === max) return constant.exact({ kind: 'constant', value: min });
    const width = max - min;
    return {
      mean: min + width / 2,
      variance: (width * width) / 12,
      quantile: (u) => Math.min(max, min + u * width),
      cdf: (x) => Math.min(1, Math.max(0, (x - min) / width)),
    };
  },
  within(spec, min, max) {
    const low = Math.max(min, spec.min);
    const high = Math.min(max, spec.max);
    if (low > high) return undefined;
    const mass = spec.min === spec.max ? 1 : (high - low) / (spec.max - spec.min);
    return mass > 0 ? { mass, exact: () => uniform.exact({ kind: 'uniform', min: low, max: high }) } : undefined;
  },
};

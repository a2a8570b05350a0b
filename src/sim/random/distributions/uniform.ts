/** The continuous uniform distribution. */
import { constant } from './constant.js';
import { type Distribution, requireFinite } from './spec.js';

/** Returns the uniform distribution on [min, max]; equal borders give a constant. */
export function uniform(min: number, max: number): Distribution {
  requireFinite(min, 'The min of a uniform distribution');
  requireFinite(max, 'The max of a uniform distribution');
  if (min > max) throw new RangeError(`The min of a uniform distribution must not be above its max: ${min} > ${max}.`);
  if (min === max) return constant(min);
  const width = max - min;
  return {
    mean: min + width / 2,
    variance: (width * width) / 12,
    quantile: (u) => Math.min(max, min + u * width),
    cdf: (x) => Math.min(1, Math.max(0, (x - min) / width)),
  };
}

/** Truncation: what remains of a distribution within an interval. */
import { type DistributionSpec, familyOf } from './families.js';
import type { Part } from './family.js';
import { mixture, type MixtureSpec } from './mixture.js';

/** Conditioned on [min, max], not clipped: what falls outside is drawn anew. */
export interface TruncatedSpec<S> {
  readonly kind: 'truncated';
  readonly of: S;
  readonly min: number;
  readonly max: number;
}

// An interval with less of a chance is so far out that its quantiles would be mostly rounding.
const LEAST_MASS = 1e-9;

/** Returns what remains of `spec` in [min, max]. Throws a RangeError if nothing does. */
export function restrict(spec: DistributionSpec, min: number, max: number): Part {
  if (Number.isNaN(min) || Number.isNaN(max)) throw new RangeError('The min and max of a truncation must be numbers.');
  if (min > max) throw new RangeError(`The min of a truncation must not be above its max: ${min} > ${max}.`);
  const rest = within(spec, min, max);
  if (rest === undefined || rest.mass < LEAST_MASS) {
    throw new RangeError(`The truncation to [${min}, ${max}] leaves nothing, or less than a billionth, of the ${spec.kind} distribution.`);
  }
  return rest;
}

function within(spec: DistributionSpec, min: number, max: number): Part | undefined {
  switch (spec.kind) {
    case 'mixture':
      return mixtureWithin(spec, min, max);
    case 'truncated': {
      const whole = restrict(spec.of, spec.min, spec.max);
      const part = within(spec.of, Math.max(min, spec.min), Math.min(max, spec.max));
      return part && { ...part, mass: part.mass / whole.mass };
    }
    default:
      return familyOf(spec).within(spec, min, max);
  }
}

/** A truncated mixture is the mixture of the truncated parts, each weighing as much more or less as it falls into the interval. */
function mixtureWithin({ parts }: MixtureSpec<DistributionSpec>, min: number, max: number): Part | undefined {
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  const rest = parts.flatMap(({ weight, of }) => {
    const part = weight > 0 ? within(of, min, max) : undefined;
    return part === undefined ? [] : [{ weight: weight * part.mass, part }];
  });
  const mass = rest.reduce((total, { weight }) => total + weight, 0) / sum;
  if (rest.length === 0) return undefined;
  return { mass, exact: () => mixture(rest.map(({ weight, part }) => ({ weight, of: part.exact() }))) };
}

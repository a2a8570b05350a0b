/** Truncation as a rewriting: what remains of a distribution within an interval is again a distribution that is known. */
import { massWithin } from './continuous.js';
import { exponentialMass } from './exponential.js';
import { continuous as family } from './families.js';
import { lognormalMass } from './lognormal.js';
import type { DistributionSpec } from './spec.js';

/** A part of a distribution with the chance of falling in it. */
export interface Restriction {
  /** Chance of the interval under the whole distribution, above 0. */
  readonly mass: number;
  /** The distribution conditioned on the interval: `truncated` only around a continuous family other than the uniform. */
  readonly spec: DistributionSpec;
}

// An interval with less of a chance is so far out that its quantiles would be mostly rounding.
const LEAST_MASS = 1e-9;

/** Returns what remains of `spec` in [min, max]. Throws a RangeError if nothing does. */
export function restrict(spec: DistributionSpec, min: number, max: number): Restriction {
  if (Number.isNaN(min) || Number.isNaN(max)) throw new RangeError('The min and max of a truncation must be numbers.');
  if (min > max) throw new RangeError(`The min of a truncation must not be above its max: ${min} > ${max}.`);
  const rest = restriction(spec, min, max);
  if (rest === undefined || rest.mass < LEAST_MASS) {
    throw new RangeError(`The truncation to [${min}, ${max}] leaves nothing, or less than a billionth, of the ${spec.kind} distribution.`);
  }
  return rest;
}

function restriction(spec: DistributionSpec, min: number, max: number): Restriction | undefined {
  switch (spec.kind) {
    case 'constant':
      return min <= spec.value && spec.value <= max ? { mass: 1, spec } : undefined;
    case 'uniform': {
      const low = Math.max(min, spec.min);
      const high = Math.min(max, spec.max);
      if (low > high) return undefined;
      const mass = spec.min === spec.max ? 1 : (high - low) / (spec.max - spec.min);
      return mass > 0 ? { mass, spec: { kind: 'uniform', min: low, max: high } } : undefined;
    }
    case 'exponential':
      return continuous(spec, exponentialMass(spec.mean, min, max), min, max);
    case 'lognormal':
      return continuous(spec, lognormalMass(spec.mu, spec.sigma, min, max), min, max);
    case 'gamma':
    case 'weibull':
    case 'burr':
      return continuous(spec, massWithin(family(spec), min, max), min, max);
    case 'pareto':
      // Nothing lies below its own min, where a quantile could be clamped to.
      return continuous(spec, massWithin(family(spec), min, max), Math.max(min, spec.min), max);
    case 'empirical': {
      const values = spec.values.filter((value) => min <= value && value <= max);
      return values.length > 0 ? { mass: values.length / spec.values.length, spec: { kind: 'empirical', values } } : undefined;
    }
    case 'discrete':
      return discreteRestriction(spec.values, spec.weights, min, max);
    case 'mixture':
      return mixtureRestriction(spec.parts, min, max);
    case 'truncated': {
      const whole = restrict(spec.of, spec.min, spec.max);
      const part = restriction(spec.of, Math.max(min, spec.min), Math.min(max, spec.max));
      return part && { mass: part.mass / whole.mass, spec: part.spec };
    }
  }
}

function continuous(of: DistributionSpec, mass: number, min: number, max: number): Restriction | undefined {
  return mass > 0 ? { mass, spec: { kind: 'truncated', of, min, max } } : undefined;
}

function discreteRestriction(values: readonly number[], weights: readonly number[], min: number, max: number): Restriction | undefined {
  const kept = values.map((value, i) => ({ value, weight: weights[i]! })).filter(({ value }) => min <= value && value <= max);
  const sum = (list: readonly number[]): number => list.reduce((total, weight) => total + weight, 0);
  const rest = sum(kept.map(({ weight }) => weight));
  if (!(rest > 0)) return undefined;
  const spec = { kind: 'discrete', values: kept.map(({ value }) => value), weights: kept.map(({ weight }) => weight) } as const;
  return { mass: rest / sum(weights), spec };
}

/** A truncated mixture is the mixture of the truncated parts, each weighing as much more or less as it falls into the interval. */
function mixtureRestriction(
  parts: readonly { readonly weight: number; readonly of: DistributionSpec }[],
  min: number,
  max: number,
): Restriction | undefined {
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  const rest = parts.flatMap(({ weight, of }) => {
    const part = weight > 0 ? restriction(of, min, max) : undefined;
    return part === undefined ? [] : [{ weight: weight * part.mass, of: part.spec }];
  });
  const mass = rest.reduce((total, { weight }) => total + weight, 0) / sum;
  return rest.length > 0 ? { mass, spec: { kind: 'mixture', parts: rest } } : undefined;
}

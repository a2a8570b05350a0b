/** Every family of distributions: what is not in this table cannot be named, and what can be named is in it. */
import { burr, type BurrSpec } from './burr.js';
import { constant, type ConstantSpec } from './constant.js';
import { discrete, type DiscreteSpec } from './discrete.js';
import { empirical, type EmpiricalSpec } from './empirical.js';
import { exponential, type ExponentialSpec } from './exponential.js';
import type { Family } from './family.js';
import { gamma, type GammaSpec } from './gamma.js';
import { lognormal, type LognormalSpec } from './lognormal.js';
import type { MixtureSpec } from './mixture.js';
import { pareto, type ParetoSpec } from './pareto.js';
import type { TruncatedSpec } from './truncated.js';
import { uniform, type UniformSpec } from './uniform.js';
import { weibull, type WeibullSpec } from './weibull.js';

// The ways in which people state one.
export { burrFromMedian, lomaxFromMean } from './burr.js';
export { gammaFromMeanCv, gammaFromMeanShape } from './gamma.js';
export { hyperexponentialFromMeanCv } from './hyperexponential.js';
export { lognormalFromMeanCv, lognormalFromMedianP95, lognormalFromMedianSigma } from './lognormal.js';
export { weibullFromMean, weibullFromMedian, weibullFromMedianP95 } from './weibull.js';

/** A distribution of one of the families as plain data. Parameters are in the unit of the variate, whatever that is. */
// prettier-ignore
export type FamilySpec =
  | ConstantSpec | UniformSpec | ExponentialSpec | LognormalSpec | GammaSpec | WeibullSpec | ParetoSpec | BurrSpec | EmpiricalSpec | DiscreteSpec;

/** A distribution as plain data: one of a family, or made of others. */
export type DistributionSpec = FamilySpec | MixtureSpec<DistributionSpec> | TruncatedSpec<DistributionSpec>;

/** The families by their kinds. */
export const FAMILIES: { readonly [K in FamilySpec['kind']]: Family<Extract<FamilySpec, { readonly kind: K }>> } = {
  constant,
  uniform,
  exponential,
  lognormal,
  gamma,
  weibull,
  pareto,
  burr,
  empirical,
  discrete,
};

/** Returns the family that a spec is of. */
export function familyOf(spec: FamilySpec): Family<FamilySpec> {
  return FAMILIES[spec.kind];
}

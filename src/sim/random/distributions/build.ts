/** From a distribution as data to the distribution itself. */
import { constant } from './constant.js';
import { truncatedContinuous } from './continuous.js';
import { discrete } from './discrete.js';
import { empirical } from './empirical.js';
import { exponential, truncatedExponential } from './exponential.js';
import { continuous, isContinuous } from './families.js';
import { lognormal, truncatedLognormal } from './lognormal.js';
import { mixture } from './mixture.js';
import type { Distribution, DistributionSpec } from './spec.js';
import { restrict } from './truncated.js';
import { uniform } from './uniform.js';

/** Returns the exact distribution of a spec. Throws a RangeError with a sentence for users on impossible parameters. */
export function distribution(spec: DistributionSpec): Distribution {
  switch (spec.kind) {
    case 'constant':
      return constant(spec.value);
    case 'uniform':
      return uniform(spec.min, spec.max);
    case 'exponential':
      return exponential(spec.mean);
    case 'lognormal':
      return lognormal(spec.mu, spec.sigma);
    case 'gamma':
    case 'weibull':
    case 'pareto':
    case 'burr':
      return continuous(spec);
    case 'empirical':
      return empirical(spec.values);
    case 'discrete':
      return discrete(spec.values, spec.weights);
    case 'mixture':
      return mixture(spec.parts.map(({ weight, of }) => ({ weight, of: distribution(of) })));
    case 'truncated':
      return truncated(spec.of, spec.min, spec.max);
  }
}

function truncated(of: DistributionSpec, min: number, max: number): Distribution {
  // Checks the parameters of the whole, also those of parts that the truncation leaves out.
  distribution(of);
  const rest = restrict(of, min, max).spec;
  return build(rest);
}

/** Builds what `restrict` returns, where a truncation stands around one of the continuous families only. */
function build(rest: DistributionSpec): Distribution {
  if (rest.kind === 'mixture') return mixture(rest.parts.map(({ weight, of }) => ({ weight, of: build(of) })));
  if (rest.kind !== 'truncated') return distribution(rest);
  if (rest.of.kind === 'exponential') return truncatedExponential(rest.of.mean, rest.min, rest.max);
  if (rest.of.kind === 'lognormal') return truncatedLognormal(rest.of.mu, rest.of.sigma, rest.min, rest.max);
  if (isContinuous(rest.of)) return truncatedContinuous(continuous(rest.of), rest.min, rest.max);
  return truncated(rest.of, rest.min, rest.max);
}

/** The families of continuous distributions that know both tails, told apart by kind. */
import { burr } from './burr.js';
import type { Continuous } from './continuous.js';
import { gamma } from './gamma.js';
import { pareto } from './pareto.js';
import type { DistributionSpec } from './spec.js';
import { weibull } from './weibull.js';

type ContinuousSpec = Extract<DistributionSpec, { kind: 'gamma' | 'weibull' | 'pareto' | 'burr' }>;

/** Returns whether the spec is of one of these families. */
export function isContinuous(spec: DistributionSpec): spec is ContinuousSpec {
  return spec.kind === 'gamma' || spec.kind === 'weibull' || spec.kind === 'pareto' || spec.kind === 'burr';
}

/** Returns the distribution of a family that knows both tails. Throws a RangeError with a sentence for users on impossible parameters. */
export function continuous(spec: ContinuousSpec): Continuous {
  switch (spec.kind) {
    case 'gamma':
      return gamma(spec.shape, spec.scale);
    case 'weibull':
      return weibull(spec.shape, spec.scale);
    case 'pareto':
      return pareto(spec.min, spec.tail);
    case 'burr':
      return burr(spec.shape, spec.tail, spec.scale);
  }
}

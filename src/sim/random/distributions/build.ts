/** From a distribution as data to the distribution itself. */
import { type DistributionSpec, familyOf } from './families.js';
import type { Distribution } from './family.js';
import { mixture } from './mixture.js';
import { restrict } from './truncated.js';

/** Returns the exact distribution of a spec. Throws a RangeError with a sentence for users on impossible parameters. */
export function distribution(spec: DistributionSpec): Distribution {
  switch (spec.kind) {
    case 'mixture':
      return mixture(spec.parts.map(({ weight, of }) => ({ weight, of: distribution(of) })));
    case 'truncated':
      // Checks the parameters of the whole, also those of parts that the truncation leaves out.
      distribution(spec.of);
      return restrict(spec.of, spec.min, spec.max).exact();
    default:
      return familyOf(spec).exact(spec);
  }
}

/** Returns whether draws of a spec come from a table of quantiles, for a quantile itself takes too long. */
export function isTabulated(spec: DistributionSpec): boolean {
  switch (spec.kind) {
    case 'mixture':
      return true;
    case 'truncated':
      return isTabulated(spec.of);
    default:
      return familyOf(spec).isTabulated;
  }
}

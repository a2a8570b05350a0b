/** Turns a distribution as written into the kernel's. */
import {
  distribution,
  lognormalFromMeanCv,
  lognormalFromMedianP95,
  lognormalFromMedianSigma,
  type DistributionSpec,
} from '../../sim/distribution.js';
import type { Path } from '../document.js';
import type { Report } from '../report.js';
import type { DistributionInput, LognormalInput } from '../schema/distributions.js';
import { LONGEST } from '../schema/values.js';
import { micros } from './context.js';

function number(value: string | number): number {
  return typeof value === 'string' ? micros(value) : value;
}

function lognormal(given: LognormalInput<string | number>): DistributionSpec {
  if (given.mean !== undefined) return lognormalFromMeanCv(number(given.mean), given.cv ?? 0);
  const median = number(given.median ?? NaN);
  if (given.p95 !== undefined && number(given.p95) < median)
    throw new RangeError(`its p95 (${given.p95}) is below its median (${given.median})`);
  return given.p95 === undefined ? lognormalFromMedianSigma(median, given.sigma ?? 0) : lognormalFromMedianP95(median, number(given.p95));
}

function convert(given: DistributionInput<string | number>): DistributionSpec {
  if (typeof given !== 'object') return { kind: 'constant', value: number(given) };
  if (given.constant !== undefined) return { kind: 'constant', value: number(given.constant) };
  if (given.uniform !== undefined && number(given.uniform.min) > number(given.uniform.max)) {
    throw new RangeError(`its min (${given.uniform.min}) is above its max (${given.uniform.max})`);
  }
  if (given.uniform !== undefined) return { kind: 'uniform', min: number(given.uniform.min), max: number(given.uniform.max) };
  if (given.exponential !== undefined) return { kind: 'exponential', mean: number(given.exponential.mean) };
  if (given.lognormal !== undefined) return lognormal(given.lognormal);
  if (given.empirical !== undefined) return { kind: 'empirical', values: (given.empirical.values ?? []).map(number) };
  if (given.mixture !== undefined) return { kind: 'mixture', parts: given.mixture.map(({ weight, of }) => ({ weight, of: convert(of) })) };
  const { of, min, max } = given.truncated ?? { of: 0, min: undefined, max: undefined };
  return {
    kind: 'truncated',
    of: convert(of),
    min: min === undefined ? 0 : number(min),
    // The longest duration the language has bounds what is open above.
    max: max === undefined ? LONGEST : number(max),
  };
}

/** Returns the kernel's distribution, or the constant 0 after noting why there is none (a p95 below the median, a truncation to nothing). */
export function buildDistribution(
  report: Report,
  path: Path,
  given: DistributionInput<string> | DistributionInput<number>,
): DistributionSpec {
  try {
    const spec = convert(given);
    const { mean } = distribution(spec);
    if (!(mean <= LONGEST)) throw new RangeError('its mean is beyond 20 years');
    return spec;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report.error(
      path,
      `this distribution is impossible: ${error.message.replace(/\.$/u, '')}; check its parameters${/\d{4}/u.test(error.message) ? ' (durations are told in microseconds)' : ''}`,
    );
    return { kind: 'constant', value: 0 };
  }
}

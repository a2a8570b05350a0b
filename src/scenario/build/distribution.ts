/** Turns a distribution as written into the kernel's. */
import { LONGEST } from '../../units/duration.js';
import {
  burrFromMedian,
  distribution,
  gammaFromMeanCv,
  gammaFromMeanShape,
  hyperexponentialFromMeanCv,
  lognormalFromMeanCv,
  lognormalFromMedianP95,
  lognormalFromMedianSigma,
  lomaxFromMean,
  weibullFromMean,
  weibullFromMedian,
  weibullFromMedianP95,
  type DistributionSpec,
} from '../../sim/random/index.js';
import { amountOf } from '../accepted.js';
import type { Path } from '../document.js';
import type { Report } from '../report.js';
import type { DistributionInput, DistributionMap, LognormalInput } from '../schema/distributions.js';

/** Returns the micros of a duration, the bytes of a size, a count as it is. */
function number(value: string | number): number {
  return typeof value === 'string' ? amountOf(value) : value;
}

function lognormal(given: LognormalInput<string | number>): DistributionSpec {
  if (given.mean !== undefined) return lognormalFromMeanCv(number(given.mean), given.cv ?? 0);
  const median = number(given.median ?? NaN);
  if (given.p95 !== undefined && number(given.p95) < median)
    throw new RangeError(`its p95 (${given.p95}) is below its median (${given.median})`);
  return given.p95 === undefined ? lognormalFromMedianSigma(median, given.sigma ?? 0) : lognormalFromMedianP95(median, number(given.p95));
}

type Value = string | number;

function weibull({ shape, scale, median, mean, p95 }: NonNullable<DistributionMap<Value>['weibull']>): DistributionSpec {
  if (p95 !== undefined && median !== undefined) {
    if (number(p95) <= number(median)) throw new RangeError(`its p95 (${p95}) is not above its median (${median})`);
    return weibullFromMedianP95(number(median), number(p95));
  }
  if (median !== undefined) return weibullFromMedian(shape ?? NaN, number(median));
  if (mean !== undefined) return weibullFromMean(shape ?? NaN, number(mean));
  return { kind: 'weibull', shape: shape ?? NaN, scale: number(scale ?? NaN) };
}

function hyperexponential({ mean, cv, parts }: NonNullable<DistributionMap<Value>['hyperexponential']>): DistributionSpec {
  if (parts === undefined) return hyperexponentialFromMeanCv(number(mean ?? NaN), cv ?? NaN);
  return { kind: 'mixture', parts: parts.map((part) => ({ weight: part.weight, of: { kind: 'exponential', mean: number(part.mean) } })) };
}

/** Returns the kernel's form where `given` is one of the families, else undefined. */
function convertFamily(given: DistributionMap<Value>): DistributionSpec | undefined {
  const { erlang, gamma, pareto, lomax, burr, discrete } = given;
  if (erlang !== undefined) return gammaFromMeanShape(number(erlang.mean), erlang.phases);
  if (gamma !== undefined) {
    const mean = number(gamma.mean);
    return gamma.shape === undefined ? gammaFromMeanCv(mean, gamma.cv ?? NaN) : gammaFromMeanShape(mean, gamma.shape);
  }
  if (given.weibull !== undefined) return weibull(given.weibull);
  if (given.hyperexponential !== undefined) return hyperexponential(given.hyperexponential);
  if (pareto !== undefined) return { kind: 'pareto', min: number(pareto.min), tail: pareto.tail };
  if (lomax?.mean !== undefined) return lomaxFromMean(lomax.tail, number(lomax.mean));
  const tailed = burr ?? (lomax && { ...lomax, shape: 1 });
  if (tailed !== undefined) {
    const { shape, tail, scale, median } = tailed;
    return median === undefined ? { kind: 'burr', shape, tail, scale: number(scale ?? NaN) } : burrFromMedian(shape, tail, number(median));
  }
  return (
    discrete && { kind: 'discrete', values: discrete.map(({ value }) => number(value)), weights: discrete.map(({ weight }) => weight) }
  );
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
  const family = convertFamily(given);
  if (family !== undefined) return family;
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

/**
 * Returns the kernel's distribution, or the constant 0 after noting why there is none (a p95 below the median, a truncation to nothing, a tail
 * without a mean).
 */
export function buildDistribution(
  report: Report,
  path: Path,
  given: DistributionInput<string> | DistributionInput<number>,
  isSize = false,
): DistributionSpec {
  try {
    const spec = convert(given);
    const { mean } = distribution(spec);
    if (mean === Infinity) {
      throw new RangeError(
        'its mean is infinite, for its tail is 1 or less; put it into truncated: { of: ..., max: ... } or raise the tail',
      );
    }
    if (!(mean <= LONGEST)) throw new RangeError(isSize ? 'its mean is beyond 500 TiB' : 'its mean is beyond 20 years');
    return spec;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const unit = isSize ? ' (sizes are told in bytes)' : ' (durations are told in microseconds)';
    report.error(
      path,
      `this distribution is impossible: ${error.message.replace(/\.$/u, '')}; check its parameters${/\d{4}/u.test(error.message) ? unit : ''}`,
    );
    return { kind: 'constant', value: 0 };
  }
}

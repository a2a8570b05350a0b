/** Turns a distribution as written into the kernel's. */
import { refuse } from '../../sim/invariant.js';
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
import type { Path } from '../text/path.js';
import type { Report } from '../text/report.js';
import { DISTRIBUTION_KINDS, type DistributionForms, type DistributionInput, type DistributionKind } from '../schema/distribution-kinds.js';

/** Returns the micros of a duration, the bytes of a size, a count as it is. */
function number(value: string | number): number {
  return typeof value === 'string' ? amountOf(value) : value;
}

/** Returns a parameter that belongs to the set the schema found complete. */
function stated<T>(parameter: T | undefined): T {
  return parameter ?? refuse('the schema accepts only complete sets of parameters', parameter);
}

type Value = string | number;
type Forms = DistributionForms<Value>;

function lognormal({ median, sigma, p95, mean, cv }: Forms['lognormal']): DistributionSpec {
  if (mean !== undefined) return lognormalFromMeanCv(number(mean), stated(cv));
  const half = number(stated(median));
  if (p95 === undefined) return lognormalFromMedianSigma(half, stated(sigma));
  if (number(p95) < half) throw new RangeError(`its p95 (${p95}) is below its median (${median})`);
  return lognormalFromMedianP95(half, number(p95));
}

function weibull({ shape, scale, median, mean, p95 }: Forms['weibull']): DistributionSpec {
  if (p95 !== undefined) {
    const half = number(stated(median));
    if (number(p95) <= half) throw new RangeError(`its p95 (${p95}) is not above its median (${median})`);
    return weibullFromMedianP95(half, number(p95));
  }
  if (median !== undefined) return weibullFromMedian(stated(shape), number(median));
  if (mean !== undefined) return weibullFromMean(stated(shape), number(mean));
  return { kind: 'weibull', shape: stated(shape), scale: number(stated(scale)) };
}

function burr({ shape, tail, scale, median }: Forms['burr']): DistributionSpec {
  return median === undefined ? { kind: 'burr', shape, tail, scale: number(stated(scale)) } : burrFromMedian(shape, tail, number(median));
}

/** How each kind becomes the kernel's. */
export type DistributionBuilders = { readonly [K in DistributionKind]: (given: Forms[K]) => DistributionSpec };

/** A kind that the schema knows and this table does not is no program at all: it does not compile. */
export const BUILDERS: DistributionBuilders = {
  constant: (value) => ({ kind: 'constant', value: number(value) }),
  uniform: ({ min, max }) => {
    if (number(min) > number(max)) throw new RangeError(`its min (${min}) is above its max (${max})`);
    return { kind: 'uniform', min: number(min), max: number(max) };
  },
  exponential: ({ mean }) => ({ kind: 'exponential', mean: number(mean) }),
  lognormal,
  erlang: ({ phases, mean }) => gammaFromMeanShape(number(mean), phases),
  gamma: ({ mean, shape, cv }) =>
    shape === undefined ? gammaFromMeanCv(number(mean), stated(cv)) : gammaFromMeanShape(number(mean), shape),
  weibull,
  hyperexponential: ({ mean, cv, parts }) =>
    parts === undefined
      ? hyperexponentialFromMeanCv(number(stated(mean)), stated(cv))
      : { kind: 'mixture', parts: parts.map((part) => ({ weight: part.weight, of: { kind: 'exponential', mean: number(part.mean) } })) },
  pareto: ({ min, tail }) => ({ kind: 'pareto', min: number(min), tail }),
  lomax: (given) => (given.mean === undefined ? burr({ ...given, shape: 1 }) : lomaxFromMean(given.tail, number(given.mean))),
  burr,
  discrete: (steps) => ({ kind: 'discrete', values: steps.map(({ value }) => number(value)), weights: steps.map(({ weight }) => weight) }),
  // A file has become its values by now, but for one named on the command line, where none is read: without values it is impossible.
  empirical: ({ values }) => ({ kind: 'empirical', values: (values ?? []).map(number) }),
  mixture: (parts) => ({ kind: 'mixture', parts: parts.map(({ weight, of }) => ({ weight, of: convert(of) })) }),
  truncated: ({ of, min, max }) => ({
    kind: 'truncated',
    of: convert(of),
    min: min === undefined ? 0 : number(min),
    // The longest duration the language has bounds what is open above.
    max: max === undefined ? LONGEST : number(max),
  }),
};

function specOf<K extends DistributionKind>(kind: K, given: Forms[K]): DistributionSpec {
  return BUILDERS[kind](given);
}

function convert(given: DistributionInput<Value>): DistributionSpec {
  if (typeof given !== 'object') return BUILDERS.constant(given);
  const kind = DISTRIBUTION_KINDS.find((one) => given[one] !== undefined);
  return kind === undefined ? refuse('the schema accepts only distributions of a kind', JSON.stringify(given)) : specOf(kind, given[kind]!);
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

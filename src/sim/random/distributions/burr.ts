/** Burr's distribution of type XII, with shape 1 Lomax's (Pareto's of the second kind): a body from 0 on and a power of the value as its tail. */
import { continuousFamily } from './continuous.js';
import { lnGamma } from './gamma-function.js';
import { requirePositive, requireWithin } from './parameters.js';

/** Burr's of type XII. Chance of more than x: (1 + (x / scale)^shape)^-tail; with shape 1 it is Lomax's, Pareto's of the second kind. */
export interface BurrSpec {
  readonly kind: 'burr';
  readonly shape: number;
  readonly tail: number;
  readonly scale: number;
}

function requireParameters(shape: number, tail: number): void {
  requireWithin(shape, 0.1, 100, 'The shape of a Burr distribution');
  requireWithin(tail, 0.1, 100, 'The tail of a Burr or Lomax distribution');
  // Beyond it quantiles leave the doubles.
  requireWithin(shape * tail, 0.1, 10_000, 'The shape times the tail of a Burr distribution');
}

/** E X^r in parts of scale^r: gamma(1 + r / shape) gamma(tail - r / shape) / gamma(tail), Infinity unless shape x tail > r. */
function moment(shape: number, tail: number, r: number): number {
  if (shape * tail <= r) return Infinity;
  return Math.exp(lnGamma(1 + r / shape) + lnGamma(tail - r / shape) - lnGamma(tail));
}

/** The quantile in parts of the scale, where `hazard` is minus the logarithm of the chance above it. */
function unitQuantile(shape: number, tail: number, hazard: number): number {
  return Math.exp(Math.log(Math.expm1(hazard / tail)) / shape);
}

/** Returns Burr's distribution of type XII of a given median (above 0). Throws a RangeError on impossible parameters. */
export function burrFromMedian(shape: number, tail: number, median: number): BurrSpec {
  requireParameters(shape, tail);
  requirePositive(median, 'The median of a Burr or Lomax distribution');
  return { kind: 'burr', shape, tail, scale: median / unitQuantile(shape, tail, Math.LN2) };
}

/** Returns Lomax's distribution of a given mean (above 0) and tail, which is above 1. Throws a RangeError on impossible parameters. */
export function lomaxFromMean(tail: number, mean: number): BurrSpec {
  requireParameters(1, tail);
  requirePositive(mean, 'The mean of a Lomax distribution');
  if (tail <= 1) throw new RangeError(`The tail of a Lomax distribution with a mean must be above 1, not ${tail}.`);
  return { kind: 'burr', shape: 1, tail, scale: mean * (tail - 1) };
}

/**
 * Burr's distributions of type XII: a chance of (1 + (x / scale)^shape)^-tail of more than x. Where shape x tail is 1 or less it has no finite mean,
 * where it is 2 or less no finite variance; they are Infinity.
 */
export const burr = continuousFamily<BurrSpec>(({ shape, tail, scale }) => {
  requireParameters(shape, tail);
  requirePositive(scale, 'The scale of a Burr or Lomax distribution');
  const logSurvival = (x: number): number => (x <= 0 ? 0 : -tail * logOnePlus(shape * Math.log(x / scale)));
  const between = (u: number, v: number): number => scale * unitQuantile(shape, tail, u < 0.5 ? -Math.log1p(-u) : -Math.log(v));
  const first = moment(shape, tail, 1);
  const second = moment(shape, tail, 2);
  return {
    mean: scale * first,
    variance: second === Infinity ? Infinity : scale * scale * (second - first * first),
    quantile: (u) => between(u, 1 - u),
    between,
    cdf: (x) => -Math.expm1(logSurvival(x)),
    survival: (x) => Math.exp(logSurvival(x)),
  };
});

/** ln(1 + e^y) without overflow. */
function logOnePlus(y: number): number {
  return y > 0 ? y + Math.log1p(Math.exp(-y)) : Math.log1p(Math.exp(y));
}

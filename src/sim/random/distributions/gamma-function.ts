/** The gamma function's logarithm, and the incomplete gamma function with its inverse, exact in both tails. */
import { normalQuantile } from './normal.js';

const HALF_LN_TWO_PI = Math.log(2 * Math.PI) / 2;
/** From here on eight terms of Stirling's series are exact to the last bit. */
const STIRLING_FROM = 15;

/** B(2n) / (2n (2n - 1)) for n = 1 ... 8, B the numbers of Bernoulli. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156, -3617 / 122_400] as const;

/** What ln gamma(x) has beyond (x - 1/2) ln x - x + ln(2 pi) / 2, for x >= 15. */
function stirlingRest(x: number): number {
  const y = 1 / (x * x);
  let sum = 0;
  for (let n = STIRLING.length - 1; n >= 0; n--) sum = sum * y + STIRLING[n]!;
  return sum / x;
}

/**
 * Returns ln gamma(x) for x > 0, to some 1e-15 of 1 or of itself, whichever is more: Stirling's series from 15 on, and below by gamma(x + 1) = x gamma(x).
 * @see Abramowitz and Stegun, 6.1.15 and 6.1.40
 */
export function lnGamma(x: number): number {
  let product = 1;
  let y = x;
  for (; y < STIRLING_FROM; y++) product *= y;
  return (y - 0.5) * Math.log(y) - y + HALF_LN_TWO_PI + stirlingRest(y) - Math.log(product);
}

/** The chances of a gamma variate of scale 1 below and above a point; the smaller one has all its digits. */
export interface GammaTails {
  readonly lower: number;
  readonly upper: number;
  /** x times the density at x, which is the slope of `lower` over ln x. */
  readonly slope: number;
}

/** x^a e^-x / gamma(a). Around large a the exponent is a small difference of large numbers, so it is taken from x - a there. */
function slopeAt(a: number, x: number, lnX: number): number {
  if (a < STIRLING_FROM) return Math.exp(a * lnX - x - lnGamma(a));
  const d = (x - a) / a;
  return Math.exp(a * (Math.log1p(d) - d) - stirlingRest(a)) * Math.sqrt(a / (2 * Math.PI));
}

const EPSILON = 1e-17;
const MOST_TERMS = 20_000;

/**
 * Returns the tails of the gamma distribution of `shape` and scale 1 at exp(lnX): the series below shape + 1, the continued fraction above.
 * @see Abramowitz and Stegun, 6.5.29 and 6.5.31; the fraction is evaluated from the front by the method of Lentz
 */
export function gammaTails(shape: number, lnX: number): GammaTails {
  const x = Math.exp(lnX);
  const slope = slopeAt(shape, x, lnX);
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let n = 1; term > sum * EPSILON && n < MOST_TERMS; n++) {
      term *= x / (shape + n);
      sum += term;
    }
    const lower = Math.min(1, slope * sum);
    return { lower, upper: 1 - lower, slope };
  }
  const upper = Math.min(1, slope * fraction(shape, x));
  return { lower: 1 - upper, upper, slope };
}

/** The continued fraction of gamma(a, x) / (x^a e^-x), x >= a + 1. All its parts are positive there. */
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 3e-16) break;
  }
  return value;
}

/** A value of ln x to start from: the cube root of a large gamma variate is nearly normal (Wilson and Hilferty), a small one has x^shape / gamma(shape + 1) below it. */
function firstGuess(shape: number, lower: number, upper: number): number {
  const z = lower <= upper ? normalQuantile(lower) : -normalQuantile(upper);
  const c = 1 / (9 * shape);
  const root = 1 - c + z * Math.sqrt(c);
  // Far out in a tail the normal quantile is no guide, or not even finite.
  if (shape >= 1 && root > 0.3 && root < 3) return Math.log(shape) + 3 * Math.log(root);
  return Math.min((Math.log(lower) + lnGamma(shape + 1)) / shape, Math.log(shape + 1));
}

const MOST_STEPS = 100;
/** Steps in ln x are at most this long, for far from the middle a tail is flat. */
const LONGEST_STEP = 3;

/**
 * Returns x with a chance of `lower` below and `upper` above it (they add up to 1; each is given, so that neither tail loses digits) under the gamma
 * distribution of `shape` and scale 1: Newton's method for the logarithm of the smaller tail over ln x, which is concave.
 */
export function gammaQuantile(shape: number, lower: number, upper: number): number {
  const isLower = lower <= upper;
  const goal = Math.log(isLower ? lower : upper);
  let lnX = firstGuess(shape, lower, upper);
  for (let step = 0; step < MOST_STEPS; step++) {
    const tails = gammaTails(shape, lnX);
    const tail = isLower ? tails.lower : tails.upper;
    const off = goal - Math.log(tail);
    const move = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, (off * tail) / (isLower ? tails.slope : -tails.slope)));
    if (Number.isNaN(move)) break;
    lnX += move;
    if (Math.abs(move) <= 1e-15 * Math.max(1, Math.abs(lnX))) break;
  }
  return Math.exp(lnX);
}

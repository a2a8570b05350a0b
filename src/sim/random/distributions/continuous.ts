/** Continuous distributions that know both tails, and what remains of one within an interval. */
import type { Distribution, Family } from './family.js';

/** A continuous distribution on [0, Infinity) or a part of it. */
export interface Continuous extends Distribution {
  /** Chance of a value > x, with all its digits where it is small. */
  survival(x: number): number;
  /** The value with a chance of `u` below and of `v` = 1 - u above it; each is given, so that neither tail loses digits. */
  between(u: number, v: number): number;
}

/** Chance of a value in (min, max], without loss of digits in either tail. */
function massWithin(whole: Continuous, min: number, max: number): number {
  if (max <= min) return 0;
  return whole.cdf(min) > 0.5 ? whole.survival(min) - whole.survival(max) : whole.cdf(max) - whole.cdf(min);
}

/**
 * Returns `whole` conditioned on [min, max], `max` possibly Infinity. Its mean and variance are integrals of the quantile function, taken numerically;
 * open above and without a moment of its own it has none either.
 */
function truncatedContinuous(whole: Continuous, min: number, max: number): Distribution {
  const [below, above] = [whole.cdf(min), whole.survival(max)];
  const mass = massWithin(whole, min, max);
  const between = (u: number, v: number): number => Math.min(max, Math.max(min, whole.between(below + u * mass, above + v * mass)));
  const { mean, variance } = moments(between);
  return {
    mean: max === Infinity && whole.mean === Infinity ? Infinity : mean,
    variance: max === Infinity && whole.variance === Infinity ? Infinity : variance,
    quantile: (u) => between(u, 1 - u),
    cdf: (x) => (x <= min ? 0 : x >= max ? 1 : Math.min(1, massWithin(whole, min, x) / mass)),
  };
}

/** Returns the family of continuous distributions that `exact` makes. */
export function continuousFamily<S>(exact: (spec: S) => Continuous): Family<S> {
  return {
    isTabulated: true,
    exact,
    within(spec, min, max) {
      const whole = exact(spec);
      const mass = massWithin(whole, min, max);
      return mass > 0 ? { mass, exact: () => truncatedContinuous(whole, min, max) } : undefined;
    },
  };
}

const [FIRST_LEVEL, LAST_LEVEL] = [3, 9];
/** Beyond it u or 1 - u is below 1e-275. */
const REACH = 6;
const PRECISION = 1e-12;

/**
 * Mean and variance of a quantile function by the double exponential rule: u = 1 / (1 + exp(-pi sinh t)), equal steps in t, halved until nothing changes.
 * It stands the poles that quantile functions have at their ends.
 * @see Takahasi and Mori, "Double Exponential Formulas for Numerical Integration", 1974
 */
function moments(between: (u: number, v: number) => number): { mean: number; variance: number } {
  let [weight, mean, square] = [0, 0, 0];
  const centre = between(0.5, 0.5);
  const add = (t: number): void => {
    const [up, down] = [Math.exp(t), Math.exp(-t)];
    const e = Math.exp((-Math.PI * (up - down)) / 2);
    const [u, v] = [1 / (1 + e), e / (1 + e)];
    const w = (up + down) * u * v;
    const x = between(u, v) - centre;
    if (!(w > 0)) return;
    weight += w;
    mean += w * x;
    square += w * x * x;
  };
  let last = { mean: Infinity, variance: Infinity };
  for (let level = FIRST_LEVEL; level <= LAST_LEVEL; level++) {
    const step = 1 / (1 << level);
    const count = REACH / step;
    // Every other point is one of the level before.
    for (let i = -count; i <= count; i++) if (level === FIRST_LEVEL || i % 2 !== 0) add(i * step);
    const m = mean / weight;
    const next = { mean: centre + m, variance: Math.max(0, square / weight - m * m) };
    const isMean = Math.abs(next.mean - last.mean) <= PRECISION * Math.abs(next.mean);
    if (isMean && Math.abs(next.variance - last.variance) <= PRECISION * next.variance) return next;
    last = next;
  }
  return last;
}

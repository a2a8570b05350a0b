/** Every distribution: its quantile function, cdf, mean, variance and sampler agree with each other and with keyed draws. */
import { describe, expect, test } from 'vitest';
import {
  distribution,
  type DistributionSpec,
  lognormalFromMeanCv,
  lognormalFromMedianP95,
  lognormalFromMedianSigma,
  Sampler,
  Streams,
} from '../../src/sim/index.js';

const exponential: DistributionSpec = { kind: 'exponential', mean: 40 };
const service = lognormalFromMeanCv(300, 1.5);
const uniform: DistributionSpec = { kind: 'uniform', min: 10, max: 30 };
const values = [1, 1, 2, 3, 5, 8, 13, 21, 34, 55];
const bimodal: DistributionSpec = {
  kind: 'mixture',
  parts: [
    { weight: 3, of: lognormalFromMedianSigma(20, 0.4) },
    { weight: 1, of: lognormalFromMeanCv(600, 0.5) },
  ],
};
const truncated = (of: DistributionSpec, min: number, max: number): DistributionSpec => ({ kind: 'truncated', of, min, max });

/** The last column is false where the cdf jumps. */
const cases: readonly (readonly [string, DistributionSpec, boolean])[] = [
  ['constant', { kind: 'constant', value: 5 }, false],
  ['uniform', uniform, true],
  ['uniform of no width', { kind: 'uniform', min: 3, max: 3 }, false],
  ['exponential', exponential, true],
  ['lognormal by mean and cv', service, true],
  ['lognormal by median and sigma', lognormalFromMedianSigma(35, 0.4), true],
  ['lognormal by median and p95', lognormalFromMedianP95(180, 1080), true],
  ['lognormal of sigma 0', lognormalFromMedianSigma(35, 0), false],
  ['empirical', { kind: 'empirical', values }, false],
  ['mixture of two lognormals', bimodal, true],
  [
    'mixture with a constant',
    {
      kind: 'mixture',
      parts: [
        { weight: 0.3, of: { kind: 'constant', value: 50 } },
        { weight: 0.7, of: exponential },
      ],
    },
    false,
  ],
  [
    'mixture with a gap',
    {
      kind: 'mixture',
      parts: [
        { weight: 1, of: uniform },
        { weight: 2, of: { kind: 'uniform', min: 100, max: 101 } },
      ],
    },
    true,
  ],
  ['truncated uniform', truncated(uniform, 0, 15), true],
  ['truncated exponential', truncated(exponential, 10, 90), true],
  ['exponential with a floor', truncated(exponential, 25, Infinity), true],
  ['exponential cut to a sliver', truncated(exponential, 25, 25.5), true],
  ['truncated lognormal', truncated(service, 60, 3600), true],
  ['the upper tail of a lognormal', truncated(service, 2000, Infinity), true],
  ['truncated empirical', truncated({ kind: 'empirical', values }, 2, 21), false],
  ['truncated constant', truncated({ kind: 'constant', value: 5 }, 5, 5), false],
  ['truncated mixture', truncated(bimodal, 15, 700), true],
  ['truncated twice', truncated(truncated(service, 60, 3600), 100, 9000), true],
];

const probabilities = [1e-9, 1e-4, 0.001, 0.01, ...Array.from({ length: 199 }, (_, i) => (i + 1) / 200), 0.99, 0.999, 0.9999, 1 - 1e-9];
const GRID = 100_000;

/** Mean and variance of a quantile function by the midpoint rule, in u = s^2 (3 - 2 s), which flattens both ends where the tails are. */
function integrate(quantile: (u: number) => number): { mean: number; variance: number } {
  let [weight, mean, square] = [0, 0, 0];
  for (let i = 0; i < GRID; i++) {
    const s = (i + 0.5) / GRID;
    const w = 6 * s * (1 - s);
    const x = quantile(s * s * (3 - 2 * s));
    weight += w;
    mean += w * x;
    square += w * x * x;
  }
  mean /= weight;
  return { mean, variance: square / weight - mean * mean };
}

describe.each(cases)('%s', (_name, spec, isContinuous) => {
  const exact = distribution(spec);
  const sampler = new Sampler(spec);
  const deviation = Math.sqrt(exact.variance);

  test('the quantile never falls, exactly or from the sampler', () => {
    let [last, lastSampled] = [-Infinity, -Infinity];
    const falls: number[] = [];
    for (let i = 1; i < 20_000; i++) {
      const u = i / 20_000;
      const [x, sampled] = [exact.quantile(u), sampler.sample(u)];
      // The last bits of the error function are not quite monotone.
      if (x < last - Math.abs(last) * 1e-14 || sampled < lastSampled - Math.abs(lastSampled) * 1e-14) falls.push(u);
      [last, lastSampled] = [x, sampled];
    }
    expect(falls).toEqual([]);
  });

  test('the quantile inverts the cdf', () => {
    for (const u of probabilities) {
      const x = exact.quantile(u);
      expect(Number.isFinite(x)).toBe(true);
      if (isContinuous) expect(Math.abs(exact.cdf(x) - u)).toBeLessThan(1e-9);
      else {
        expect(exact.cdf(x)).toBeGreaterThanOrEqual(u - 1e-12);
        expect(exact.cdf(x - Math.abs(x) * 1e-6)).toBeLessThanOrEqual(u + 1e-6);
      }
    }
  });

  test('mean and variance are those of the quantile function', () => {
    const { mean, variance } = integrate(exact.quantile);
    // The rule's own error, at the jumps and in the tails of heavy ones, is below these.
    expect(Math.abs(mean - exact.mean)).toBeLessThanOrEqual(2e-5 * Math.abs(exact.mean));
    expect(Math.abs(variance - exact.variance)).toBeLessThanOrEqual(1e-3 * exact.variance + 1e-12 * (1 + mean * mean));
    expect([sampler.mean, sampler.variance]).toEqual([exact.mean, exact.variance]);
  });

  test("the table's bias is bounded: 1e-4 of any value, 1e-5 of the mean, 1e-4 of the variance", () => {
    let worst = 0;
    for (let i = 0; i < 50_000; i++) {
      const u = (i + 0.37) / 50_000;
      const x = exact.quantile(u);
      worst = Math.max(worst, Math.abs(sampler.sample(u) - x) / Math.max(Math.abs(x), 1e-300));
    }
    expect(worst).toBeLessThan(1e-4);
    const [ofTable, ofExact] = [integrate((u) => sampler.sample(u)), integrate(exact.quantile)];
    expect(Math.abs(ofTable.mean - ofExact.mean)).toBeLessThanOrEqual(1e-5 * Math.abs(exact.mean));
    expect(Math.abs(ofTable.variance - ofExact.variance)).toBeLessThanOrEqual(
      1e-4 * exact.variance + 1e-12 * (1 + exact.mean * exact.mean),
    );
  });

  test('100 000 keyed draws have its mean and variance, within five standard errors', () => {
    const stream = new Streams(1, 0).stream('contract');
    const n = 100_000;
    const xs = Array.from({ length: n }, (_, i) => sampler.sample(stream.uniform(i, 0, 0)));
    const mean = xs.reduce((sum, x) => sum + x, 0) / n;
    const squares = xs.map((x) => (x - exact.mean) ** 2);
    const variance = squares.reduce((sum, x) => sum + x, 0) / n;
    const fourth = squares.reduce((sum, x) => sum + x * x, 0) / n;
    expect(Math.abs(mean - exact.mean)).toBeLessThanOrEqual((5 * deviation) / Math.sqrt(n) + 1e-12 * Math.abs(exact.mean));
    expect(Math.abs(variance - exact.variance)).toBeLessThanOrEqual(5 * Math.sqrt(Math.max(0, fourth - variance ** 2) / n) + 1e-12);
  });

  test('integers are rounded once and not negative', () => {
    for (const u of probabilities) expect(sampler.sampleInteger(u)).toBe(Math.max(0, Math.round(sampler.sample(u))));
  });
});

test('integers stop at 0 below and at the largest safe integer above', () => {
  expect(Object.is(new Sampler({ kind: 'uniform', min: -5, max: -1 }).sampleInteger(0.5), 0)).toBe(true);
  expect(new Sampler({ kind: 'constant', value: 1e300 }).sampleInteger(0.5)).toBe(Number.MAX_SAFE_INTEGER);
});

test('the ways of stating a lognormal say the same', () => {
  const { mean, variance, quantile } = distribution(lognormalFromMeanCv(300, 1.5));
  expect(mean).toBeCloseTo(300, 9);
  expect(Math.sqrt(variance) / mean).toBeCloseTo(1.5, 9);
  const byP95 = distribution(lognormalFromMedianP95(quantile(0.5), quantile(0.95)));
  expect(byP95.mean / mean).toBeCloseTo(1, 9);
  expect(distribution(lognormalFromMedianSigma(35, 0.4)).quantile(0.5)).toBeCloseTo(35, 9);
});

const impossible: readonly (readonly [string, () => unknown, RegExp])[] = [
  ['a constant that is no number', () => distribution({ kind: 'constant', value: NaN }), /finite number/],
  ['a uniform turned around', () => distribution({ kind: 'uniform', min: 2, max: 1 }), /not be above its max/],
  ['an exponential of mean 0', () => distribution({ kind: 'exponential', mean: 0 }), /above 0/],
  ['a negative sigma', () => distribution({ kind: 'lognormal', mu: 0, sigma: -1 }), /not be negative/],
  ['a lognormal beyond all numbers', () => distribution({ kind: 'lognormal', mu: 0, sigma: 30 }), /no number can hold/],
  ['a p95 below the median', () => lognormalFromMedianP95(10, 9), /below its median/],
  ['a median of 0', () => lognormalFromMedianSigma(0, 1), /above 0/],
  ['a negative cv', () => lognormalFromMeanCv(1, -1), /not be negative/],
  ['no values', () => distribution({ kind: 'empirical', values: [] }), /at least one value/],
  ['an infinite value', () => distribution({ kind: 'empirical', values: [1, Infinity] }), /finite number/],
  ['a mixture of nothing', () => distribution({ kind: 'mixture', parts: [] }), /weight above 0/],
  ['a mixture without weight', () => distribution({ kind: 'mixture', parts: [{ weight: 0, of: uniform }] }), /weight above 0/],
  ['a negative weight', () => distribution({ kind: 'mixture', parts: [{ weight: -1, of: uniform }] }), /not be negative/],
  ['a truncation turned around', () => distribution(truncated(uniform, 9, 8)), /not be above its max/],
  ['a truncation that is no number', () => distribution(truncated(uniform, NaN, 8)), /must be numbers/],
  ['a uniform truncated away', () => distribution(truncated(uniform, 31, 40)), /leaves nothing/],
  ['values truncated away', () => distribution(truncated({ kind: 'empirical', values }, 56, 60)), /leaves nothing/],
  ['a lognormal truncated to one point', () => distribution(truncated(service, 60, 60)), /leaves nothing/],
  ['a mixture truncated away', () => distribution(truncated(bimodal, -9, 0)), /leaves nothing/],
  ['a bad part behind a truncation', () => distribution(truncated({ kind: 'exponential', mean: -1 }, 1, 2)), /above 0/],
];

test.each(impossible)('%s is a RangeError with a sentence', (_what, attempt, sentence) => {
  expect(attempt).toThrow(RangeError);
  expect(attempt).toThrow(sentence);
});

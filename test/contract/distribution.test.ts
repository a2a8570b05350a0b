/** Every distribution: its quantile function, cdf, mean, variance and sampler agree with each other and with keyed draws. */
import { describe, expect, test } from 'vitest';
import {
  burrFromMedian,
  distribution,
  type DistributionSpec,
  FAMILIES,
  gammaFromMeanCv,
  gammaFromMeanShape,
  hyperexponentialFromMeanCv,
  lognormalFromMeanCv,
  lognormalFromMedianP95,
  lognormalFromMedianSigma,
  lomaxFromMean,
  Sampler,
  Streams,
  weibullFromMean,
  weibullFromMedian,
  weibullFromMedianP95,
} from '../../src/sim/random/index.js';

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
const discrete: DistributionSpec = { kind: 'discrete', values: [8, 1, 2, 5, 3], weights: [1, 30, 20, 4, 0] };
const pareto: DistributionSpec = { kind: 'pareto', min: 30, tail: 6 };
const burr = burrFromMedian(2, 4, 250);
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
  ['exponential as a gamma', gammaFromMeanShape(40, 1), true],
  ["Erlang's of four phases", gammaFromMeanShape(300, 4), true],
  ['gamma by mean and cv', gammaFromMeanCv(300, 1.5), true],
  ['gamma that is nearly a constant', gammaFromMeanShape(300, 10_000), true],
  ['Weibull with a hazard that falls', weibullFromMean(0.6, 300), true],
  ['Weibull by median and p95', weibullFromMedianP95(180, 1080), true],
  ['Weibull that is nearly a constant', weibullFromMedian(100, 50), true],
  ['hyperexponential by mean and cv', hyperexponentialFromMeanCv(300, 2), true],
  ['hyperexponential of cv 1', hyperexponentialFromMeanCv(300, 1), true],
  ['Pareto', pareto, true],
  ['Lomax by mean', lomaxFromMean(7, 300), true],
  ['Burr by median', burr, true],
  ['discrete', discrete, false],
  [
    'mixture of a gamma and a Burr',
    {
      kind: 'mixture',
      parts: [
        { weight: 2, of: gammaFromMeanShape(20, 3) },
        { weight: 1, of: burr },
      ],
    },
    true,
  ],
  ['truncated gamma', truncated(gammaFromMeanCv(300, 1.5), 20, 900), true],
  ['the upper tail of a gamma', truncated(gammaFromMeanShape(40, 2), 200, Infinity), true],
  ['truncated Weibull', truncated(weibullFromMean(0.6, 300), 1, 4000), true],
  ['truncated Pareto without a mean of its own', truncated({ kind: 'pareto', min: 10, tail: 0.8 }, 0, 600), true],
  ['truncated Burr', truncated(burr, 50, 3000), true],
  ['truncated discrete', truncated(discrete, 2, 6), false],
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

test('every family is among the cases', () => {
  const kinds = new Set<string>(cases.map(([, { kind }]) => kind));
  expect(Object.keys(FAMILIES).filter((kind) => !kinds.has(kind))).toEqual([]);
});

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

  test('what is drawn from a stream is the variate of its uniform', () => {
    const stream = new Streams(11, 0).stream('of a stream');
    for (let i = 0; i < 20_000; i++) {
      const drawn = sampler.draw(stream, i, 1, 2);
      expect(drawn).toBe(sampler.sampleInteger(stream.uniform(i, 1, 2)));
    }
    expect(stream.draws).toBe(40_000);
  });
});

test('integers stop at 0 below and at the largest safe integer above', () => {
  expect(Object.is(new Sampler({ kind: 'uniform', min: -5, max: -1 }).sampleInteger(0.5), 0)).toBe(true);
  expect(new Sampler({ kind: 'constant', value: 1e300 }).sampleInteger(0.5)).toBe(Number.MAX_SAFE_INTEGER);
});

describe('moments that do not exist', () => {
  const pareto1 = (tail: number): DistributionSpec => ({ kind: 'pareto', min: 2, tail });
  const lomax = (tail: number): DistributionSpec => ({ kind: 'burr', shape: 1, tail, scale: 2 });
  const both = (of: DistributionSpec): DistributionSpec => ({
    kind: 'mixture',
    parts: [
      { weight: 1, of: uniform },
      { weight: 1, of },
    ],
  });
  test.each<readonly [string, DistributionSpec, number, number]>([
    ['Pareto, tail 1', pareto1(1), Infinity, Infinity],
    ['Pareto, tail 1.5', pareto1(1.5), 6, Infinity],
    ['Pareto, tail 2', pareto1(2), 4, Infinity],
    ['Pareto, tail 3', pareto1(3), 3, 3],
    ['Lomax, tail 0.5', lomax(0.5), Infinity, Infinity],
    ['Lomax, tail 2', lomax(2), 2, Infinity],
    ['Lomax, tail 3', lomax(3), 1, 3],
    ['Burr, shape x tail = 2', { kind: 'burr', shape: 2, tail: 1, scale: 2 }, Math.PI, Infinity],
    ['a mixture with one of these', both(pareto1(1)), Infinity, Infinity],
    ['a mixture without a variance', both(pareto1(1.5)), 13, Infinity],
    ['open above', truncated(pareto1(1), 5, Infinity), Infinity, Infinity],
  ])('%s', (_name, spec, mean, variance) => {
    const exact = distribution(spec);
    if (mean === Infinity) expect(exact.mean).toBe(Infinity);
    else expect(exact.mean / mean).toBeCloseTo(1, 12);
    if (variance === Infinity) expect(exact.variance).toBe(Infinity);
    else expect(exact.variance / variance).toBeCloseTo(1, 12);
    // Quantiles there are all the same, from the table too.
    const sampler = new Sampler(spec);
    for (const u of probabilities) expect(Math.abs(sampler.sample(u) / exact.quantile(u) - 1)).toBeLessThan(1e-4);
  });
});

describe('what remains within an interval, against closed forms', () => {
  test.each<readonly [string, DistributionSpec, number, number]>([
    // ln(b / a) a b / (b - a), and a b - mean^2.
    [
      'Pareto of tail 1 on [1, 4]',
      truncated({ kind: 'pareto', min: 1, tail: 1 }, 0, 4),
      (4 * Math.log(4)) / 3,
      4 - ((4 * Math.log(4)) / 3) ** 2,
    ],
    // Pareto's again, from 5 on.
    ['Pareto of tail 3 from 5 on', truncated({ kind: 'pareto', min: 1, tail: 3 }, 5, Infinity), 7.5, 18.75],
    ['an exponential as gamma', truncated(gammaFromMeanShape(40, 1), 10, 90), ...momentsOf(truncated(exponential, 10, 90))],
    ['an exponential as Weibull', truncated(weibullFromMean(1, 40), 25, Infinity), ...momentsOf(truncated(exponential, 25, Infinity))],
    // The last 1e-6 of the tail: the exponential has no memory.
    ['the far tail of one', truncated(gammaFromMeanShape(1, 1), 13.8, Infinity), 14.8, 1],
  ])('%s', (_name, spec, mean, variance) => {
    const exact = distribution(spec);
    expect(exact.mean / mean).toBeCloseTo(1, 11);
    expect(exact.variance / variance).toBeCloseTo(1, 10);
  });

  function momentsOf(spec: DistributionSpec): [number, number] {
    const { mean, variance } = distribution(spec);
    return [mean, variance];
  }
});

test('the ways of stating the other families say the same', () => {
  const cvOf = ({ mean, variance }: { mean: number; variance: number }): number => Math.sqrt(variance) / mean;
  const byCv = distribution(gammaFromMeanCv(300, 0.5));
  expect([byCv.mean, cvOf(byCv)]).toEqual([300, 0.5]);
  expect(gammaFromMeanCv(300, 0.5)).toEqual(gammaFromMeanShape(300, 4));
  const hyper = distribution(hyperexponentialFromMeanCv(300, 12));
  expect(hyper.mean / 300).toBeCloseTo(1, 12);
  expect(cvOf(hyper) / 12).toBeCloseTo(1, 12);
  const weibulls = [weibullFromMean(0.7, 300), weibullFromMedian(0.7, 300), weibullFromMedianP95(180, 1080)].map(distribution);
  expect(weibulls[0]!.mean).toBeCloseTo(300, 9);
  expect(weibulls[1]!.quantile(0.5)).toBeCloseTo(300, 9);
  expect([0.5, 0.95].map((u) => Math.round(weibulls[2]!.quantile(u) * 1e6) / 1e6)).toEqual([180, 1080]);
  expect(distribution(burrFromMedian(1.5, 3, 40)).quantile(0.5)).toBeCloseTo(40, 9);
  expect(distribution(lomaxFromMean(1.2, 40)).mean).toBeCloseTo(40, 9);
  // Lomax's is Pareto's of the first kind moved to 0.
  const [lomax, first] = [distribution({ kind: 'burr', shape: 1, tail: 3, scale: 7 }), distribution({ kind: 'pareto', min: 7, tail: 3 })];
  for (const u of probabilities) expect(Math.abs(lomax.quantile(u) + 7 - first.quantile(u))).toBeLessThan(1e-12 * first.quantile(u));
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
  ['a gamma of no shape', () => distribution({ kind: 'gamma', shape: 0, scale: 1 }), /shape of a gamma.*from 0.05 to 10000/],
  ['a gamma of no scale', () => distribution({ kind: 'gamma', shape: 1, scale: 0 }), /scale of a gamma.*above 0/],
  ['a gamma that varies too much', () => gammaFromMeanCv(1, 5), /cv of a gamma.*from 0.01 to 4.4/],
  ['a gamma of no mean', () => gammaFromMeanShape(0, 1), /above 0/],
  ['a Weibull of a shape that is too small', () => distribution({ kind: 'weibull', shape: 0.01, scale: 1 }), /from 0.1 to 100/],
  ['a Weibull whose p95 is its median', () => weibullFromMedianP95(10, 10), /above its median/],
  ['a Weibull too steep for its median and p95', () => weibullFromMedianP95(10, 10.1), /shape of a Weibull/],
  ['a hyperexponential of cv 0.9', () => hyperexponentialFromMeanCv(1, 0.9), /at least 1/],
  ['a Pareto from 0 on', () => distribution({ kind: 'pareto', min: 0, tail: 2 }), /min of a Pareto.*above 0/],
  ['a Pareto without a tail', () => distribution({ kind: 'pareto', min: 1, tail: NaN }), /finite number/],
  ['a Lomax with a mean that has none', () => lomaxFromMean(1, 40), /above 1/],
  ['a Burr beyond all numbers', () => distribution({ kind: 'burr', shape: 0.1, tail: 0.1, scale: 1 }), /shape times the tail/],
  ['a discrete without weight', () => distribution({ kind: 'discrete', values: [1], weights: [0] }), /weight above 0/],
  ['a discrete of unequal lists', () => distribution({ kind: 'discrete', values: [1, 2], weights: [1] }), /as many weights/],
  ['a negative weight of a value', () => distribution({ kind: 'discrete', values: [1], weights: [-1] }), /not be negative/],
  ['a Pareto truncated below its min', () => distribution(truncated(pareto, 0, 20)), /leaves nothing/],
  ['discrete values truncated away', () => distribution(truncated(discrete, 3, 4)), /leaves nothing/],
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

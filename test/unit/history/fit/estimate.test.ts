/** Estimates against what is known of a distribution, and their errors against how estimates of many samples scatter. */
import { describe, expect, test } from 'vitest';
import { cvOf, differenceOf, meanOf, sdOf, shareOf, type Estimate } from '../../../../src/history/fit/estimate.js';
import { sampler, Streams } from '../../../../src/sim/random/index.js';

const SAMPLES = 400;
const SIZE = 300;

/** Estimates of samples of a gamma of mean 5 and cv 0.8. */
function estimates(of: (values: readonly number[]) => Estimate): Estimate[] {
  const draw = sampler({ kind: 'gamma', shape: 1 / 0.64, scale: 5 * 0.64 });
  const stream = new Streams(7, 0).stream('sample');
  return Array.from({ length: SAMPLES }, (_, sample) =>
    of(Array.from({ length: SIZE }, (_value, i) => draw.sample(stream.uniform(sample, i, 0)))),
  );
}

describe('an estimate is near the truth by its own error, which is how it scatters', () => {
  test.each([
    ['mean', meanOf, 5],
    ['standard deviation', sdOf, 4],
    ['cv', cvOf, 0.8],
  ] as const)('%s', (_name, of, truth) => {
    const all = estimates(of);
    const mean = all.reduce((sum, { value }) => sum + value, 0) / SAMPLES;
    const scatter = Math.sqrt(all.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (SAMPLES - 1));
    const error = all.reduce((sum, { se }) => sum + se!, 0) / SAMPLES;
    expect(Math.abs(mean - truth)).toBeLessThan(5 * (scatter / Math.sqrt(SAMPLES)) + truth / SIZE);
    // The scatter of 400 is known to 4 %.
    expect(error / scatter).toBeGreaterThan(0.85);
    expect(error / scatter).toBeLessThan(1.15);
    const covered = all.filter(({ value, se }) => Math.abs(value - truth) < 2 * se!).length / SAMPLES;
    expect(covered).toBeGreaterThan(0.9);
  });
});

test('shares have the binomial error, differences both', () => {
  expect(shareOf(20, 100)).toEqual({ value: 0.2, se: 0.04 });
  expect(shareOf(0, 0)).toEqual({ value: 0, se: null });
  expect(differenceOf({ value: 5, se: 3 }, { value: 2, se: 4 })).toEqual({ value: 3, se: 5 });
  expect(differenceOf({ value: 5, se: 3 }, { value: 2, se: null })).toEqual({ value: 3, se: null });
});

test('too few values have no error', () => {
  expect(meanOf([4])).toEqual({ value: 4, se: null });
  expect(sdOf([4, 6]).se).toBeNull();
  expect(cvOf([4, 4, 4])).toEqual({ value: 0, se: null });
});

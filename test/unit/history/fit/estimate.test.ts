/** Estimates against what is known of a distribution, and their errors against how estimates of many samples scatter. */
import { describe, expect, test } from 'vitest';
import { cvOf, differenceOf, meanOf, sdOf, shareOf, type Blocks, type Estimate } from '../../../../src/history/fit/estimate.js';
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

describe('of three, four or eight values the error is on average as large as it should be', () => {
  const draw = sampler({ kind: 'gamma', shape: 25, scale: 4 });
  const stream = new Streams(9, 0).stream('few');

  test.each([
    [3, sdOf],
    [3, cvOf],
    [4, cvOf],
    [8, cvOf],
  ] as const)('%i', (size, of) => {
    const all = Array.from({ length: 4000 }, (_, sample) =>
      of(Array.from({ length: size }, (_value, i) => draw.sample(stream.uniform(sample, i, size)))),
    );
    const mean = all.reduce((sum, { value }) => sum + value, 0) / all.length;
    const scatter = Math.sqrt(all.reduce((sum, { value }) => sum + (value - mean) * (value - mean), 0) / (all.length - 1));
    const error = all.reduce((sum, { se }) => sum + se!, 0) / all.length;
    expect(error / scatter).toBeGreaterThan(0.9);
    expect(error / scatter).toBeLessThan(1.25);
  });

  test('it is what leaving each out says: 63, 71, 79 jobs', () => {
    const [without63, without71, without79] = [Math.sqrt(32) / 75, Math.sqrt(128) / 71, Math.sqrt(32) / 67];
    const middle = (without63 + without71 + without79) / 3;
    const squares = [without63, without71, without79].reduce((sum, one) => sum + (one - middle) * (one - middle), 0);
    expect(cvOf([63, 71, 79]).se).toBeCloseTo(Math.sqrt((squares * 2) / 3), 12);
  });

  test('days without jobs are days too', () => {
    expect(cvOf([0, 0, 5]).se).toBeGreaterThan(0);
    expect(sdOf([0, 0, 5]).se).toBeGreaterThan(0);
  });
});

describe('an estimate of values in blocks has the error with which it scatters', () => {
  // Thirty blocks of one to ten values, each with a mean of its own; of a value 1 / 2 is that of its block.
  const draw = sampler({ kind: 'gamma', shape: 4, scale: 1 });
  const stream = new Streams(8, 0).stream('blocks');
  const samples = Array.from({ length: SAMPLES }, (_, sample) => {
    const [values, blocks]: [number[], number[]] = [[], []];
    for (let block = 0; block < 30; block++) {
      const common = draw.sample(stream.uniform(sample, block, 0));
      for (let i = 0; i <= block % 10; i++) {
        values.push(common + draw.sample(stream.uniform(sample, block, i + 1)));
        blocks.push(block);
      }
    }
    return { values, blocks };
  });

  test.each([
    ['mean', meanOf, 1.5],
    ['cv', cvOf, 1.1],
    [
      'share',
      (values: readonly number[], blocks: Blocks) =>
        shareOf(
          values.map((value) => value > 10),
          blocks,
        ),
      1.1,
    ],
  ] as const)('%s', (_name, of, least) => {
    const all = samples.map(({ values, blocks }) => of(values, blocks));
    const mean = all.reduce((sum, { value }) => sum + value, 0) / SAMPLES;
    const scatter = Math.sqrt(all.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (SAMPLES - 1));
    const error = (some: readonly Estimate[]): number => some.reduce((sum, { se }) => sum + se!, 0) / SAMPLES;
    expect(error(all) / scatter).toBeGreaterThan(0.85);
    expect(error(all) / scatter).toBeLessThan(1.1);
    // As if each value were independent it would be smaller.
    const alone = error(samples.map(({ values, blocks }) => of(values, [...blocks.keys()])));
    expect(scatter / alone).toBeGreaterThan(least);
  });

  test('none of one block, and that of independent values where each is one', () => {
    const [{ values }] = samples as [(typeof samples)[0]];
    expect(
      meanOf(
        values,
        values.map(() => 0),
      ).se,
    ).toBeNull();
    const single = [...values.keys()];
    expect(meanOf(values, single).se! / meanOf(values).se!).toBeCloseTo(1, 12);
    expect(cvOf(values, single).se! / cvOf(values).se!).toBeCloseTo(1, 1);
  });
});

test('shares have the binomial error, and none where all are alike; differences both', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => i);
  // Over n - 1 where the blocks are single ones.
  const found = shareOf(
    hundred.map((i) => i < 20),
    hundred,
  );
  expect([found.value, found.se! * Math.sqrt(99 / 100)]).toEqual([0.2, expect.closeTo(0.04, 12)]);
  expect(shareOf([], [])).toEqual({ value: 0, se: null });
  expect(shareOf([false, false, false], [0, 1, 2])).toEqual({ value: 0, se: null });
  expect(shareOf([true, true], [0, 1])).toEqual({ value: 1, se: null });
  expect(differenceOf({ value: 5, se: 3 }, { value: 2, se: 4 })).toEqual({ value: 3, se: 5 });
  expect(differenceOf({ value: 5, se: 3 }, { value: 2, se: null })).toEqual({ value: 3, se: null });
});

test('too few values have no error', () => {
  expect(meanOf([4])).toEqual({ value: 4, se: null });
  expect(sdOf([4, 6]).se).toBeNull();
  expect(cvOf([4, 4, 4])).toEqual({ value: 0, se: null });
});

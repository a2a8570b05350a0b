/** A sample of values and lower bounds: what its figures are, and when they are lower bounds themselves. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXACT_LIMIT, Sample } from '../../../../src/results/samples/sample.js';
import { quantileRank } from '../../../../src/stats/quantiles.js';
import { SECOND } from '../../../../src/units/time.js';

function sampleOf(values: readonly number[], bounds: readonly number[], borders: readonly number[] = []): Sample {
  const sample = new Sample(borders);
  for (const x of values) sample.add(x, true);
  for (const x of bounds) sample.add(x, false);
  return sample;
}

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => (i + 1) * SECOND);

describe('quantiles', () => {
  test('are order statistics', () => {
    const sample = sampleOf(range(100), []);
    expect([0.5, 0.95, 0.99, 1].map((level) => sample.quantile(level))).toEqual(
      [50, 95, 99, 100].map((s) => ({ value: s * SECOND, atLeast: false })),
    );
  });

  test('equal the sorted samples, bounds included, and a bound stands behind an equal value', () => {
    const small = fc.array(fc.nat(30), { maxLength: 40 });
    fc.assert(
      fc.property(small, small, fc.integer({ min: 1, max: 100 }), (values, bounds, percent) => {
        const all = [...values.map((x) => ({ x, isBound: 0 })), ...bounds.map((x) => ({ x, isBound: 1 }))];
        fc.pre(all.length > 0);
        all.sort((a, b) => a.x - b.x || a.isBound - b.isBound);
        const expected = all[quantileRank(percent / 100, all.length) - 1]!;
        const { value, atLeast } = sampleOf(values, bounds).quantile(percent / 100);
        expect(value).toBe(expected.x);
        if (expected.isBound === 1) expect(atLeast).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('one that falls on a lower bound is one', () => {
    expect(sampleOf(range(9), [100 * SECOND]).quantile(0.99)).toEqual({ value: 100 * SECOND, atLeast: true });
  });

  test('a value that many bounds below it could push up is a lower bound, though it is a value itself', () => {
    // Half of the jobs wait still, each waits 1 s so far: the other half says nothing of how long they will.
    const bounds = Array.from({ length: 50 }, () => SECOND);
    expect(sampleOf(range(50), bounds).quantile(0.95)).toEqual({ value: 45 * SECOND, atLeast: true });
  });

  test('a few bounds in a large sample change nothing worth saying', () => {
    expect(sampleOf(range(1000), [SECOND, SECOND]).quantile(0.95)).toEqual({ value: 950 * SECOND, atLeast: false });
  });

  test('beyond the exact limit they come from the histogram within its error, bounds marked as before', () => {
    const n = EXACT_LIMIT * 2;
    const sample = new Sample([]);
    for (let i = 1; i <= n; i++) sample.add(i * 1000, i <= n * 0.9);
    const p50 = sample.quantile(0.5);
    expect(Math.abs(p50.value / (n * 500) - 1)).toBeLessThan(0.004);
    expect(p50.atLeast).toBe(false);
    expect(sample.quantile(0.95).atLeast).toBe(true);
    expect(sample.max()).toEqual({ value: n * 1000, atLeast: true });
    expect(sample.mean().value).toBe(((n + 1) / 2) * 1000);
  });

  test('beyond the exact limit the rank is as exact as before: half and one more', () => {
    const sample = new Sample([]);
    const half = EXACT_LIMIT;
    for (let i = 0; i < half; i++) sample.add(SECOND, true);
    for (let i = 0; i < half; i++) sample.add(2 * SECOND, true);
    const near = (value: number): number => Math.round(value / SECOND);
    expect(near(sample.quantile(0.5).value)).toBe(1);
    // Rank ceil(0.500005 x 200,000) = 100,001.
    expect(near(sample.quantile(0.500005).value)).toBe(2);
  });

  test('beyond the exact limit no quantile passes the largest sample, and none is below the smallest', () => {
    const sample = new Sample([]);
    // 4.050 s: the middle of its cell is beyond it.
    for (let i = 0; i <= EXACT_LIMIT; i++) sample.add(4_050_000, true);
    expect([0.01, 0.5, 1].map((level) => sample.quantile(level).value)).toEqual([4_050_000, 4_050_000, 4_050_000]);
    sample.add(5_000_001, false);
    expect(sample.quantile(1).value).toBeLessThanOrEqual(sample.max().value);
    expect(sample.quantile(0.5).value).toBeGreaterThanOrEqual(4_050_000);
  });
});

describe('mean, largest and shares', () => {
  test('are exact', () => {
    const sample = sampleOf(
      [1, 2, 3].map((s) => s * SECOND),
      [],
      [2 * SECOND, 3 * SECOND],
    );
    expect(sample.mean()).toEqual({ value: 2 * SECOND, atLeast: false });
    expect(sample.max()).toEqual({ value: 3 * SECOND, atLeast: false });
    // Strictly below.
    expect(sample.shareBelow(2 * SECOND)).toBeCloseTo(1 / 3, 15);
    expect(sample.shareBelow(3 * SECOND)).toBeCloseTo(2 / 3, 15);
    expect(sample.shareBelow(5 * SECOND)).toBeNaN();
  });

  test('a bound is never counted as below', () => {
    expect(sampleOf([SECOND], [SECOND], [2 * SECOND]).shareBelow(2 * SECOND)).toBe(0.5);
  });

  test('the mean with a third of bounds is a lower bound, the largest value is not one beside smaller bounds', () => {
    const sample = sampleOf([10 * SECOND, 20 * SECOND], [SECOND]);
    expect(sample.mean().atLeast).toBe(true);
    expect(sample.max()).toEqual({ value: 20 * SECOND, atLeast: false });
  });

  test('sums pass 2^53 without loss', () => {
    const sample = new Sample([]);
    const big = 2 ** 52 + 1;
    for (let i = 0; i < 9; i++) sample.add(big, true);
    expect(sample.mean().value).toBe(big);
  });

  test('nothing is nothing', () => {
    const sample = new Sample([SECOND]);
    expect([sample.mean().value, sample.max().value, sample.quantile(0.5).value, sample.shareBelow(SECOND)]).toEqual([NaN, NaN, NaN, NaN]);
  });
});

describe('merging', () => {
  test.each([
    ['exact and exact', 50, 70],
    ['exact beyond the limit together', EXACT_LIMIT - 10, 20],
    ['histogram into exact', 10, EXACT_LIMIT + 10],
    ['exact into histogram', EXACT_LIMIT + 10, 10],
  ])('%s equals one sample', (_name, left, right) => {
    const value = (i: number): number => ((i * 7919) % 100_003) * 100;
    const [a, b, both] = [new Sample([SECOND]), new Sample([SECOND]), new Sample([SECOND])];
    for (let i = 0; i < left + right; i++) {
      (i < left ? a : b).add(value(i), i % 5 !== 0);
      both.add(value(i), i % 5 !== 0);
    }
    a.merge(b);
    const figures = (s: Sample): unknown[] => [
      s.count,
      s.bounds,
      s.mean(),
      s.max(),
      s.quantile(0.5),
      s.quantile(0.95),
      s.shareBelow(SECOND),
      s.cells(),
      s.boundCells(),
    ];
    expect(figures(a)).toEqual(figures(both));
  });
});

test.each([
  ['before the limit', 1_000],
  ['beyond it', EXACT_LIMIT + 1_000],
])('values out of a list are as each by itself, %s', (_name, count) => {
  const [one, every] = [new Sample([SECOND, 5 * SECOND]), new Sample([SECOND, 5 * SECOND])];
  const list = Float64Array.from({ length: 4 * 64 });
  for (let added = 0; added < count; added += 64) {
    for (let i = 0; i < list.length; i++) list[i] = (((added * 4 + i) * 7919) % 100_003) * 100;
    every.addEvery(4, list, 2, list.length);
    for (let i = 2; i < list.length; i += 4) one.add(list[i]!, true);
  }
  expect(every.quantile(0.99)).toEqual(one.quantile(0.99));
  expect(every.columns()).toEqual(one.columns());
});

describe('as plain data', () => {
  const figures = (sample: Sample): unknown => [
    sample.count,
    sample.bounds,
    sample.mean(),
    sample.max(),
    ...[0.05, 0.5, 0.95, 1].map((level) => sample.quantile(level)),
    sample.shareBelow(10),
    sample.inOrder(),
    sample.cells(),
    sample.boundCells(),
  ];
  const sent = (sample: Sample): Sample => Sample.of(structuredClone(sample.columns()));

  test.each([
    ['none', 0],
    ['few', 100],
    ['as many as are kept one by one', EXACT_LIMIT],
    ['more', EXACT_LIMIT + 1],
  ])('%s: it is the same sample again, and goes on as it would have', (_, count) => {
    const values = Array.from({ length: Math.ceil(count * 0.9) }, (_unused, i) => (i * 7919) % 100_003);
    const bounds = Array.from({ length: count - values.length }, (_unused, i) => (i * 104_729) % 50_021);
    const own = sampleOf(values, bounds, [10]);
    const again = sent(own);
    expect(figures(again)).toEqual(figures(own));
    for (const sample of [own, again]) for (const x of [3, 1e9, 12]) sample.add(x, x !== 12);
    expect(figures(again)).toEqual(figures(own));
    const both = [sampleOf([1], [2], [10]), sampleOf([1], [2], [10])];
    both[0]!.merge(own);
    both[1]!.merge(sent(again));
    expect(figures(both[1]!)).toEqual(figures(both[0]!));
  });
});

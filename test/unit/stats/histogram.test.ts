/** The histogram keeps its promised resolution and merges without loss. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellFloor, cellOf, cellValue, Histogram, HISTOGRAM_ERROR } from '../../../src/stats/histogram.js';
import { INVERSE_POWERS, POWERS } from '../../../src/stats/powers.js';
import { quantileRank, sortedQuantile } from '../../../src/stats/quantiles.js';

const values = fc.oneof(fc.maxSafeNat(), fc.nat(2000), fc.nat(4_000_000_000));

test('a product with an inverse power is the quotient by the power, to the bit', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.nat(52), (x, exponent) => {
      expect(x * INVERSE_POWERS[exponent]!).toBe(x / POWERS[exponent]!);
    }),
    { numRuns: 2000 },
  );
  expect(POWERS[52]).toBe(4_503_599_627_370_496);
});

describe('histogram', () => {
  test('every integer lies in its cell and the cell stands for it within the stated error', () => {
    fc.assert(
      fc.property(values, (x) => {
        const cell = cellOf(x);
        expect(cellFloor(cell)).toBeLessThanOrEqual(x);
        expect(cellFloor(cell + 1)).toBeGreaterThan(x);
        expect(Math.abs(cellValue(cell) - x)).toBeLessThanOrEqual(x * HISTOGRAM_ERROR);
      }),
      { numRuns: 2000 },
    );
    expect(HISTOGRAM_ERROR).toBeLessThan(0.004);
  });

  test('cells are contiguous over all borders of powers of two', () => {
    for (let power = 256; power < 4_503_599_627_370_496; power *= 2) {
      expect(cellOf(power)).toBe(cellOf(power - 1) + 1);
    }
    expect(cellOf(255)).toBe(255);
    expect(cellOf(Number.MAX_SAFE_INTEGER)).toBeLessThan(6200);
  });

  test('merging equals adding everything to one, and the filled cells make it again', () => {
    fc.assert(
      fc.property(fc.array(values), fc.array(values), (left, right) => {
        const [a, b, both] = [new Histogram(), new Histogram(), new Histogram()];
        for (const x of left) a.add(x);
        for (const x of right) b.add(x);
        for (const x of [...left, ...right]) both.add(x);
        a.merge(b);
        expect(a.filled()).toEqual(both.filled());
        expect(a.count).toBe(left.length + right.length);
        expect(Histogram.of(a.filled()).filled()).toEqual(both.filled());
      }),
    );
  });

  test('values in order, and every third of a list, are added as each by itself', () => {
    fc.assert(
      fc.property(fc.array(values), fc.nat(2), (list, first) => {
        const [one, sorted, third, every] = [new Histogram(), new Histogram(), new Histogram(), new Histogram()];
        for (const x of list) one.add(x);
        sorted.addSorted(Float64Array.from(list).sort());
        expect([sorted.count, sorted.filled()]).toEqual([one.count, one.filled()]);
        for (const [i, x] of list.entries()) if (i % 3 === first) third.add(x);
        every.addEvery(3, Float64Array.from(list), first, list.length);
        expect([every.count, every.filled()]).toEqual([third.count, third.filled()]);
      }),
    );
  });

  test('a quantile is within the stated error of the sorted samples', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 300 }), fc.integer({ min: 1, max: 1_000_000 }), (samples, ppm) => {
        const histogram = new Histogram();
        for (const x of samples) histogram.add(x);
        const exact = sortedQuantile(
          samples.toSorted((a, b) => a - b),
          ppm / 1e6,
        );
        const read = histogram.valueAt(quantileRank(ppm / 1e6, samples.length));
        expect(Math.abs(read - exact)).toBeLessThanOrEqual(exact * HISTOGRAM_ERROR);
      }),
    );
  });

  test('there is no value beyond the last rank', () => {
    const histogram = new Histogram();
    histogram.add(7, 3);
    expect([1, 3, 4].map((rank) => histogram.valueAt(rank))).toEqual([7, 7, Infinity]);
  });
});

describe('quantile rank', () => {
  test.each([
    [0.95, 100, 95],
    [0.07, 100, 7],
    [0.5, 5, 3],
    [0.5, 4, 2],
    [0, 9, 1],
    [1, 9, 9],
    [0.99, 10, 10],
    [0.9999, 10_000_000, 9_999_000],
  ])('level %d of %d samples is rank %d', (level, count, rank) => {
    expect(quantileRank(level, count)).toBe(rank);
  });
});

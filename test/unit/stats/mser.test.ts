/** MSER-5 against its definition, and what it finds in series whose beginning is known. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Streams } from '../../../src/sim/random/index.js';
import { batchMeans, mser5 } from '../../../src/stats/mser.js';

/** The definition, word by word: every d on its own, with the mean and the squares of what is left. */
function byDefinition(series: readonly number[]): { readonly leftOut: number; readonly isSettled: boolean } {
  const means: number[] = [];
  for (let i = 0; i + 5 <= series.length; i += 5)
    means.push((series[i]! + series[i + 1]! + series[i + 2]! + series[i + 3]! + series[i + 4]!) / 5);
  const n = means.length;
  const table: number[] = [];
  for (let d = 0; d < n - 5; d++) {
    const left = means.slice(d);
    const mean = left.reduce((sum, y) => sum + y, 0) / left.length;
    table.push(left.reduce((sum, y) => sum + (y - mean) * (y - mean), 0) / (left.length * left.length));
  }
  const at = table.indexOf(Math.min(...table));
  return { leftOut: 5 * Math.min(at, Math.floor(n / 2)), isSettled: at <= Math.floor(n / 2) };
}

/** A first-order autoregression about `level`, which it is off by `off` at its beginning. */
function autoregression(seed: number, { length = 1000, rho = 0.5, level = 10, off = 0 }): number[] {
  const stream = new Streams(seed, 0).stream('series');
  const series: number[] = [];
  let x = off;
  for (let i = 0; i < length; i++) {
    x = rho * x + (stream.uniform(i, 0, 0) + stream.uniform(i, 1, 0) - 1);
    series.push(level + x);
  }
  return series;
}

test('it is the least of the table', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 50, maxLength: 200 }), (series) => {
      // Whole numbers may tie to the last bit in one way of summing and not in the other.
      const noisy = series.map((x, i) => x + Math.sin(i) / 7);
      expect(mser5(noisy)).toEqual(byDefinition(noisy));
    }),
    { numRuns: 200 },
  );
});

describe('a series', () => {
  test('that begins far off is cut where it has come near', () => {
    // It starts 40 off, sixty times its standard deviation, and forgets a fifth a step: after twenty it is within one of them.
    const found = Array.from({ length: 50 }, (_, seed) => mser5(autoregression(seed, { rho: 0.8, off: 40 })));
    expect(found.filter(({ isSettled }) => isSettled).length).toBeGreaterThanOrEqual(45);
    const cuts = found.map(({ leftOut }) => leftOut).sort((a, b) => a - b);
    expect(cuts[0]).toBeGreaterThanOrEqual(10);
    expect(cuts[25]).toBeLessThanOrEqual(150);
  });

  test('that begins as it goes on loses little of it', () => {
    const cuts = Array.from({ length: 50 }, (_, seed) => mser5(autoregression(seed, { rho: 0.5 })).leftOut).sort((a, b) => a - b);
    expect(cuts[25]).toBeLessThanOrEqual(100);
  });

  test('that is constant loses nothing', () => {
    expect(mser5(Array.from({ length: 100 }, () => 3))).toEqual({ leftOut: 0, isSettled: true });
  });

  test('that grows all along never settles', () => {
    const noise = autoregression(3, { rho: 0.3 });
    expect(mser5(noise.map((x, i) => x + i / 10))).toEqual({ leftOut: 500, isSettled: false });
  });

  test('that is too short says nothing', () => {
    expect(mser5(Array.from({ length: 49 }, (_, i) => i))).toEqual({ leftOut: 0, isSettled: false });
  });
});

test('means are of whole batches', () => {
  expect(batchMeans([1, 2, 3, 4, 5, 6, 100], 3)).toEqual([2, 5]);
  expect(batchMeans([1, 2], 3)).toEqual([]);
});

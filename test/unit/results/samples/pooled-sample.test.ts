/** Samples of several runs taken together: the quantile of all, and an interval from the shares below it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PooledSample } from '../../../../src/results/samples/pooled-sample.js';
import { EXACT_LIMIT, Sample } from '../../../../src/results/samples/sample.js';
import { cellOf } from '../../../../src/stats/histogram.js';

function sampleOf(values: readonly number[], bounds: readonly number[] = []): Sample {
  const sample = new Sample([]);
  for (const x of values) sample.add(x, true);
  for (const x of bounds) sample.add(x, false);
  return sample;
}

function pooled(...runs: readonly Sample[]): PooledSample {
  const all = new PooledSample([]);
  for (const run of runs) all.add(run);
  return all;
}

const from = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => first + i);
/** t(0.975) of 1, 2, 3 and 4 degrees of freedom, from a table. */
const T = [12.706204736, 4.30265273, 3.182446305, 2.776445105];

describe('the interval of a quantile', () => {
  test('by hand: three runs', () => {
    // 1 to 100, 11 to 110, 21 to 120: the median of the 300 is 61 (rank 150), below which are 60, 50 and 40 of a hundred.
    // h = 4.30265 x 0.1 / sqrt(3) = 0.24841, so the ends have ranks ceil(0.25159 x 300) = 76 and ceil(0.74841 x 300) = 225.
    const all = pooled(sampleOf(from(1, 100)), sampleOf(from(11, 100)), sampleOf(from(21, 100)));
    const sorted = [...from(1, 100), ...from(11, 100), ...from(21, 100)].sort((a, b) => a - b);
    expect(all.quantile(0.5)).toEqual({ value: sorted[149], atLeast: false, low: sorted[75], high: sorted[224] });
  });

  test('is what plain arithmetic makes of any runs without ties', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(fc.nat(100_000), { minLength: 1, maxLength: 40 }), { minLength: 2, maxLength: 5 }),
        fc.integer({ min: 1, max: 99 }),
        (runs, percent) => {
          const own = runs.map((run, index) => run.map((x) => x * runs.length + index));
          const sorted = own.flat().sort((a, b) => a - b);
          const rank = (level: number): number =>
            Math.min(sorted.length, Math.max(1, Math.ceil((Math.round(level * 1e6) * sorted.length) / 1e6)));
          const value = sorted[rank(percent / 100) - 1]!;
          const shares = own.map((run) => run.filter((x) => x < value).length / run.length);
          const mean = shares.reduce((a, b) => a + b) / shares.length;
          const variance = shares.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (shares.length - 1);
          const h = T[shares.length - 2]! * Math.sqrt(variance / shares.length);
          const found = pooled(...own.map((run) => sampleOf(run))).quantile(percent / 100);
          expect(found.value).toBe(value);
          // The table has nine digits: a rank may be one off where the level falls on it.
          expect(Math.abs(sorted.indexOf(found.low!) + 1 - rank(Math.max(0, percent / 100 - h)))).toBeLessThanOrEqual(1);
          expect(Math.abs(sorted.indexOf(found.high!) + 1 - rank(Math.min(1, percent / 100 + h)))).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('where two samples are the quantile, what is not above it counts too; where one is, what is below it alone', () => {
    // Below 5 is nothing in either run; not above it are two of three and none.
    expect(pooled(sampleOf([5, 5, 9]), sampleOf([6, 7, 8])).quantile(0.2)).toMatchObject({ value: 5, low: 5, high: 9 });
    expect(pooled(sampleOf([5, 8, 9]), sampleOf([6, 7, 10])).quantile(0.1)).toMatchObject({ value: 5, low: 5, high: 5 });
  });

  test('one run has none; runs without a sample are no runs', () => {
    expect(pooled(sampleOf([1, 2, 3])).quantile(0.5)).toEqual({ value: 2, atLeast: false, low: null, high: null });
    expect(pooled(sampleOf([1, 2, 3]), sampleOf([])).quantile(0.5).low).toBeNull();
  });

  test('equal runs have an interval of no width', () => {
    const run = sampleOf(from(1, 100));
    expect(pooled(run, run, run).quantile(0.95)).toEqual({ value: 95, atLeast: false, low: 95, high: 95 });
  });

  test('where many samples are equal to it, the share up to it counts too', () => {
    // Half wait not at all in one run, 0.9 in the other: the median is 0, and below it is nobody in either.
    const [a, b] = [from(1, 50), from(1, 10)].map((late) => sampleOf([...Array.from({ length: 100 - late.length }, () => 0), ...late]));
    const { value, high } = pooled(a!, b!).quantile(0.5);
    expect(value).toBe(0);
    expect(high).toBe(50);
  });

  test('unfinished jobs that reach into the top leave it open; the largest value closes it otherwise', () => {
    const [short, long] = [sampleOf(from(1, 100)), sampleOf(from(50, 100))];
    expect(pooled(short, long).quantile(0.95).high).toBe(149);
    expect(pooled(short, sampleOf(from(50, 99), [200])).quantile(0.95)).toMatchObject({ atLeast: false, high: null });
    expect(pooled(short, sampleOf(from(50, 100), [5])).quantile(0.95).high).toBe(149);
  });

  test('beyond the exact limit it is that of few samples, within the width of two cells', () => {
    const runs = [0, 1, 2, 3].map((run) => from(0, EXACT_LIMIT / 4).map((i) => 1_000_000 + i * 40 + run * 20_000));
    const few = pooled(...runs.map((run) => sampleOf(run))).quantile(0.9);
    const doubled = pooled(...runs.map((run) => sampleOf([...run, ...run]))).quantile(0.9);
    for (const end of ['value', 'low', 'high'] as const) expect(Math.abs(doubled[end]! / few[end]! - 1)).toBeLessThan(2 / 128);
    expect(doubled.low).toBeLessThan(doubled.value);
    expect(doubled.high).toBeGreaterThan(doubled.value);
  });

  test('beyond the exact limit the ends are those of the same shares of few samples, to the cell', () => {
    // Times so far apart that each has cells of its own; `counts` of a run are how often it has each of them.
    const times = [1, 2, 4, 8, 16, 32].map((x) => x * 1_000_000);
    const runs = [
      [50, 20, 10, 10, 6, 4],
      [40, 20, 15, 10, 10, 5],
      [60, 25, 10, 5, 0, 0],
      [30, 30, 10, 10, 10, 10],
    ];
    const spread = (factor: number, boundsOfLast = 0): PooledSample =>
      pooled(
        ...runs.map((counts, run) => {
          const values = counts.flatMap((count, i) => Array.from({ length: count * factor }, () => times[i]!));
          const bounds = run === 3 ? boundsOfLast * factor : 0;
          return sampleOf(values.slice(0, values.length - bounds), values.slice(values.length - bounds));
        }),
      );
    // Of four runs the third brings the many over the limit in the first case, in the second each run is over it by itself.
    for (const factor of [Math.ceil(EXACT_LIMIT / 290), Math.ceil(EXACT_LIMIT / 99)]) {
      const [few, many] = [spread(2), spread(factor)];
      expect(many.all.count).toBeGreaterThan(EXACT_LIMIT);
      for (const level of [0.3, 0.5, 0.62, 0.75, 0.9, 0.97]) {
        const [a, b] = [few.quantile(level), many.quantile(level)];
        for (const end of ['value', 'low', 'high'] as const) expect(cellOf(b[end]!), `${level} ${end}`).toBe(cellOf(a[end]!));
      }
    }
    // Lower bounds are samples too, and leave the top open.
    const few = spread(2, 10).quantile(0.9);
    const many = spread(Math.ceil(EXACT_LIMIT / 99), 10).quantile(0.9);
    expect([cellOf(many.value), cellOf(many.low!), many.high]).toEqual([cellOf(few.value), cellOf(few.low!), null]);
    expect(few.high).toBeNull();
  });

  test.each([40, EXACT_LIMIT / 2 + 1])('a copy is the same and goes on by itself (%i samples a run)', (count) => {
    const runs = [0, 1, 2].map((run) => sampleOf(from(run * 1000, count)));
    const own = pooled(runs[0]!, runs[1]!);
    const copy = own.copy();
    const before = own.quantile(0.9);
    copy.add(runs[2]!);
    expect(own.quantile(0.9)).toEqual(before);
    own.add(runs[2]!);
    expect([0.1, 0.5, 0.9].map((level) => copy.quantile(level))).toEqual([0.1, 0.5, 0.9].map((level) => own.quantile(level)));
  });

  test('memory does not grow with the runs: no list of theirs is kept beyond the limit', () => {
    const all = new PooledSample([]);
    for (let run = 0; run < 300; run++) all.add(sampleOf(from(run, 1000)));
    expect(JSON.stringify(all).length).toBeLessThan(100_000);
    expect(all.runs).toBe(300);
  });
});

/** The steps of a distribution of times. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shareCurve } from '../../../../../src/report/run/page/distribution.js';
import type { Delay } from '../../../../../src/results/jobs/job-scope-schema.js';
import { Histogram } from '../../../../../src/stats/histogram.js';

describe('the distribution', () => {
  const delayOf = (micros: readonly number[]): Delay => {
    const histogram = new Histogram();
    for (const x of micros) histogram.add(x);
    return { cells: histogram.filled().map(([cell, count]) => [cell, count] as [number, number]) } as Delay;
  };

  test('rises to all jobs, never falls, and is nowhere off by more than half a percent of the jobs and a step of the axis', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 3_600_000_000 }), { maxLength: 300 }), { minLength: 1, maxLength: 3 }),
        (runs) => {
          const all = runs.flat().sort((a, b) => a - b);
          const points = shareCurve(runs.map(delayOf));
          if (all.length === 0) {
            expect(points).toEqual([]);
            return;
          }
          expect(points.at(-1)!.share).toBe(1);
          for (const [i, { seconds, share }] of points.entries()) {
            expect(seconds).toBeGreaterThanOrEqual(0.01);
            if (i > 0) {
              expect(seconds).toBeGreaterThan(points[i - 1]!.seconds);
              expect(share).toBeGreaterThan(points[i - 1]!.share);
            }
            // The histogram's error is 1/256 either way.
            const above = all.filter((x) => x <= seconds * 1e6 * 1.01).length / all.length;
            const below = all.filter((x) => x < (seconds * 1e6) / 1.01).length / all.length;
            expect(share).toBeLessThanOrEqual(above + 1e-9);
            if (seconds > 0.0101) expect(share).toBeGreaterThanOrEqual(below - 1e-9);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('jobs that were never handed out', () => {
  test('are among all jobs and below no time', () => {
    const cells = (micros: readonly number[]): [number, number][] => {
      const histogram = new Histogram();
      for (const x of micros) histogram.add(x);
      return histogram.filled().map(([cell, count]) => [cell, count]);
    };
    const bounds = [5_000_000, 90_000_000];
    const delay = { cells: cells([1_000_000, 10_000_000, ...bounds]), boundCells: cells(bounds) } as Delay;
    const points = shareCurve([delay]);
    expect(points.map(({ share }) => share)).toEqual([0.25, 0.5]);
    expect(points[1]!.seconds).toBeCloseTo(10, 1);
    expect(shareCurve([{ cells: cells(bounds), boundCells: cells(bounds) }])).toEqual([]);
  });
});

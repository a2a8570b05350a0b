/** Student's quantile against tables and against @stdlib, which is not what computes it. */
import quantile from '@stdlib/stats-base-dists-t-quantile';
import { describe, expect, test } from 'vitest';
import { tQuantile } from '../../../src/stats/student.js';

describe("Student's quantile", () => {
  test.each([
    [0.975, 1, 12.706204736174698],
    [0.975, 2, 4.302652729749464],
    [0.975, 4, 2.7764451051977934],
    [0.975, 9, 2.262157162798],
    [0.95, 10, 1.8124611228107335],
    [0.995, 30, 2.7499956536],
  ])('p %d, %d degrees: the table says %d', (p, df, t) => {
    expect(tQuantile(p, df)).toBeCloseTo(t, 10);
  });

  test('half lies below nought', () => {
    for (const df of [1, 2, 7, 100]) expect(tQuantile(0.5, df)).toBe(0);
  });

  test('has the twelve digits of @stdlib, for any number of replications', () => {
    for (const df of [...Array.from({ length: 120 }, (_, i) => i + 1), 199, 500, 999, 1000]) {
      for (const p of [0.6, 0.9, 0.95, 0.975, 0.995, 0.9995]) {
        const own = tQuantile(p, df);
        const theirs = quantile(p, df);
        expect(Math.abs(own - theirs), `${df} ${p}: ${own} ${theirs}`).toBeLessThanOrEqual(1e-12 * theirs);
      }
    }
  });
});

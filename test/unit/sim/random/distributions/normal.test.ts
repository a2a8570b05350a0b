/** The standard normal distribution against tables and against @stdlib, which is not what computes it. */
import erfc from '@stdlib/math-base-special-erfc';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf, normalMass, normalQuantile } from '../../../../../src/sim/random/distributions/normal.js';

/** Whether two numbers are the same to so many parts of themselves. */
function isClose(a: number, b: number, parts = 1e-13): boolean {
  return a === b || Math.abs(a - b) <= parts * Math.abs(b);
}

/** Chances from the middle to far out in the tail. */
const tail = fc.double({ min: -300, max: Math.log10(0.5), noNaN: true }).map((exponent) => Math.exp(exponent * Math.LN10));

describe('the quantile', () => {
  test('is what tables say', () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(0.025)).toBeCloseTo(-1.959963984540054, 14);
    expect(normalQuantile(0.95)).toBeCloseTo(1.6448536269514722, 14);
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 13);
    // As Python's statistics.NormalDist says, which is of the same paper.
    expect(normalQuantile(0.000010048891050032517)).toBe(-4.263801700163363);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });

  test('has the chance below it that it was asked for, by the erfc of @stdlib', () => {
    fc.assert(
      fc.property(tail, (u) => {
        const z = normalQuantile(u);
        // What the last bit of z is in the chance.
        expect(isClose(erfc(-z * Math.SQRT1_2) / 2, u, 1e-15 * (1 + z * z)), `${u}: ${z}`).toBe(true);
        if (1 - u < 1) expect(normalQuantile(1 - u) + normalQuantile(1 - (1 - u))).toBeCloseTo(0, 12);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the cdf', () => {
  test('is what tables say', () => {
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(1)).toBeCloseTo(0.8413447460685429, 15);
    expect(normalCdf(-1.96)).toBeCloseTo(0.024997895148220435, 16);
    expect(isClose(normalCdf(-10), 7.61985302416052e-24)).toBe(true);
    expect([normalCdf(-Infinity), normalCdf(Infinity), normalCdf(-40)]).toEqual([0, 1, 0]);
  });

  test('is that of @stdlib, with its digits in the lower tail', () => {
    fc.assert(
      fc.property(fc.double({ min: -35, max: 35, noNaN: true }), (z) => {
        expect(isClose(normalCdf(z), erfc(-z * Math.SQRT1_2) / 2, 2e-13), `${z}`).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('rises, and undoes the quantile', () => {
    fc.assert(
      fc.property(tail, (u) => {
        expect(isClose(normalCdf(normalQuantile(u)), u, 1e-12)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), fc.double({ min: 1e-6, max: 2, noNaN: true }), (z, step) => {
        expect(normalCdf(z + step)).toBeGreaterThanOrEqual(normalCdf(z));
        expect(isClose(normalMass(z, z + step), normalMass(-z - step, -z), 1e-9)).toBe(true);
      }),
    );
    expect(normalMass(2, 1)).toBe(0);
  });
});

/** Erlang's formulas between whole numbers of servers, against the whole ones and against the integral that defines them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erlangBAt, erlangCAt } from '../../../src/stats/fractional-erlang.js';
import { erlangB, erlangC } from '../../../src/stats/oracles.js';

/** 1 / B = a x the integral of exp(-a t) (1 + t)^c over t from 0 on (Jagerman 1974), by Simpson's rule. */
function byIntegral(c: number, a: number): number {
  const end = (60 + 3 * c) / a;
  const steps = 40_000;
  const value = (t: number): number => Math.exp(-a * t + c * Math.log(1 + t));
  let sum = value(0) + value(end);
  for (let i = 1; i < steps; i++) sum += value((i * end) / steps) * (i % 2 === 0 ? 2 : 4);
  return 1 / ((a * sum * end) / steps / 3);
}

describe('Erlang B and C', () => {
  test('are those of whole numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.double({ min: 0.01, max: 300, noNaN: true }), (c, a) => {
        expect(erlangBAt(c, a)).toBeCloseTo(erlangB(c, a), 12);
        expect(erlangCAt(c, a)).toBeCloseTo(erlangC(c, a), 12);
      }),
    );
  });

  test.each([
    [0.5, 1, 0.03],
    [0.3, 5, 0.003],
    [1.5, 1, 0.02],
    [4.25, 3, 0.001],
    [10.7, 8, 0.001],
    [33.3, 30, 0.001],
  ])('B of %f servers and a load of %f is the integral to %f', (c, a, error) => {
    expect(Math.abs(erlangBAt(c, a) / byIntegral(c, a) - 1)).toBeLessThan(error);
  });

  test('nobody waits without load, everybody does from full load on', () => {
    expect(erlangCAt(3, 0)).toBe(0);
    expect(erlangCAt(3, 3)).toBe(1);
    expect(erlangCAt(0, 0)).toBe(1);
  });

  test('a server more, or a part of one, never makes more wait', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 100, noNaN: true }), fc.double({ min: 0.01, max: 50, noNaN: true }), (a, more) => {
        expect(erlangCAt(a + more, a)).toBeLessThanOrEqual(1);
        expect(erlangCAt(a + more + 0.5, a)).toBeLessThanOrEqual(erlangCAt(a + more, a) + 1e-12);
      }),
    );
  });
});

/** Sums of integers stay exact far past 2^53: BigInt is the oracle. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LimbSum } from '../../../src/sim/index.js';

const exact = (sum: LimbSum): bigint => BigInt(sum.hi) * (1n << 52n) + BigInt(sum.lo);
const anyInteger = fc.maxSafeInteger();
const anyCount = fc.oneof(fc.integer({ min: -20_000, max: 20_000 }), fc.integer({ min: -4_294_967_295, max: 4_294_967_295 }));

describe('LimbSum', () => {
  test('20 000 held for a year of microseconds, a second at a time, crosses 2^53 without losing one', () => {
    const sum = new LimbSum();
    let naive = 0;
    for (let i = 0; i < 600_000; i++) {
      sum.addProduct(20_001, 1_000_001);
      naive += 20_001 * 1_000_001;
    }
    const truth = 600_000n * 20_001n * 1_000_001n;
    expect(truth > 1n << 53n).toBe(true);
    expect(exact(sum)).toBe(truth);
    expect(sum.toNumber()).toBe(Number(truth));
    expect(BigInt(naive)).not.toBe(truth);
  });

  test('equals BigInt for any integers and products, keeps its lower limb in range and rounds once', () => {
    const equals = (integers: number[], products: [number, number][]): void => {
      const sum = new LimbSum();
      let truth = 0n;
      for (const x of integers) {
        sum.add(x);
        truth += BigInt(x);
      }
      for (const [a, b] of products) {
        sum.addProduct(a, b);
        truth += BigInt(a) * BigInt(b);
      }
      expect(exact(sum)).toBe(truth);
      expect(sum.lo >= 0 && sum.lo < 2 ** 52).toBe(true);
      expect(sum.toNumber()).toBe(Number(truth));
    };
    fc.assert(fc.property(fc.array(anyInteger), fc.array(fc.tuple(anyCount, anyInteger)), equals), { numRuns: 2000 });
  });

  test('merge and subtract are exact and undo each other', () => {
    const undoes = (xs: [number, number][], ys: [number, number][]): void => {
      const [a, b] = [new LimbSum(), new LimbSum()];
      for (const [x, y] of xs) a.addProduct(x, y);
      for (const [x, y] of ys) b.addProduct(x, y);
      const before = exact(a);
      a.merge(b);
      expect(exact(a)).toBe(before + exact(b));
      a.subtract(b);
      expect(exact(a)).toBe(before);
      a.reset();
      expect(a.toNumber()).toBe(0);
    };
    const anyProducts = fc.array(fc.tuple(anyCount, anyInteger), { maxLength: 20 });
    fc.assert(fc.property(anyProducts, anyProducts, undoes));
  });

  test('refuses a count that it cannot multiply exactly', () => {
    expect(() => {
      new LimbSum().addProduct(2 ** 33, 2 ** 52);
    }).toThrow(/broken invariant/);
  });
});

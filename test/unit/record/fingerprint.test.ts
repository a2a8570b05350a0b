/** Fingerprints tell runs apart, and the arithmetic that they rest on is the same everywhere. */
import { describe, expect, test } from 'vitest';
import { Fingerprint } from '../../../src/record/fingerprint.js';

function of(...numbers: readonly number[]): string {
  const fingerprint = new Fingerprint();
  for (const number of numbers) fingerprint.addInts(Float64Array.of(number));
  return fingerprint.hex();
}

describe('Fingerprint', () => {
  test('is pinned', () => {
    expect([of(), of(1), of(-1, 2 ** 40)]).toMatchInlineSnapshot(`
      [
        "5bacb7dc8e9aa90f",
        "ee27c451417f19f3",
        "ca78b6525388d381",
      ]
    `);
  });

  test('depends on order, sign, high bits and the end', () => {
    const all = [of(), of(0), of(0, 0), of(1, 2), of(2, 1), of(-1), of(2 ** 32 - 1), of(2 ** 32)];
    expect(new Set(all).size).toBe(all.length);
    expect(of(-0)).toBe(of(0));
  });

  test('reading it does not change it', () => {
    const fingerprint = new Fingerprint();
    fingerprint.addInts(Float64Array.of(5));
    expect(fingerprint.hex()).toBe(fingerprint.hex());
    fingerprint.addInts(Float64Array.of(6));
    expect(fingerprint.hex()).toBe(of(5, 6));
  });

  test('takes in several integers as one after the other', () => {
    const fingerprint = new Fingerprint();
    fingerprint.addInts(Float64Array.of(5, -6, 2 ** 40));
    expect(fingerprint.hex()).toBe(of(5, -6, 2 ** 40));
  });

  // 200 000 near inputs: 64 bits collide with a chance of 1e-9, 32 bits would collide some five times. Each half must be good by itself.
  test('near inputs do not collide, and each half is spread evenly', () => {
    const seen = new Set<string>();
    const ones = new Array<number>(64).fill(0);
    const inputs = 200_000;
    for (let i = 0; i < inputs; i++) {
      const hex = of(i);
      seen.add(hex);
      let bits = BigInt(`0x${hex}`);
      for (let bit = 0; bit < 64; bit++, bits >>= 1n) ones[bit]! += Number(bits & 1n);
    }
    expect(seen.size).toBe(inputs);
    // Six standard deviations of a fair coin.
    for (const count of ones) expect(Math.abs(count - inputs / 2)).toBeLessThan(3 * Math.sqrt(inputs));
  });
});

// ECMAScript leaves these functions to the engine. Pinned on Node 20.20: where a version gives another hash, its runs differ as well.
test('log, exp, sin, cos, log1p, expm1, cbrt and tanh give the same bits on every supported Node', () => {
  const functions = [Math.log, Math.exp, Math.sin, Math.cos, Math.log1p, Math.expm1, Math.cbrt, Math.tanh];
  const fingerprint = new Fingerprint();
  const value = new Float64Array(1);
  const words = new Int32Array(value.buffer);
  for (let i = 1; i <= 100_000; i++) {
    const x = (i * 0.618_033_988_749_894_9) % 1;
    for (const f of functions) {
      value[0] = f(x * ((i & 31) + 1));
      fingerprint.addInts(Float64Array.from(words));
    }
  }
  expect(fingerprint.hex()).toMatchInlineSnapshot(`"30ea3c7aaf3ac287"`);
});

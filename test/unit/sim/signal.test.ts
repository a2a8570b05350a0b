/** A signal's integral, averages, peaks and bins against sums done by hand and by brute force. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Signal } from '../../../src/sim/index.js';

const clock = (now = 0): { now: number } => ({ now });

describe('Signal', () => {
  test('integrates, averages and bins a hand-made path', () => {
    const sim = clock();
    const signal = new Signal(sim, { name: 'queue', binWidth: 10, bins: 3 });
    sim.now = 5;
    signal.set(4);
    sim.now = 12;
    signal.add(-3);
    signal.close(25);
    expect(signal.integral().toNumber()).toBe(4 * 7 + 1 * 13);
    expect(signal.timeAverage()).toBe(41 / 25);
    expect([signal.peak, signal.binsReached]).toEqual([4, 3]);
    expect([0, 1, 2].map((i) => signal.binAverage(i))).toEqual([2, (4 * 2 + 8) / 10, 1]);
    expect([0, 1, 2].map((i) => signal.binPeak(i))).toEqual([4, 4, 1]);
  });

  test('starts statistics anew with the window, and keeps the bins', () => {
    const sim = clock();
    const signal = new Signal(sim, { name: 'queue', binWidth: 10, bins: 2 });
    signal.set(9);
    sim.now = 8;
    signal.set(2);
    signal.openWindow();
    sim.now = 10;
    signal.set(3);
    signal.close(12);
    expect([signal.integral().toNumber(), signal.timeAverage(), signal.peak]).toEqual([10, 2.5, 3]);
    expect([signal.binAverage(0), signal.binAverage(1)]).toEqual([(72 + 4) / 10, 3]);
  });

  test('counts no value that lasted no time, but shows the one there is', () => {
    const sim = clock();
    const signal = new Signal(sim, { name: 'queue', binWidth: 1, bins: 0 });
    signal.set(7);
    expect(signal.peak).toBe(7);
    signal.set(1);
    sim.now = 4;
    signal.set(0);
    expect([signal.peak, signal.timeAverage()]).toEqual([1, 1]);
  });

  test('says what it was in parts, and of the whole what it would say without', () => {
    const sim = clock();
    const signal = new Signal(sim, { name: 'queue', binWidth: 10, bins: 0 });
    signal.set(9);
    sim.now = 10;
    signal.openWindow();
    signal.set(2);
    sim.now = 14;
    signal.set(5);
    sim.now = 16;
    signal.set(1);
    sim.now = 20;
    expect(signal.endPart()).toEqual({ average: (2 * 4 + 5 * 2 + 1 * 4) / 10, peak: 5 });
    sim.now = 30;
    signal.set(3);
    signal.close(40);
    expect(signal.endPart()).toEqual({ average: 2, peak: 3 });
    expect([signal.timeAverage(), signal.peak]).toEqual([(22 + 10 + 30) / 30, 5]);
  });

  test('is frozen by closing, while the value goes on', () => {
    const sim = clock();
    const signal = new Signal(sim, { name: 'queue', binWidth: 5, bins: 4 });
    signal.set(2);
    signal.close(6);
    sim.now = 18;
    signal.set(50);
    sim.now = 19;
    signal.set(60);
    expect([signal.value, signal.integral().toNumber(), signal.timeAverage(), signal.peak]).toEqual([60, 12, 2, 2]);
    expect([signal.binsReached, signal.binAverage(1), signal.binAverage(2)]).toEqual([2, 2, NaN]);
    expect(() => {
      signal.close(20);
    }).toThrow(/once/);
  });

  test('refuses to change before its last change', () => {
    const signal = new Signal(clock(), { name: 'queue', binWidth: 1, bins: 0 });
    signal.setAt(1, 10);
    expect(() => {
      signal.addAt(1, 9);
    }).toThrow(/broken invariant/);
  });

  test('born later, its window begins then and its bins from 0', () => {
    const signal = new Signal(clock(10), { name: 'queue', binWidth: 20, bins: 1 });
    signal.set(6);
    signal.close(20);
    expect([signal.timeAverage(), signal.binAverage(0), signal.binsReached]).toEqual([6, 3, 1]);
  });

  test('loses no bit: a week at 20 000 and more', () => {
    const signal = new Signal(clock(), { name: 'busy', binWidth: 3_600_000_000, bins: 168 });
    signal.setAt(19_999, 0);
    let truth = 0n;
    let value = 19_999;
    let at = 0;
    for (let i = 1; i < 10_000; i++) {
      const next = at + 60_000_000 + i;
      truth += BigInt(value) * BigInt(next - at);
      at = next;
      value += (i % 7) - 3;
      signal.setAt(value, at);
    }
    const integral = signal.integral();
    expect(truth > 1n << 53n).toBe(true);
    expect(BigInt(integral.hi) * (1n << 52n) + BigInt(integral.lo)).toBe(truth);
  });

  test('equals a sum instant by instant on random paths', () => {
    const anyPath = fc.array(fc.tuple(fc.nat(12), fc.integer({ min: -3, max: 9 })), { maxLength: 40 });
    const equals = (path: [number, number][], binWidth: number, rest: number): void => {
      const sim = clock();
      const signal = new Signal(sim, { name: 'any', binWidth, bins: 6 });
      const instants: number[] = [];
      for (const [gap, value] of path) {
        for (let i = 0; i < gap; i++) instants.push(signal.value);
        sim.now += gap;
        signal.set(value);
      }
      for (let i = 0; i < rest; i++) instants.push(signal.value);
      signal.close(sim.now + rest);
      const sum = (xs: number[]): number => xs.reduce((total, x) => total + x, 0);
      expect(signal.integral().toNumber()).toBe(sum(instants));
      if (instants.length > 0) expect(signal.peak).toBe(Math.max(...instants));
      for (let i = 0; i < 6; i++) {
        const part = instants.slice(i * binWidth, (i + 1) * binWidth);
        expect(signal.binAverage(i)).toBe(part.length > 0 ? sum(part) / part.length : NaN);
        expect(signal.binPeak(i)).toBe(part.length > 0 ? Math.max(...part) : NaN);
      }
      expect(signal.binsReached).toBe(Math.min(6, Math.ceil(instants.length / binWidth)));
    };
    fc.assert(fc.property(anyPath, fc.integer({ min: 1, max: 25 }), fc.nat(30), equals), { numRuns: 1000 });
  });

  test('is after pulses what it is after each was added and taken back', () => {
    const pulses = fc.record({
      gap: fc.nat(40),
      value: fc.nat(5),
      delta: fc.constantFrom(-1, 1, 3),
      width: fc.integer({ min: 1, max: 9 }),
      pause: fc.integer({ min: 1, max: 9 }),
      count: fc.nat(12),
    });
    const equals = (
      path: (typeof pulses extends fc.Arbitrary<infer T> ? T : never)[],
      binWidth: number,
      bins: number,
      closes: boolean,
    ): void => {
      const sim = clock();
      const one = new Signal(sim, { name: 'one', binWidth, bins });
      const other = new Signal(sim, { name: 'other', binWidth, bins });
      const both = [one, other];
      let at = 0;
      for (const [i, { gap, value, delta, width, pause, count }] of path.entries()) {
        at += gap;
        sim.now = at;
        for (const signal of both) signal.set(value);
        if (i === 2) for (const signal of both) signal.openWindow();
        if (i === 4 && closes) for (const signal of both) signal.close(at);
        one.pulses(delta, at, width, width + pause, count);
        for (let nth = 0; nth < count; nth++) {
          other.addAt(delta, at + nth * (width + pause));
          other.addAt(-delta, at + nth * (width + pause) + width);
        }
        at += count * (width + pause);
      }
      expect(one).toEqual({ ...other, name: 'one' });
    };
    fc.assert(fc.property(fc.array(pulses, { maxLength: 8 }), fc.integer({ min: 1, max: 60 }), fc.nat(12), fc.boolean(), equals), {
      numRuns: 1000,
    });
  });
});

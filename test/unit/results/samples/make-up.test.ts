import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketOf, MakeUp } from '../../../../src/results/samples/make-up.js';
import { cellFloor, cellOf } from '../../../../src/stats/histogram.js';

const time = fc.integer({ min: 0, max: 2 ** 45 });
const job = fc.tuple(time, time, time).map(([a, b, c]) => ({ whole: a + b + c, parts: Float64Array.of(a, b, c) }));

describe('what a time is made of', () => {
  test('means are exact, and a quantile is taken apart like the jobs that waited about as long', () => {
    const waits = new MakeUp(2);
    // 1000 and 1023 share a bucket (8 a doubling: 896 to 1023 ...), 5000 has its own.
    waits.add(960, Float64Array.of(900, 60));
    waits.add(1000, Float64Array.of(100, 900));
    waits.add(5000, Float64Array.of(0, 5000));
    expect(waits.means()).toEqual([1000 / 3, 5960 / 3]);
    const [boot, poll] = waits.of(980);
    expect(boot).toBe((980 * 1000) / 1960);
    expect(poll).toBe((980 * 960) / 1960);
    expect(waits.of(5000)).toEqual([0, 5000]);
  });

  test('a quantile in whose bucket nothing was spent has no parts', () => {
    const waits = new MakeUp(2);
    waits.add(0, new Float64Array(2));
    expect(waits.of(0)).toEqual([0, 0]);
    expect(waits.of(NaN)).toEqual([0, 0]);
  });

  test('sums beyond 2^53 keep every microsecond', () => {
    const waits = new MakeUp(1);
    const long = 2 ** 52 - 1;
    for (let i = 0; i < 5; i++) waits.add(long, Float64Array.of(long));
    expect(waits.means()[0]).toBe(long);
    expect(waits.of(long)[0]).toBe(long);
  });

  test('carries of several parts do not meet', () => {
    const waits = new MakeUp(3);
    const whole = 2 ** 52 - 1;
    // The second part passes the carry twice, the third once, the first never.
    const parts = [3, (whole - 3) * 0.75, (whole - 3) * 0.25].map(Math.floor);
    for (let i = 0; i < 4; i++) waits.add(whole, Float64Array.from(parts));
    expect(waits.means()).toEqual(parts);
    const total = parts.reduce((sum, part) => sum + part, 0);
    for (const [i, part] of waits.of(whole).entries()) expect(part / ((whole * parts[i]!) / total)).toBeCloseTo(1, 12);
  });

  test('the parts of any quantile sum to it', () => {
    fc.assert(
      fc.property(fc.array(job, { minLength: 1 }), (jobs) => {
        const waits = new MakeUp(3);
        for (const { whole, parts } of jobs) waits.add(whole, parts);
        for (const { whole } of jobs) {
          const sum = waits.of(whole).reduce((total, part) => total + part, 0);
          expect(Math.abs(sum - whole)).toBeLessThanOrEqual(1e-9 * whole);
        }
      }),
    );
  });

  test('two sets merged are the set of all, whichever is merged into which', () => {
    fc.assert(
      fc.property(fc.array(job), fc.array(job), (a, b) => {
        const of = (jobs: typeof a): MakeUp => {
          const waits = new MakeUp(3);
          for (const { whole, parts } of jobs) waits.add(whole, parts);
          return waits;
        };
        const [left, right, all] = [of(a), of(b), of([...a, ...b])];
        left.merge(of(b));
        right.merge(of(a));
        for (const { whole } of [...a, ...b]) {
          expect(left.of(whole)).toEqual(all.of(whole));
          expect(right.of(whole)).toEqual(all.of(whole));
        }
        expect(left.means()).toEqual(all.means());
      }),
    );
  });

  test('a bucket is a whole number of the cells of a histogram', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 52 }), (x) => {
        expect(bucketOf(cellFloor(cellOf(x)))).toBe(bucketOf(x));
        expect(bucketOf(x + 1)).toBeGreaterThanOrEqual(bucketOf(x));
      }),
    );
  });

  test('as plain data it is the same again', () => {
    fc.assert(
      fc.property(fc.array(job, { maxLength: 20 }), fc.array(job, { maxLength: 5 }), (jobs, later) => {
        const own = new MakeUp(3);
        for (const { whole, parts } of jobs) own.add(whole, parts);
        const again = MakeUp.of(3, structuredClone(own.columns()));
        for (const { whole, parts } of later) for (const one of [own, again]) one.add(whole, parts);
        expect(again.columns()).toStrictEqual(own.columns());
        expect(again.means()).toEqual(own.means());
      }),
    );
  });
});

test('buckets follow each other without a gap: one a microsecond at first, then eight a doubling', () => {
  expect([0, 1, 15, 16, 17, 18, 30, 31, 32, 35, 36].map((x) => bucketOf(x))).toEqual([0, 1, 15, 16, 16, 17, 23, 23, 24, 24, 25]);
  for (let exponent = 4; exponent < 53; exponent++) {
    const border = 2 ** exponent;
    expect([bucketOf(border - 1), bucketOf(border)]).toEqual([8 * (exponent - 2) - 1, 8 * (exponent - 2)]);
  }
});

/** The oracles against published tables, closed forms and each other. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateMean } from '../../../src/stats/confidence.js';
import { erlangB, erlangC, meanWaitMDc, meanWaitMG1, waitingTimeMMc, waitsGGc } from '../../../src/stats/oracles.js';

/** A small linear congruential generator: the tests need repeatable numbers, not good ones. */
function uniforms(seed: number): () => number {
  let state = BigInt(seed) + 1n;
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return (Number(state >> 11n) + 0.5) / 9007199254740992;
  };
}

describe('Erlang', () => {
  // The classical traffic table: offered load in erlangs that N trunks carry at the given blocking.
  test.each([
    [1, 0.0101, 0.01],
    [5, 1.36, 0.01],
    [10, 4.46, 0.01],
    [20, 12.0, 0.01],
    [50, 37.9, 0.01],
    [100, 84.1, 0.01],
    [10, 3.09, 0.001],
    [20, 9.41, 0.001],
    [10, 6.22, 0.05],
  ])("B(%d, %d) is %d to the table's three digits", (c, a, blocking) => {
    expect(erlangB(c, a * 0.995)).toBeLessThan(blocking);
    expect(erlangB(c, a * 1.005)).toBeGreaterThan(blocking);
  });

  test('C in closed form for one, two and three servers', () => {
    expect(erlangC(1, 0.7)).toBeCloseTo(0.7, 14);
    expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 14);
    // C(3, 2) = (8/6 x 3) / (1 + 2 + 2 + 4) = 4/9.
    expect(erlangC(3, 2)).toBeCloseTo(4 / 9, 14);
    expect(erlangC(3, 3)).toBe(1);
  });

  test('the waiting time of M/M/c: mean is the integral of its tail, the quantile inverts the tail', () => {
    const wait = waitingTimeMMc(4, 3.4, 1);
    let integral = 0;
    for (let t = 0.0005; t < 60; t += 0.001) integral += wait.tail(t) * 0.001;
    expect(integral).toBeCloseTo(wait.mean, 5);
    expect(wait.tail(wait.quantile(0.95))).toBeCloseTo(0.05, 12);
    expect(wait.quantile(0.1)).toBe(0);
    expect(waitingTimeMMc(1, 0.5, 1).mean).toBeCloseTo(1, 14);
    expect(waitingTimeMMc(2, 2, 1).mean).toBe(Infinity);
  });
});

describe('M/D/c and M/G/1', () => {
  test('one server: Crommelin equals Pollaczek and Khinchine', () => {
    for (const rho of [0.05, 0.3, 0.5, 0.8, 0.9, 0.99]) {
      expect(meanWaitMDc(1, rho, 1) / meanWaitMG1(rho, 1, 0)).toBeCloseTo(1, 9);
      expect(meanWaitMG1(rho, 1, 1)).toBeCloseTo(waitingTimeMMc(1, rho, 1).mean, 9);
    }
    expect(meanWaitMG1(1, 1, 0)).toBe(Infinity);
    expect(meanWaitMDc(3, 3, 1)).toBe(Infinity);
  });

  test('the unit of time scales the answer', () => {
    expect(meanWaitMDc(5, 4 / 60, 60)).toBeCloseTo(60 * meanWaitMDc(5, 4, 1), 9);
  });

  test('heavy load: M/D/c waits half as long as M/M/c, nearly', () => {
    expect(meanWaitMDc(10, 9.95, 1) / waitingTimeMMc(10, 9.95, 1).mean).toBeCloseTo(0.5, 1);
  });

  // Independent of the formula: the recursion, fed with Poisson arrivals. Tolerance: 4 standard errors over 20 blocks.
  test.each([
    ['M/D/3', 3, 0.8, () => 1, meanWaitMDc(3, 2.4, 1)],
    ['M/M/3', 3, 0.8, (u: number) => -Math.log1p(-u), waitingTimeMMc(3, 2.4, 1).mean],
    ['M/G/1 uniform', 1, 0.7, (u: number) => 2 * u, meanWaitMG1(0.7, 1, 1 / 3)],
  ])('%s agrees with the Kiefer-Wolfowitz recursion', (_name, c, rho, service, theory) => {
    const u = uniforms(11);
    const means: number[] = [];
    const n = 40_000;
    const arrivals = new Float64Array(n * 20);
    const services = new Float64Array(n * 20);
    for (let i = 0, at = 0; i < arrivals.length; i++) {
      at += -Math.log1p(-u()) / (rho * c);
      arrivals[i] = at;
      services[i] = service(u());
    }
    const waits = waitsGGc(c, arrivals, services);
    for (let block = 0; block < 20; block++) {
      means.push(waits.subarray(block * n, (block + 1) * n).reduce((sum, wait) => sum + wait, 0) / n);
    }
    const { mean, halfWidth } = estimateMean(means, 0.9999);
    expect(halfWidth).toBeLessThan(0.15 * theory);
    expect(Math.abs(mean - theory)).toBeLessThan(halfWidth ?? 0);
  });
});

describe('Kiefer-Wolfowitz', () => {
  test('by hand: two servers', () => {
    expect([...waitsGGc(2, [0, 0, 1, 5], [4, 10, 3, 1])]).toEqual([0, 0, 3, 2]);
  });

  test('equals the vector recursion on remaining work', () => {
    const job = fc.record({ gap: fc.nat(20), service: fc.nat(60) });
    fc.assert(
      fc.property(fc.array(job, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (jobs, c) => {
        const arrivals: number[] = [];
        const expected: number[] = [];
        let work: number[] = new Array<number>(c).fill(0);
        let at = 0;
        for (const { gap, service } of jobs) {
          at += gap;
          work = work.map((w) => Math.max(0, w - gap)).sort((x, y) => x - y);
          arrivals.push(at);
          expected.push(work[0] ?? NaN);
          work[0] = (work[0] ?? NaN) + service;
        }
        expect([
          ...waitsGGc(
            c,
            arrivals,
            jobs.map(({ service }) => service),
          ),
        ]).toEqual(expected);
      }),
    );
  });
});

describe('confidence', () => {
  test('Student: the textbook values of t', () => {
    // s = 1 for 1, 2, 3; t(0.975, 2) = 4.3027, and t(0.975, 9) = 2.2622 for ten values.
    expect(estimateMean([1, 2, 3]).halfWidth).toBeCloseTo(4.302652729911275 / Math.sqrt(3), 9);
    const ten = [1, 1, 1, 1, 1, 3, 3, 3, 3, 3];
    expect(estimateMean(ten).halfWidth).toBeCloseTo((2.2621571628 * Math.sqrt(10 / 9)) / Math.sqrt(10), 9);
    expect(estimateMean(ten).mean).toBe(2);
  });

  test('one value has no interval, equal values none to speak of', () => {
    expect(estimateMean([5])).toEqual({ mean: 5, halfWidth: undefined });
    expect(estimateMean([0.1, 0.1, 0.1])).toEqual({ mean: 0.1, halfWidth: 0 });
    expect(estimateMean([]).mean).toBeNaN();
  });
});

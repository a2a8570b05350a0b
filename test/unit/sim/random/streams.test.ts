/** Keyed draws: pure, pinned, never 0 or 1, and as good as chance over near entities, attempts, draws and names. */
import { describe, expect, test } from 'vitest';
import { type Stream, Streams } from '../../../../src/sim/random/index.js';

// Five sigma: with fixed seeds these tests cannot flake, and a generator that is off shows far more.
const Z = 5;

const correlation = (xs: readonly number[], ys: readonly number[]): number => {
  const n = xs.length;
  const [mx, my] = [xs, ys].map((values) => values.reduce((sum, x) => sum + x, 0) / n) as [number, number];
  let [sxy, sxx, syy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    sxy += (xs[i]! - mx) * (ys[i]! - my);
    sxx += (xs[i]! - mx) ** 2;
    syy += (ys[i]! - my) ** 2;
  }
  return sxy / Math.sqrt(sxx * syy);
};
/** Standardised chi-square of uniforms over 100 cells. */
const chiZ = (us: readonly number[]): number => {
  const counts = new Array<number>(100).fill(0);
  for (const u of us) counts[Math.floor(u * 100)]! += 1;
  const expected = us.length / 100;
  const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return (chi - 99) / Math.sqrt(2 * 99);
};
const expectGood = (us: readonly number[]): void => {
  expect(Math.abs(chiZ(us))).toBeLessThan(Z);
  for (const lag of [1, 2, 3, 8]) expect(Math.abs(correlation(us.slice(0, -lag), us.slice(lag))) * Math.sqrt(us.length)).toBeLessThan(Z);
};
const range = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);
const bitsOf = (u: number): bigint => BigInt(u * 2 ** 53);

describe('Streams', () => {
  test('draws are pinned', () => {
    const stream = new Streams(42, 1).stream('arrivals/build');
    expect(stream.key).toMatchInlineSnapshot(`
      [
        1199410764,
        1546154435,
        2049853193,
        -657361167,
      ]
    `);
    expect([stream.uniform(0, 0, 0), stream.uniform(1, 0, 0), stream.uniform(2 ** 40, 3, 7)]).toMatchInlineSnapshot(`
      [
        0.19194175773465705,
        0.29129283253984783,
        0.7260575269003268,
      ]
    `);
  });

  test('draws are pure: neither order nor other streams move them, and they are counted', () => {
    const alone = new Streams('seed', 0).stream('boot');
    const streams = new Streams('seed', 0);
    const [boot, other] = [streams.stream('boot'), streams.stream('another')];
    other.uniform(1, 1, 1);
    const backwards = range(50).map((i) => boot.uniform(49 - i, 0, 0));
    expect(backwards.reverse()).toEqual(range(50).map((i) => alone.uniform(i, 0, 0)));
    expect(streams.stream('boot')).toBe(boot);
    expect(streams.drawCounts()).toEqual([
      ['another', 1],
      ['boot', 50],
    ]);
  });

  test('names, seeds and replications cannot be taken for one another', () => {
    const keys = [
      new Streams(1, 0).stream('a'),
      new Streams(1, 1).stream('a'),
      new Streams(11, 0).stream('a'),
      new Streams(1, 0).stream('a/'),
      new Streams('1:1/0', 0).stream('a'),
      new Streams(1, 10).stream('a'),
      new Streams(1, 0).stream(''),
    ].map(({ key }) => key.join());
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Streams('1', 0).stream('a').key).toEqual(new Streams(1, 0).stream('a').key);
  });

  test('refuses negative counters', () => {
    const stream = new Streams(1, 0).stream('a');
    expect(() => stream.uniform(-1, 0, 0)).toThrow(/broken invariant/);
    expect(() => stream.uniform(NaN, 0, 0)).toThrow(/broken invariant/);
  });

  // The experiment that unmasks seedrandom's weaker generators: 20 000 streams whose names differ in their first digits.
  test('20 000 near-named streams are unrelated', () => {
    const streams = new Streams(7, 0);
    const near: readonly Stream[] = range(20_000).map((i) => streams.stream(`${i}/arrivals`));
    const first = near.map((stream) => stream.uniform(0, 0, 0));
    expect(new Set(first).size).toBe(near.length);
    expectGood(first);
    expect(
      Math.abs(
        correlation(
          first,
          near.map((stream) => stream.uniform(1, 0, 0)),
        ),
      ) * Math.sqrt(20_000),
    ).toBeLessThan(Z);
    for (let word = 0; word < 4; word++) expectGood(near.map(({ key }) => (key[word]! >>> 0) / 2 ** 32));
  });

  test('near replications and seeds are unrelated', () => {
    expectGood(range(10_000).map((i) => new Streams(1, i).stream('service').uniform(0, 0, 0)));
    expectGood(range(10_000).map((i) => new Streams(i, 0).stream('service').uniform(0, 0, 0)));
  });
});

describe('Stream.uniform', () => {
  const stream = new Streams(20181008, 0).stream('service/build');
  const n = 200_000;
  const along: readonly (readonly [string, (i: number) => number])[] = [
    ['entities', (i) => stream.uniform(i, 0, 0)],
    ['attempts', (i) => stream.uniform(3, i, 0)],
    ['draws', (i) => stream.uniform(3, 0, i)],
    ['entities 2^32 apart', (i) => stream.uniform(i * 2 ** 32, 0, 0)],
    ['entities 1024 apart', (i) => stream.uniform(i * 1024, 0, 0)],
    ['a diagonal of entity and draw', (i) => stream.uniform(i, 0, i)],
    ['a grid of entity, attempt and draw', (i) => stream.uniform(i >> 4, (i >> 2) & 3, i & 3)],
  ];

  test.each(along)('over %s: even, uncorrelated, every bit fair, no value twice', (_name, draw) => {
    const us = range(n).map(draw);
    expect(us.every((u) => u > 0 && u < 1)).toBe(true);
    expectGood(us);
    // 2e10 pairs in 2^53 values: a repetition has a chance of 2e-6.
    expect(new Set(us).size).toBe(n);
    const ones = new Array<number>(53).fill(0);
    for (const u of us.slice(0, 50_000)) {
      let bits = bitsOf(u);
      for (let bit = 0; bit < 53; bit++, bits >>= 1n) ones[bit]! += Number(bits & 1n);
    }
    for (const count of ones) expect(Math.abs(count - 25_000)).toBeLessThan((Z * Math.sqrt(50_000)) / 2);
  });

  test('streams are uncorrelated with each other, draw by draw', () => {
    const other = new Streams(20181008, 0).stream('service/test');
    const [xs, ys] = [stream, other].map((s) => range(n).map((i) => s.uniform(i, 0, 0))) as [number[], number[]];
    expect(Math.abs(correlation(xs, ys)) * Math.sqrt(n)).toBeLessThan(Z);
  });

  // Flipping any bit of a counter flips each bit of the result with a chance of a half.
  test('avalanche from every bit of entity, attempt and draw', () => {
    const trials = 4000;
    const flips = (flip: (i: number) => [number, number]): void => {
      const changed = new Array<number>(53).fill(0);
      for (let i = 0; i < trials; i++) {
        const [before, after] = flip(i);
        let difference = bitsOf(before) ^ bitsOf(after);
        for (let bit = 0; bit < 53; bit++, difference >>= 1n) changed[bit]! += Number(difference & 1n);
      }
      for (const count of changed) expect(Math.abs(count - trials / 2)).toBeLessThan((6 * Math.sqrt(trials)) / 2);
    };
    const flipped = (x: number, bit: number): number => Number(BigInt(x) ^ (1n << BigInt(bit)));
    for (let bit = 0; bit < 53; bit += 3) flips((i) => [stream.uniform(i, 0, 0), stream.uniform(flipped(i, bit), 0, 0)]);
    for (let bit = 0; bit < 32; bit += 3) flips((i) => [stream.uniform(i, 1, 0), stream.uniform(i, flipped(1, bit), 0)]);
    for (let bit = 0; bit < 32; bit += 3) flips((i) => [stream.uniform(i, 0, 1), stream.uniform(i, 0, flipped(1, bit))]);
  });
});

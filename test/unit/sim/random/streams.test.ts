/** Streams: pure, pinned, and unrelated however near their names, seeds and replications. */
import { describe, expect, test } from 'vitest';
import { type Stream, Streams } from '../../../../src/sim/random/index.js';
import { STATISTICS } from '../../../support/uniformity.js';

// With fixed seeds these tests cannot flake, and a generator that is off shows far less.
const CHANCE = 1e-6;

const expectGood = (us: readonly number[]): void => {
  for (const statistic of Object.values(STATISTICS)) expect(statistic(Float64Array.from(us))).toBeGreaterThan(CHANCE);
};
const range = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

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
        0.3224058766930359,
        0.8471133339691669,
        0.7729686420899625,
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
    expectGood(near.flatMap((stream) => [stream.uniform(0, 0, 0), stream.uniform(1, 0, 0)]));
    for (const word of [0, 2]) expectGood(near.map(({ key }) => ((key[word]! >>> 0) * 2 ** 20 + (key[word + 1]! >>> 12) + 0.5) / 2 ** 52));
  });

  test('near replications and seeds are unrelated', () => {
    expectGood(range(10_000).map((i) => new Streams(1, i).stream('service').uniform(0, 0, 0)));
    expectGood(range(10_000).map((i) => new Streams(i, 0).stream('service').uniform(0, 0, 0)));
  });
});

/** Draws are as good as independent uniforms however the counters go; and each statistic that says so is seen to say no. */
import { describe, expect, test } from 'vitest';
import { type Stream, Streams } from '../../src/sim/random/index.js';
import { avalanche, BITS, STATISTICS, type Statistic } from '../support/uniformity.js';

const N = 1 << 17;
// Some five hundred statistics are looked at: true uniforms would fall below this in one set of them in two thousand. Keys are fixed, so
// what passes once passes always.
const CHANCE = 1e-6;
const NAMES = Object.keys(STATISTICS);

const taken = (draw: (i: number) => number): Float64Array => Float64Array.from({ length: N }, (_, i) => draw(i));
const seenIn = (us: Float64Array): readonly string[] => NAMES.filter((name) => !(STATISTICS[name]!(us) > CHANCE));

/** Returns an integer of 32 bits with its bits in reverse. */
const reversed = (x: number): number => {
  let y = 0;
  for (let bit = 0; bit < 32; bit++) y = (y << 1) | ((x >>> bit) & 1);
  return y >>> 0;
};

const streams = new Streams(20181008, 0);
const stream = streams.stream('service/build');
const near: readonly Stream[] = Array.from({ length: 1024 }, (_, i) => streams.stream(`service/${i}`));
const replications: readonly Stream[] = Array.from({ length: 1024 }, (_, i) => new Streams(1, i).stream('service'));
const seeds: readonly Stream[] = Array.from({ length: 1024 }, (_, i) => new Streams(i, 0).stream('service'));

/** Ways through the counters and the keys. */
const WAYS: Readonly<Record<string, (i: number) => number>> = {
  entities: (i) => stream.uniform(i, 0, 0),
  attempts: (i) => stream.uniform(3, i, 0),
  draws: (i) => stream.uniform(3, 0, i),
  'entities 1024 apart': (i) => stream.uniform(i * 1024, 0, 0),
  'entities 2^32 apart': (i) => stream.uniform(i * 2 ** 32, 0, 0),
  'entities with their bits in reverse': (i) => stream.uniform(reversed(i), 0, 0),
  'attempts with their bits in reverse': (i) => stream.uniform(7, reversed(i), 0),
  'draws with their bits in reverse': (i) => stream.uniform(7, 0, reversed(i)),
  'entities in the order of Gray': (i) => stream.uniform(i ^ (i >> 1), 0, 0),
  'a diagonal of entity and draw': (i) => stream.uniform(i, 0, i),
  'a diagonal of all three': (i) => stream.uniform(i, i, i),
  'two draws an entity': (i) => stream.uniform(i >> 1, 0, i & 1),
  'two attempts an entity': (i) => stream.uniform(i >> 1, i & 1, 0),
  'a grid of entity, attempt and draw': (i) => stream.uniform(i >> 4, (i >> 2) & 3, i & 3),
  'a grid with many attempts': (i) => stream.uniform(i & 1023, i >> 10, 0),
  'a grid with many draws': (i) => stream.uniform(i & 1023, 0, i >> 10),
  'the same entity in turn from two near names': (i) => near[i & 1]!.uniform(i >> 1, 0, 0),
  'the same entity of a thousand near names': (i) => near[i & 1023]!.uniform(i >> 10, 0, 0),
  'the same entity of a thousand replications': (i) => replications[i & 1023]!.uniform(i >> 10, 0, 0),
  'the same draw of a thousand seeds': (i) => seeds[i & 1023]!.uniform(7, 0, i >> 10),
};

describe.each(Object.keys(WAYS))('over %s', (way) => {
  const us = taken(WAYS[way]!);

  test('nothing is seen that true uniforms would not do', () => {
    expect(seenIn(us)).toEqual([]);
  });

  test('no value comes twice, and each is an odd multiple of 2^-53 in (0, 1)', () => {
    // 2^33 pairs in 2^52 values: a chance of 2e-6.
    expect(new Set(us).size).toBe(N);
    expect(us.every((u) => u > 0 && u < 1 && (u * 2 ** 53) % 2 === 1)).toBe(true);
  });
});

describe('avalanche', () => {
  const flipped = (x: number, bit: number): number => x + (Math.floor(x / 2 ** bit) % 2 === 0 ? 2 ** bit : -(2 ** bit));
  // Bases far apart, for two that differ in the flipped bit alone would be one pair counted twice.
  const base = (trial: number): number => trial * 0x9e3779b1;

  test.each<[string, number, (trial: number, bit: number) => readonly [number, number]]>([
    ['an entity', 53, (i, bit) => [stream.uniform(base(i), 0, 0), stream.uniform(flipped(base(i), bit), 0, 0)]],
    ['an attempt', 32, (i, bit) => [stream.uniform(i, 1, 0), stream.uniform(i, flipped(1, bit), 0)]],
    ['a draw', 32, (i, bit) => [stream.uniform(i, 0, 1), stream.uniform(i, 0, flipped(1, bit))]],
  ])('each bit of %s flips each bit of the result half of the time', (_name, inputs, flip) => {
    expect(avalanche(inputs, 4096, flip)).toBeGreaterThan(CHANCE);
  });

  test('is found wanting where one multiplication is all the mixing', () => {
    const once = (x: number): number => ((Math.imul(x, 0x21f0aaad) >>> 0) + 0.5) / 2 ** 32;
    expect(avalanche(32, 256, (i, bit) => [once(i), once(flipped(i, bit))])).toBeLessThan(CHANCE);
  });
});

describe('each statistic sees what it is for', () => {
  /** A hash that mixes too little: what `Stream.uniform` is without its last two multiplications. */
  const tooShort = (entity: number, attempt: number): number => {
    let a = entity ^ stream.key[0]!;
    let b = stream.key[1]!;
    a = Math.imul(a ^ (a >>> 16), 0x21f0aaad);
    b = (b + a) | 0;
    a ^= a >>> 15;
    a ^= stream.key[2]! + Math.imul(attempt, 0x9e3779b1);
    b ^= stream.key[3]!;
    a = (a + ((b << 16) | (b >>> 16))) | 0;
    a = Math.imul(a ^ (a >>> 15), 0x85ebca6b);
    b ^= a;
    b = Math.imul(b ^ (b >>> 15), 0xc2b2ae35);
    a = (a + (b ^ (b >>> 16))) | 0;
    b ^= b >>> 15;
    return ((a >>> 0) * 2 ** 21 + ((b >>> 11) | 1)) / 2 ** 53;
  };

  test('two multiplications fewer are seen', () => {
    expect(seenIn(taken((i) => tooShort(7, reversed(i))))).not.toEqual([]);
  });

  const good = taken((i) => stream.uniform(i, 5, 5));
  // Multiples of the golden ratio: evener than chance, with two distances between neighbours.
  const golden = taken((i) => (i * 0.618_033_988_749_894_9) % 1);
  /** The bits from `from` on are those of the draw before, in every eighth draw. */
  const repeating = (from: number): Float64Array =>
    good.map((u, i) => {
      const unit = 2 ** -from;
      return i % 8 === 1 ? u - (u % unit) + (good[i - 1]! % unit) : u;
    });
  /** A twentieth of the draw `lag` before is in each. */
  const lagging = (lag: number): Float64Array => good.map((u, i) => (i < lag ? u : 0.95 * u + 0.05 * good[i - lag]!));
  /** One bit is set in 2 % of the draws that had it not. */
  const biased = (bit: number): Float64Array =>
    good.map((u, i) => (i % 50 === 0 && (u * 2 ** (bit + 1)) % 2 < 1 ? u + 2 ** -(bit + 1) : u));
  /** Only every fourth value of `bits` bits after the first `from` occurs. */
  const coarse = (from: number, bits: number): Float64Array =>
    good.map((u) => {
      const unit = 2 ** -(from + bits);
      return u - (Math.floor(u / unit) % 4) * unit;
    });

  test.each<[string, Float64Array]>([
    ['cells of the first bits', golden],
    ['cells of middle bits', coarse(24, 12)],
    ['cells of the last bits', coarse(BITS - 12, 12)],
    ['pairs of the first bits', golden],
    ['pairs of middle bits', repeating(29)],
    ['pairs of the last bits', repeating(BITS - 6)],
    ['triples of the first bits', golden],
    ['triples of middle bits', repeating(28)],
    ['triples of the last bits', repeating(BITS - 4)],
    ['differences of neighbours', golden],
    ['weights of neighbours', repeating(40)],
    ['correlation at lag 1', lagging(1)],
    ['correlation at lag 2', lagging(2)],
    ['correlation at lag 16', lagging(16)],
    ['correlation at lag 1024', lagging(1024)],
    ['bits one by one', biased(30)],
    ['spacings of birthdays, first bits', golden],
    ['spacings of birthdays, last bits', coarse(BITS - 32, 32)],
    ['collisions of the first bits', golden],
    ['collisions of the last bits', coarse(BITS - 26, 26)],
  ])('%s', (name, weak) => {
    const statistic: Statistic = STATISTICS[name]!;
    expect(statistic(good)).toBeGreaterThan(CHANCE);
    expect(statistic(weak)).toBeLessThan(CHANCE);
  });

  test('all of them', () => {
    expect(NAMES).toHaveLength(20);
  });
});

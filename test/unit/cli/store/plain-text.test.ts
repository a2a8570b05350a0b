/** Data that is kept comes back as it was, and its text is the same each time. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDigest, plainOf, plainText } from '../../../../src/cli/store/plain-text.js';

const numbers = fc.oneof(fc.double(), fc.integer(), fc.maxSafeInteger(), fc.constantFrom(-0, NaN, Infinity, -Infinity));
const typed = fc.oneof(
  fc.float64Array(),
  fc.array(fc.maxSafeInteger()).map((items) => Float64Array.from(items)),
  fc.uint8Array(),
  fc.uint32Array(),
  fc.int32Array(),
);
const keys = fc.oneof(
  fc.string().filter((key) => key !== '$'),
  fc.constantFrom('__proto__', 'constructor', 'toString', '1', '0'),
);
const { data } = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(numbers, fc.string({ unit: 'binary' }), fc.boolean(), fc.constantFrom(null, undefined), typed),
    fc.array(tie('data')),
    fc.dictionary(keys, tie('data'), { noNullPrototype: true }),
  ),
}));

test('whatever is kept comes back as it was, and as the same text', () => {
  fc.assert(
    fc.property(data, (own) => {
      const text = plainText(own);
      const again = plainOf(text);
      // (`toStrictEqual` asks a key called `constructor` what the object is.)
      expect(isDeepStrictEqual(again, own)).toBe(true);
      expect(plainText(again)).toBe(text);
      expect(plainText(structuredClone(own))).toBe(text);
    }),
  );
});

describe('the text', () => {
  test('is JSON that says what JSON has no word for', () => {
    const own = {
      a: [1, undefined, -0, Infinity],
      b: Float64Array.of(1, 2 ** 52),
      c: Float64Array.of(0.5),
      d: Uint8Array.of(7),
      e: Int32Array.of(3, -1),
    };
    expect(JSON.parse(plainText(own))).toEqual({
      a: [1, { $: 'u' }, { $: 'n', of: '-0' }, { $: 'n', of: 'Infinity' }],
      b: { $: 'f64', steps: [1, 2 ** 52 - 1] },
      // 0.5 is 3fe0000000000000 in IEEE 754; the least byte comes first.
      c: { $: 'f64', of: Buffer.from('000000000000e03f', 'hex').toString('base64') },
      d: { $: 'u8', of: [7] },
      e: { $: 'i32', of: [3, -1] },
    });
  });

  test('of what rises is the steps, exact to the last bit', () => {
    const long = Float64Array.of(0, 0, 7, 7, 8, Number.MAX_SAFE_INTEGER);
    expect(plainText(long)).toBe('{"$":"f64","steps":[0,0,7,0,1,9007199254740983]}');
    expect(plainOf(plainText(long))).toStrictEqual(long);
    // From below nothing, a step might take more than 53 bits.
    const below = Float64Array.of(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    expect(plainOf(plainText(below))).toStrictEqual(below);
  });

  test('says what is there twice once, and it is one thing again', () => {
    const [numbers, list] = [Float64Array.of(0.5, 0.25), ['a', { b: 1 }]];
    const text = plainText({ x: { numbers, list }, y: [numbers, list, list[1]], z: [{ b: 1 }] });
    expect(JSON.parse(text)).toMatchObject({
      y: [
        { $: 'r', of: 2 },
        { $: 'r', of: 3 },
        { $: 'r', of: 4 },
      ],
      z: [{ b: 1 }],
    });
    const again = plainOf(text) as { x: { numbers: unknown; list: unknown[] }; y: unknown[] };
    expect(again).toStrictEqual({ x: { numbers, list }, y: [numbers, list, list[1]], z: [{ b: 1 }] });
    expect(again.y[0]).toBe(again.x.numbers);
    expect(again.y[1]).toBe(again.x.list);
    expect(again.y[2]).toBe(again.x.list[1]);
  });

  test('of part of a longer array is of that part alone', () => {
    const whole = Float64Array.of(0.1, 0.2, 0.3, 0.4);
    expect(plainOf(plainText(whole.subarray(1, 3)))).toStrictEqual(Float64Array.of(0.2, 0.3));
  });

  test('leaves the data as it was', () => {
    const own = { list: [1, undefined, Float64Array.of(2)], inner: { x: -0 } };
    const copy = structuredClone(own);
    plainText(own);
    expect(own).toStrictEqual(copy);
  });

  test.each([
    ['a function', { run: () => 1 }],
    ['a date', { at: new Date(0) }],
    ['a map', new Map()],
    ['an object with the key that has a meaning', { $: 1 }],
    ['other typed arrays', { x: new Int8Array(1) }],
  ])('is of data alone: %s is refused', (_, own) => {
    expect(() => plainText(own)).toThrow(/what is kept/u);
  });

  test.each([
    '',
    '{',
    '{"$":"x"}',
    '{"$":"f64","of":"AAAA"}',
    '[{"$":"n","of":"12"}]',
    '{"$":"f64"}',
    '{"$":"r","of":0}',
    '[{"$":"r","of":1}]',
  ])('that is none is refused: %s', (text) => {
    expect(() => plainOf(text)).toThrow();
  });
});

test('a digest tells data from other data by all that it holds', () => {
  const digest = (own: unknown): string => plainDigest(own, (_, bytes) => createHash('sha256').update(bytes()).digest('hex').slice(0, 16));
  const long = { x: new Float64Array(10_000), y: 'text' };
  expect(digest(long).length).toBeLessThan(200);
  expect(digest(structuredClone(long))).toBe(digest(long));
  const other = structuredClone(long);
  other.x[9_999] = 1;
  expect(digest(other)).not.toBe(digest(long));
  expect(digest({ x: Float64Array.of(0) })).not.toBe(digest({ x: Float64Array.of(-0) }));
  expect(digest({ x: [0] })).not.toBe(digest({ x: Float64Array.of(0) }));
});

/** Whole numbers sorted by their digits, against the sort of the array itself. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeSorted, sortIntegers } from '../../../src/stats/sort.js';

const MANY = 5_000;

test('many of which a few are beyond the words are in order', () => {
  for (const others of [1, 2_000]) {
    const values = Float64Array.from(
      { length: MANY },
      (_, i) => (i % Math.floor(MANY / others) === 0 ? 2 ** 33 : 1) * ((i * 7919) % 999_983),
    );
    const expected = values.slice().sort();
    sortIntegers(values);
    expect(values).toEqual(expected);
  }
});

test.each([1, 2 ** 11, 2 ** 22, 2 ** 31, 2 ** 32, 2 ** 33, 2 ** 44, Number.MAX_SAFE_INTEGER])('many up to %d are in order', (limit) => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 3, maxLength: 20 }), fc.integer({ min: 1, max: limit }), (seeds, step) => {
      const values = Float64Array.from({ length: MANY }, (_, i) => ((i % 97) * seeds[i % seeds.length]! + i * step) % limit).map(
        Math.floor,
      );
      const expected = values.slice().sort();
      sortIntegers(values);
      expect(values).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

test('lists of any length are in order, of words, of numbers within a few words of each other and of numbers far apart', () => {
  const length = fc.oneof(fc.integer({ min: 0, max: 140 }), fc.constantFrom(2047, 2048, 2049));
  const scales = fc.uniqueArray(fc.constantFrom(1, 2 ** 8, 2 ** 20, 2 ** 32, 2 ** 34, 2 ** 36, 2 ** 53 - 1), { minLength: 1 });
  fc.assert(
    fc.property(
      length,
      scales,
      fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
      (size, limits, stream) => {
        const values = Float64Array.from({ length: size }, (_, i) => Math.floor(stream.next().value! * limits[i % limits.length]!));
        const expected = values.slice().sort();
        sortIntegers(values);
        expect(values).toEqual(expected);
      },
    ),
  );
});

test('what lies beside a part of a list that is sorted stays as it is', () => {
  const values = Float64Array.from({ length: 300 }, (_, i) => ((i * 7919) % 997) + (i % 3) * 2 ** 33);
  const before = values.slice();
  sortIntegers(values.subarray(100, 200));
  expect(values.subarray(0, 100)).toEqual(before.subarray(0, 100));
  expect(values.subarray(200)).toEqual(before.subarray(200));
  expect(values.subarray(100, 200)).toEqual(before.slice(100, 200).sort());
});

test('few, none and equal ones are in order, and the borders of the digits', () => {
  const borders = [0, 1, 2 ** 11 - 1, 2 ** 11, 2 ** 22 - 1, 2 ** 22, 2 ** 32 - 1, 2 ** 32, 2 ** 33, 2 ** 44 - 1, 2 ** 44, 2 ** 53 - 1];
  for (const times of [0, 1, 1000]) {
    const values = Float64Array.from({ length: borders.length * times }, (_, i) => borders[(i * 7) % borders.length]!);
    const expected = values.slice().sort();
    sortIntegers(values);
    expect(values).toEqual(expected);
  }
  const equal = new Float64Array(MANY).fill(7);
  sortIntegers(equal);
  expect(equal).toEqual(new Float64Array(MANY).fill(7));
});

test('what is in order but for its end is put in order', () => {
  for (const length of [2, 64, 65, 5_000]) {
    const values = Float64Array.from({ length }, (_, i) => 3 * i);
    const expected = values.slice();
    sortIntegers(values);
    expect(values).toEqual(expected);
    values[length - 1] = 0;
    sortIntegers(values);
    expect(values).toEqual(Float64Array.of(0, ...expected.subarray(0, -1)));
  }
});

test('two lists in order are one in order, whichever ends first', () => {
  const list = fc.array(fc.nat(50)).map((values) => Float64Array.from(values).sort());
  fc.assert(
    fc.property(list, list, (one, other) => {
      expect(mergeSorted(one, other)).toEqual(Float64Array.of(...one, ...other).sort());
    }),
  );
});

/** Whether plain values are the same. */
import { expect, test } from 'vitest';
import { equalValues } from '../../../../src/scenario/patch/equal-values.js';

test('values are the same to the last one, whatever the order of keys', () => {
  expect(equalValues({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
  expect(equalValues(NaN, NaN)).toBe(true);
  for (const [a, b] of [
    [{ a: 1 }, { a: '1' }],
    [{ a: 1 }, { a: 1, b: undefined }],
    [
      [1, 2],
      [2, 1],
    ],
    [[], {}],
    [null, {}],
    [undefined, null],
  ] as const)
    expect(equalValues(a, b)).toBe(false);
});

/** Shares as text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseShare, shareText } from '../../../src/units/share.js';

describe('a share', () => {
  test('is a percentage', () => {
    expect(parseShare('0.5%')).toBe(0.005);
    expect(parseShare('100 %')).toBe(1);
    expect([parseShare('0.5'), parseShare('101%'), parseShare('-1%'), parseShare('NaN%')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
  test('is written as it is read', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 100_000 }), (n) => parseShare(shareText(n / 100_000)) === Number(`${n / 1000}`) / 100));
  });
});

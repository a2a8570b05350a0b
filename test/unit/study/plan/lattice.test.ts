/** Settings as points of a lattice. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countOf,
  covers,
  everySetting,
  exchanges,
  keyOf,
  neighbours,
  spreadSettings,
  stepped,
} from '../../../../src/study/plan/lattice.js';

const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });
const within = (setting: readonly number[], own: readonly number[]): boolean =>
  setting.length === own.length && setting.every((index, i) => index >= 0 && index < own[i]!);

describe('settings', () => {
  test('are as many as are counted, each once', () => {
    fc.assert(
      fc.property(sizes, (own) => {
        const all = everySetting(own);
        expect(all).toHaveLength(countOf(own));
        expect(new Set(all.map(keyOf)).size).toBe(all.length);
        expect(all.every((setting) => within(setting, own))).toBe(true);
      }),
    );
  });

  test('have neighbours that differ in one variable, by a stride or up to the border', () => {
    expect(neighbours([0, 2], [1, 4], [3, 9])).toEqual([
      [1, 2],
      [0, 0],
      [0, 6],
    ]);
    expect(stepped([0, 2], 0, -1, [3, 9])).toBeUndefined();
    expect(stepped([0, 2], 1, 6, [3, 9])).toEqual([0, 8]);
  });

  test('have neighbours one way only where only that is asked for', () => {
    expect(neighbours([1, 0], [1, 1], [3, 3], [-1])).toEqual([[0, 0]]);
    expect(neighbours([1, 0], [1, 1], [3, 3], [1])).toEqual([
      [2, 0],
      [1, 1],
    ]);
  });

  test('exchange a step down in one variable for a step up in another', () => {
    expect(exchanges([1, 1, 2], [3, 3, 3])).toEqual([
      [0, 2, 2],
      [2, 0, 2],
      [2, 1, 1],
      [1, 2, 1],
    ]);
    expect(exchanges([4], [9])).toEqual([]);
  });

  test('that fill a space are within it, each once, and spread in every variable', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 20 }), (own, count) => {
        const spread = spreadSettings(own, count);
        expect(spread.length).toBeLessThanOrEqual(Math.min(count, countOf(own)));
        expect(new Set(spread.map(keyOf)).size).toBe(spread.length);
        expect(spread.every((setting) => within(setting, own))).toBe(true);
      }),
    );
    const spread = spreadSettings([16, 27], 16);
    for (const variable of [0, 1]) {
      const quarters = new Set(spread.map((setting) => Math.floor((4 * setting[variable]!) / [16, 27][variable]!)));
      expect(quarters.size).toBe(4);
    }
  });

  test('cover others that have no more of what is in order and the same of the rest', () => {
    expect(covers([3, 1], [2, 1], [0, Infinity])).toBe(true);
    expect(covers([3, 1], [2, 0], [0, Infinity])).toBe(false);
    expect(covers([1, 1], [2, 1], [0, Infinity])).toBe(false);
  });

  test('cover nothing that lies before the order but themselves', () => {
    expect(covers([3, 2], [0, 1], [1, 0])).toBe(false);
    expect(covers([0, 2], [0, 1], [1, 0])).toBe(true);
    expect(covers([0, 2], [1, 1], [1, 0])).toBe(false);
  });
});

/** Which points a sweep has: a grid is the product, a space-filling design different combinations that begin alike. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gridPoints, gridSize, setTexts, spacedPoints, variablesOf, type Setting } from '../../../../src/study/sweep/design.js';
import type { Vary } from '../../../../src/study/sweep/vary-text.js';

const vary = (path: string, count: number): Vary => ({ path, values: Array.from({ length: count }, (_, i) => String(i)), isOpen: false });
const varies = fc
  .array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 })
  .map((counts) => counts.map((count, i) => vary(`v${i}`, count)));

function pointsOf(found: ReturnType<typeof spacedPoints>): readonly (readonly Setting[])[] {
  expect(found).not.toHaveProperty('problem');
  return (found as { points: readonly (readonly Setting[])[] }).points;
}

describe('a grid', () => {
  test('is the product: each combination once, the last setting fastest', () => {
    expect(gridPoints([vary('a', 2), vary('b', 3)]).map((point) => setTexts(point).join(' '))).toEqual([
      'a=0 b=0',
      'a=0 b=1',
      'a=0 b=2',
      'a=1 b=0',
      'a=1 b=1',
      'a=1 b=2',
    ]);
    fc.assert(
      fc.property(varies, (list) => {
        const points = gridPoints(list).map((point) => setTexts(point).join(' '));
        expect(points).toHaveLength(gridSize(list));
        expect(new Set(points).size).toBe(points.length);
        expect(points.length).toBe(list.map(({ values }) => values.length).reduce((a, b) => a * b, 1));
      }),
    );
  });
});

describe('a space-filling design', () => {
  test('has so many different combinations, and more of them begin with the same', () => {
    fc.assert(
      fc.property(varies, fc.nat(), fc.nat(), (list, a, b) => {
        const size = gridSize(list);
        const [few, more] = [1 + (a % size), 1 + (b % size)].sort((x, y) => x - y) as [number, number];
        const texts = (count: number): string[] => pointsOf(spacedPoints(list, count)).map((point) => setTexts(point).join(' '));
        const all = new Set(gridPoints(list).map((point) => setTexts(point).join(' ')));
        const found = texts(more);
        expect(found).toHaveLength(more);
        expect(new Set(found).size).toBe(more);
        expect(found.every((text) => all.has(text))).toBe(true);
        expect(found.slice(0, few)).toEqual(texts(few));
      }),
    );
  });

  test('of as many points as a setting has values, a power of two, has each value of every setting once', () => {
    const points = pointsOf(spacedPoints([vary('a', 16), vary('b', 16), vary('c', 16)], 16));
    for (const name of ['a', 'b', 'c']) {
      expect(new Set(points.map((point) => point.find(({ path }) => path === name)!.value)).size).toBe(16);
    }
  });

  test('refuses more points than there are combinations, and more settings than it has dimensions', () => {
    expect(spacedPoints([vary('a', 2), vary('b', 2)], 5)).toEqual({
      problem: '5 points are wanted, and there are only 4 combinations; leave --design out for all of them',
    });
    const many = Array.from({ length: 9 }, (_, i) => vary(`v${i}`, 2));
    expect(spacedPoints(many, 4)).toHaveProperty('problem', expect.stringContaining('varies 8 settings at most, and these are 9'));
  });
});

describe('the settings of a list of points', () => {
  test('are each named once, with their values as they are met', () => {
    const points: Setting[][] = [
      [{ path: 'a', value: '2' }],
      [
        { path: 'b', value: '1' },
        { path: 'a', value: '1' },
      ],
      [{ path: 'a', value: '2' }],
    ];
    expect(variablesOf(points)).toEqual([
      { path: 'a', values: ['2', '1'] },
      { path: 'b', values: ['1'] },
    ]);
  });
});

/** What is said of a difference, by its interval, the zone around nought and the direction that is better. */
import { describe, expect, test } from 'vitest';
import { indifferenceZone, verdictOf } from '../../../../src/study/compare/verdict.js';

describe('the zone', () => {
  test.each([
    ['s', 100, 1],
    ['s', 2, 0.1],
    ['USD per month', 8000, 80],
    ['USD per month', 200, 10],
    ['share', 0.9, 0.001],
    ['count', 300, 3],
  ] as const)('of %s at %d is %d', (unit, base, zone) => {
    expect(indifferenceZone(unit, base)).toBeCloseTo(zone, 12);
  });
});

describe('the verdict', () => {
  const of = (low: number | null, high: number | null, better?: 'less' | 'more') => verdictOf({ estimate: 0, low, high }, 1, better);

  test('is that of the side of nought on which the interval lies', () => {
    expect([of(-5, -2, 'less'), of(-5, -2, 'more'), of(-5, -2)]).toEqual(['better', 'worse', 'less']);
    expect([of(2, 5, 'less'), of(2, 5, 'more'), of(2, 5)]).toEqual(['worse', 'better', 'more']);
  });

  test('is same within the zone, also beside nought', () => {
    expect([of(-1, 1, 'less'), of(0.2, 0.9, 'less'), of(-1, -0.5, 'more'), of(0, 0)]).toEqual(['same', 'same', 'same', 'same']);
  });

  test('is open across nought, and where the end that matters is', () => {
    expect([of(-5, 2, 'less'), of(null, null, 'less'), of(-5, null, 'less'), of(null, 5, 'less')]).toEqual(
      Array.from({ length: 4 }, () => 'cannot_tell'),
    );
    expect([of(3, null, 'less'), of(null, -3, 'less')]).toEqual(['worse', 'better']);
  });
});

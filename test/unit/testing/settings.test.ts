/** Settings within bounds. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settings, type SettingSpace } from '../../../src/testing/settings.js';

const SPACE: SettingSpace = { IdleCount: { from: 10, to: 60, step: 10 }, check_interval: [3, 1] };

test('every combination is found', () => {
  const all = fc.sample(settings(SPACE), { seed: 1, numRuns: 300 }).map(({ set }) => set.join());
  expect(new Set(all).size).toBe(12);
  expect(all).toContain('IdleCount=60,check_interval=1');
});

test('it shrinks to the first of each', () => {
  const { counterexample } = fc.check(
    fc.property(settings(SPACE), ({ set }) => !set[0]!.endsWith('0')),
    { seed: 3 },
  );
  expect(counterexample![0].words).toBe('IdleCount=10, check_interval=3');
});

test('a range of fractions has the numbers that are meant', () => {
  const all = fc.sample(settings({ x: { from: 0, to: 0.6, step: 0.2 } }), { seed: 1, numRuns: 100 }).map(({ set }) => set[0]);
  expect([...new Set(all)].sort()).toEqual(['x=0', 'x=0.2', 'x=0.4', 'x=0.6']);
});

describe('refused', () => {
  test.each([
    [{ x: [] }],
    [{ x: { from: 3, to: 1 } }],
    [{ x: { from: 1, to: 3, step: 0 } }],
    [{ x: { from: NaN, to: 3 } }],
  ] as SettingSpace[][])('%j', (space) => {
    expect(() => settings(space)).toThrow('x: expected values, such as [1, 3], or a range with room');
  });
});

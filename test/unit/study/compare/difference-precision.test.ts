/** How many pairs a precision of a difference takes, and whether intervals that were made so hold what they say. */
import { describe, expect, test } from 'vitest';
import { Streams } from '../../../../src/sim/random/index.js';
import { pairedMean } from '../../../../src/stats/difference.js';
import type { Difference } from '../../../../src/study/compare/compare-result.js';
import {
  defaultFigure,
  differenceOfPrecision,
  halfOf,
  missedDifference,
  pairsWanted,
  type DifferencePrecision,
} from '../../../../src/study/compare/difference-precision.js';
import { PrecisionRefused } from '../../../../src/study/figures/precision.js';

const found = (low: number | null, high: number | null, over: Partial<Difference> = {}): Difference => ({
  scope: 'all',
  name: 'all',
  figure: 'cost.perMonth',
  unit: 'USD per month',
  base: 1000,
  new: 1100,
  difference: 100,
  low,
  high,
  verdict: 'worse',
  gain: null,
  ...over,
});
const dollars = (amount: number, most = 1000): DifferencePrecision => ({
  half: { kind: 'amount', amount, unit: 'USD' },
  figure: 'cost.perMonth',
  most,
});
const share = (of: number): DifferencePrecision => ({ half: { kind: 'share', share: of }, figure: 'cost.perMonth', most: 1000 });

describe('the pairs that it takes', () => {
  test('shrink the wider side to what is wanted', () => {
    expect(halfOf(found(90, 130))).toBe(30);
    // Three times too wide: nine times as many.
    expect(pairsWanted([found(90, 130)], dollars(10), 5)).toBe(45);
    expect(pairsWanted([found(90, 130)], share(0.01), 5)).toBe(45);
    expect(pairsWanted([found(90, 130)], dollars(10, 20), 5)).toBe(20);
  });

  test('are those of the variant that takes most, and no more than were played where that is enough', () => {
    expect(pairsWanted([found(95, 105), found(80, 110)], dollars(10), 5)).toBe(20);
    expect(pairsWanted([found(95, 105)], dollars(10), 7)).toBe(7);
    expect(pairsWanted([found(100, 100, { base: 0 })], share(0.01), 7)).toBe(7);
    expect(pairsWanted([], dollars(10), 7)).toBe(7);
  });

  test('are all that are allowed where an end is open', () => {
    expect(pairsWanted([found(null, 105)], dollars(10, 60), 5)).toBe(60);
  });
});

describe('what is said afterwards', () => {
  test('nothing where it is reached, else how near it came and what it would take', () => {
    expect(missedDifference([found(95, 105)], dollars(10), 20)).toBeUndefined();
    expect(missedDifference([found(95, 105), found(70, 130)], dollars(10), 20)).toBe(
      'the precision of 10 USD for cost.perMonth is not reached: 30 USD after 20 pairs; some 180 would reach it',
    );
    expect(missedDifference([found(70, 130)], share(0.01), 20)).toBe(
      'the precision of 1 % of the base for cost.perMonth is not reached: 30 USD after 20 pairs; some 180 would reach it',
    );
    expect(missedDifference([found(70, null)], dollars(10), 20)).toContain('cannot be reached: its interval is open');
  });
});

describe('the figure', () => {
  const all = [
    found(1, 2),
    found(1, 2, { figure: 'queueTime.max', unit: 's', verdict: null }),
    found(1, 2, { scope: 'group', figure: 'jobs' }),
  ];

  test('is one of the whole, in the unit of what is wanted', () => {
    expect(differenceOfPrecision(all, dollars(1))).toBe(all[0]);
    expect(defaultFigure(dollars(1).half)).toBe('cost.perMonth');
    expect(defaultFigure(share(0.1).half)).toBe('queueTime.p95');
    expect(defaultFigure({ kind: 'amount', amount: 2, unit: 's' })).toBe('queueTime.p95');
  });

  test.each([
    [{ ...dollars(1), figure: 'cost.perMnth' }, "there is no figure 'cost.perMnth' of the whole; did you mean cost.perMonth?"],
    [{ ...dollars(1), figure: 'jobs' }, "there is no figure 'jobs' of the whole"],
    [{ ...share(0.1), figure: 'queueTime.max' }, 'queueTime.max is a largest'],
    [{ ...dollars(1), half: { kind: 'amount', amount: 1, unit: 's' } as const }, 'cost.perMonth is in USD per month, not in s'],
  ])('%j is none', (precision, words) => {
    expect(() => differenceOfPrecision(all, precision)).toThrow(words);
    expect(() => differenceOfPrecision(all, precision)).toThrow(PrecisionRefused);
  });
});

test('of 1000 intervals that were made in two stages, some 95 % hold the difference, and most are as short as was wanted', () => {
  const streams = new Streams(7, 0);
  let [held, short] = [0, 0];
  for (let study = 0; study < 1000; study++) {
    const [base, own] = [streams.stream(`base ${study}`), streams.stream(`own ${study}`)];
    // A common part and one of their own: the true difference is 1.
    const sides = (pairs: number): readonly (readonly number[])[] => {
      const list = Array.from({ length: pairs }, (_, i) => i);
      return [
        list.map((i) => 5 * base.uniform(i, 0, 0) + base.uniform(i, 1, 0)),
        list.map((i) => 1 + 5 * base.uniform(i, 0, 0) + own.uniform(i, 1, 0)),
      ];
    };
    const difference = (pairs: number): Difference => {
      const [a, b] = sides(pairs);
      const { estimate, low, high } = pairedMean(a!, b!);
      return found(low, high, { difference: estimate });
    };
    const pairs = pairsWanted([difference(10)], dollars(0.12), 10);
    const { low, high } = difference(pairs);
    if (low! <= 1 && high! >= 1) held++;
    if (high! - low! <= 2 * 0.12 * 1.1) short++;
  }
  expect(held).toBeGreaterThan(925);
  expect(held).toBeLessThan(970);
  expect(short).toBeGreaterThan(650);
});

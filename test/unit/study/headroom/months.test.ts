/** Which months a forecast shows. */
import { describe, expect, test } from 'vitest';
import { factorOf, levelOf, LEAST_LEVEL, MOST_LEVEL } from '../../../../src/study/headroom/levels.js';
import { grownMonths } from '../../../../src/study/headroom/months.js';

const GROWTH = { share: 0.03, per: 'month' } as const;
const when = (factor: number, missed: number | null) => ({
  factor: { months: factor },
  sure: null,
  missed: missed === null ? null : { months: missed },
});

describe('months', () => {
  test('go from today to the first in which a threshold is missed for certain', () => {
    const months = grownMonths({ isEndless: false, when: when(3.2, 4.5) }, GROWTH);
    expect(months.map(({ months: own }) => own)).toStrictEqual([0, 1, 2, 3, 4, 5]);
    for (const { months: own, level } of months) expect(factorOf(level) / 1.03 ** own).toBeCloseTo(1, 1);
    expect(months[0]!.level).toBe(0);
  });

  test('are a dozen steps at most, of whole months', () => {
    const months = grownMonths({ isEndless: false, when: when(40, null) }, GROWTH).map(({ months: own }) => own);
    expect(months).toStrictEqual([0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40]);
  });

  test('are today alone where a threshold is missed today, and a year where nothing breaks', () => {
    expect(grownMonths({ isEndless: false }, GROWTH).map(({ months }) => months)).toStrictEqual([0]);
    expect(grownMonths({ isEndless: true }, GROWTH)).toHaveLength(13);
    expect(grownMonths({ isEndless: true }, { share: 10, per: 'month' })).toHaveLength(2);
  });
});

test('a level is the nearest to its factor, and no further than loads go', () => {
  for (const level of [-40, 0, 1, 33]) expect(levelOf(factorOf(level))).toBe(level);
  expect([levelOf(1e-9), levelOf(1e9)]).toStrictEqual([LEAST_LEVEL, MOST_LEVEL]);
});

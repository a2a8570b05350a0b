/** Hours put into few periods. */
import { describe, expect, test } from 'vitest';
import { Levels } from '../../../../../src/study/plan/schedule/cells.js';
import { bestPeriods, dayClasses, type Period, type PeriodOptions } from '../../../../../src/study/plan/schedule/periods.js';
import { weekLoad } from '../../../../support/week-loads.js';

const BOOT = 300;
const cellOptions = { boot: BOOT, share: 1, bursts: () => 1 };
const levels = new Levels({ lines: [{ within: 60, allowed: 0.05 }] }, { least: 0, most: 200 }, BOOT);
const options = (own: Partial<PeriodOptions> = {}): PeriodOptions => ({ levels, most: 4, hourPrice: 1, worth: 5, ...own });
const hoursOf = ({ cells }: Period): number[] => cells.flatMap(({ hours }) => hours).sort((a, b) => a - b);

const isOffice = (hour: number): boolean => hour < 120 && hour % 24 >= 8 && hour % 24 < 18;
const office = weekLoad((hour) => (isOffice(hour) ? 120 : 12));

describe('days', () => {
  test('are alike in three ways, of those that were played', () => {
    const ways = (load: typeof office): string[] => dayClasses(load).map((classes) => classes.map(({ days }) => days.join('')).join(' '));
    expect(ways(office)).toStrictEqual(['0123456', '01234 56', '01234 5 6']);
    expect(ways(weekLoad((hour) => (hour < 48 ? 1 : undefined)))).toStrictEqual(['01234']);
    expect(ways(weekLoad((hour) => (hour < 144 ? 1 : undefined)))).toStrictEqual(['0123456', '01234 56']);
  });
});

describe('periods', () => {
  test('hold every hour once, and part the office from the rest', () => {
    const found = bestPeriods(office, cellOptions, options());
    expect(found.flatMap(hoursOf).sort((a, b) => a - b)).toStrictEqual(Array.from({ length: 168 }, (_, hour) => hour));
    const at = (hour: number): Period => found.find((own) => hoursOf(own).includes(hour))!;
    expect(at(12).level).toBeGreaterThan(2 * at(3).level);
    expect(at(12 + 5 * 24).level).toBe(at(3).level);
    expect(hoursOf(at(12))).toHaveLength(50);
  });

  test('are so many at most, and one more only where it is worth it', () => {
    expect(bestPeriods(office, cellOptions, options({ most: 1 }))).toHaveLength(1);
    expect(bestPeriods(office, cellOptions, options({ most: 2 }))).toHaveLength(2);
    expect(bestPeriods(office, cellOptions, options({ worth: 1e9 }))).toHaveLength(1);
    expect(
      bestPeriods(
        weekLoad(() => 60),
        cellOptions,
        options(),
      ),
    ).toHaveLength(1);
  });

  test('have the level that their jobs need together', () => {
    for (const { cells, level } of bestPeriods(office, cellOptions, options())) expect(level).toBe(levels.of(cells));
  });
});

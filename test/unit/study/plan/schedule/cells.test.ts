/** What each hour needs: its load, and the least level that keeps the target. */
import { describe, expect, test } from 'vitest';
import { erlangC } from '../../../../../src/stats/oracles.js';
import { cellsOf, Levels, type Cell } from '../../../../../src/study/plan/schedule/cells.js';
import { bursty, weekLoad } from '../../../../support/week-loads.js';

const cell = (offered: number, jobs = 1): Cell => ({ hours: [0], quarters: [{ offered, jobs }], bursts: 1 });

describe('cells', () => {
  test('are the hours that were played, with the boots under way and the jobs of a week', () => {
    const load = weekLoad((hour) => (hour < 48 ? 36 : undefined));
    const cells = cellsOf(load, { days: [0, 1, 2] }, { boot: 300, share: 0.5, bursts: () => 3 });
    expect(cells).toHaveLength(24);
    expect(cells[7]!.hours).toStrictEqual([7, 31, 55]);
    // 36 an hour are 0.01 a second: three boots of 300 s under way, half of them here; 9 jobs a quarter, on three days.
    for (const { offered, jobs } of cells[7]!.quarters) {
      expect(offered).toBeCloseTo(1.5, 6);
      expect(jobs).toBeCloseTo(27, 6);
    }
    expect(cells[7]!.bursts).toBe(3);
    expect(cellsOf(load, { days: [4] }, { boot: 300, share: 1, bursts: () => 1 })).toStrictEqual([]);
  });

  test('look ahead by a boot where boots are long', () => {
    const load = weekLoad((hour) => (hour % 24 === 8 ? 60 : 0));
    const [short, long] = [60, 3600].map((boot) => cellsOf(load, { days: [0] }, { boot, share: 1, bursts: () => 1 })) as [Cell[], Cell[]];
    const offeredAt = (cells: readonly Cell[], hour: number): number =>
      cells[hour]!.quarters.reduce((sum, { offered }) => sum + offered, 0);
    expect(offeredAt(short, 7)).toBeCloseTo(0, 6);
    expect(offeredAt(long, 7)).toBeGreaterThan(1);
  });
});

describe('levels', () => {
  test('are the least that Erlang C finds enough', () => {
    const levels = new Levels({ lines: [{ within: 60, allowed: 0.05 }] }, { least: 0, most: 100 }, 300);
    const late = (s: number): number => erlangC(s, 4) * Math.exp((-(s - 4) * 60) / 300);
    const found = levels.of([cell(4)]);
    expect(late(found)).toBeLessThanOrEqual(0.05);
    expect(late(found - 1)).toBeGreaterThan(0.05);
    expect(levels.late([cell(4)], found, 60)).toBeCloseTo(late(found), 9);
  });

  test('weigh hours by their jobs, ask for the mean too, and end at the most', () => {
    const levels = new Levels({ lines: [{ within: 60, allowed: 0.05 }] }, { least: 0, most: 100 }, 300);
    expect(levels.of([cell(4, 1000), cell(20, 1)])).toBeLessThan(levels.of([cell(4), cell(20)]));
    expect(new Levels({ lines: [], mean: 1 }, { least: 0, most: 100 }, 300).of([cell(4)])).toBeGreaterThan(
      new Levels({ lines: [], mean: 100 }, { least: 0, most: 100 }, 300).of([cell(4)]),
    );
    expect(new Levels({ lines: [{ within: 60, allowed: 0.05 }] }, { least: 0, most: 3 }, 300).of([cell(4)])).toBe(3);
    expect(levels.of([bursty(cell(4), 5)])).toBeGreaterThan(levels.of([cell(4)]));
  });
});

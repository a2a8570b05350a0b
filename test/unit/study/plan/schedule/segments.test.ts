/** The cheapest cuts of a row and of a circle, against every way there is. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cheapestCuts, type Cut } from '../../../../../src/study/plan/schedule/segments.js';

/** Every set of borders. */
function everyCut(count: number): number[][] {
  return Array.from({ length: 1 << count }, (_, bits) => Array.from({ length: count }, (__, i) => i).filter((i) => (bits >> i) % 2 === 1));
}

/** Holds a level over each run: the greatest of its things. */
function costOf(levels: readonly number[]): (from: number, length: number) => number {
  return (from, length) => {
    const own = Array.from({ length }, (_, i) => levels[(from + i) % levels.length]!);
    return Math.max(...own) * length;
  };
}

function bruteForce(levels: readonly number[], runs: number, isCircle: boolean): number {
  const cost = costOf(levels);
  const ways = everyCut(levels.length).filter((borders) => borders.length === runs && (isCircle || borders[0] === 0));
  const costs = ways.map((borders) =>
    borders.reduce((sum, border, i) => sum + cost(border, (borders[i + 1] ?? borders[0]! + levels.length) - border), 0),
  );
  // In one run a circle has the same cost wherever it begins.
  return Math.min(...costs);
}

describe('cuts', () => {
  test.each([true, false])('are the cheapest of all (circle: %s)', (isCircle) => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 8 }), (levels) => {
        const cuts = cheapestCuts({ count: levels.length, cost: costOf(levels), most: 4, isCircle });
        expect(cuts).toHaveLength(Math.min(4, levels.length));
        cuts.forEach((cut: Cut, i) => {
          expect(cut.borders).toHaveLength(i + 1);
          expect(cut.cost).toBe(bruteForce(levels, i + 1, isCircle));
          const own = cut.borders.reduce(
            (sum, border, k) => sum + costOf(levels)(border, (cut.borders[k + 1] ?? cut.borders[0]! + levels.length) - border),
            0,
          );
          expect(own).toBe(cut.cost);
        });
      }),
    );
  });

  test('of a day with a long night that goes over midnight', () => {
    const levels = Array.from({ length: 24 }, (_, hour) => (hour >= 7 && hour < 19 ? 50 : 5));
    const [whole, two] = cheapestCuts({ count: 24, cost: costOf(levels), most: 2, isCircle: true });
    expect(whole).toEqual({ cost: 24 * 50, borders: [0] });
    expect(two).toEqual({ cost: 12 * 55, borders: [7, 19] });
  });
});

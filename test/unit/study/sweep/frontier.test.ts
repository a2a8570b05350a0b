/** The frontier: by estimates that of plain comparison, and beaten for sure only where paired intervals say so. */
import quantile from '@stdlib/stats-base-dists-t-quantile';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RunCells } from '../../../../src/study/compare/run-cells.js';
import type { SideFigure } from '../../../../src/study/compare/differences.js';
import type { Reading } from '../../../../src/study/readings.js';
import { frontierOf, type WeighedPoint } from '../../../../src/study/sweep/frontier.js';

const SURE = { level: 0.95, isRandom: true };

function side(values: readonly number[], over: Partial<Reading> = {}, atLeast = false): SideFigure {
  const reading: Reading = { figure: 'queueTime.mean', unit: 's', value: values[0]!, isMax: false, atLeast, atMost: false, better: 'less', ...over };
  const estimate = values.reduce((sum, x) => sum + x, 0) / values.length;
  return {
    column: { scope: 'all', name: 'all', reading, values, isUsed: true },
    figure: {
      scope: 'all',
      name: 'all',
      figure: reading.figure,
      unit: reading.unit,
      n: values.length,
      estimate,
      low: null,
      high: null,
      halfWidth: null,
      spread: null,
      ...(atLeast ? { atLeast: true as const } : {}),
    },
    cells: new RunCells(),
  };
}

const point = (cost: readonly number[], wait: readonly number[]): WeighedPoint => ({ cost: side(cost, { figure: 'cost.perMonth' }), wait: side(wait) });

/** The upper end of Student's interval of paired differences, by plain arithmetic. */
function upper(own: readonly number[], base: readonly number[]): number {
  const differences = own.map((x, i) => x - base[i]!);
  const mean = differences.reduce((sum, x) => sum + x, 0) / differences.length;
  const squares = differences.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return mean + quantile(0.975, differences.length - 1) * Math.sqrt(squares / (differences.length - 1) / differences.length);
}

describe('the frontier', () => {
  test('by hand: cheap, quick, between, beaten for sure, beaten perhaps', () => {
    const found = frontierOf(
      [
        point([10, 10, 10], [50, 52, 54]),
        point([30, 30, 30], [5, 6, 7]),
        point([20, 20, 20], [20, 22, 24]),
        // Dearer and slower than the one before in every replication.
        point([21, 21, 21], [25, 27, 29]),
        // Slower than it by the mean, not in every replication.
        point([20.5, 20.5, 20.5], [10, 40, 22]),
      ],
      SURE,
    );
    expect(found.map((own) => own?.place)).toEqual(['on', 'on', 'on', 'off', 'perhaps']);
    expect(found.map((own) => own?.by)).toEqual([null, null, null, 2, null]);
  });

  test('of a share has the larger one as the better', () => {
    const share = (values: readonly number[]): SideFigure => side(values, { figure: 'queueTime.shareBelow(10s)', unit: 'share', better: 'more' });
    const cost = side([1, 1]);
    const found = frontierOf(
      [
        { cost, wait: share([0.9, 0.91]) },
        { cost, wait: share([0.8, 0.81]) },
      ],
      SURE,
    );
    expect(found.map((own) => own?.place)).toEqual(['on', 'off']);
  });

  test('is not beaten by what is a lower bound, which may be of any height', () => {
    const bound: WeighedPoint = { cost: side([1, 1]), wait: side([5, 5], {}, true) };
    expect(frontierOf([bound, point([2, 2], [6, 6])], SURE).map((own) => own?.place)).toEqual(['on', 'on']);
  });

  test('leaves out what has no figure', () => {
    expect(frontierOf([undefined, point([2, 2], [6, 6])], SURE)).toEqual([null, { place: 'on', by: null }]);
  });

  test('of any points is what plain comparison says, and has the cheapest on it', () => {
    const values = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 });
    const points = fc.array(fc.record({ cost: values, wait: values }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(points, (list) => {
        const found = frontierOf(
          list.map(({ cost, wait }) => point(cost, wait)),
          SURE,
        );
        const sum = (own: readonly number[]): number => own.reduce((a, b) => a + b, 0);
        const isBelow = (a: (typeof list)[number], b: (typeof list)[number]): boolean =>
          sum(a.cost) <= sum(b.cost) && sum(a.wait) <= sum(b.wait) && (sum(a.cost) < sum(b.cost) || sum(a.wait) < sum(b.wait));
        const isOn = list.map((own) => !list.some((other) => isBelow(other, own)));
        expect(found.map((own) => own?.place === 'on')).toEqual(isOn);
        expect(isOn).toContain(true);
        for (const [i, own] of found.entries()) {
          if (own?.place !== 'off') continue;
          const [a, b] = [list[own.by!]!, list[i]!];
          expect(isOn[own.by!]).toBe(true);
          expect(upper(a.cost, b.cost)).toBeLessThanOrEqual(1e-9);
          expect(upper(a.wait, b.wait)).toBeLessThanOrEqual(1e-9);
        }
      }),
    );
  });
});

/** The frontier: by estimates that of plain comparison, and beaten for sure only where paired intervals say so. */
import quantile from '@stdlib/stats-base-dists-t-quantile';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RunCells } from '../../../../src/study/compare/run-cells.js';
import type { SideFigure } from '../../../../src/study/compare/differences.js';
import type { Reading } from '../../../../src/study/figures/readings.js';
import { frontierOf, type WeighedPoint } from '../../../../src/study/sweep/frontier.js';

const SURE = { level: 0.95, isRandom: true };

function side(values: readonly number[], over: Partial<Reading> = {}, atLeast = false): SideFigure {
  const reading: Reading = {
    figure: 'queueTime.mean',
    unit: 's',
    value: values[0]!,
    isMax: false,
    atLeast,
    atMost: false,
    better: 'less',
    ...over,
  };
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

const point = (cost: readonly number[], wait: readonly number[]): WeighedPoint => ({
  cost: side(cost, { figure: 'cost.perMonth', unit: 'USD per month' }),
  wait: side(wait),
});

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
        point([1000, 1000, 1000], [50, 52, 54]),
        point([3000, 3000, 3000], [5, 6, 7]),
        point([2000, 2000, 2000], [20, 22, 24]),
        // Dearer and slower than the one before in every replication.
        point([2100, 2100, 2100], [25, 27, 29]),
        // Dearer by less than the 10 USD that anybody acts on, and slower by the mean, not in every replication.
        point([2005, 2005, 2005], [10, 40, 22]),
      ],
      SURE,
    );
    expect(found.map((own) => own?.place)).toEqual(['on', 'on', 'on', 'off', 'perhaps']);
    expect(found.map((own) => own?.by)).toEqual([null, null, null, 2, null]);
  });

  test('is beaten by what costs more, where that is less than anybody acts on, and only then', () => {
    const place = (more: number): unknown =>
      frontierOf([point([2000, 2000], [30, 31]), point([2000 + more, 2000 + more], [20, 21])], SURE).map((own) => own?.place);
    expect(place(19)).toEqual(['off', 'on']);
    expect(place(21)).toEqual(['on', 'on']);
  });

  test('of a share has the larger one as the better', () => {
    const share = (values: readonly number[]): SideFigure =>
      side(values, { figure: 'queueTime.shareBelow(10s)', unit: 'share', better: 'more' });
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
    expect(frontierOf([bound, point([900, 900], [6, 6])], SURE).map((own) => own?.place)).toEqual(['on', 'on']);
  });

  test('leaves out what has no figure', () => {
    expect(frontierOf([undefined, point([2, 2], [6, 6])], SURE)).toEqual([null, { place: 'on', by: null }]);
  });

  test('of any points is what plain comparison says, and some point always stands', () => {
    const costs = fc.array(fc.integer({ min: 500, max: 560 }), { minLength: 3, maxLength: 3 });
    const waits = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }).map((list) => list.map((x) => x / 10));
    const points = fc.array(fc.record({ cost: costs, wait: waits }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(points, (list) => {
        const found = frontierOf(
          list.map(({ cost, wait }) => point(cost, wait)),
          SURE,
        );
        const mean = (own: readonly number[]): number => own.reduce((a, b) => a + b, 0) / own.length;
        const beaten = (a: (typeof list)[number], b: (typeof list)[number]): boolean => {
          const [cost, wait] = [mean(a.cost) - mean(b.cost), mean(a.wait) - mean(b.wait)];
          return cost <= 10 && wait <= 0.1 && (cost < -10 || wait < -0.1);
        };
        const isOn = list.map((own) => !list.some((other) => beaten(other, own)));
        expect(found.map((own) => own?.place === 'on')).toEqual(isOn);
        expect(isOn).toContain(true);
        for (const [i, own] of found.entries()) {
          if (own?.place !== 'off') continue;
          const [a, b] = [list[own.by!]!, list[i]!];
          expect(beaten(a, b)).toBe(true);
          const ends = [upper(a.cost, b.cost), upper(a.wait, b.wait)] as const;
          expect(ends[0]).toBeLessThanOrEqual(10 + 1e-9);
          expect(ends[1]).toBeLessThanOrEqual(0.1 + 1e-9);
          expect(Math.min(...ends)).toBeLessThan(1e-9);
        }
      }),
    );
  });
});

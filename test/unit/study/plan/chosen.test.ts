/** Of settings that meet and cost as much for all that anybody acts on, the plan is the one that changes least. */
import { describe, expect, test } from 'vitest';
import { looksUpTo } from '../../../../src/stats/looks.js';
import type { Evidence } from '../../../../src/study/plan/certainty.js';
import { chosen } from '../../../../src/study/plan/chosen.js';
import { Field } from '../../../../src/study/plan/field.js';
import { wholeVariable } from '../../../support/plans.js';

const RUNS = 16;

/** A setting that meets by far, misses, or is undecided at the line, and costs so much in every run. */
function evidence(cost: number, room = 0.03): Evidence {
  const values = Array.from({ length: RUNS }, (_, run) => room + 0.001 * (run % 3));
  return {
    runs: RUNS,
    objective: values.map(() => cost),
    bill: values.map(() => cost),
    margins: [{ values, leastVariance: 0, scale: 0.05, more: 'helps', hard: undefined, isOpen: false }],
    isBroken: false,
  };
}

/** Two numbers from 0 to 2, of which today is 2 and 1; every setting costs what `costOf` says. */
const VARIABLES = [wholeVariable('a', 0, 2, { today: '2' }), wholeVariable('b', 0, 2, { today: '1' })];

function planOf(
  costOf: (a: number, b: number) => number,
  misses: readonly string[] = [],
  undecided: readonly string[] = [],
): readonly number[] | undefined {
  const field = new Field({
    sizes: [3, 3],
    orderFrom: [Infinity, Infinity],
    isOrdered: false,
    error: 0.05,
    looks: looksUpTo(4, 64),
    indifference: { share: 0.01, usdPerMonth: 10 },
    mostRuns: 1000,
    runsEach: 1,
  });
  for (const a of [0, 1, 2]) {
    for (const b of [0, 1, 2])
      field.add([a, b], evidence(costOf(a, b), misses.includes(`${a},${b}`) ? -0.03 : undecided.includes(`${a},${b}`) ? -0.001 : 0.03));
  }
  return chosen(field, VARIABLES)?.setting;
}

describe('the plan', () => {
  test('is what is set today where nothing is cheaper by more than anybody acts on', () => {
    expect(planOf((a, b) => 500 - 2 * a + b)).toEqual([2, 1]);
  });

  test('changes only what gains: a second number that costs the same stays as it is', () => {
    expect(planOf((a, b) => 500 + 100 * a + b)).toEqual([0, 1]);
  });

  test('is the cheapest where that gains more', () => {
    expect(planOf((a, b) => 500 + 100 * a + 50 * b)).toEqual([0, 0]);
  });

  test('is not what misses, though it is set today', () => {
    expect(planOf((a, b) => 500 + a + b, ['2,1'])).not.toEqual([2, 1]);
  });

  test('is the cheapest where something undecided is not better than it by more than that, and may be than what is set today', () => {
    const costOf = (a: number, b: number): number => (a === 2 && b === 1 ? 507 : a === 0 && b === 0 ? 498 : a === 1 && b === 1 ? 495 : 600);
    expect(planOf(costOf, ['1,1'])).toEqual([2, 1]);
    expect(planOf(costOf, [], ['1,1'])).toEqual([0, 0]);
  });

  test('is there only where something meets', () => {
    expect(planOf(() => 500, ['0,0', '0,1', '0,2', '1,0', '1,1', '1,2', '2,0', '2,1', '2,2'])).toBeUndefined();
  });
});

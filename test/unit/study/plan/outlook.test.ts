/** What is expected around a setting is what each variable alone adds up to. */
import { describe, expect, test } from 'vitest';
import { looksUpTo } from '../../../../src/stats/looks.js';
import type { Evidence } from '../../../../src/study/plan/certainty.js';
import { Field } from '../../../../src/study/plan/field.js';
import { neighbours } from '../../../../src/study/plan/lattice.js';
import { Outlook, outlookOf } from '../../../../src/study/plan/outlook.js';
import type { Setting } from '../../../../src/study/plan/plan-question.js';

/** Two pools at 100 USD a machine, of which each has a line of its own: so many are needed at least, and one more has so much more room. */
const [NEEDED, ROOM] = [[3, 5], 0.1] as const;
const SIZES = [20, 20];

/** Runs differ by the same in every setting, as with common random numbers. */
function evidence(setting: Setting, runs: number, spread = 0.01): Evidence {
  const all = Array.from({ length: runs }, (_, run) => run);
  const objective = all.map(() => 100 * (setting[0]! + setting[1]!));
  const margins = setting.map((index, pool) => ({
    values: all.map((run) => ROOM * (index - NEEDED[pool]!) + spread * (run % 2)),
    leastVariance: 0,
    scale: 1,
    more: 'helps' as const,
    hard: undefined,
    isOpen: false,
  }));
  return { runs, objective, bill: objective, margins, isBroken: false };
}

function fieldOf(...tried: readonly (readonly [Setting, number])[]): Field {
  const field = new Field({
    sizes: SIZES,
    orderFrom: SIZES.map(() => Infinity),
    isOrdered: false,
    error: 0.05,
    looks: looksUpTo(4, 64),
    indifference: { share: 0.01, usdPerMonth: 10 },
    mostRuns: 400,
    runsEach: 1,
  });
  for (const [setting, runs] of tried) field.add(setting, evidence(setting, runs));
  return field;
}

const BASE: Setting = [9, 9];
const around = (field: Field): Outlook => new Outlook(field, field.get(BASE)!);

describe('the outlook from a setting', () => {
  test('adds up what each variable changes alone', () => {
    const outlook = around(fieldOf([BASE, 2], [[4, 9], 2], [[9, 6], 2]));
    expect(outlook.at([4, 6])).toMatchObject({ setting: [4, 6], short: 0 });
    expect(outlook.at([4, 6])!.objective).toBeCloseTo(-800, 9);
    expect(outlook.at(BASE)).toEqual({ setting: BASE, short: 0, objective: 0 });
    expect(outlook.at([4, 11])).toBeUndefined();
  });

  test('reaches a value by settings that differ in nothing else, though they stand elsewhere', () => {
    const outlook = around(fieldOf([BASE, 2], [[6, 9], 2], [[6, 2], 2], [[4, 2], 2]));
    expect(outlook.at([4, 9])!.objective).toBeCloseTo(-500, 9);
    expect(outlook.at([4, 9])!.short).toBe(0);
  });

  test('knows what lies halfway between two values', () => {
    const outlook = around(fieldOf([BASE, 2], [[1, 9], 2]));
    expect(outlook.at([5, 9])!.objective).toBeCloseTo(-400, 9);
    expect(outlook.at([6, 9])).toBeUndefined();
  });

  test('moves all variables at once to the cheapest that is expected to keep every line', () => {
    const outlook = around(fieldOf([BASE, 2], [[3, 9], 2], [[2, 9], 2], [[9, 5], 2], [[9, 4], 2]));
    expect(outlook.cheapest().setting).toEqual([3, 5]);
  });

  test('is short by as much as what is missing, where nothing keeps every line', () => {
    const field = fieldOf([[1, 1], 2], [[2, 1], 2]);
    const { setting, short } = new Outlook(field, field.get([1, 1])!).cheapest();
    expect(setting).toEqual([2, 1]);
    // A tenth and four tenths, less the mean of the noise at each.
    expect(short).toBeCloseTo(0.1 + 0.4 - 2 * 0.005, 9);
  });

  test('asks for more room the sooner it is to be certain, and names a look only where there is enough', () => {
    const near = [3, 4, 5, 6, 7].flatMap((index): [Setting, number][] => [
      [[index, 9], 4],
      [[9, index], 4],
    ]);
    const outlook = around(fieldOf([BASE, 4], ...near));
    const costs = outlook.certainWithin(64).map(({ objective }) => objective);
    expect(costs.length).toBeGreaterThan(1);
    expect([...costs].sort((a, b) => b - a)).toEqual(costs);
    expect(outlook.certainWithin(3)).toEqual([]);
  });

  test('takes the mean of a setting with few runs from that of the base, by what they differ', () => {
    const field = fieldOf([BASE, 32], [[4, 6], 2], [[2, 6], 2]);
    const outlook = around(field);
    expect(outlook.lookOf(field.get([4, 6])!)).toBeLessThanOrEqual(8);
    expect(outlook.lookOf(field.get([2, 6])!)).toBe(Infinity);
  });

  test('needs one run and no room where nothing is drawn', () => {
    const field = fieldOf();
    field.isRandom = false;
    for (const setting of [BASE, [3, 9], [9, 5]]) field.add(setting, evidence(setting, 1, 0));
    const outlook = around(field);
    expect(outlook.certainWithin(1).map(({ setting }) => setting)).toEqual([[3, 5]]);
    expect(outlook.lookOf(field.get([3, 9])!)).toBe(1);
  });
});

test('most is known around the setting whose neighbours were all tried, and nothing where nothing was', () => {
  expect(outlookOf(fieldOf())).toBeUndefined();
  expect(outlookOf(fieldOf([[4, 6], 2], [BASE, 2]))!.base.setting).toEqual([4, 6]);
  const beside = neighbours(BASE, [1, 1], SIZES).map((setting): [Setting, number] => [setting, 2]);
  expect(outlookOf(fieldOf([[4, 6], 2], [BASE, 2], ...beside))!.base.setting).toEqual(BASE);
});

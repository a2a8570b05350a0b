/** What settings in order tell of each other: more idle machines help to keep a line on waiting, and make one on money harder to keep. */
import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../../../src/study/plan/certainty.js';
import type { Field } from '../../../../src/study/plan/field.js';
import type { OfMore } from '../../../../src/study/plan/margins.js';
import { fieldOf } from '../../../support/known-optima.js';

/** A line by what more does to it, and the index from which on, or up to which, it is kept. */
type Line = readonly [more: OfMore, at: number];

function evidence(index: number, lines: readonly Line[], isBroken = false): Evidence {
  const each = Array.from({ length: 8 }, (_, run) => run);
  const margins = lines.map(([more, at]) => ({
    values: each.map((run) => (more === 'harms' ? at - index : index - at) + 0.5 + 0.01 * (run % 2)),
    leastVariance: 0,
    scale: 1,
    more,
    hard: undefined,
    isOpen: false,
  }));
  const objective = each.map(() => 100 * index);
  return { runs: each.length, objective, bill: objective, margins, isBroken };
}

function tried(lines: readonly Line[], ...indices: readonly number[]): Field {
  const field = fieldOf({ sizes: [30], orderFrom: [0], isOrdered: true, mostRuns: 400 });
  for (const index of indices) field.add([index], evidence(index, lines));
  return field;
}

describe('the verdict of a setting', () => {
  test('that has less than one that is short is that it misses, and that has more than one that has enough that it meets', () => {
    const field = tried([['helps', 10]], 5, 15);
    expect([0, 5, 6, 14, 15, 29].map((index) => field.verdict([index]))).toEqual([
      'misses',
      'misses',
      'undecided',
      'undecided',
      'meets',
      'meets',
    ]);
  });

  test('is not that it misses where one that has more costs too much', () => {
    const field = tried(
      [
        ['helps', 10],
        ['harms', 20],
      ],
      5,
      25,
    );
    expect([4, 11, 26].map((index) => field.verdict([index]))).toEqual(['misses', 'undecided', 'misses']);
  });

  test('between two that keep what less would miss and what more would is that it meets', () => {
    const field = tried(
      [
        ['helps', 10],
        ['harms', 20],
      ],
      12,
      18,
    );
    expect([11, 15, 19].map((index) => field.verdict([index]))).toEqual(['undecided', 'meets', 'undecided']);
  });

  test('is its own alone where it is not known what more does', () => {
    const field = tried([['unknown', 10]], 5, 15);
    expect([4, 5, 15, 16].map((index) => field.verdict([index]))).toEqual(['undecided', 'misses', 'meets', 'undecided']);
  });

  test('is not told by one that has less where a limit ended that one', () => {
    const field = tried([['helps', 10]]);
    field.add([15], evidence(15, [['helps', 10]], true));
    expect([14, 16].map((index) => field.verdict([index]))).toEqual(['misses', 'undecided']);
  });
});

test('two tests may first go wrong where a line binds from above too', () => {
  expect(tried([['helps', 10]], 5).budget.passes).toBe(1);
  expect(
    tried(
      [
        ['helps', 10],
        ['harms', 20],
      ],
      5,
    ).budget.passes,
  ).toBe(2);
});

test('what costs too much is not short of anything', () => {
  const field = tried(
    [
      ['helps', 10],
      ['harms', 20],
    ],
    5,
    25,
  );
  expect([5, 25].map((index) => field.isShort([index]))).toEqual([true, false]);
  expect([5, 25].map((index) => field.seemsEnough(field.get([index])!))).toEqual([false, true]);
});

test('nothing is told of others by a setting of which no threshold is in order, whatever the first one was', () => {
  const field = fieldOf({ sizes: [2, 30], orderFrom: [Infinity, 0], isOrdered: false, mostRuns: 400 });
  field.add([0, 5], evidence(5, [['helps', 10]]));
  field.add([1, 5], evidence(5, [['unknown', 0]]));
  field.add([1, 25], evidence(25, [['unknown', 0]], true));
  expect([field.verdict([1, 4]), field.verdict([1, 15]), field.isShort([1, 25])]).toEqual(['undecided', 'undecided', false]);
});

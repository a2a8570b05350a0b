/** What is certain of settings, and what is not. */
import { describe, expect, test } from 'vitest';
import { looksUpTo } from '../../../../src/stats/looks.js';
import {
  moneyBounds,
  roomOf,
  runsToDecide,
  runsToSettle,
  verdictOf,
  type ErrorBudget,
  type Evidence,
} from '../../../../src/study/plan/certainty.js';
import type { Margins } from '../../../../src/study/plan/margins.js';

const BUDGET: ErrorBudget = { error: 0.05, looks: looksUpTo(4, 64), settings: 3, passes: 3, isRandom: true };

function margins(values: readonly number[], more: Partial<Margins> = {}): Margins {
  return { values, leastVariance: 0, scale: 0.05, more: 'helps', hard: undefined, isOpen: false, ...more };
}

function evidence(all: readonly Margins[], objective: readonly number[] = []): Evidence {
  const runs = all[0]?.values.length ?? objective.length;
  return { runs, objective, bill: objective, margins: all, isBroken: false };
}

const CLEAR = margins([0.03, 0.031, 0.029, 0.03]);
const MISSED = margins([-0.03, -0.031, -0.029, -0.03]);
const NEAR = margins([0.03, -0.031, 0.029, -0.02]);

describe('a setting', () => {
  test('meets when all thresholds are kept, misses when one is not, and is undecided else', () => {
    expect(verdictOf(evidence([CLEAR, CLEAR]), BUDGET)).toBe('meets');
    expect(verdictOf(evidence([CLEAR, MISSED]), BUDGET)).toBe('misses');
    expect(verdictOf(evidence([MISSED, NEAR]), BUDGET)).toBe('misses');
    expect(verdictOf(evidence([CLEAR, NEAR]), BUDGET)).toBe('undecided');
    expect(verdictOf({ ...evidence([CLEAR]), isBroken: true }, BUDGET)).toBe('misses');
  });

  test('is never certain before the first look, whatever its runs say', () => {
    expect(verdictOf(evidence([margins([0.03, 0.03])]), BUDGET)).toBe('undecided');
    expect(verdictOf(evidence([margins([0.03])]), { ...BUDGET, isRandom: false })).toBe('meets');
    expect(verdictOf(evidence([margins([-0.03])]), { ...BUDGET, isRandom: false })).toBe('misses');
  });

  test('is not certain where no spread is seen but few jobs were', () => {
    expect(verdictOf(evidence([margins([0.05, 0.05, 0.05, 0.05])]), BUDGET)).toBe('meets');
    expect(verdictOf(evidence([margins([0.05, 0.05, 0.05, 0.05], { leastVariance: (0.95 * 0.05) / 20 })]), BUDGET)).toBe('undecided');
  });

  test('does not meet by margins that are too high', () => {
    expect(verdictOf(evidence([{ ...CLEAR, isOpen: true }]), BUDGET)).toBe('undecided');
    expect(verdictOf(evidence([{ ...MISSED, isOpen: true }]), BUDGET)).toBe('misses');
  });

  test('takes less to be certain where the settings are in order than where many were tried', () => {
    const values = [0.02, 0.03, 0.01, 0.025, 0.02, 0.012, 0.03, 0.02];
    const many = { ...BUDGET, passes: 1_000_000 };
    expect(verdictOf(evidence([margins(values)]), { ...many, passes: 1 })).toBe('meets');
    expect(verdictOf(evidence([margins(values)]), many)).toBe('undecided');
  });
});

describe('what would decide', () => {
  test('is nothing where it is decided, and more runs than there are where it is not', () => {
    expect(runsToDecide(evidence([CLEAR]), CLEAR, BUDGET)).toBeNull();
    const near = evidence([NEAR, CLEAR]);
    expect(runsToDecide(near, NEAR, BUDGET)).toBeGreaterThan(4);
    expect(runsToSettle(near, BUDGET)).toBe(runsToDecide(near, NEAR, BUDGET));
    expect(runsToSettle(evidence([CLEAR]), BUDGET)).toBe(0);
  });
});

describe('money', () => {
  test('is compared over the replications that both have', () => {
    const [own, other] = [evidence([], [10, 12, 11, 13, 99]), evidence([], [8, 10.1, 8.9, 11])];
    const { mean, low, high } = moneyBounds(own, other, BUDGET);
    expect(mean).toBeCloseTo(2, 12);
    expect(low).toBeGreaterThan(1);
    expect(high).toBeLessThan(3);
  });
});

test('the room of a setting is that of its tightest threshold, as a share of what is allowed', () => {
  expect(roomOf(evidence([CLEAR, MISSED]))).toBeCloseTo(-0.6, 9);
  expect(roomOf(evidence([CLEAR, { ...MISSED, scale: 1 }]))).toBeCloseTo(-0.03, 9);
  expect(roomOf(evidence([], [1]))).toBe(Infinity);
  expect(roomOf({ ...evidence([CLEAR]), isBroken: true })).toBe(-Infinity);
});

/** Scores of forecasts: by hand, and that the right distribution has the best. */
import { expect, test } from 'vitest';
import { isBetween, pinballLoss, scoresOf } from '../../../../src/history/backtest/scores.js';
import { parkMiller } from '../../../support/backtests.js';

test('the pinball loss of a high quantile is dear where more came, and cheap where less did', () => {
  expect(pinballLoss(0.9, 10, 20)).toBeCloseTo(9, 12);
  expect(pinballLoss(0.9, 10, 0)).toBeCloseTo(1, 12);
  expect(pinballLoss(0.5, 10, 14)).toBe(2);
  expect(pinballLoss(0.3, 10, 10)).toBe(0);
});

test('one future that comes true costs nothing', () => {
  expect(scoresOf([{ futures: [7], observed: 7 }], 0)).toEqual({ pinball: 0, within90: 1, within50: 1 });
  expect(scoresOf([{ futures: [7], observed: 9 }], 0)).toEqual({ pinball: 1, within90: 0, within50: 0 });
});

test('the distribution that the truth is drawn from has the least loss, and holds it as often as it says', () => {
  const next = parkMiller(3);
  const exponential = (mean: number): number => -Math.log(1 - next()) * mean;
  const truths = Array.from({ length: 1500 }, () => exponential(60));
  const scored = (mean: number) => {
    const futures = Array.from({ length: 400 }, (_, i) => -Math.log(1 - (i + 0.5) / 400) * mean);
    return scoresOf(
      truths.map((observed) => ({ futures, observed })),
      0,
    );
  };
  const right = scored(60);
  for (const wrong of [20, 40, 90, 180]) expect(scored(wrong).pinball).toBeGreaterThan(right.pinball);
  expect(Math.abs(right.within90 - 0.9)).toBeLessThan(0.03);
  expect(Math.abs(right.within50 - 0.5)).toBeLessThan(0.05);
});

test('a forecast that is right holds what comes as often as it says, and what it does not hold is on either side alike', () => {
  for (const count of [20, 50, 100]) {
    // The truth is as likely to lie in each of the gaps between the futures, before the first and behind the last.
    const futures = Array.from({ length: count }, (_, i) => i + 1);
    const truths = Array.from({ length: count + 1 }, (_, i) => i + 0.5);
    const scored = (some: readonly number[]) =>
      scoresOf(
        some.map((observed) => ({ futures, observed })),
        0,
      );
    const { within90, within50 } = scored(truths);
    expect(Math.abs(within90 - 0.9)).toBeLessThan(1 / (count + 1));
    expect(Math.abs(within50 - 0.5)).toBeLessThan(1 / (count + 1));
    const half = Math.floor(truths.length / 2);
    expect(scored(truths.slice(0, half)).within90).toBe(scored(truths.slice(-half)).within90);
  }
});

test('what is less than a step away from an end lies between them', () => {
  expect([0, 0.5, 1, 2, 2.9, 3].map((value) => isBetween(value, 1, 2, 1))).toEqual([false, true, true, true, true, false]);
  expect([0.9, 1, 2, 2.1].map((value) => isBetween(value, 1, 2, 0))).toEqual([false, true, true, false]);
  // The loss is of the numbers as they are.
  expect(scoresOf([{ futures: [7], observed: 7.5 }], 1)).toEqual({ pinball: 0.25, within90: 1, within50: 1 });
});

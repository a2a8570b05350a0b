/** Intervals over days that are drawn again. */
import { expect, test } from 'vitest';
import { errorIntervals, LEAST_DAYS } from '../../../../src/history/backtest/day-blocks.js';
import { Streams } from '../../../../src/sim/random/index.js';
import { parkMiller } from '../../../support/backtests.js';

const uniformOf = (seed: number) => {
  const stream = new Streams(seed, 0).stream('days');
  return (draw: number, n: number): number => stream.uniform(draw, 0, n);
};

test('fewer than five days have none', () => {
  const day = Array.from({ length: LEAST_DAYS - 1 }, (_, i) => i);
  expect(errorIntervals({ day, observed: day, simulated: [day] }, uniformOf(1))).toBeUndefined();
});

test('an error that is the same on all days has no width', () => {
  const day = Array.from({ length: 60 }, (_, i) => Math.floor(i / 10));
  const observed = day.map((own, i) => 10 + own + i);
  const found = errorIntervals({ day, observed, simulated: [observed.map((wait) => wait * 1.25)] }, uniformOf(1))!;
  for (const figure of ['mean', 'p50', 'p95', 'max'] as const) {
    const [low, high] = found.get(figure)!;
    expect(low).toBeCloseTo(0.25, 9);
    expect(high).toBeCloseTo(0.25, 9);
  }
});

/** How often the interval of the mean holds the true error of so many days. */
function held(days: number, times: number): number {
  const next = parkMiller(11);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  let count = 0;
  for (let run = 0; run < times; run++) {
    const day: number[] = [];
    const observed: number[] = [];
    const simulated: number[] = [];
    for (let d = 0; d < days; d++) {
      // The model says 10 % more than the truth; each day differs from it as a whole.
      const off = 100 * Math.exp(0.2 * normal());
      for (let i = 0; i < 10; i++) {
        day.push(d);
        observed.push(off);
        simulated.push(110);
      }
    }
    const [low, high] = errorIntervals({ day, observed, simulated: [simulated] }, uniformOf(run + 1))!.get('mean')!;
    const truth = 1.1 / Math.exp(0.02) - 1;
    if (low <= truth && truth <= high) count++;
  }
  return count / times;
}

test.each([
  [20, 60],
  [6, 200],
] as const)('holds the true error of %i days that differ about as often as it says', (days, times) => {
  // 95 % nominal; a bootstrap of few blocks is known to fall a little short: the plain percentiles of six held it 88 times of a hundred.
  expect(held(days, times)).toBeGreaterThan(0.9);
  expect(held(days, times)).toBeLessThan(1);
});

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

test('holds the true error of days that differ about as often as it says', () => {
  const next = parkMiller(11);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  let held = 0;
  const times = 60;
  for (let run = 0; run < times; run++) {
    const day: number[] = [];
    const observed: number[] = [];
    const simulated: number[] = [];
    for (let d = 0; d < 20; d++) {
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
    if (low <= truth && truth <= high) held++;
  }
  // 95 % nominal; the percentile bootstrap of twenty blocks is known to fall a little short.
  expect(held / times).toBeGreaterThan(0.83);
  expect(held / times).toBeLessThan(1);
});

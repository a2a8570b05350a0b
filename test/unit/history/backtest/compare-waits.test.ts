/** Figures of waits on both sides, by hand and by plain counting. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareWaits, errorOf } from '../../../../src/history/backtest/compare-waits.js';
import { waitFigures } from '../../../../src/history/backtest/wait-figures.js';

test('figures of ten waits are those that anybody counts', () => {
  const waits = [0, 1, 2, 3, 4, 5, 9, 10, 59, 107];
  expect(waitFigures(waits)).toEqual({
    mean: 20,
    p50: 4,
    p75: 10,
    p90: 59,
    p95: 107,
    p99: 107,
    max: 107,
    // Ten seconds are not below ten seconds.
    share10s: 0.7,
    share60s: 0.9,
  });
});

test('the order of waits does not matter', () =>
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 1 }), (waits) => {
      expect(waitFigures([...waits].reverse())).toEqual(waitFigures([...waits].sort((a, b) => a - b)));
    }),
  ));

test('errors are signed: relative of times, differences of shares', () => {
  const found = compareWaits([10, 20, 30], [[20, 40, 60]]);
  const by = new Map(found.map((own) => [own.figure, own]));
  expect(by.get('mean')).toMatchObject({ observed: 20, simulated: 40, error: 1, low: null, high: null });
  expect(by.get('share60s')).toMatchObject({ observed: 1, simulated: 2 / 3 });
  expect(by.get('share60s')!.error).toBeCloseTo(-1 / 3, 12);
  expect(errorOf('p50', 0, 3)).toBeNull();
  expect(errorOf('p50', 0, 0)).toBe(0);
  expect(errorOf('mean', 40, 30)).toBe(-0.25);
});

test('several runs have a mean and the interval of Student around it', () => {
  const [mean] = compareWaits([10], [[9], [10], [11]]);
  // t(0.975, 2) = 4.303; s = 1.
  expect(mean).toMatchObject({ observed: 10, simulated: 10, error: 0 });
  expect(mean!.low).toBeCloseTo(10 - 4.303 / Math.sqrt(3), 3);
  expect(mean!.high).toBeCloseTo(10 + 4.303 / Math.sqrt(3), 3);
});

test('the interval of a figure ends where the figure can be', () => {
  const runs = [
    [0, 0, 0, 0],
    [0, 0, 0, 40],
    [0, 0, 0, 0],
  ];
  const found = new Map(compareWaits([0, 1, 2, 3], runs).map((own) => [own.figure, own]));
  const mean = found.get('mean')!;
  // 10 / 3 with a half-width of 14.3: a wait is not below nought.
  expect(mean.simulated).toBeCloseTo(10 / 3, 9);
  expect(mean.low).toBe(0);
  expect(mean.high).toBeCloseTo(10 / 3 + 4.302_652_7 * (10 / 3), 4);
  // 11 / 12 with one of 0.36: a share is not above one.
  const share = found.get('share10s')!;
  expect(share.high).toBe(1);
  expect(share.low).toBeCloseTo(11 / 12 - 4.302_652_7 / 12, 4);
  for (const { figure, low, high, simulated } of found.values()) {
    expect(low, figure).toBeLessThanOrEqual(simulated);
    expect(high, figure).toBeGreaterThanOrEqual(simulated);
  }
});

/** Ends of intervals within what the figure can be, in figures and in judgements. */
import { describe, expect, test } from 'vitest';
import { PooledRuns } from '../../../src/results/samples/pooled-runs.js';
import { Figures } from '../../../src/study/figures/figures.js';
import { judge } from '../../../src/study/thresholds/judge.js';
import { withPossibleEnds } from '../../../src/stats/possible-ends.js';
import { precisionOf } from '../../../src/study/figures/precision.js';
import { parseThresholds } from '../../../src/study/thresholds/thresholds.js';
import { fleet } from '../../support/records.js';

describe('ends of an interval', () => {
  const ends = (estimate: number | null, low: number | null, high: number | null, isShare = false): (number | null)[] => {
    const found = withPossibleEnds({ estimate, low, high }, isShare);
    return [found.low, found.high];
  };

  test('lie at nought or above, those of a share at one or below', () => {
    expect(ends(2, -1, 5)).toEqual([0, 5]);
    expect(ends(0.9, 0.5, 1.3)).toEqual([0.5, 1.3]);
    expect(ends(0.9, 0.5, 1.3, true)).toEqual([0.5, 1]);
    expect(ends(0.5, -0.2, 1.2, true)).toEqual([0, 1]);
  });

  test('are left where there is none, or one is open', () => {
    expect(ends(null, null, null)).toEqual([null, null]);
    expect(ends(1, null, null)).toEqual([null, null]);
    expect(ends(1, -1, null, true)).toEqual([0, null]);
  });

  test('hold the estimate, whatever its last bits', () => {
    expect(ends(1 + 1e-15, 0.9, 1.1, true)).toEqual([0.9, 1 + 1e-15]);
  });
});

test('figures over replications end there too; the half-width is what it was', () => {
  const figures = new Figures();
  for (const value of [0.8, 1]) {
    const plain = { value, isMax: false, atLeast: false, atMost: false };
    figures.add([
      {
        scope: 'all',
        name: 'all',
        instance: undefined,
        readings: [
          { ...plain, figure: 'utilisation', unit: 'share' },
          { ...plain, figure: 'queueTime.mean', unit: 's' },
        ],
      },
    ]);
  }
  const [share, time] = figures.estimate(new PooledRuns());
  // Student's half-width of 0.8 and 1: 12.7 x 0.1.
  expect(share).toMatchObject({ low: 0, high: 1, halfWidth: expect.closeTo(1.27, 2) as number });
  expect(time).toMatchObject({ low: 0, high: expect.closeTo(2.17, 2) as number, halfWidth: expect.closeTo(1.27, 2) as number });
  // A precision is of what is known, not of what was left of it.
  expect(precisionOf(share!)).toBeCloseTo(1.27 / 0.9, 1);
});

describe('a judgement', () => {
  const judged = (condition: string): ReturnType<typeof judge> => {
    const { thresholds } = parseThresholds({ utilisation: [condition] }, fleet);
    return judge(thresholds[0]!, [{ value: 0.9 }, { value: 1 }]);
  };

  test('has ends that can be', () => {
    expect(judged('avg > 50%')).toMatchObject({ low: expect.closeTo(0.315, 3) as number, high: 1, verdict: 'inconclusive' });
  });

  test('is what it was, also where the line lies beyond them', () => {
    expect(judged('avg > 100%').verdict).toBe('inconclusive');
    expect(judged('avg < 100%').verdict).toBe('inconclusive');
  });
});

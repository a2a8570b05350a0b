/** Margins of thresholds: their sign is what `run` says of the same answers. */
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../../src/results/run-result.js';
import { judge } from '../../../../src/study/thresholds/judge.js';
import { marginsOf, ofMore, shareLine } from '../../../../src/study/plan/margins.js';
import { parseThresholds } from '../../../../src/study/thresholds/thresholds.js';
import type { Threshold } from '../../../../src/study/thresholds/threshold.js';
import { aFleet } from '../../../support/fleet-builder.js';
import { outage } from '../../../support/machine-lines.js';

function threshold(subject: string, condition: string): Threshold {
  const { thresholds } = parseThresholds({ [subject]: [condition] }, aFleet());
  return thresholds[0]!;
}

const value = (own: number, more: Partial<Answer> = {}): Answer => ({ value: own, ...more });

describe('margins', () => {
  test('of a quantile are in shares: what is below the limit less what must be', () => {
    const own = threshold('queue_time', 'p(95) < 1m');
    const { values, leastVariance } = marginsOf({
      threshold: own,
      answers: [value(30, { share: 0.97 }), value(80, { share: 0.9 })],
      jobs: 100,
      more: 'helps',
    });
    expect(values[0]).toBeCloseTo(0.02, 12);
    expect(values[1]).toBeCloseTo(-0.05, 12);
    expect(leastVariance).toBeCloseTo((0.95 * 0.05) / 100, 12);
    expect(
      marginsOf({ threshold: threshold('queue_time', 'p(95) > 1m'), answers: [value(80, { share: 0.9 })], jobs: 100, more: 'harms' })
        .values[0],
    ).toBeCloseTo(0.05, 12);
    expect(shareLine(own)).toBe(0.95);
  });

  test.each([
    ['queue_time', 'avg < 20s', 20],
    ['queue_time', 'avg <= 20s', 20],
    ['queue_time', 'share_below(10s) > 90%', 0.9],
    ['queue_time', 'share_below(10s) >= 90%', 0.9],
    ['queue_time', 'max < 30m', 1800],
    ['queue_time', 'max <= 30m', 1800],
    ['queue_time', 'max > 30m', 1800],
    ['cost', 'per_month < 100 USD', 100],
  ])('%s: %s has the sign of the verdict on one run', (subject, condition, limit) => {
    const own = threshold(subject, condition);
    for (const factor of [0.9, 1, 1.1]) {
      const answers = [value(limit * factor)];
      const { values, hard } = marginsOf({ threshold: own, answers, jobs: 0, more: 'unknown' });
      const kept = hard === undefined ? values[0]! >= 0 : hard === 'meets';
      expect(judge(own, answers).verdict).toBe(kept ? 'pass' : 'fail');
    }
  });

  test('of a mean are too high where jobs still wait at the end of many runs, and nothing is made of runs without jobs', () => {
    const own = threshold('queue_time', 'avg < 20s');
    const open = (count: number): Answer[] => Array.from({ length: 16 }, (_, i) => value(5, i < count ? { atLeast: true } : {}));
    expect(marginsOf({ threshold: own, answers: open(2), jobs: 9, more: 'helps' }).isOpen).toBe(false);
    expect(marginsOf({ threshold: own, answers: open(3), jobs: 9, more: 'helps' }).isOpen).toBe(true);
    expect(marginsOf({ threshold: own, answers: [{ value: null }, value(5)], jobs: 9, more: 'helps' }).values).toEqual([15]);
  });
});

test.each([
  ['queue_time', 'p(95) < 1m', 'helps'],
  ['queue_time', 'share_below(10s) > 80%', 'helps'],
  ['start_delay{group=group-0}', 'max < 1h', 'helps'],
  ['queue_time', 'avg > 5s', 'harms'],
  ['queue_time', 'share_below(10s) < 99%', 'harms'],
  ['cost', 'per_month < 1200 USD', 'harms'],
  ['cost', 'per_month > 900 USD', 'helps'],
  ['machines', 'max < 50', 'harms'],
  ['idle_efficiency', 'avg > 85%', 'harms'],
  ['idle_efficiency{group=group-0}', 'avg > 85%', 'unknown'],
  ['utilisation', 'max < 85%', 'unknown'],
  ['jobs', 'avg > 100', 'unknown'],
] as const)('what more idle machines do to %s %s: it %s', (subject, condition, more) => {
  expect(ofMore(threshold(subject, condition), aFleet())).toBe(more);
});

test('what more idle machines do to a threshold is not known where there are outages', () => {
  const fleet = { ...aFleet(), outages: [outage(0, 1)] };
  expect(ofMore(threshold('queue_time', 'p(95) < 1m'), fleet)).toBe('unknown');
  expect(ofMore(threshold('cost', 'per_month < 1200 USD'), fleet)).toBe('unknown');
});

describe('where pools compete', () => {
  const entries = [
    { limit: 10, machine: { maxBuilds: 1 } },
    { limit: 10, runner: 1, machine: { maxBuilds: 1, machineType: 1 } },
  ];
  const runners = [{}, { name: 'b' }];
  const machineTypes = [{ pricePerHour: 1 }, { pricePerHour: 2 }];

  test('what more idle machines do to a threshold is not known where one may take from the jobs of another', () => {
    const fleet = aFleet({ runners, machineTypes, manager: { concurrent: 15, entries } });
    expect(ofMore(threshold('queue_time', 'p(95) < 1m'), fleet)).toBe('unknown');
  });

  test('what they do to money is not known where machines have several prices', () => {
    const fleet = aFleet({ runners, machineTypes, manager: { concurrent: 20, entries } });
    expect(ofMore(threshold('cost', 'per_month < 1200 USD'), fleet)).toBe('unknown');
    expect(ofMore(threshold('queue_time', 'p(95) < 1m'), fleet)).toBe('helps');
  });
});

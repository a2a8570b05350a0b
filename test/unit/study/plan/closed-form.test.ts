/** Where a plan begins. */
import { describe, expect, test } from 'vitest';
import { waitingTimeMMc } from '../../../../src/stats/oracles.js';
import { idleCountFor, loadOf, thresholdsOn } from '../../../../src/study/plan/closed-form.js';
import { parseThresholds } from '../../../../src/study/thresholds/thresholds.js';
import type { Threshold } from '../../../../src/study/thresholds/threshold.js';
import { aFleet } from '../../../support/fleet-builder.js';

const BOOT = 40;
const LOAD = 8;

function thresholds(...conditions: readonly string[]): readonly Threshold[] {
  return parseThresholds({ queue_time: conditions }, aFleet()).thresholds;
}

describe('IdleCount by the closed form', () => {
  test.each([
    ['p(95) < 10s', (servers: number): boolean => waitingTimeMMc(servers, LOAD / BOOT, BOOT).tail(10) <= 0.05],
    ['share_below(10s) > 90%', (servers: number): boolean => waitingTimeMMc(servers, LOAD / BOOT, BOOT).tail(10) <= 0.1],
    ['avg < 2s', (servers: number): boolean => waitingTimeMMc(servers, LOAD / BOOT, BOOT).mean <= 2],
  ])('keeps %s, and one less does not', (condition, isKept) => {
    const found = idleCountFor({ booting: LOAD, bootSeconds: BOOT }, thresholds(condition))!;
    expect(isKept(found)).toBe(true);
    expect(isKept(found - 1)).toBe(false);
  });

  test('keeps every threshold', () => {
    const of = (...conditions: string[]): number => idleCountFor({ booting: LOAD, bootSeconds: BOOT }, thresholds(...conditions))!;
    expect(of('p(95) < 10s', 'avg < 5s')).toBe(Math.max(of('p(95) < 10s'), of('avg < 5s')));
  });

  test('is not known where nothing boots or nothing is asked of the queue time', () => {
    expect(idleCountFor({ booting: 0, bootSeconds: 0 }, thresholds('p(95) < 10s'))).toBeUndefined();
    expect(idleCountFor({ booting: LOAD, bootSeconds: BOOT }, thresholds('max < 10s'))).toBeUndefined();
    expect(idleCountFor({ booting: LOAD, bootSeconds: BOOT }, [])).toBeUndefined();
  });

  test('ends where a line cannot be kept', () => {
    expect(idleCountFor({ booting: LOAD, bootSeconds: BOOT }, thresholds('share_below(10s) > 100%'))).toBeLessThan(40);
  });
});

describe('of a pool among others', () => {
  const load = (booting: number, bootSeconds = BOOT): { booting: number; bootSeconds: number } => ({ booting, bootSeconds });
  const boots = { groups: [load(12), load(3)], runners: [load(8), load(3), load(4, 60)] };

  test('the boots are those of its part, to each process its share', () => {
    expect(loadOf(boots, { group: 1, runner: 1, processes: 1 })).toEqual(load(3));
    expect(loadOf(boots, { group: 1, runner: 1, processes: 3 })).toEqual(load(1));
    // A group of two registrations, and a registration of two groups.
    expect(loadOf(boots, { group: 0, runner: 2, processes: 2 })).toEqual(load(2, 60));
    expect(loadOf(boots, { group: 1, runner: 0, processes: 1 })).toEqual(load(3));
  });

  test('a threshold counts that names no other group and no other runner', () => {
    const fleet = aFleet({ groups: ['a', 'b'], managers: [{ group: 0 }, { group: 1 }] });
    const { thresholds: all } = parseThresholds(
      { queue_time: ['p(95) < 1m'], 'queue_time{group=a}': ['p(95) < 2m'], 'queue_time{group=b}': ['p(95) < 3m'] },
      fleet,
    );
    const conditions = (group: number): string[] => thresholdsOn({ group, runner: 0, processes: 1 }, all).map(({ condition }) => condition);
    expect(conditions(0)).toEqual(['p(95) < 1m', 'p(95) < 2m']);
    expect(conditions(1)).toEqual(['p(95) < 1m', 'p(95) < 3m']);
  });
});

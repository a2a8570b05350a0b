/** Where a plan begins. */
import { describe, expect, test } from 'vitest';
import { waitingTimeMMc } from '../../../../src/stats/oracles.js';
import { idleCountFor } from '../../../../src/study/plan/closed-form.js';
import { parseThresholds } from '../../../../src/study/thresholds.js';
import type { Threshold } from '../../../../src/study/threshold.js';
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

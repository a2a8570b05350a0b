/** What thresholds ask of the waits of one pool. */
import { expect, test } from 'vitest';
import { targetOf } from '../../../../../src/study/plan/schedule/target.js';
import { parseThresholds } from '../../../../../src/study/thresholds/thresholds.js';
import { fleet } from '../../../../support/prepared-engine.js';

const [GROUP] = fleet.groups;

function target(stated: Readonly<Record<string, readonly string[]>>, pool = { group: 0, runner: 0 }): unknown {
  const { thresholds, issues } = parseThresholds(stated, fleet);
  expect(issues).toStrictEqual([]);
  return targetOf(thresholds, pool);
}

test('quantiles and shares are lines, a mean is the least of those stated', () => {
  const found = target({ queue_time: ['p(95) < 60s', 'share_below(10s) > 80%', 'avg < 20s', 'avg < 30s'] }) as {
    readonly lines: readonly { readonly within: number; readonly allowed: number }[];
    readonly mean: number;
  };
  expect(found.lines.map(({ within }) => within)).toStrictEqual([60, 10]);
  expect(found.lines.map(({ allowed }) => Number(allowed.toFixed(6)))).toStrictEqual([0.05, 0.2]);
  expect(found.mean).toBe(20);
});

test('of its own group alone, and nothing of other metrics or of the other side', () => {
  const own = { [`queue_time{group=${GROUP}}`]: ['p(90) < 5s'] };
  expect(target(own)).toMatchObject({ lines: [{ within: 5 }] });
  expect(target(own, { group: fleet.groups.length, runner: 0 })).toBeUndefined();
  expect(target({ queue_time: ['p(95) > 1s', 'max < 1h'], cost: ['per_month < 5 USD'] })).toBeUndefined();
});

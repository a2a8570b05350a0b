/** Where a step of advice begins: the values that stand in a config.toml. */
import { describe, expect, test } from 'vitest';
import type { Scenario } from '../../../../src/scenario/scenario.js';
import { placesOf, type SteppedKey } from '../../../../src/study/advise/places.js';

const TOML = `concurrent = 40
[[runners]]
  name = "one"
  limit = 20
  [runners.machine]
    IdleCount = 5
    MaxGrowthRate = "many"
    [[runners.machine.autoscaling]]
      IdleCount = 9
      IdleTime = 600
[[runners]]
  name = "two"
  request_concurrency = 4
  [runners.autoscaler]
    max_instances = 30
    [[runners.autoscaler.policy]]
      idle_count = 2
      idle_time = "20m0s"
`;

function places(key: SteppedKey, entry?: string, text = TOML): string[] {
  const scenario = { managers: { g: { config: { text } } } } as unknown as Pick<Scenario, 'managers'>;
  return placesOf(scenario, 'g', key, entry).map(({ path, value }) => `${path.slice(3).join('.')} = ${value}`);
}

describe('places', () => {
  test('are those at the top, or their defaults', () => {
    expect(places('concurrent')).toStrictEqual(['concurrent = 40']);
    expect(places('checkInterval')).toStrictEqual(['check_interval = 3']);
    expect(places('requestConcurrency')).toStrictEqual(['runners.0.request_concurrency = 1', 'runners.1.request_concurrency = 4']);
  });

  test('are those of each section, and of the named entry alone', () => {
    expect(places('idleCount')).toStrictEqual(['runners.0.machine.IdleCount = 5', 'runners.0.machine.autoscaling.0.IdleCount = 9']);
    // A duration in seconds.
    expect(places('idleTime')).toStrictEqual([
      'runners.0.machine.autoscaling.0.IdleTime = 600',
      'runners.1.autoscaler.policy.0.idle_time = 1200',
    ]);
    expect(places('idleCount', 'two')).toStrictEqual([]);
    expect(places('idleSlots', 'two')).toStrictEqual(['runners.1.autoscaler.policy.0.idle_count = 2']);
  });

  test('are none where the value is no number, the group is not there, or the text is no TOML', () => {
    expect(places('maxGrowthRate')).toStrictEqual([]);
    expect(places('limit', undefined, 'concurrent = = 3')).toStrictEqual([]);
    expect(placesOf({ managers: {} }, 'g', 'limit')).toStrictEqual([]);
  });
});

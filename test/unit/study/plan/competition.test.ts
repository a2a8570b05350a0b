/** Which fleets have pools that take from each other what their jobs wait for. */
import { describe, expect, test } from 'vitest';
import type { FleetSpec } from '../../../../src/fleet/fleet.js';
import { maySave, mayTakeFromJobs } from '../../../../src/study/plan/competition.js';
import { NO_QUOTA, UNLIMITED_API, type CloudSpec } from '../../../../src/fleet/cloud.js';
import { MINUTE } from '../../../../src/units/time.js';
import type { ZoneSpec } from '../../../../src/fleet/zone.js';
import { aFleet } from '../../../support/fleet-builder.js';

interface Given {
  readonly concurrent?: number;
  /** Of each of the two pools; 0 = none. */
  readonly limit?: number;
  /** Whether both have one registration. */
  readonly isOne?: boolean;
  readonly zone?: Partial<ZoneSpec>;
  readonly cloud?: Partial<CloudSpec>;
  readonly prices?: readonly [number, number];
}

function twoPools({ concurrent = 100, limit = 10, isOne = false, zone = {}, cloud = {}, prices = [1, 1] }: Given = {}): FleetSpec {
  const entries = [0, 1].map((index) => ({ limit, runner: isOne ? 0 : index, machine: { maxBuilds: 1, machineType: index } }));
  const machineTypes = prices.map((pricePerHour) => ({ pricePerHour, cpus: 2, diskGib: 30 }));
  return aFleet({ runners: [{}, { name: 'other' }], zone, cloud, machineTypes, manager: { concurrent, entries } });
}

describe('more idle machines of one pool may make jobs wait for longer', () => {
  test.each<[string, Given, boolean]>([
    ['nothing is shared', {}, false],
    ['a process may run as many jobs as both have machines', { concurrent: 20 }, false],
    ['a process may run fewer jobs', { concurrent: 19 }, true],
    ['a pool has no limit', { limit: 0 }, true],
    ['both pools have one registration', { limit: 0, isOne: true, zone: { quota: 15 } }, false],
    ['the zone has room for both', { zone: { quota: 20, cpuQuota: 40, diskQuotaGib: 600 } }, false],
    ['the zone has no room for the machines of both', { zone: { quota: 19 } }, true],
    ['the zone has no room for their CPUs', { zone: { cpuQuota: 39 } }, true],
    ['the zone has no room for their disks', { zone: { diskQuotaGib: 599 } }, true],
    ['the cloud has no room for both', { cloud: { quota: { ...NO_QUOTA, machines: 19 } } }, true],
    [
      'the cloud counts calls',
      { isOne: true, cloud: { api: { ...UNLIMITED_API, limits: [{ calls: 1e6, window: MINUTE, per: 'cloud' }] } } },
      true,
    ],
  ])('%s', (_, given, may) => {
    expect(mayTakeFromJobs(twoPools(given))).toBe(may);
  });

  test('hosts take no machines, and nothing of their cloud', () => {
    const entries = [
      { limit: 1, machine: 'none' as const },
      { limit: 1, machine: 'none' as const },
    ];
    const limits = [{ calls: 1, window: MINUTE, per: 'cloud' as const }];
    const fleet = aFleet({ runners: [{}, {}], zone: { quota: 0 }, cloud: { api: { ...UNLIMITED_API, limits } }, manager: { entries } });
    expect(mayTakeFromJobs(fleet)).toBe(false);
    expect(maySave(fleet)).toBe(false);
  });
});

test('more idle machines of one pool may save where they take jobs from those of another price', () => {
  expect(maySave(twoPools())).toBe(false);
  expect(maySave(twoPools({ prices: [1, 4] }))).toBe(true);
});

/** What the results are told of a fleet: quotas of accounts, and outages in which the monitoring is blind. */
import { expect, test } from 'vitest';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import type { OutageSpec } from '../../../src/fleet/outage.js';
import { blindingOutages, machineQuotasOf } from '../../../src/study/fleet-facts.js';
import { HOUR } from '../../../src/units/time.js';
import { aFleet } from '../../support/fleet-builder.js';

test("an account may have what its cloud's quota says, else what its zones' say together, where each has one", () => {
  const fleet = aFleet({
    clouds: [{ quota: { machines: 50, cpus: 0, diskGib: Infinity } }, {}, {}],
    zones: [
      { cloud: 0, quota: 10 },
      { cloud: 1, quota: 10 },
      { cloud: 1, quota: 20 },
      { cloud: 2, quota: 10 },
      { cloud: 2, quota: Infinity },
    ],
  });
  expect(machineQuotasOf(fleet)).toEqual([50, 30, Infinity]);
});

test('only an outage of a Prometheus or a Consul blinds', () => {
  const helper = (name: string, kind: 'prometheus' | 'consul' | 'cache', cloud = -1) => ({
    name,
    kind,
    cloud,
    zone: -1,
    pricePerHour: 0,
    bandwidth: 0,
    latency: 0,
    pullsPerWindow: Infinity,
    window: 1,
    egressPerByte: 0,
    targets: 0,
    seriesPerTarget: 0,
  });
  const times = { kind: 'fixed' as const, windows: [{ from: 0, to: HOUR }] };
  const down = (name: string, index: number) => ({
    name,
    target: { kind: 'helper' as const, index },
    times,
    effect: { kind: 'helper_down' as const },
  });
  const fleet = aFleet({
    helpers: [helper('p', 'prometheus'), helper('c', 'consul'), helper('s', 'cache')],
    outages: [
      down('one', 0),
      down('two', 1),
      down('three', 2),
      { name: 'slow', target: { kind: 'helper', index: 0 }, times, effect: { kind: 'helper_slow', factor: 2 } },
    ],
  });
  expect(blindingOutages(fleet)).toEqual([
    { outage: 'one', helper: 'p', kind: 'prometheus' },
    { outage: 'two', helper: 'c', kind: 'consul' },
  ]);

  const cloudDown = { name: 'gone', target: { kind: 'cloud' as const, index: 0 }, times };
  const both = { kind: 'down' as const, api: 'fails' as const, machines: 'die' as const };
  const placed = (effect: OutageSpec['effect']): FleetSpec =>
    aFleet({
      helpers: [helper('p', 'prometheus', 0), helper('c', 'consul', 0), helper('q', 'prometheus')],
      outages: [{ ...cloudDown, effect }],
    });
  expect(blindingOutages(placed(both))).toEqual([
    { outage: 'gone', helper: 'p', kind: 'prometheus' },
    { outage: 'gone', helper: 'c', kind: 'consul' },
  ]);
  expect(blindingOutages(placed({ ...both, machines: 'up' }))).toEqual([]);
});

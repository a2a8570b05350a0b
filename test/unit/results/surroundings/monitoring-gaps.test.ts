/** What nobody saw, from the notes of a run. */
import { expect, test } from 'vitest';
import type { FleetSpec } from '../../../../src/fleet/fleet.js';
import type { OutageSpec } from '../../../../src/fleet/outage.js';
import { blindingOutages, MonitoringGaps } from '../../../../src/results/surroundings/monitoring-gaps.js';
import { HOUR, MINUTE } from '../../../../src/units/time.js';
import { aFleet } from '../../../support/fleet-builder.js';

const outages = [
  { outage: 'a', helper: 'prometheus', kind: 'prometheus' },
  { outage: 'b', helper: 'prometheus', kind: 'prometheus' },
  { outage: 'c', helper: 'consul', kind: 'consul' },
];

test('overlapping outages count once, within the measurement period only, and one under way counts until its end', () => {
  const gaps = new MonitoringGaps(outages, HOUR, 1);
  const note = (at: number, kind: 'outage_begins' | 'outage_ends' | 'noticed', subject: string): void =>
    gaps.note({ at: at * MINUTE, kind, subject });
  note(50, 'outage_begins', 'a');
  note(65, 'outage_begins', 'b');
  note(70, 'outage_ends', 'a');
  note(72, 'noticed', 'a');
  note(80, 'outage_ends', 'b');
  note(85, 'outage_begins', 'other');
  note(100, 'outage_begins', 'c');
  expect(gaps.finish(2 * HOUR)).toEqual({
    gaps: [
      { helper: 'prometheus', kind: 'prometheus', seconds: 20 * 60 },
      { helper: 'consul', kind: 'consul', seconds: 20 * 60 },
    ],
    unseen: 20 * 60,
  });
});

test('nothing is seen only while every Prometheus is down', () => {
  const two = [...outages.slice(0, 2), { outage: 'd', helper: 'main', kind: 'prometheus' }];
  const gaps = new MonitoringGaps(two, HOUR, 2);
  const note = (at: number, kind: 'outage_begins' | 'outage_ends', subject: string): void => gaps.note({ at: at * MINUTE, kind, subject });
  // The first is down from 70 to 90 min, by two outages that overlap; the other from 80 to 95, and from 110 on, when nobody else is.
  note(70, 'outage_begins', 'a');
  note(75, 'outage_begins', 'b');
  note(80, 'outage_begins', 'd');
  note(85, 'outage_ends', 'a');
  note(90, 'outage_ends', 'b');
  note(95, 'outage_ends', 'd');
  note(110, 'outage_begins', 'd');
  expect(gaps.finish(2 * HOUR)).toEqual({
    gaps: [
      { helper: 'prometheus', kind: 'prometheus', seconds: 20 * 60 },
      { helper: 'main', kind: 'prometheus', seconds: 25 * 60 },
    ],
    unseen: 10 * 60,
  });
});

test('without such an outage there is nothing to tell', () => {
  const gaps = new MonitoringGaps(outages, HOUR, 1);
  gaps.note({ at: MINUTE, kind: 'outage_begins', subject: 'a' });
  gaps.note({ at: 2 * MINUTE, kind: 'outage_ends', subject: 'a' });
  expect(gaps.finish(2 * HOUR)).toEqual({ gaps: [], unseen: 0 });
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
    target: { kind: 'service' as const, index },
    times,
    effect: { kind: 'service_down' as const },
  });
  const fleet = aFleet({
    services: [helper('p', 'prometheus'), helper('c', 'consul'), helper('s', 'cache')],
    outages: [
      down('one', 0),
      down('two', 1),
      down('three', 2),
      { name: 'slow', target: { kind: 'service', index: 0 }, times, effect: { kind: 'service_slow', factor: 2 } },
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
      services: [helper('p', 'prometheus', 0), helper('c', 'consul', 0), helper('q', 'prometheus')],
      outages: [{ ...cloudDown, effect }],
    });
  expect(blindingOutages(placed(both))).toEqual([
    { outage: 'gone', helper: 'p', kind: 'prometheus' },
    { outage: 'gone', helper: 'c', kind: 'consul' },
  ]);
  expect(blindingOutages(placed({ ...both, machines: 'up' }))).toEqual([]);
});

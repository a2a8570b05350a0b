/** What Prometheus scrapes: targets and series of machines, managers and services, by hand. */
import { describe, expect, test } from 'vitest';
import type { FleetSpec } from '../../../../src/fleet/fleet.js';
import type { ServiceSpec } from '../../../../src/fleet/service.js';
import { monitoringOf } from '../../../../src/results/surroundings/monitoring.js';
import type { SignalName } from '../../../../src/record/signals.js';
import type { KeptSignal } from '../../../../src/results/pools/pool-stats.js';
import { Signal } from '../../../../src/sim/signal.js';
import { HOUR, SECOND } from '../../../../src/units/time.js';
import { aFleet } from '../../../support/fleet-builder.js';

const service = (name: string, over: Partial<ServiceSpec> = {}): ServiceSpec => ({
  name,
  kind: 'cache',
  cloud: -1,
  zone: -1,
  pricePerHour: 0,
  bandwidth: 0,
  latency: 0,
  pullsPerWindow: Infinity,
  window: HOUR,
  egressPerByte: 0,
  targets: 0,
  seriesPerTarget: 0,
  ...over,
});

/** So many for the first hour, so many for the second; the measured period holds both. */
function hours(name: SignalName, first: number, second: number): Signal {
  const clock = { now: 0 };
  const signal = new Signal(clock, { name, binWidth: HOUR, bins: 2 });
  signal.openWindow();
  signal.set(first);
  clock.now = HOUR;
  signal.set(second);
  signal.close(2 * HOUR);
  return signal;
}

/** Machines that stand in a cloud. */
const standing = (cloud: number, first: number, second: number): KeptSignal => ({
  name: 'machines_standing',
  labels: { cloud },
  signal: hours('machines_standing', first, second),
});
/** Processes that run. */
const running = (first: number, second = first): KeptSignal => ({
  name: 'managers_running',
  labels: {},
  signal: hours('managers_running', first, second),
});

const SCRAPED = { seriesPerMachine: 100, seriesPerManager: 50, scrapeInterval: 10 * SECOND, federatedShare: 0.1 };
const fleetOf = (services: readonly ServiceSpec[] = [], monitoring: Partial<FleetSpec['monitoring']> = SCRAPED): FleetSpec => ({
  ...aFleet({ clouds: [{ name: 'gce' }, { name: 'do' }], services }),
  monitoring: { ...SCRAPED, ...monitoring },
});
/** Nothing was missed. */
const SEEN = { gaps: [], unseen: 0 };
const none = { seriesPerMachine: 0, seriesPerManager: 0 };

describe('what is scraped', () => {
  test('machines of each cloud, the managers that run, and services, each with its series', () => {
    const consul = service('consul-do', { kind: 'consul', cloud: 1, targets: 3, seriesPerTarget: 20 });
    const found = monitoringOf(fleetOf([service('cache'), consul]), [standing(0, 2, 6), standing(1, 1, 1), running(4)], SEEN);
    expect(found).toEqual({
      targets: [
        { of: 'machines', cloud: 'gce', foundBy: 'service discovery of the cloud', average: 4, peak: 6 },
        { of: 'machines', cloud: 'do', foundBy: 'Consul (consul-do)', average: 1, peak: 1 },
        { of: 'managers', average: 4, peak: 4 },
        { of: 'consul-do', average: 3, peak: 3 },
      ],
      // 5 machines x 100 + 4 x 50 + 3 x 20; the peaks of two clouds need not have come at once.
      series: { average: 760, peak: 960, peakAtMost: true },
      federatedSeries: { average: 76, peak: 96, peakAtMost: true },
      samplesPerSecond: 76,
    });
  });

  test('a cloud without a machine has no line, and one cloud alone has a peak that was one', () => {
    const found = monitoringOf(fleetOf(), [standing(0, 1, 1), standing(1, 0, 0), running(1)], SEEN)!;
    expect(found.targets.map(({ of }) => of)).toEqual(['machines', 'managers']);
    expect(found.series).toEqual({ average: 150, peak: 150 });
    // A sum of peaks of several signals of one cloud is a bound too.
    const parts = monitoringOf(fleetOf(), [standing(0, 1, 3), standing(0, 3, 1), running(1)], SEEN)!;
    expect(parts.series).toEqual({ average: 450, peak: 650, peakAtMost: true });
  });

  test('a Consul of no cloud finds the machines of those that have none of their own', () => {
    const consuls = [service('common', { kind: 'consul' }), service('consul-do', { kind: 'consul', cloud: 1 })];
    const { targets } = monitoringOf(fleetOf(consuls), [standing(0, 1, 1), standing(1, 1, 1)], SEEN)!;
    expect(targets.flatMap(({ foundBy }) => foundBy ?? [])).toEqual(['Consul (common)', 'Consul (consul-do)']);
  });

  test('a manager has series while its process runs', () => {
    const found = monitoringOf(fleetOf(), [running(3, 1)], SEEN)!;
    expect(found.targets).toEqual([{ of: 'managers', average: 2, peak: 3 }]);
    expect(found.series).toEqual({ average: 100, peak: 150 });
  });

  test('samples come once an interval; where none is stated there is no rate of them', () => {
    const rate = (scrapeInterval: number): number | null =>
      monitoringOf(fleetOf([], { scrapeInterval }), [running(2)], SEEN)!.samplesPerSecond;
    expect([rate(10 * SECOND), rate(SECOND / 2), rate(1), rate(0)]).toEqual([10, 200, 1e8, null]);
  });

  test('nothing is said where nothing is scraped, but for gaps that somebody would notice', () => {
    const gap = { helper: 'prometheus', kind: 'prometheus', seconds: 60 };
    expect(monitoringOf(fleetOf([service('cache')], none), [standing(0, 1, 1), running(1)], SEEN)).toBeUndefined();
    expect(monitoringOf(fleetOf([], none), [running(1)], { gaps: [gap], unseen: 60 })).toMatchObject({
      gaps: [gap],
      unseenSeconds: 60,
      series: { average: 0, peak: 0 },
    });
    expect(monitoringOf(fleetOf([], { ...none, seriesPerManager: 1 }), [running(1)], SEEN)).not.toHaveProperty('gaps');
    // One series, or one target, is enough to be scraped.
    const one = service('cache', { targets: 1, seriesPerTarget: 5 });
    expect(monitoringOf(fleetOf([one], none), [running(1)], SEEN)!.series).toEqual({ average: 5, peak: 5 });
    expect(monitoringOf(fleetOf([], { ...none, seriesPerMachine: 1 }), [running(1)], SEEN)).toBeDefined();
  });
});

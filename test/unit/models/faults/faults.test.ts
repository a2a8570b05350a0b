/** What is broken when, and who is told in which order, second by second of windows that overlap. */
import { describe, expect, test } from 'vitest';
import type { FaultEffect, FaultTarget, FaultTimes, OutageSpec } from '../../../../src/fleet/outage.js';
import { Faults } from '../../../../src/models/faults/faults.js';
import type { NoteRecord } from '../../../../src/record/note.js';
import { Simulation } from '../../../../src/sim/index.js';
import { Streams } from '../../../../src/sim/random/index.js';
import { HOUR, SECOND } from '../../../../src/units/time.js';
import { aFleet } from '../../../support/fleet-builder.js';

type Window = readonly [number, number];

function outage(target: string, effect: FaultEffect, ...windows: readonly Window[]): OutageSpec {
  const [kind, index] = target.split(' ');
  return {
    name: `${target} ${effect.kind}`,
    target: { kind, index: Number(index) } as FaultTarget,
    effect,
    times: { kind: 'fixed', windows: windows.map(([from, to]) => ({ from: from * SECOND, to: to * SECOND })) },
  };
}

const down = (api: 'up' | 'fails' | 'hangs', machines: 'up' | 'die' = 'up'): FaultEffect => ({ kind: 'down', api, machines });

/** Two clouds: zones 0 and 1 are of cloud 0, zone 2 is of cloud 1. Managers 0 and 1 are of group 0 and 1; the host of 1 and service 0 stand in zone 2. */
function played(outages: readonly OutageSpec[], horizon = HOUR) {
  const sim = new Simulation();
  const notes: NoteRecord[] = [];
  const told: string[] = [];
  const service = { name: 's', kind: 'cache', cloud: 1, zone: 2 };
  const fleet = aFleet({
    horizon,
    outages,
    clouds: [{}, {}],
    zones: [{}, {}, { cloud: 1 }],
    groups: ['a', 'b'],
    managers: [{}, { group: 1, hostCloud: 1, hostZone: 2 }],
    services: [service as never, { ...service, cloud: -1, zone: -1 } as never],
  });
  const tell = (text: string): void => void told.push(`${sim.now / SECOND} ${text}`);
  const faults = new Faults(sim, fleet, new Streams(1, 0), (note) => void notes.push(note), {
    managerHit: (manager) => tell(`manager ${manager}`),
    serviceHit: (hit, begins) => tell(`service ${hit} ${begins}`),
    zoneHit: (zone) => tell(`zone ${zone}`),
    instanceHit: (instance, begins) => tell(`instance ${instance} ${begins}`),
    outageChanged: (index, begins) => tell(`outage ${index} ${begins}`),
  });
  return {
    faults,
    told,
    notes,
    /** Plays all of this second. */
    at: (second: number): void => void sim.advance(second * SECOND + 1, 1e6),
    end: (): void => void sim.advance(Infinity, 1e6),
  };
}

describe('the API of a zone', () => {
  test('is as its cloud and itself are, from the first to before the last instant of a window', () => {
    const { faults, at } = played([outage('zone 0', down('fails'), [10, 20], [40, 50]), outage('cloud 0', down('hangs'), [15, 30])]);
    const states: string[] = [];
    for (const second of [9, 10, 15, 20, 30, 40, 50]) {
      at(second);
      states.push([0, 1, 2].map((zone) => faults.api(zone)).join(' '));
    }
    expect(states).toEqual(['up up up', 'fails up up', 'hangs hangs up', 'hangs hangs up', 'up up up', 'fails up up', 'up up up']);
  });

  test('hangs where one outage lets it hang and another fail, in either order', () => {
    for (const outages of [
      [outage('zone 0', down('fails'), [0, 9]), outage('cloud 0', down('hangs'), [0, 9])],
      [outage('zone 0', down('hangs'), [0, 9]), outage('cloud 0', down('fails'), [0, 9])],
    ]) {
      const { faults, at } = played(outages);
      at(1);
      expect(faults.api(0)).toBe('hangs');
    }
  });
});

describe('machines of a zone', () => {
  test('die where machines are down, and none is made where they are, the API is or the place is sold out', () => {
    const { faults, at } = played([
      outage('zone 0', down('up', 'die'), [0, 9]),
      outage('zone 1', { kind: 'sold_out' }, [0, 9]),
      outage('cloud 1', down('fails', 'up'), [0, 9]),
    ]);
    at(1);
    expect([0, 1, 2].map((zone) => [faults.areMachinesDown(zone), faults.isSoldOut(zone), faults.makesNone(zone)])).toEqual([
      [true, false, true],
      [false, true, true],
      [false, false, true],
    ]);
    at(9);
    expect([0, 1, 2].some((zone) => faults.makesNone(zone))).toBe(false);
  });

  test('degradations add up: factors multiply, chances combine, latencies sum', () => {
    const slow = (bootFactor: number, bootFailure: number, apiLatency: number): FaultEffect => ({
      kind: 'degraded',
      bootFactor,
      bootFailure,
      apiLatency,
    });
    const { faults, at } = played([
      outage('zone 0', slow(2, 0.5, 3), [0, 9]),
      outage('cloud 0', slow(1.5, 0.2, 4), [0, 9]),
      outage('zone 0', { kind: 'sold_out' }, [0, 9]),
    ]);
    at(1);
    // Both boots have to come: 1 - 0.5 x 0.8.
    expect(faults.degradation(0)).toEqual({ bootFactor: 3, bootFailure: 0.6, apiLatency: 7 });
    expect(faults.degradation(1)).toEqual({ bootFactor: 1.5, bootFailure: expect.closeTo(0.2, 12) as number, apiLatency: 4 });
    expect(faults.degradation(2)).toEqual({ bootFactor: 1, bootFailure: 0, apiLatency: 0 });
  });
});

test('limits in force are those of the cloud that are under way, with the outage they come from', () => {
  const limited = (calls: number): FaultEffect => ({ kind: 'limited', calls, window: 60 });
  const { faults, at } = played([
    outage('cloud 1', limited(5), [0, 9]),
    outage('cloud 0', limited(6), [0, 9]),
    outage('cloud 1', { kind: 'sold_out' }, [0, 9]),
    outage('cloud 1', limited(7), [3, 9]),
  ]);
  at(1);
  expect([0, 1].map((cloud) => faults.limits(cloud).map((limit) => [limit.outage, limit.calls, limit.window]))).toEqual([
    [[1, 6, 60]],
    [[0, 5, 60]],
  ]);
  at(3);
  expect(faults.limits(1).map((limit) => limit.outage)).toEqual([0, 3]);
});

test('an instance answers with the status of the outage that is under way, until the last of several ends', () => {
  const unavailable = (status: number): FaultEffect => ({ kind: 'unavailable', status });
  const { faults, at } = played([outage('instance 0', unavailable(502), [10, 20]), outage('instance 0', unavailable(0), [15, 30])]);
  const seen: number[][] = [];
  for (const second of [5, 10, 15, 20, 30]) {
    at(second);
    seen.push([
      faults.instanceStatus(0),
      faults.instanceStatus(1),
      (faults.instanceBackAt(0) - 1) / SECOND,
      (faults.instanceBackAt(1) - 1) / SECOND,
    ]);
  }
  // Where it is up it is back at once; the clock stands a microsecond behind the second.
  const at0 = (status: number, back: number, second: number) => [status, 200, back, second];
  expect(seen).toEqual([at0(200, 5, 5), at0(502, 20 - 1e-6, 10), at0(502, 30 - 1e-6, 15), at0(0, 30 - 1e-6, 20), at0(200, 30, 30)]);
  expect(played([]).faults.instanceStatus(0)).toBe(200);
});

describe('hosts and services', () => {
  test('are down while any outage that takes them down is under way', () => {
    const { faults, at } = played([
      outage('group 1', { kind: 'host_down' }, [10, 30]),
      outage('manager 1', { kind: 'host_down' }, [20, 40]),
      outage('zone 2', down('fails', 'die'), [50, 60]),
      outage('service 1', { kind: 'service_down' }, [50, 60]),
    ]);
    const seen: string[] = [];
    for (const second of [5, 10, 30, 40, 50, 60]) {
      at(second);
      seen.push([faults.isManagerDown(0), faults.isManagerDown(1), faults.isServiceDown(0), faults.isServiceDown(1)].map(Number).join(''));
    }
    expect(seen).toEqual(['0000', '0100', '0100', '0000', '0111', '0000']);
  });

  test('a service that is slow by two outages is slow by both', () => {
    const slow = (factor: number): FaultEffect => ({ kind: 'service_slow', factor });
    const { faults, at } = played([
      outage('service 0', slow(2), [0, 9]),
      outage('service 0', slow(3), [5, 9]),
      outage('service 1', slow(7), [0, 9]),
    ]);
    at(1);
    expect([faults.serviceFactor(0), faults.serviceFactor(1), faults.isServiceDown(0)]).toEqual([2, 7, false]);
    at(5);
    expect(faults.serviceFactor(0)).toBe(6);
    at(9);
    expect(faults.serviceFactor(0)).toBe(1);
  });
});

describe('who is told', () => {
  test('hosts before the zones around them where it begins, behind them where it ends, the outage itself last', () => {
    const { told, notes, end } = played([outage('cloud 1', down('fails', 'die'), [3, 5])]);
    end();
    expect(told).toEqual([
      '3 manager 1',
      '3 service 0 true',
      '3 zone 2',
      '3 outage 0 true',
      '5 zone 2',
      '5 manager 1',
      '5 service 0 false',
      '5 outage 0 false',
    ]);
    expect(notes).toEqual([
      { at: 3 * SECOND, kind: 'outage_begins', subject: 'cloud 1 down' },
      { at: 5 * SECOND, kind: 'outage_ends', subject: 'cloud 1 down' },
    ]);
  });

  test('each zone of a cloud, the one zone of a zone, and an instance', () => {
    const { told, end } = played([
      outage('cloud 0', { kind: 'sold_out' }, [1, 2]),
      outage('zone 1', { kind: 'sold_out' }, [3, 4]),
      outage('instance 0', { kind: 'unavailable', status: 0 }, [5, 6]),
    ]);
    end();
    expect(told.filter((text) => !text.includes('outage'))).toEqual([
      '1 zone 0',
      '1 zone 1',
      '2 zone 0',
      '2 zone 1',
      '3 zone 1',
      '4 zone 1',
      '5 instance 0 true',
      '6 instance 0 false',
    ]);
  });
});

describe('when', () => {
  const drawn = (between: number, duration: number): FaultTimes => ({
    kind: 'drawn',
    between: { kind: 'constant', value: between },
    duration: { kind: 'constant', value: duration },
  });
  const begins = (times: FaultTimes, horizon?: number): number[] => {
    const { told, end } = played([{ ...outage('zone 0', { kind: 'sold_out' }), times }], horizon);
    end();
    return told.filter((text) => text.includes('outage')).map((text) => Number(text.split(' ')[0]));
  };

  test('drawn ones begin a time after the start of the run and after the end of the one before', () => {
    expect(begins(drawn(10 * SECOND, 3 * SECOND), 40 * SECOND)).toEqual([10, 13, 23, 26, 36, 39]);
  });

  test('one that is drawn without length is a microsecond long', () => {
    expect(begins(drawn(10 * SECOND, 0), 15 * SECOND)).toEqual([10, 10.000001]);
  });

  test('none begins at the horizon or later', () => {
    expect(begins(drawn(10 * SECOND, SECOND), 10 * SECOND)).toEqual([]);
    expect(begins(drawn(10 * SECOND, SECOND), 10 * SECOND + 1)).toEqual([10, 11]);
  });

  test('isOn is so for the outage that is under way', () => {
    const { faults, at } = played([outage('zone 0', { kind: 'sold_out' }, [1, 2]), outage('zone 1', { kind: 'sold_out' }, [2, 3])]);
    at(1);
    expect([faults.isOn(0), faults.isOn(1)]).toEqual([true, false]);
    at(2);
    expect([faults.isOn(0), faults.isOn(1)]).toEqual([false, true]);
  });
});

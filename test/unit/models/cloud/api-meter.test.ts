/** The API of a cloud, call by call: what is counted and refused, whom it tells of a limit that is reached or over, and calls a minute. */
import { describe, expect, test } from 'vitest';
import { UNLIMITED_API, type ApiSpec } from '../../../../src/fleet/cloud.js';
import type { OutageSpec } from '../../../../src/fleet/outage.js';
import { ApiMeter } from '../../../../src/models/cloud/api-meter.js';
import type { CloudWorld } from '../../../../src/models/cloud/cloud-world.js';
import type { Faults } from '../../../../src/models/faults/faults.js';
import { Signal, Simulation } from '../../../../src/sim/index.js';
import type { CloudCounters } from '../../../../src/record/counters.js';
import { MINUTE, SECOND } from '../../../../src/units/time.js';
import { aFleet } from '../../../support/fleet-builder.js';

const BINS = 10;

/** A meter of cloud 0 with this API, between whose calls the simulation plays on. */
function aMeter(api: Partial<ApiSpec>, outages: readonly OutageSpec[] = []) {
  const sim = new Simulation();
  const told: number[] = [];
  const signals: Signal[] = [];
  let limits: ReturnType<Faults['limits']> = [];
  const world = {
    sim,
    fleet: aFleet({ managers: [{}, {}], clouds: [{ api: { ...UNLIMITED_API, ...api } }, {}], outages }),
    faults: { limits: () => limits },
    makeSignal: (name: string) => {
      const signal = new Signal(sim, { name, binWidth: MINUTE, bins: BINS });
      signals.push(signal);
      return signal;
    },
  } as unknown as CloudWorld;
  const counters = { calls: 0, refusedCalls: 0 } as CloudCounters;
  const meter = new ApiMeter(world, 0, counters, () => void told.push(sim.now / SECOND));
  return {
    meter,
    counters,
    told,
    signal: () => signals[0],
    /** Plays everything before this second, which it is then. */
    at: (second: number): void => void sim.advance(second * SECOND, 1e6),
    setLimits(further: ReturnType<Faults['limits']>): void {
      limits = further;
    },
  };
}

const limited = { callsPerCreate: 2, limits: [{ calls: 5, window: MINUTE, per: 'cloud' }] } as const;

describe('a limit', () => {
  test('is told of once when a create has no room any more, and again when its window ends', () => {
    const { meter, counters, told, at } = aMeter(limited);
    at(10);
    expect([meter.ask(0, 2), meter.refuses(0)]).toEqual([true, false]);
    expect(told).toEqual([]);
    // Of five calls one is left: no create of two has room.
    expect([meter.ask(0, 2), meter.refuses(0), meter.refuses(1)]).toEqual([true, true, true]);
    expect(told).toEqual([10]);
    expect(meter.ask(1, 1)).toBe(true);
    expect(told).toEqual([10]);
    at(20);
    expect(meter.ask(0, 2)).toBe(false);
    expect(counters).toEqual({ calls: 7, refusedCalls: 2 });
    at(70);
    expect(told).toEqual([10, 60]);
    // A boot begun less than a window after a refusal may be cut at a poll.
    expect(meter.refuses(0)).toBe(true);
    at(79);
    expect(meter.refuses(0)).toBe(true);
    at(80);
    expect(meter.refuses(0)).toBe(false);
  });

  test('that each manager has for itself is told of for each, the end of their window once', () => {
    const { meter, told, at } = aMeter({ callsPerCreate: 1, limits: [{ calls: 1, window: MINUTE, per: 'manager' }] });
    at(5);
    meter.ask(0, 1);
    at(6);
    meter.ask(1, 1);
    at(61);
    expect(told).toEqual([5, 6, 60]);
    meter.ask(0, 1);
    at(121);
    expect(told).toEqual([5, 6, 60, 61, 120]);
  });

  test('of an API whose creates make no call is judged by one call', () => {
    const { meter } = aMeter({ ...limited, callsPerCreate: 0 });
    meter.ask(0, 4);
    expect(meter.refuses(0)).toBe(false);
    meter.ask(0, 1);
    expect(meter.refuses(0)).toBe(true);
  });

  test('does not matter to who asks for nothing', () => {
    const { meter, counters } = aMeter({ callsPerCreate: 1, limits: [{ calls: 0, window: MINUTE, per: 'cloud' }] });
    expect([meter.ask(0, 0), meter.ask(0, 1)]).toEqual([true, false]);
    expect(counters).toEqual({ calls: 1, refusedCalls: 1 });
  });
});

test('an API without limits refuses nothing and counts', () => {
  const { meter, counters, told } = aMeter({ callsPerCreate: 1 });
  expect([meter.isLimited, meter.mayBeLimited, meter.ask(0, 1e6), meter.refuses(0)]).toEqual([false, false, true, false]);
  expect([counters, told]).toEqual([{ calls: 1e6, refusedCalls: 0 }, []]);
});

describe('an outage that limits', () => {
  const outage = (index: number, kind: 'limited' | 'sold_out'): OutageSpec => ({
    name: kind,
    target: { kind: 'cloud', index },
    times: { kind: 'fixed', windows: [] },
    effect: { kind, calls: 1, window: MINUTE },
  });

  test('is read when it changes, and told of', () => {
    const { meter, told, at, setLimits } = aMeter({ callsPerCreate: 1 }, [outage(0, 'sold_out'), outage(0, 'limited')]);
    expect([meter.mayBeLimited, meter.isLimited]).toEqual([true, false]);
    setLimits([{ outage: 1, calls: 1, window: MINUTE }]);
    at(3);
    // Another one of the cloud changes nothing here.
    meter.outageChanged(0);
    expect([meter.isLimited, told]).toEqual([false, []]);
    meter.outageChanged(1);
    expect([meter.isLimited, told]).toEqual([true, [3]]);
    expect([meter.ask(0, 1), meter.ask(0, 1)]).toEqual([true, false]);
    setLimits([]);
    at(7);
    meter.outageChanged(1);
    expect([meter.isLimited, meter.ask(0, 5), told]).toEqual([false, true, [3, 3, 7]]);
  });

  test('of another cloud is none of this one', () => {
    const { meter, told, setLimits } = aMeter({ callsPerCreate: 1 }, [outage(1, 'limited')]);
    setLimits([{ outage: 0, calls: 1, window: MINUTE }]);
    meter.outageChanged(0);
    expect([meter.mayBeLimited, meter.isLimited, told]).toEqual([false, false, []]);
    expect(aMeter({ callsPerCreate: 1 }, [outage(0, 'sold_out')]).meter.mayBeLimited).toBe(false);
  });
});

describe('calls a minute', () => {
  test('there is no such signal where no command calls', () => {
    expect(aMeter({}).signal()).toBeUndefined();
    for (const key of ['callsPerCreate', 'callsPerPoll', 'callsPerDelete', 'callsPerPass'])
      expect(aMeter({ [key]: 1 }).signal()).toBeDefined();
  });

  test('a minute has the value of its calls from its begin to its end, a minute without any 0', () => {
    const { meter, at, signal } = aMeter({ callsPerCreate: 1 });
    // Minutes 0 to 4: 3, 0, 0, 5, 1.
    for (const [second, calls] of [
      [10, 1],
      [50, 2],
      [60, 0],
      [180, 5],
      [299, 1],
    ] as const) {
      at(second);
      meter.count(calls);
    }
    at(330);
    meter.settle(330 * SECOND);
    signal()!.close(330 * SECOND);
    expect([0, 1, 2, 3, 4].map((bin) => signal()!.binAverage(bin))).toEqual([3, 0, 0, 5, 1]);
    expect([signal()!.peak, signal()!.binAverage(5)]).toEqual([5, 0]);
  });

  test('where a window opens within a minute, what was called so far counts from its begin and the rest from there', () => {
    const { meter, at, signal } = aMeter({ callsPerCreate: 1 });
    at(70);
    meter.count(4);
    at(90);
    meter.settle(90 * SECOND);
    signal()!.openWindow();
    at(100);
    meter.count(2);
    at(150);
    meter.settle(150 * SECOND);
    signal()!.close(150 * SECOND);
    // Half a minute of six calls, half a minute of none.
    expect(signal()!.timeAverage()).toBe(3);
    // The minute itself: 30 s of four, 30 s of six.
    expect(signal()!.binAverage(1)).toBe(5);
  });
});

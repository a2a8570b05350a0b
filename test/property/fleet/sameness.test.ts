/** What must not matter: whether quiet ticks are played, how a run is sliced, how often it is run, managers that never start, other names. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import { startFleet } from '../../../src/models/run.js';
import { anyFleet } from '../../support/arbitraries.js';
import { aFleet, type ManagerOptions } from '../../support/fleet-builder.js';
import type { FleetOutcome } from '../../support/run-fleet.js';
import { HOUR, SECOND } from '../../../src/units/time.js';
import { play, plain } from './outcome.js';

const RUNS = { numRuns: 60 };

describe('a random fleet', () => {
  test('gives the same whether quiet ticks are played or skipped', () => {
    fc.assert(
      fc.property(anyFleet(), (fleet) => {
        expect(plain(play(fleet, { skipQuietTicks: true }))).toEqual(plain(play(fleet, { skipQuietTicks: false })));
      }),
      { numRuns: 150 },
    );
  });

  test('without long polling, where ticks are skipped most, as well', () => {
    fc.assert(
      fc.property(anyFleet(['longPolling', 'otherVersions', 'stops']), (fleet) => {
        expect(plain(play(fleet, { skipQuietTicks: true }))).toEqual(plain(play(fleet, { skipQuietTicks: false })));
      }),
      { numRuns: 100 },
    );
  });

  test('hits its limit of events at the same instant, with the same records', () => {
    let hit = 0;
    fc.assert(
      fc.property(anyFleet(['longPolling', 'otherVersions']), fc.integer({ min: 1, max: 3_000 }), (fleet, maxEvents) => {
        const limited = { ...fleet, limits: { ...fleet.limits, maxEvents } };
        const played = play(limited, { skipQuietTicks: false });
        expect(plain(play(limited, { skipQuietTicks: true }))).toEqual(plain(played));
        if (played.progress !== 'max_events') return;
        hit++;
        expect(played.events).toBe(maxEvents);
      }),
      { numRuns: 100 },
    );
    expect(hit).toBeGreaterThan(50);
  });

  test('that only polls hits it so as well, after many ticks were skipped', () => {
    const polling = (checkInterval: number, startOffset: number): ManagerOptions => ({
      checkInterval: checkInterval * SECOND,
      startOffset,
      entries: [{ machine: { idleCount: 2 } }, { requestConcurrency: 5, machine: { idleCount: 0 } }],
    });
    for (let maxEvents = 102_000; maxEvents < 102_040; maxEvents++) {
      const fleet = aFleet({
        horizon: 30 * 24 * HOUR,
        limits: { maxEvents, maxPending: 10 },
        instance: { requestLatency: 2_300_000 },
        runners: [{}, {}],
        managers: [polling(3, 0), polling(10, 777_777), polling(1, 1)],
      });
      const played = play(fleet, { skipQuietTicks: false });
      expect([played.progress, played.events]).toEqual(['max_events', maxEvents]);
      expect(plain(play(fleet, { skipQuietTicks: true }))).toEqual(plain(played));
    }
  });

  test('is played with far fewer steps than it has events where nothing happens', () => {
    const [fleet] = fc.sample(anyFleet(['longPolling', 'otherVersions', 'stops', 'managers', 'bootFailures']), { seed: 3, numRuns: 1 });
    const quiet = { ...fleet!, workloads: aFleet().workloads, warmup: 0 };
    const steps = (skipQuietTicks: boolean): readonly [number, number] => {
      const run = startFleet(quiet, {
        seed: 1,
        replication: 0,
        skipQuietTicks,
        recorder: { job: () => undefined, machine: () => undefined },
      });
      let count = 1;
      while (run.advance(1) === 'more') count++;
      return [count, run.events];
    };
    const [played, events] = steps(false);
    const [skipping, counted] = steps(true);
    expect(counted).toBe(events);
    expect(played).toBeGreaterThanOrEqual(events);
    expect(skipping).toBeLessThan(events / 5);
  });

  test('gives the same bytes twice, and in slices of any size', () => {
    fc.assert(
      fc.property(anyFleet(), fc.integer(), (fleet, seed) => {
        const bytes = JSON.stringify(plain(play(fleet, { seed })));
        for (const slice of [1, 7, 1e6]) expect(JSON.stringify(plain(play(fleet, { seed, slice })))).toBe(bytes);
      }),
      RUNS,
    );
  });

  test('draws otherwise with another seed or in another replication', () => {
    const fleet = fc.sample(anyFleet(['periods', 'stops', 'reloads', 'paused', 'tags']), { seed: 5, numRuns: 40 });
    const prints = (seed: number, replication: number): string[] => fleet.map((one) => play(one, { seed, replication }).fingerprint);
    const first = prints(1, 0);
    expect(prints(1, 0)).toEqual(first);
    for (const other of [prints(2, 0), prints(1, 1)]) expect(other.filter((print, i) => print !== first[i]).length).toBeGreaterThan(20);
  });
});

/** The fleet with one more manager, which is stopped and stays so, in front of the others or behind them. */
function withSleeper(fleet: FleetSpec, inFront: boolean): FleetSpec {
  const sleeper = { ...fleet.managers[0]!, name: 'sleeper', running: false };
  if (!inFront) return { ...fleet, managers: [...fleet.managers, sleeper] };
  const events = fleet.events.map((event) => ('manager' in event ? { ...event, manager: event.manager + 1 } : event));
  return { ...fleet, managers: [sleeper, ...fleet.managers], events };
}

/** What a run says of all managers but `index`, which did nothing. */
function without(index: number, outcome: FleetOutcome): unknown {
  const own = <T extends { readonly manager: number }>(all: readonly T[]): T[] =>
    all.filter(({ manager }) => manager !== index).map((one) => ({ ...one, manager: one.manager > index ? one.manager - 1 : one.manager }));
  const quiet = [...outcome.counters, ...outcome.views, ...outcome.exits, ...outcome.machines].filter(({ manager }) => manager === index);
  for (const { manager: _, runner: __, ...counts } of quiet as FleetOutcome['counters']) {
    expect(Object.values(counts).every((count) => count === 0)).toBe(true);
  }
  const signals = outcome.signals.filter(({ labels }) => labels.manager !== index);
  const labelled = signals.map(({ labels, ...rest }) => ({
    ...rest,
    labels: labels.manager === undefined || labels.manager < index ? labels : { ...labels, manager: labels.manager - 1 },
  }));
  const jobs = outcome.jobs.map((job) => ({ ...job, manager: job.manager > index ? job.manager - 1 : job.manager }));
  return plain({
    ...outcome,
    fingerprint: '',
    jobs,
    machines: own(outcome.machines),
    views: own(outcome.views),
    exits: own(outcome.exits),
    counters: own(outcome.counters),
    signals: labelled,
  });
}

describe('a manager that is never started changes nothing', () => {
  test.each([true, false])('in front of the others: %s', (inFront) => {
    fc.assert(
      fc.property(anyFleet(), (fleet) => {
        const index = inFront ? 0 : fleet.managers.length;
        const alone = play(fleet);
        const beside = play(withSleeper(fleet, inFront));
        expect(without(index, beside)).toEqual(without(fleet.managers.length, alone));
        if (!inFront) expect(beside.fingerprint).toBe(alone.fingerprint);
      }),
      RUNS,
    );
  });
});

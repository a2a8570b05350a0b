/**
 * Processes at rest: whatever they could see changes, and whenever (a job that comes, a machine that is made or removed, a request that ends, a pause that
 * ends or begins, a stop, a reload, an outage, the end of a slice of the run), the run is that in which each feed was played.
 */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { EventSpec } from '../../../src/fleet/event.js';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import { QuietFeeds } from '../../../src/models/manager/polling/quiet-feeds.js';
import { QuietPoll } from '../../../src/models/manager/polling/quiet-poll.js';
import { Rest } from '../../../src/models/manager/polling/rest.js';
import { anyFleet } from '../../support/arbitraries.js';
import { aFleet } from '../../support/fleet-builder.js';
import { anyTroubledFleet } from '../../support/troubles.js';
import { runnerFlags } from '../../../src/fleet/runner-version.js';
import { MILLISECOND, MINUTE, SECOND } from '../../../src/units/time.js';
import { plain, play } from './outcome.js';

/** At whole seconds, where feeds are, or between, where answers are outstanding. */
const instant = fc
  .tuple(fc.integer({ min: 0, max: 50 * 60 }), fc.constantFrom(0, 0, 50_000, 230_000, 1))
  .map(([second, more]) => second * SECOND + more);

const switches = fc.array(fc.record({ at: instant, kind: fc.constantFrom('pause' as const, 'unpause' as const), runner: fc.nat(2) }), {
  maxLength: 6,
});

/** Fleets of which every registration is paused at first. */
function onStandby(fleets: fc.Arbitrary<FleetSpec>): fc.Arbitrary<FleetSpec> {
  return fc.tuple(fleets, switches).map(([fleet, more]) => ({
    ...fleet,
    runners: fleet.runners.map((runner) => ({ ...runner, paused: true })),
    events: [...fleet.events, ...more.filter(({ runner }) => runner < fleet.runners.length)].sort(
      (a: EventSpec, b: EventSpec) => a.at - b.at,
    ),
  }));
}

const idlePool = fc.record({
  idleCount: fc.integer({ min: 1, max: 4 }),
  idleTime: fc.constantFrom(MINUTE, 5 * MINUTE, 60 * MINUTE),
  idleScaleFactor: fc.constantFrom(0, 0, 1.5),
  maxBuilds: fc.constantFrom(0, 1, 3),
  maxGrowthRate: fc.constantFrom(0, 1),
});

const entry = fc
  .record({
    runner: fc.nat(3),
    limit: fc.constantFrom(0, 2, 4),
    requestConcurrency: fc.constantFrom(1, 1, 2),
    adaptive: fc.boolean(),
    strictCheckInterval: fc.boolean(),
    machine: fc.oneof({ weight: 4, arbitrary: idlePool }, fc.constantFrom('none' as const, { idleCount: 0 })),
  })
  .map((one) => ({ ...one, token: `token-${one.runner}` }));

const manager = fc
  .record({
    checkInterval: fc.constantFrom(SECOND, 2 * SECOND, 3 * SECOND),
    startOffset: fc.constantFrom(0, 0, 300 * MILLISECOND),
    concurrent: fc.constantFrom(2, 3, 20),
    version: fc.constantFrom('11.4', '13.12', '17.8', '19.4'),
    entries: fc.uniqueArray(entry, { minLength: 1, maxLength: 3, selector: ({ runner }) => runner }),
  })
  .map(({ version, ...rest }) => ({ ...rest, flags: runnerFlags(version)! }));

const change = fc
  .record({
    at: instant,
    kind: fc.constantFrom('pause' as const, 'unpause' as const, 'reload' as const, 'kill' as const, 'start' as const),
    of: fc.nat(3),
  })
  .map(({ at, kind, of }): EventSpec => {
    if (kind === 'pause' || kind === 'unpause') return { at, kind, runner: of };
    return kind === 'reload' ? { at, kind, manager: 0, config: 0 } : { at, kind, manager: 0 };
  });

/** Fleets with little to do: pools that stand ready, requests that wait at GitLab, and now and then a job. */
const atWork: fc.Arbitrary<FleetSpec> = fc
  .record({
    instances: fc.array(
      fc.record({
        requestLatency: fc.constantFrom(0, 100 * MILLISECOND, 200 * MILLISECOND, 700 * MILLISECOND),
        updateLatency: fc.constantFrom(0, 100 * MILLISECOND, 20 * SECOND),
        longPolling: fc.constantFrom(0, 0, 20 * SECOND, 50 * SECOND),
        longPollWake: fc.constantFrom('rails' as const, 'empty' as const, 'job' as const),
      }),
      { minLength: 2, maxLength: 2 },
    ),
    connectLatency: fc.constantFrom(0, 500 * MILLISECOND),
    bootFailure: fc.constantFrom(0, 0.3),
    paused: fc.array(fc.constantFrom(false, false, true), { minLength: 4, maxLength: 4 }),
    managers: fc.array(manager, { minLength: 1, maxLength: 3 }),
    jobs: fc.array(fc.record({ at: instant, project: fc.nat(1), script: instant.map((at) => at / 10) }), { maxLength: 12 }),
    events: fc.array(change, { maxLength: 3 }),
  })
  .map(({ instances, connectLatency, bootFailure, paused, managers, jobs, events }) =>
    aFleet({
      horizon: 60 * MINUTE,
      instances,
      zone: { connectLatency, bootFailure },
      projects: [0, 1].map((of) => ({ name: `project-${of}`, instance: of })),
      runners: paused.map((is, i) => ({ instance: i % 2, paused: is })),
      managers,
      workloads: [0, 1].map((of) => ({
        instance: of,
        jobs: jobs
          .filter(({ project }) => project === of)
          .map(({ at, project, script }) => ({ at, project, script: Math.round(script) }))
          .sort((a, b) => a.at - b.at),
      })),
      events: events.sort((a, b) => a.at - b.at),
    }),
  );

const slices = fc.constantFrom(1e6, 1e6, 997);

function checkSame(fleets: fc.Arbitrary<FleetSpec>, numRuns: number): void {
  fc.assert(
    fc.property(fleets, slices, (fleet, slice) => {
      expect(plain(play(fleet, { slice }))).toEqual(plain(play(fleet, { skipQuietTicks: false })));
    }),
    { numRuns },
  );
}

describe('processes at rest', () => {
  test('that work now and then', () => {
    const ended = vi.spyOn(Rest.prototype, 'end');
    const opened = vi.spyOn(QuietFeeds.prototype, 'open');
    const passed = vi.spyOn(QuietFeeds.prototype, 'passAlike');
    checkSame(atWork, 150);
    expect(ended.mock.calls.filter(([made]) => made > 0).length).toBeGreaterThan(1000);
    expect(opened.mock.calls.length).toBeGreaterThan(100);
    expect(passed.mock.calls.length).toBeGreaterThan(100);
  });

  test.each<readonly [string, fc.Arbitrary<FleetSpec>]>([
    ['of one entry or several, that stop and read their configuration again', anyFleet([], ['latencies', 'managers', 'reloads', 'stops'])],
    ['whose idle targets change with the hour', anyFleet(['stops'], ['latencies', 'managers', 'entries', 'periods'])],
    ['in troubles', anyTroubledFleet()],
  ])('that stand by, %s', (_, fleets) => {
    const ended = vi.spyOn(Rest.prototype, 'end');
    const opened = vi.spyOn(QuietFeeds.prototype, 'open');
    checkSame(onStandby(fleets), 100);
    expect(ended.mock.calls.filter(([made]) => made > 0).length).toBeGreaterThan(60);
    // Answers were outstanding.
    expect(opened.mock.calls.length).toBeGreaterThan(5);
  });

  test('ask again when a job that begins has given its request slot back', () => {
    const passed = vi.spyOn(QuietFeeds.prototype, 'passAlike');
    const fleet = aFleet({
      horizon: 10 * MINUTE,
      instance: { requestLatency: 100 * MILLISECOND, updateLatency: 30 * SECOND },
      manager: {
        checkInterval: SECOND,
        concurrent: 5,
        entries: [{ requestConcurrency: 1, adaptive: false, strictCheckInterval: true, machine: 'none' }],
      },
      jobs: [{ at: 60 * SECOND, script: 5 * MINUTE }],
    });
    const skipped = play(fleet);
    expect(passed).toHaveBeenCalled();
    expect(skipped.counters[0]!.requests).toBeGreaterThan(500);
    expect(plain(skipped)).toEqual(plain(play(fleet, { skipQuietTicks: false })));
  });

  // Two requests wait; one gets the job, which waits for its machine for five minutes: nobody may let go of anything quietly meanwhile.
  test('ask again when a request that was played to its end has given its slot back', () => {
    const ended = vi.spyOn(QuietPoll.prototype, 'end');
    const passed = vi.spyOn(QuietFeeds.prototype, 'passAlike');
    const fleet = aFleet({
      horizon: 10 * MINUTE,
      instance: { requestLatency: 100 * MILLISECOND, longPolling: 50 * SECOND, longPollWake: 'job' },
      zone: { bootTime: { kind: 'constant', value: 5 * MINUTE } },
      manager: {
        checkInterval: 50 * MILLISECOND,
        concurrent: 5,
        entries: [{ requestConcurrency: 2, adaptive: false, machine: { idleCount: 0 } }],
      },
      jobs: [{ at: 60 * SECOND, script: MINUTE }],
    });
    const skipped = play(fleet);
    expect(ended).toHaveBeenCalled();
    expect(passed).toHaveBeenCalled();
    expect(plain(skipped)).toEqual(plain(play(fleet, { skipQuietTicks: false })));
  });

  // Both managers feed at the same instants; the one on standby is unpaused while its request is under way, and a job comes before the answers.
  test.each([
    [0, 1],
    [0, 2],
    [1, 1],
    [1, 2],
  ])('keep the turn of an outstanding answer among those of its instant: manager %i of 2 stands by, %i jobs come', (standby, count) => {
    const opened = vi.spyOn(QuietFeeds.prototype, 'open');
    const at = 60 * SECOND;
    const fleet = aFleet({
      horizon: 20 * MINUTE,
      instance: { requestLatency: 700 * MILLISECOND, longPolling: 0 },
      runners: [0, 1].map((runner) => ({ paused: runner === standby })),
      managers: [0, 1].map((runner) => ({
        checkInterval: 3 * SECOND,
        concurrent: 5,
        entries: [{ runner, token: `token-${runner}`, machine: 'none' as const }],
      })),
      jobs: Array.from({ length: count }, () => ({ at: at + 500 * MILLISECOND, script: 4 * MINUTE })),
      events: [{ at: at + 300 * MILLISECOND, kind: 'unpause', runner: standby }],
    });
    const skipped = play(fleet);
    expect(opened).toHaveBeenCalled();
    expect(skipped.jobs[0]!.runner).toBe(0);
    expect(plain(skipped)).toEqual(plain(play(fleet, { skipQuietTicks: false })));
  });
});

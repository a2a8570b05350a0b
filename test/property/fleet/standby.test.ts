/**
 * Processes on standby: whoever comes from outside, and whenever (a pause that ends or begins, a stop, a reload, an outage, the end of a slice of
 * the run), the run is that in which each feed was played.
 */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { EventSpec } from '../../../src/fleet/event.js';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import { QuietFeeds } from '../../../src/models/manager/polling/quiet-feeds.js';
import { Standby } from '../../../src/models/manager/polling/standby.js';
import { anyFleet } from '../../support/arbitraries.js';
import { aFleet } from '../../support/fleet-builder.js';
import { anyTroubledFleet } from '../../support/troubles.js';
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

describe('processes on standby', () => {
  test.each<readonly [string, fc.Arbitrary<FleetSpec>]>([
    ['of one entry or several, that stop and read their configuration again', anyFleet([], ['latencies', 'managers', 'reloads', 'stops'])],
    ['whose idle targets change with the hour', anyFleet(['stops'], ['latencies', 'managers', 'entries', 'periods'])],
    ['in troubles', anyTroubledFleet()],
  ])('%s', (_, fleets) => {
    const ended = vi.spyOn(Standby.prototype, 'end');
    const opened = vi.spyOn(QuietFeeds.prototype, 'open');
    fc.assert(
      fc.property(onStandby(fleets), fc.constantFrom(1e6, 1e6, 997), (fleet, slice) => {
        expect(plain(play(fleet, { slice }))).toEqual(plain(play(fleet, { skipQuietTicks: false })));
      }),
      { numRuns: 100 },
    );
    expect(ended.mock.calls.filter(([made]) => made > 0).length).toBeGreaterThan(60);
    // Answers were outstanding.
    expect(opened.mock.calls.length).toBeGreaterThan(5);
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
    expect(opened).toHaveBeenCalledTimes(1);
    expect(skipped.jobs[0]!.runner).toBe(0);
    expect(plain(skipped)).toEqual(plain(play(fleet, { skipQuietTicks: false })));
  });
});

/**
 * Requests under way without a worker: whatever comes between them and their answer (jobs, stops, kills, reloads, outages, other managers), the run
 * is that in which each was played. Each property counts how many there were, so that none holds for want of them.
 */
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import { QuietFeeds } from '../../../src/models/manager/polling/quiet-feeds.js';
import { QuietOffers } from '../../../src/models/manager/polling/quiet-offers.js';
import { QuietPoll } from '../../../src/models/manager/polling/quiet-poll.js';
import { QuietPolls } from '../../../src/models/manager/polling/quiet-polls.js';
import type { Feature } from '../../support/arbitraries.js';
import { anyFleet } from '../../support/arbitraries.js';
import { aFleet } from '../../support/fleet-builder.js';
import { traceOf } from '../../support/arrivals.js';
import { anyTroubledFleet } from '../../support/troubles.js';
import { MILLISECOND, MINUTE, SECOND } from '../../../src/units/time.js';
import { plain, play } from './outcome.js';

const RUNS = { numRuns: 60 };

let begun: { readonly mock: { readonly calls: readonly unknown[] } };
let employed: typeof begun;

beforeEach(() => {
  begun = vi.spyOn(QuietPolls.prototype, 'take');
  employed = vi.spyOn(QuietPoll.prototype, 'employ');
});

function checkSame(fleets: fc.Arbitrary<FleetSpec>): void {
  fc.assert(
    fc.property(fleets, (fleet) => {
      expect(plain(play(fleet))).toEqual(plain(play(fleet, { skipQuietTicks: false })));
    }),
    RUNS,
  );
}

/** Features of managers, all of them on or off, among those of every other kind. */
const withAll = (off: readonly Feature[], always: readonly Feature[]): fc.Arbitrary<FleetSpec> => anyFleet(off, ['latencies', ...always]);

/** The same fleets with so many entries a manager, each on its host. */
const onHosts = (fleets: fc.Arbitrary<FleetSpec>, entries: number): fc.Arbitrary<FleetSpec> =>
  fleets.map((fleet) => ({
    ...fleet,
    managers: fleet.managers.map((manager) => ({
      ...manager,
      configs: manager.configs.map((config) => ({
        ...config,
        entries: config.entries.slice(0, entries).map((entry) => ({ ...entry, executor: { kind: 'host' as const } })),
      })),
    })),
  }));

describe('requests without a worker', () => {
  test.each<readonly [string, fc.Arbitrary<FleetSpec>]>([
    ['of several managers, each with entries and machines', withAll(['longPolling', 'fixedHosts'], ['managers', 'entries'])],
    ['that wait for a job at GitLab', withAll([], ['longPolling', 'managers'])],
    [
      'of processes that stop, are killed and read their configuration again',
      withAll([], ['stops', 'reloads', 'managers', 'otherVersions']),
    ],
    ['of registrations that are paused, beside such as are not', withAll(['longPolling'], ['paused', 'managers', 'adaptive'])],
    ['on fixed hosts', withAll([], ['fixedHosts', 'entries'])],
    ['in troubles', anyTroubledFleet()],
  ])('%s', (_, fleets) => {
    checkSame(fleets);
    expect(begun.mock.calls.length).toBeGreaterThan(200);
    expect(employed.mock.calls.length).toBeGreaterThan(0);
  });

  test('are applied many at once where one host polls alone', () => {
    const many = vi.spyOn(QuietFeeds.prototype, 'skipMany');
    checkSame(onHosts(anyFleet(['managers', 'longPolling'], ['fixedHosts', 'latencies']), 1));
    const counts = many.mock.results.map(({ value }) => value as number);
    expect(counts.filter((count) => count > 1).length).toBeGreaterThan(100);
  });

  test.each<readonly [string, fc.Arbitrary<FleetSpec>]>([
    ['at once', anyFleet(['longPolling', 'latencies', 'managers'])],
    ['after a while', anyFleet(['longPolling'], ['latencies', 'managers', 'entries'])],
  ])('are applied where an entry is offered after a job and answered %s', (_, fleets) => {
    const offers = vi.spyOn(QuietOffers.prototype, 'skip');
    checkSame(onHosts(fleets, 3));
    const skipped = offers.mock.results.filter(({ value }) => value === true);
    expect(skipped.length).toBeGreaterThan(20);
    expect(skipped.length).toBeLessThan(offers.mock.calls.length);
  });

  test('get their worker when the process stops in the middle of them, in the order in which they were made', () => {
    const fleet = aFleet({
      horizon: 10 * MINUTE,
      instance: { requestLatency: 700 * MILLISECOND, longPolling: 50 * SECOND },
      managers: [
        { checkInterval: SECOND, concurrent: 30, entries: [{ requestConcurrency: 20, adaptive: false, machine: 'none' }] },
        { checkInterval: SECOND, startOffset: 250 * MILLISECOND, entries: [{ requestConcurrency: 20, adaptive: false, machine: 'none' }] },
      ],
      workloads: [{ arrivals: traceOf([62, 62, 62, 63, 90].map((at) => ({ at: at * SECOND, script: 4 * MINUTE }))) }],
      events: [
        { at: 65 * SECOND, manager: 0, kind: 'stop', signal: 'SIGTERM' },
        { at: 66 * SECOND + 100 * MILLISECOND, manager: 1, kind: 'kill' },
        { at: 80 * SECOND, manager: 1, kind: 'start' },
      ],
    });
    expect(plain(play(fleet))).toEqual(plain(play(fleet, { skipQuietTicks: false })));
    expect(employed.mock.calls.length).toBeGreaterThan(5);
  });

  test('are not made where the run is watched', () => {
    const fleet = aFleet({ horizon: 10 * MINUTE, instance: { requestLatency: 2 * SECOND } });
    play(fleet, { watch: true });
    expect(begun.mock.calls.length).toBe(0);
  });
});

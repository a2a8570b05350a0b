/**
 * Fleets in step: everything in them (feeds, answers, jobs, and who comes from outside) falls on whole tenths of a second, so that a great deal of it
 * falls on one instant, and the order within it shows. Played and skipped, the run is the same.
 */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { EventSpec } from '../../../src/fleet/event.js';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import { QuietPoll } from '../../../src/models/manager/polling/quiet-poll.js';
import { QuietPolls } from '../../../src/models/manager/polling/quiet-polls.js';
import { Rest } from '../../../src/models/manager/polling/rest.js';
import { MILLISECOND, MINUTE, SECOND } from '../../../src/units/time.js';
import { aFleet } from '../../support/fleet-builder.js';
import { plain, play } from './outcome.js';

const TENTH = 100 * MILLISECOND;

/** So many tenths of a second, small numbers rather than large ones. */
const tenths = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max }).map((count) => count * TENTH);

const instance = fc.record({
  requestLatency: tenths(15),
  longPolling: fc.constantFrom(0, 0, 5 * SECOND),
  longPollWake: fc.constantFrom('rails' as const, 'empty' as const, 'job' as const),
});

const manager = fc.record({
  checkInterval: fc.constantFrom(SECOND, 2 * SECOND, 3 * SECOND),
  startOffset: fc.constantFrom(0, 0, 5 * TENTH),
  concurrent: fc.constantFrom(1, 2, 10),
  entries: fc.array(
    fc
      .record({
        runner: fc.integer({ min: 0, max: 3 }),
        requestConcurrency: fc.constantFrom(1, 1, 3),
        adaptive: fc.boolean(),
        machine: fc.constantFrom('none' as const, { idleCount: 2, idleTime: MINUTE }, { idleCount: 0 }),
      })
      .map((entry) => ({ ...entry, token: `token-${entry.runner}` })),
    { minLength: 1, maxLength: 3 },
  ),
});

/** While the fleet has settled, and answers are outstanding. */
const soon = fc.integer({ min: 600, max: 640 }).map((count) => count * TENTH);

const job = fc.record({ at: soon, project: fc.integer({ min: 0, max: 1 }), script: tenths(600), timeout: fc.constant(Infinity) });

const event: fc.Arbitrary<EventSpec> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ at: soon, kind: fc.constantFrom('pause' as const, 'unpause' as const), runner: fc.integer({ min: 0, max: 3 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      at: soon,
      kind: fc.constant('stop' as const),
      manager: fc.constant(0),
      signal: fc.constantFrom('SIGQUIT' as const, 'SIGTERM' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ at: soon, kind: fc.constantFrom('kill' as const, 'start' as const), manager: fc.constant(0) }) },
);

const inStep: fc.Arbitrary<FleetSpec> = fc
  .record({
    instances: fc.array(instance, { minLength: 2, maxLength: 2 }),
    paused: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    managers: fc.array(manager, { minLength: 1, maxLength: 3 }),
    jobs: fc.array(job, { maxLength: 6 }),
    events: fc.array(event, { maxLength: 6 }),
  })
  .map(({ instances, paused, managers, jobs, events }) =>
    aFleet({
      horizon: 10 * MINUTE,
      instances,
      projects: [0, 1].map((of) => ({ name: `project-${of}`, instance: of })),
      runners: paused.map((is, i) => ({ instance: i % 2, paused: is })),
      managers,
      workloads: [0, 1].map((of) => ({ instance: of, jobs: jobs.filter(({ project }) => project === of).sort((a, b) => a.at - b.at) })),
      events: events.sort((a, b) => a.at - b.at),
    }),
  );

/** Managers that feed at the same instants, of which some stand by; they are called, and jobs come, within a round or two of each other. */
const calledInStep: fc.Arbitrary<FleetSpec> = fc
  .record({
    requestLatency: fc.integer({ min: 1, max: 9 }).map((count) => count * TENTH),
    managers: fc.array(fc.record({ concurrent: fc.constantFrom(1, 3), offset: fc.constantFrom(0, 0, 5), paused: fc.boolean() }), {
      minLength: 2,
      maxLength: 4,
    }),
    unpaused: fc.array(fc.record({ runner: fc.integer({ min: 0, max: 3 }), at: tenths(40) }), { minLength: 1, maxLength: 3 }),
    jobs: fc.array(tenths(40), { minLength: 1, maxLength: 4 }),
  })
  .map(({ requestLatency, managers, unpaused, jobs }) =>
    aFleet({
      horizon: 5 * MINUTE,
      instance: { requestLatency },
      runners: managers.map(({ paused }) => ({ paused })),
      managers: managers.map(({ concurrent, offset }, runner) => ({
        checkInterval: SECOND,
        startOffset: offset * TENTH,
        concurrent,
        entries: [{ runner, token: `token-${runner}`, machine: 'none' as const }],
      })),
      jobs: jobs.sort((a, b) => a - b).map((at) => ({ at: MINUTE + at, script: 2 * MINUTE })),
      events: unpaused
        .filter(({ runner }) => runner < managers.length)
        .map(({ runner, at }) => ({ at: MINUTE + at, kind: 'unpause' as const, runner }))
        .sort((a, b) => a.at - b.at),
    }),
  );

describe('fleets in step', () => {
  test.each([
    ['of every kind', inStep],
    ['that stand by and are called', calledInStep],
  ])('are the same, played and skipped: %s', (_, fleets) => {
    const begun = vi.spyOn(QuietPolls.prototype, 'take');
    const employed = vi.spyOn(QuietPoll.prototype, 'employ');
    const cut = vi.spyOn(Rest.prototype, 'cut');
    fc.assert(
      fc.property(fleets, fc.constantFrom(1e6, 1e6, 997), (fleet, slice) => {
        expect(plain(play(fleet, { slice }))).toEqual(plain(play(fleet, { skipQuietTicks: false })));
      }),
      { numRuns: 300 },
    );
    expect(begun.mock.calls.length).toBeGreaterThan(1000);
    expect(employed.mock.calls.length).toBeGreaterThan(70);
    expect(cut.mock.calls.length).toBeGreaterThan(30);
  });
});

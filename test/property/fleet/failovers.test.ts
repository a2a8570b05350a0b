/** A failover that never triggers changes nothing, to the byte: records, signals, counters, fingerprint and the number of events. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FailoverSpec, FailoverTrigger, RuleCondition } from '../../../src/fleet/failover.js';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import type { DistributionSpec } from '../../../src/sim/random/index.js';
import { HOUR, MINUTE } from '../../../src/units/time.js';
import { anyFleet } from '../../support/arbitraries.js';
import { play, plain } from './outcome.js';

const soon: DistributionSpec = { kind: 'exponential', mean: 10 * MINUTE };
const BACK = { after: soon, whenPoolReady: true, removeMachines: true };

/** Conditions that hold often (bounds of nothing and of a minute), or never. */
const condition = (workloads: number, clouds: number): fc.Arbitrary<RuleCondition> =>
  fc.oneof(
    fc.record({
      kind: fc.constant('queue_time' as const),
      level: fc.constantFrom(0.5, 0.9, 1),
      above: fc.constantFrom(0, MINUTE, HOUR),
      over: fc.constantFrom(MINUTE, 5 * MINUTE),
      workloads: fc.constantFrom([], [workloads - 1]),
    }),
    fc.record({ kind: fc.constant('api_failing' as const), cloud: fc.nat(clouds - 1) }),
  );

/** Triggers of a fleet whose only outage (if it has one) is over before anybody notices. */
const trigger = ({ workloads, clouds, horizon }: FleetSpec): fc.Arbitrary<FailoverTrigger> =>
  fc.oneof(
    fc.constant<FailoverTrigger>({ kind: 'person', outages: [0], delay: { kind: 'constant', value: horizon } }),
    fc.record({
      kind: fc.constant('rule' as const),
      anyOf: fc.array(condition(workloads.length, clouds.length), { minLength: 1, maxLength: 3 }),
      holdsFor: fc.constant(horizon),
    }),
  );

const fleetWithFailovers = anyFleet().chain((fleet) =>
  fc.record({
    fleet: fc.constant(fleet),
    triggers: fc.array(trigger(fleet), { minLength: 1, maxLength: 3 }),
    window: fc.nat(fleet.horizon),
  }),
);

/** The fleet with a GitLab that is down for a minute. */
function withOutage(fleet: FleetSpec, from: number): FleetSpec {
  return {
    ...fleet,
    outages: [
      {
        name: 'first',
        target: { kind: 'instance', index: 0 },
        times: { kind: 'fixed', windows: [{ from, to: from + MINUTE }] },
        effect: { kind: 'unavailable', status: 503 },
      },
    ],
  };
}

describe('a failover that never triggers', () => {
  test.each([true, false])('changes nothing (quiet ticks skipped: %s)', (skipQuietTicks) => {
    let events = 0;
    fc.assert(
      fc.property(fleetWithFailovers, ({ fleet, triggers, window }) => {
        const without = withOutage(fleet, window);
        const failovers = triggers.map((one, index): FailoverSpec => ({
          name: `failover-${index}`,
          trigger: one,
          reaction: soon,
          unpause: fleet.runners.map((_, runner) => runner),
          start: fleet.managers.map((_, manager) => manager),
          reload: fleet.managers.map((_, manager) => ({ manager, config: 1 })),
          back: BACK,
        }));
        const outcome = play(without, { skipQuietTicks });
        events += outcome.events;
        expect(plain(play({ ...without, failovers }, { skipQuietTicks }))).toEqual(plain(outcome));
      }),
      { numRuns: 40 },
    );
    expect(events).toBeGreaterThan(1000);
  });

  test('is no failover that cannot: the same ones change something when they may', () => {
    let changed = 0;
    const fleets = fc.sample(anyFleet([], ['paused', 'managers', 'reloads']), { seed: 11, numRuns: 40 });
    for (const fleet of fleets) {
      const anyOf: RuleCondition[] = [{ kind: 'queue_time', level: 0.9, above: MINUTE, over: 5 * MINUTE, workloads: [] }];
      const failover: FailoverSpec = {
        name: 'failover',
        trigger: { kind: 'rule', anyOf, holdsFor: 0 },
        reaction: { kind: 'constant', value: 0 },
        unpause: fleet.runners.map((_, runner) => runner),
        start: fleet.managers.map((_, manager) => manager),
        reload: [],
        back: BACK,
      };
      if (play({ ...fleet, failovers: [failover] }).fingerprint !== play(fleet).fingerprint) changed++;
    }
    expect(changed).toBeGreaterThan(5);
  });

  test('one that triggers gives the same whether quiet ticks are played or skipped', () => {
    fc.assert(
      fc.property(anyFleet(), fc.constantFrom(0, MINUTE), fc.boolean(), (fleet, above, isDemanding) => {
        const failovers: FailoverSpec[] = [
          {
            name: 'failover',
            trigger: { kind: 'rule', anyOf: [{ kind: 'queue_time', level: 0.5, above, over: 5 * MINUTE, workloads: [] }], holdsFor: 0 },
            reaction: soon,
            unpause: fleet.runners.map((_, runner) => runner),
            start: fleet.managers.map((_, manager) => manager),
            reload: fleet.managers.map((_, manager) => ({ manager, config: 1 })),
            back: { after: soon, whenPoolReady: isDemanding, removeMachines: isDemanding },
          },
        ];
        const all = { ...fleet, failovers };
        expect(plain(play(all, { skipQuietTicks: true }))).toEqual(plain(play(all, { skipQuietTicks: false })));
      }),
      { numRuns: 40 },
    );
  });
});

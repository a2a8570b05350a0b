/** What must hold whatever breaks in the clouds: money is for what exists, nobody works on the dead, quotas hold, quiet ticks do not matter. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_QUOTA, UNLIMITED_API } from '../../../src/fleet/cloud.js';
import type { OutageSpec } from '../../../src/fleet/outage.js';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import type { MachineRecord } from '../../../src/record/machine.js';
import { NOT_YET } from '../../../src/record/not-yet.js';
import { MINUTE, SECOND } from '../../../src/units/time.js';
import { anyFleet } from '../../support/arbitraries.js';
import type { FleetOutcome } from '../../support/run-fleet.js';
import { play, plain } from './outcome.js';

const share = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.double({ min: 0.1, max: 1, noNaN: true }) });

const effect: fc.Arbitrary<OutageSpec['effect']> = fc.oneof(
  fc.record({
    kind: fc.constant('down' as const),
    api: fc.constantFrom('up' as const, 'fails' as const, 'hangs' as const),
    machines: fc.constantFrom('up' as const, 'die' as const),
  }),
  fc.record({
    kind: fc.constant('degraded' as const),
    bootFactor: fc.constantFrom(1, 2.5),
    bootFailure: share,
    apiLatency: fc.constantFrom(0, SECOND),
  }),
  fc.record({ kind: fc.constant('limited' as const), calls: fc.integer({ min: 1, max: 20 }), window: fc.constant(MINUTE) }),
);

const troubles = fc.record({
  outages: fc.array(
    fc.record({ effect, from: fc.integer({ min: 0, max: 1200 }), length: fc.integer({ min: 1, max: 900 }), ofCloud: fc.boolean() }),
    {
      maxLength: 3,
    },
  ),
  orphans: share,
  dropletZero: share,
  life: fc.option(fc.integer({ min: 1, max: 600 })),
  quota: fc.oneof(fc.constant(Infinity), fc.integer({ min: 0, max: 12 })),
  calls: fc.option(fc.integer({ min: 1, max: 40 })),
  callsPerPass: fc.integer({ min: 0, max: 1 }),
  cleaners: fc.boolean(),
  commandTimeout: fc.constantFrom(0, 2 * MINUTE),
});

type Troubles = typeof troubles extends fc.Arbitrary<infer T> ? T : never;

function broken(fleet: FleetSpec, trouble: Troubles): FleetSpec {
  const cleaner = trouble.cleaners ? { interval: 5 * MINUTE, minimumAge: 3 * MINUTE } : undefined;
  const limits = trouble.calls === null ? [] : [{ calls: trouble.calls, window: 100 * SECOND, per: 'cloud' as const }];
  const life = trouble.life;
  return {
    ...fleet,
    warmup: 0,
    clouds: fleet.clouds.map((cloud) => ({
      ...cloud,
      billing: { granularity: 1, minimum: 0 },
      api: {
        ...UNLIMITED_API,
        callsPerCreate: 2,
        callsPerPoll: 1,
        pollInterval: 5 * SECOND,
        callsPerDelete: 1,
        callsPerPass: trouble.callsPerPass,
        limits,
        refusal: SECOND,
      },
      quota: { ...NO_QUOTA, cpus: trouble.quota },
      hangingCleaner: cleaner,
      zeroCleaner: cleaner,
    })),
    zones: fleet.zones.map((zone) => ({ ...zone, orphans: trouble.orphans, dropletZero: trouble.dropletZero })),
    machineTypes: fleet.machineTypes.map((type) => ({
      ...type,
      preemption: life === null ? undefined : { life: { kind: 'exponential', mean: life * SECOND }, cap: 10 * MINUTE },
    })),
    managers: fleet.managers.map((manager) => ({ ...manager, commandTimeout: trouble.commandTimeout })),
    outages: trouble.outages.map(({ from, length, ofCloud, ...rest }, index) => ({
      name: `outage-${index}`,
      target: { kind: ofCloud || rest.effect.kind === 'limited' ? 'cloud' : 'zone', index: 0 },
      times: { kind: 'fixed', windows: [{ from: from * SECOND, to: (from + length) * SECOND }] },
      effect: rest.effect,
    })),
  };
}

const anyBrokenFleet = fc.tuple(anyFleet(), troubles).map(([fleet, trouble]) => broken(fleet, trouble));

/** When it ceased to exist in the cloud. */
function endOf({ death, diedAt, goneAt }: Readonly<MachineRecord>): number {
  if (death === 'preempted') return diedAt;
  return goneAt === NOT_YET ? Infinity : goneAt;
}

describe('a random fleet whose clouds are broken', () => {
  test('gives the same whether quiet ticks are played or skipped', () => {
    fc.assert(
      fc.property(anyBrokenFleet, (fleet) => {
        const [skipped, played] = [true, false].map((skipQuietTicks) => play(fleet, { skipQuietTicks })) as [FleetOutcome, FleetOutcome];
        expect(plain(skipped)).toEqual(plain(played));
        expect(skipped.cloudCounters).toEqual(played.cloudCounters);
      }),
      { numRuns: 40 },
    );
  });

  test('pays for every microsecond in which a machine exists, and for no other', () => {
    fc.assert(
      fc.property(anyBrokenFleet, (fleet) => {
        const mayHang = fleet.outages.some(({ effect }) => effect.kind === 'down' && effect.api === 'hangs');
        for (const machine of play(fleet).machines) {
          const { boot, idle, busy, teardown, orphan } = machine.time;
          expect(boot + idle + busy + teardown + orphan).toBe(machine.billed);
          // An orphan of a create that hung exists from later on than it is one.
          const end = Math.min(endOf(machine), fleet.horizon);
          if (machine.orphanedAt !== NOT_YET && machine.billed > 0)
            expect(orphan).toBe(end - (mayHang ? Math.max(machine.orphanedAt, end - machine.billed) : machine.orphanedAt));
          else expect(orphan).toBe(0);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('starts no work on what is dead, and a machine kills one job at most: the last it had', () => {
    let deaths = 0;
    fc.assert(
      fc.property(anyBrokenFleet, (fleet) => {
        const { machines, views, jobs } = play(fleet);
        const windows = fleet.outages.flatMap(({ target, times, effect }) => {
          if (effect.kind !== 'down' || effect.machines !== 'die' || times.kind !== 'fixed') return [];
          const isHit = (zone: number): boolean => (target.kind === 'zone' ? zone : fleet.zones[zone]!.cloud) === target.index;
          return times.windows.map(({ from, to }) => ({ from, to, isHit }));
        });
        for (const { machine, usedAt } of views) {
          if (usedAt === NOT_YET) continue;
          const { diedAt, zone } = machines[machine - 1]!;
          if (diedAt !== NOT_YET) expect(usedAt).toBeLessThan(diedAt);
          for (const { from, to, isHit } of windows) expect(isHit(zone) && from <= usedAt && usedAt < to).toBe(false);
        }
        for (const job of jobs) {
          if (job.failureReason !== 'machine_died') continue;
          deaths++;
          const { diedAt, uses, death } = machines[job.machine - 1]!;
          expect(death).not.toBe('none');
          expect(job.machineUse).toBe(uses);
          expect(job.finishedAt).toBeGreaterThanOrEqual(diedAt);
        }
      }),
      { numRuns: 100 },
    );
    expect(deaths).toBeGreaterThan(8);
  });

  test('keeps within its quotas, orphans included', () => {
    fc.assert(
      fc.property(anyBrokenFleet, (fleet) => {
        // A create begun while the API hangs exists from later on than its record says.
        if (fleet.outages.some(({ effect: one }) => one.kind === 'down' && one.api === 'hangs')) return;
        const { machines, signals } = play(fleet);
        fleet.clouds.forEach(({ quota }, cloud) => {
          if (quota.cpus === Infinity) return;
          const { signal } = signals.find(({ name, labels }) => name === 'machines_standing' && labels.cloud === cloud)!;
          expect(signal.peak).toBeLessThanOrEqual(quota.cpus);
          const own = machines.filter(({ zone, billed }) => fleet.zones[zone]!.cloud === cloud && billed > 0);
          for (const { createAt } of own) {
            const standing = own.filter((other) => other.createAt <= createAt && endOf(other) > createAt).length;
            expect(standing).toBeLessThanOrEqual(quota.cpus);
          }
        });
      }),
      { numRuns: 40 },
    );
  });

  test('counts what the records tell', () => {
    fc.assert(
      fc.property(anyBrokenFleet, (fleet) => {
        const { machines, cloudCounters } = play(fleet);
        for (const { cloud, died, preempted, orphaned, zeroRecords, calls, refusedCalls } of cloudCounters) {
          const own = machines.filter(({ zone }) => fleet.zones[zone]!.cloud === cloud);
          expect(preempted).toBe(own.filter(({ death }) => death === 'preempted').length);
          expect(zeroRecords).toBe(own.filter(({ isZero }) => isZero).length);
          expect(orphaned).toBe(own.filter(({ orphanedAt, isZero }) => orphanedAt !== NOT_YET && !isZero).length);
          expect(died).toBe(own.filter(({ death }) => death === 'outage').length);
          expect(calls).toBeGreaterThanOrEqual(refusedCalls);
        }
      }),
      { numRuns: 40 },
    );
  });
});

/** What must hold of any fleet whose hosts go down and whose managers are upgraded while it works. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OutageSpec } from '../../../src/fleet/outage.js';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import type { UpgradeSpec } from '../../../src/fleet/upgrade.js';
import { runnerFlags } from '../../../src/fleet/runner-version.js';
import { MINUTE, SECOND } from '../../../src/units/time.js';
import { anyFleet } from '../../support/arbitraries.js';
import { play, plain } from './outcome.js';

const instant = fc.oneof(
  fc.integer({ min: 0, max: 60 * MINUTE }),
  fc.integer({ min: 0, max: 360 }).map((tens) => tens * 10 * SECOND),
);

const outage = fc.record({ manager: fc.nat(2), from: instant, length: fc.constantFrom(1, 7 * SECOND, 3 * MINUTE, 20 * MINUTE) });

const upgrade = fc.record({
  at: instant,
  timeout: fc.constantFrom(0, 30 * SECOND, 10 * MINUTE),
  forced: fc.constantFrom('SIGTERM' as const, 'kill' as const),
  removeMachines: fc.boolean(),
  install: fc.constantFrom(0, MINUTE),
  isBackwards: fc.boolean(),
});

/** The fleet with host outages, some of which overlap, and upgrades of all its managers, some of which meet. */
const troubled = fc
  .record({ fleet: anyFleet(), outages: fc.array(outage, { maxLength: 4 }), upgrades: fc.array(upgrade, { maxLength: 2 }) })
  .map(({ fleet, outages, upgrades }): FleetSpec => {
    const all = fleet.managers.map((_, manager) => manager);
    return {
      ...fleet,
      managers: fleet.managers.map((manager) => ({ ...manager, versions: [manager.versions[0]!, runnerFlags('17.0')!] })),
      outages: outages.map(({ manager, from, length }, index): OutageSpec => ({
        name: `outage-${index}`,
        target: { kind: 'manager', index: manager % all.length },
        times: { kind: 'fixed', windows: [{ from, to: from + length }] },
        effect: { kind: 'host_down' },
      })),
      upgrades: upgrades.map(({ isBackwards, ...one }, index): UpgradeSpec => ({
        ...one,
        name: `upgrade-${index}`,
        managers: isBackwards ? all.toReversed() : all,
        version: 1,
      })),
    };
  });

describe('a fleet whose hosts go down and whose managers are upgraded', () => {
  test('gives the same whether quiet ticks are played or skipped', () => {
    fc.assert(
      fc.property(troubled, (fleet) => {
        expect(plain(play(fleet, { skipQuietTicks: true }))).toEqual(plain(play(fleet, { skipQuietTicks: false })));
      }),
      { numRuns: 60 },
    );
  });

  test('accounts for each job and each machine once, and hands out nothing to a host that is gone', () => {
    let jobs = 0;
    let lost = 0;
    fc.assert(
      fc.property(troubled, (fleet) => {
        const outcome = play(fleet);
        const ordinals = outcome.jobs.map(({ job }) => job);
        expect(ordinals).toEqual(ordinals.map((_, index) => index + 1));
        const numbers = outcome.machines.map(({ machine }) => machine);
        expect(new Set(numbers).size).toBe(numbers.length);
        for (const { target, times } of fleet.outages) {
          if (times.kind !== 'fixed') continue;
          for (const { manager, startedAt } of outcome.jobs) {
            if (manager !== target.index) continue;
            for (const { from, to } of times.windows) expect(startedAt >= from && startedAt < to).toBe(false);
          }
        }
        for (const { goneAt, removingAt, createAt, time } of outcome.machines) {
          if (goneAt >= 0 && removingAt >= 0) expect(goneAt).toBeGreaterThanOrEqual(removingAt);
          expect(Math.min(...Object.values(time))).toBeGreaterThanOrEqual(0);
          if (goneAt >= 0 && createAt >= 0) expect(goneAt).toBeGreaterThanOrEqual(createAt);
        }
        jobs += outcome.jobs.length;
        lost += outcome.jobs.filter(({ failureReason }) => failureReason === 'stuck').length;
      }),
      { numRuns: 100 },
    );
    expect(jobs).toBeGreaterThan(500);
    expect(lost).toBeGreaterThan(0);
  });

  test('stops one manager at a time for an upgrade, and starts it again before the next', () => {
    let ended = 0;
    fc.assert(
      fc.property(troubled, (fleet) => {
        // Notes of two upgrades would not be told apart.
        const { notes } = play({ ...fleet, upgrades: fleet.upgrades.slice(0, 1) });
        const words = { manager_stopping: 's', manager_stopped: 'd', manager_started: 'u', upgrade_begins: '<', upgrade_ends: '>' };
        const own = notes.filter(({ kind }) => kind in words);
        const told = own.map(({ kind }) => words[kind as keyof typeof words]).join('');
        expect(told).toMatch(/^(<(sdu)*(s|sd|>)?)?$/);
        const stopped = own.filter(({ kind }) => kind === 'manager_stopping').map(({ subject }) => subject);
        expect(new Set(stopped).size).toBe(stopped.length);
        if (told.endsWith('>')) ended++;
      }),
      { numRuns: 60 },
    );
    expect(ended).toBeGreaterThan(10);
  });
});

/** What holds when things break: no work on a dead zone, each killed job accounted for once, orphans paid for until they are gone, no quota passed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import type { JobRecord } from '../../../src/record/job.js';
import type { MachineRecord } from '../../../src/record/machine.js';
import { NOT_YET } from '../../../src/record/not-yet.js';
import type { Micros } from '../../../src/units/time.js';
import type { FleetOutcome } from '../../support/run-fleet.js';
import { anyTroubledFleet } from '../../support/troubles.js';
import { plain, play } from './outcome.js';

const RUNS = { numRuns: 60 };

function check(holds: (outcome: FleetOutcome, fleet: FleetSpec) => void): void {
  fc.assert(
    fc.property(anyTroubledFleet(), (fleet) => {
      const outcome = play(fleet);
      expect(outcome.progress).toBe('done');
      holds(outcome, fleet);
    }),
    RUNS,
  );
}

const sum = (parts: Float64Array): number => parts.reduce((all, part) => all + part, 0);

/** Windows in which machines of a zone do not live: fixed ones only, those of drawn outages are told by the notes. */
function deadTimes(fleet: FleetSpec, { notes, now }: FleetOutcome, zone: number): { from: Micros; to: Micros }[] {
  return fleet.outages.flatMap(({ name, target, effect }) => {
    if (effect.kind !== 'down' || effect.machines !== 'die') return [];
    const isHit = target.kind === 'zone' ? target.index === zone : target.kind === 'cloud' && fleet.zones[zone]!.cloud === target.index;
    if (!isHit) return [];
    const own = notes.filter(({ subject }) => subject === name);
    const begins = own.filter(({ kind }) => kind === 'outage_begins').map(({ at }) => at);
    const ends = own.filter(({ kind }) => kind === 'outage_ends').map(({ at }) => at);
    return begins.map((from, i) => ({ from, to: ends[i] ?? now + 1 }));
  });
}

describe('with troubles', () => {
  test('skipping quiet ticks changes nothing', () => {
    fc.assert(
      fc.property(anyTroubledFleet(), (fleet) => {
        expect(plain(play(fleet))).toEqual(plain(play(fleet, { skipQuietTicks: false })));
      }),
      RUNS,
    );
  });

  test('every job is recorded once, and its wait and preparation add up', () => {
    check(({ jobs, now }) => {
      expect(jobs.map(({ job }) => job)).toEqual(jobs.map((_, i) => i + 1));
      for (const job of jobs) {
        const left = job.startedAt !== NOT_YET ? job.startedAt : job.finishedAt !== NOT_YET ? job.finishedAt : now;
        expect(sum(job.waits)).toBe(left - job.queuedAt);
        if (job.scriptAt !== NOT_YET) expect(sum(job.preparation)).toBe(job.scriptAt - job.startedAt);
      }
    });
  });

  test('no machine comes up and no script begins in a dead zone', () => {
    check((outcome, fleet) => {
      const byNumber = new Map(outcome.machines.map((machine) => [machine.machine, machine]));
      fleet.zones.forEach((_, zone) => {
        const dead = deadTimes(fleet, outcome, zone);
        const isDead = (at: Micros): boolean => at !== NOT_YET && dead.some(({ from, to }) => at > from && at < to);
        for (const machine of outcome.machines) if (machine.zone === zone) expect(isDead(machine.readyAt)).toBe(false);
        for (const job of outcome.jobs) if (byNumber.get(job.machine)?.zone === zone) expect(isDead(job.scriptAt)).toBe(false);
      });
    });
  });

  test('a killed job is a system failure of a machine that died under it, once', () => {
    check(({ jobs, machines }) => {
      const byNumber = new Map(machines.map((machine) => [machine.machine, machine]));
      const killed = jobs.filter(({ failureReason }) => failureReason === 'machine_died');
      const at = (job: JobRecord): MachineRecord => byNumber.get(job.machine)!;
      for (const job of killed) {
        expect(job.status).toBe('runner_system_failure');
        const { diedAt } = at(job);
        expect(diedAt).toBeGreaterThanOrEqual(job.startedAt);
        expect(diedAt).toBeLessThanOrEqual(job.finishedAt);
      }
      expect(new Set(killed.map(({ machine }) => machine)).size).toBe(killed.length);
    });
  });

  test('money is paid for orphans until they are gone', () => {
    check(({ machines, now }, fleet) => {
      for (const machine of machines) {
        if (machine.orphanedAt === NOT_YET) {
          expect(machine.time.orphan).toBe(0);
          continue;
        }
        const end = machine.goneAt === NOT_YET ? now : machine.goneAt;
        const from = Math.max(machine.orphanedAt, fleet.warmup);
        if (machine.diedAt === NOT_YET) expect(machine.time.orphan).toBe(Math.max(0, Math.min(end, fleet.horizon) - from));
        expect(machine.billed).toBeGreaterThan(0);
      }
    });
  });

  test('no more machines stand in a cloud than its quota allows', () => {
    check(({ machines }, fleet) => {
      const mayHang = fleet.outages.some(({ effect }) => effect.kind === 'down' && effect.api === 'hangs');
      fleet.clouds.forEach(({ quota }, cloud) => {
        if (quota.machines === Infinity) return;
        const steps = machines
          .filter((machine) => machine.billed > 0 && fleet.zones[machine.zone]!.cloud === cloud)
          .flatMap(({ createAt, goneAt, diedAt, death, time }) => {
            const ends = death === 'preempted' ? diedAt : goneAt;
            // A create command may have begun long before, while the API hung.
            const stood = time.boot + time.idle + time.busy + time.teardown + time.orphan;
            const from = mayHang ? (ends === NOT_YET ? fleet.horizon : ends) - stood : createAt;
            return [[from, 1] as const, ...(ends === NOT_YET ? [] : [[ends, -1] as const])];
          })
          .sort(([a, up], [b, down]) => a - b || up - down);
        let level = 0;
        for (const [, by] of steps) expect((level += by)).toBeLessThanOrEqual(quota.machines);
      });
    });
  });
});

/** What holds in every run, whatever the fleet: no job is lost or made up, nothing does two things at once, limits are kept, time runs forward. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntrySpec } from '../../../src/fleet/config.js';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import { dockerMachineOf } from '../../../src/fleet/executor.js';
import type { JobView } from '../../../src/models/probe.js';
import type { JobRecord } from '../../../src/record/job.js';
import { NOT_YET } from '../../../src/record/not-yet.js';
import { anyFleet, type Feature } from '../../support/arbitraries.js';
import type { FleetOutcome } from '../../support/run-fleet.js';
import { play } from './outcome.js';

const RUNS = { numRuns: 60 };
/** Features under which a machine may be used more often, or an entry change its limits, within a run. */
const STEADY: readonly Feature[] = ['reloads', 'stops'];

function check(off: readonly Feature[], holds: (outcome: FleetOutcome, fleet: FleetSpec) => void, always: readonly Feature[] = []): void {
  fc.assert(
    fc.property(anyFleet(off, always), (fleet) => {
      const outcome = play(fleet);
      expect(outcome.progress).toBe('done');
      holds(outcome, fleet);
    }),
    RUNS,
  );
}

const count = (jobs: readonly JobRecord[], status: JobRecord['status']): number => jobs.filter((job) => job.status === status).length;

/** The entry of a registration on a manager, in its first configuration. */
function entryOf(fleet: FleetSpec, { manager, runner }: { readonly manager: number; readonly runner: number }): EntrySpec {
  return fleet.managers[manager]!.configs[0]!.entries.find((entry) => entry.runner === runner)!;
}

/** The most intervals that overlap, ends not included. */
function mostAtOnce(intervals: readonly (readonly [from: number, to: number])[]): number {
  const steps = intervals.flatMap(([from, to]) => (to > from ? [[from, 1] as const, [to, -1] as const] : []));
  let most = 0;
  let level = 0;
  for (const [, by] of steps.sort(([a, up], [b, down]) => a - b || up - down)) most = Math.max(most, (level += by));
  return most;
}

describe('jobs', () => {
  test('in = out + in system, and the signals agree', () => {
    check([], ({ jobs, signals }, fleet) => {
      expect(jobs.map(({ job }) => job)).toEqual(jobs.map((_, i) => i + 1));
      const over = jobs.filter(({ finishedAt }) => finishedAt !== NOT_YET).length;
      const [running, pending] = [count(jobs, 'running'), count(jobs, 'pending')];
      expect(over + running + pending).toBe(jobs.length);
      const now = (name: string): number => signals.reduce((sum, one) => sum + (one.name === name ? one.signal.value : 0), 0);
      expect([now('jobs_running'), now('jobs_pending')]).toEqual([running, pending]);
      fleet.workloads.forEach(({ arrivals }, index) => {
        if (arrivals.kind !== 'trace') return;
        // Arrivals of the last instant are not part of the run, nor those after it.
        const queued = [...arrivals.queuedAt].filter((at) => at < fleet.horizon);
        expect(jobs.filter(({ workload }) => workload === index).map(({ queuedAt }) => queuedAt)).toEqual(queued);
      });
    });
  });

  test('arrive alike whatever serves them', () => {
    check([], ({ jobs }, fleet) => {
      const unserved = play({ ...fleet, managers: fleet.managers.map((one) => ({ ...one, running: false })), events: [] });
      const arrival = ({ job, workload, project, arrivedAt, queuedAt }: JobRecord): unknown => ({
        job,
        workload,
        project,
        arrivedAt,
        queuedAt,
      });
      expect(jobs.map(arrival)).toEqual(unserved.jobs.map(arrival));
    });
  });

  test('go through their instants in order', () => {
    check([], ({ jobs, views }, { horizon }) => {
      const byJob = new Map(views.map((view) => [view.ordinal, view]));
      for (const job of jobs) {
        const view = byJob.get(job.job);
        const path = [
          job.arrivedAt,
          job.queuedAt,
          job.startedAt,
          view?.usedAt ?? NOT_YET,
          job.scriptAt,
          view?.scriptEnd ?? NOT_YET,
          job.finishedAt,
        ];
        const known = path.filter((at) => at !== NOT_YET);
        expect([...known].sort((a, b) => a - b)).toEqual(known);
        expect(known.at(-1)!).toBeLessThanOrEqual(horizon);
        if (job.startedAt === NOT_YET) expect(job.scriptAt).toBe(NOT_YET);
        if (job.status === 'success') expect(job.scriptAt).not.toBe(NOT_YET);
      }
    });
  });

  test('have their script run as long as it was drawn, where nothing cuts it', () => {
    check(['timeouts', 'cancels', 'stops'], ({ jobs, views }, fleet) => {
      const script = new Map(
        views.map(({ ordinal, scriptAt, scriptEnd }) => [ordinal, scriptEnd === NOT_YET ? NOT_YET : scriptEnd - scriptAt]),
      );
      fleet.workloads.forEach(({ arrivals }, index) => {
        if (arrivals.kind !== 'trace') return;
        const own = jobs.filter(({ workload }) => workload === index);
        own.forEach(({ job }, row) => {
          const ran = script.get(job) ?? NOT_YET;
          if (ran !== NOT_YET) expect(ran).toBe(arrivals.script[row]);
        });
      });
    });
  });
});

/** The job has its machine no shorter than this: the calls at its end may come after the machine was given back. */
function holdsUntil(view: JobView, job: JobRecord, fleet: FleetSpec): number {
  const { finalUpdateLatency, trace } = fleet.instances[fleet.workloads[job.workload]!.instance]!;
  const calls = finalUpdateLatency + trace.patchLatency + Math.max(trace.patchLatency, trace.touchLatency);
  return Math.max(view.usedAt, view.scriptEnd, view.finishedAt === NOT_YET ? NOT_YET : view.finishedAt - calls);
}

describe('machines', () => {
  test('serve one job at a time, in the order of their uses, and only when they are ready', () => {
    check([], ({ jobs, machines, views }, fleet) => {
      const users = new Map<number, JobView[]>();
      for (const view of views) if (view.usedAt !== NOT_YET) users.set(view.machine, [...(users.get(view.machine) ?? []), view]);
      for (const machine of machines) {
        const own = (users.get(machine.machine) ?? []).sort((a, b) => jobs[a.ordinal - 1]!.machineUse - jobs[b.ordinal - 1]!.machineUse);
        expect(own.map(({ ordinal }) => jobs[ordinal - 1]!.machineUse)).toEqual(own.map((_, i) => i + 1));
        expect(machine.uses).toBe(own.length);
        let freeAt = machine.readyAt === NOT_YET ? Infinity : machine.readyAt;
        for (const view of own) {
          expect(view.usedAt).toBeGreaterThanOrEqual(freeAt);
          freeAt = holdsUntil(view, jobs[view.ordinal - 1]!, fleet);
          if (machine.goneAt !== NOT_YET) expect(machine.goneAt).toBeGreaterThanOrEqual(freeAt);
        }
      }
    });
  });

  test('are used no more than MaxBuilds times, without restart and reload', () => {
    check(STEADY, ({ machines }, fleet) => {
      for (const machine of machines) {
        const { maxBuilds } = dockerMachineOf(entryOf(fleet, machine))!;
        if (maxBuilds > 0) expect(machine.uses).toBeLessThanOrEqual(maxBuilds);
      }
    });
  });

  test('are charged for no less than they stood and were used', () => {
    check([], ({ machines, views }, { horizon, clouds, zones }) => {
      const used = new Map<number, number>();
      for (const view of views) {
        const end = view.scriptEnd === NOT_YET ? view.usedAt : view.scriptEnd;
        if (view.usedAt !== NOT_YET) used.set(view.machine, (used.get(view.machine) ?? 0) + end - view.usedAt);
      }
      for (const machine of machines) {
        const { boot, idle, busy, teardown } = machine.time;
        expect(machine.billed).toBeGreaterThanOrEqual(used.get(machine.machine) ?? 0);
        expect(machine.billed).toBeGreaterThanOrEqual(boot + idle + busy + teardown);
        if (machine.billed === 0) continue;
        const life = (machine.goneAt === NOT_YET ? horizon : machine.goneAt) - machine.createAt;
        const { granularity, minimum } = clouds[zones[machine.zone]!.cloud]!.billing;
        expect(machine.billed).toBeGreaterThanOrEqual(Math.max(life, minimum));
        expect(machine.billed).toBeLessThan(Math.max(life + granularity, minimum + 1));
      }
    });
  });

  // Processes before 12.5 do not see a machine whose directory does not exist yet.
  test('are all in one state at a time: the signals at the end are the machines that stand', () => {
    check(['otherVersions'], ({ machines, signals }, fleet) => {
      const states = [
        'machines_creating',
        'machines_idle',
        'machines_acquired',
        'machines_used',
        'machines_removing',
        'machines_unattended',
      ];
      fleet.managers.forEach((_, manager) => {
        const own = signals.filter(({ name, labels }) => labels.manager === manager && states.includes(name));
        const standing = machines.filter((one) => one.manager === manager && one.goneAt === NOT_YET);
        // One whose process was killed before its create command began is forgotten: it has neither begun nor gone.
        const isStopped = fleet.events.some((event) => 'manager' in event && event.manager === manager && event.kind !== 'reload');
        const forgotten = isStopped ? standing.filter(({ createAt }) => createAt === NOT_YET).length : 0;
        const held = own.reduce((sum, { signal }) => sum + signal.value, 0);
        expect(held).toBeLessThanOrEqual(standing.length);
        expect(held).toBeGreaterThanOrEqual(standing.length - forgotten);
        for (const { signal } of own) expect(signal.value).toBeGreaterThanOrEqual(0);
      });
    });
  });
});

describe('limits', () => {
  test('no process runs more jobs than `concurrent`, no entry more than its limit: one job a slot', () => {
    check(STEADY, ({ views }, fleet) => {
      const span = ({ assignedAt, finishedAt }: JobView): readonly [number, number] => [
        assignedAt,
        finishedAt === NOT_YET ? fleet.horizon : finishedAt,
      ];
      fleet.managers.forEach(({ configs }, manager) => {
        const own = views.filter((view) => view.manager === manager);
        const { concurrent, entries } = configs[0]!;
        expect(mostAtOnce(own.map(span))).toBeLessThanOrEqual(concurrent);
        for (const { runner, limit } of entries) {
          if (limit > 0) expect(mostAtOnce(own.filter((view) => view.runner === runner).map(span))).toBeLessThanOrEqual(limit);
        }
      });
    });
  });

  test('no pool is filled beyond its limit; beyond it goes only what jobs under way create on demand', () => {
    let beyond = 0;
    check(
      STEADY,
      ({ machines, views }, fleet) => {
        for (const machine of machines) {
          const { limit } = entryOf(fleet, machine);
          if (limit === 0) continue;
          // One that is gone at this very instant may have gone before.
          const before = machines.filter(
            ({ machine: number, manager, runner, goneAt }) =>
              number < machine.machine &&
              manager === machine.manager &&
              runner === machine.runner &&
              (goneAt === NOT_YET || goneAt > machine.requestedAt),
          ).length;
          if (before < limit) continue;
          beyond++;
          expect(machine.reasonCreated).toBe('on_demand');
          const preparing = views.filter(
            ({ manager, runner, assignedAt, usedAt, finishedAt }) =>
              manager === machine.manager &&
              runner === machine.runner &&
              assignedAt <= machine.requestedAt &&
              (usedAt === NOT_YET || usedAt >= machine.requestedAt) &&
              (finishedAt === NOT_YET || finishedAt >= machine.requestedAt),
          );
          expect(preparing.length).toBeGreaterThan(0);
        }
      },
      ['limits'],
    );
    expect(beyond).toBeGreaterThan(0);
  });
});

/** What the results floor needs to know of a fleet, taken from its specification: the results know no model. */
import type { FleetSpec, RunnerSpec, WorkloadSpec } from '../models/fleet.js';
import type { Takers } from '../results/job-cells.js';
import type { EntryInfo, ManagerInfo } from '../results/pool-stats.js';

/** Returns every entry of every process over all configurations it will have; limits and zones are those of its first one that has the entry. */
export function entriesOf(fleet: FleetSpec): EntryInfo[] {
  const out: EntryInfo[] = [];
  for (const [manager, { configs }] of fleet.managers.entries()) {
    const seen = new Set<number>();
    for (const { runner, limit, machine } of configs.flatMap(({ entries }) => entries)) {
      if (seen.has(runner)) continue;
      seen.add(runner);
      out.push({ manager, runner, limit, zone: machine === undefined ? -1 : machine.zone });
    }
  }
  return out;
}

/** Returns what is known of every process. Its workers are `concurrent` of its first configuration; it runs if it does so at the start or is started later. */
export function managersOf(fleet: FleetSpec): ManagerInfo[] {
  return fleet.managers.map(({ configs, running, hostPricePerHour }, manager) => ({
    concurrent: configs[0]?.concurrent ?? 0,
    runs: running || fleet.events.some((event) => event.kind === 'start' && event.manager === manager),
    hostPricePerHour,
  }));
}

interface JobNeed {
  readonly tags: readonly string[];
  /** undefined: it differs from job to job. */
  readonly protected: boolean | undefined;
}

/** Returns the function that says which registrations may take some job of a workload and project, by GitLab's matching rule; paused ones get none, and answers are kept. */
export function takersOf(fleet: FleetSpec): Takers {
  const needs = fleet.workloads.map(needsOf);
  const known = new Map<number, readonly number[]>();
  return (workload, project) => {
    const key = workload * fleet.projects.length + project;
    let takers = known.get(key);
    if (takers === undefined) {
      const own = needs[workload] ?? [];
      const instance = fleet.workloads[workload]?.instance;
      takers = fleet.runners.flatMap((runner, index) =>
        runner.instance === instance && !runner.paused && serves(runner, project) && own.some((need) => matches(runner, need))
          ? [index]
          : [],
      );
      known.set(key, takers);
    }
    return takers;
  };
}

function needsOf({ arrivals }: WorkloadSpec): readonly JobNeed[] {
  if (arrivals.kind === 'generated') return arrivals.classes.map(({ tags, protected: isProtected }) => ({ tags, protected: isProtected }));
  return arrivals.tagSets.map((tags) => ({ tags, protected: undefined }));
}

function serves(runner: RunnerSpec, project: number): boolean {
  return runner.projects === undefined || runner.projects.includes(project);
}

function matches(runner: RunnerSpec, need: JobNeed): boolean {
  if (runner.protected && need.protected === false) return false;
  return need.tags.length === 0 ? runner.runUntagged : need.tags.every((tag) => runner.tags.includes(tag));
}

/** Builds the fleet the engine runs from a complete scenario: texts become micros, names become indices, config.toml entries meet registrations. */
import type { ArrivalSpec } from '../fleet/arrivals.js';
import type { InstanceIndex, ProjectIndex, RunnerIndex } from '../units/indices.js';
import type { FleetSpec } from '../fleet/fleet.js';
import type { InstanceSpec, ProjectSpec } from '../fleet/instance.js';
import type { RunnerSpec } from '../fleet/runner.js';
import type { WorkloadSpec } from '../fleet/workload.js';
import { epochOf, microsOf } from './accepted.js';
import { checkScaledProjects } from './build/changes.js';
import { buildClouds } from './build/clouds.js';
import { NameIndex, OwnedIndex, type BuildContext, type Owned } from './build/context.js';
import { buildGenerated } from './build/generated.js';
import { buildMonitoring, buildServices, buildTransfers, serviceIndex } from './build/services.js';
import { buildEvents, buildUpgrades } from './build/events.js';
import { buildFailovers } from './build/failover.js';
import { Processes } from './build/managers.js';
import { buildOutages } from './build/outages.js';
import { buildRetry } from './build/pipelines.js';
import { projectNames } from './build/projects.js';
import { checkSize } from './build/size.js';
import { readWorkloadHistory, type ReadHistory } from './build/history.js';
import { buildResampled } from './build/resampled.js';
import { buildTeams } from './build/teams.js';
import { buildTraced } from './build/traced.js';
import { warnOfUnmatched } from './build/unmatched.js';
import { warnOfPartialWeek } from './build/whole-week.js';
import type { Path } from './text/path.js';
import { grownWorkload } from './grown-workload.js';
import type { ReadFile } from './normalise/context.js';
import type { Report } from './text/report.js';
import type { Scenario, ScenarioWorkload } from './scenario.js';

/** What `buildFleet` needs besides the scenario. */
export interface BuildOptions {
  /** Notes what is wrong, with places in the scenario file. */
  readonly report: Report;
  /** Reads histories. */
  readonly read: ReadFile;
  /** Runs of any length are allowed (`--yes`). */
  readonly allowLong: boolean;
}

function buildInstances(scenario: Scenario, index: NameIndex<InstanceIndex>): InstanceSpec[] {
  return index.names.map((name) => {
    const given = scenario.instances[name]!;
    return {
      name,
      requestLatency: microsOf(given.request_latency),
      updateLatency: microsOf(given.update_latency),
      finalUpdateLatency: microsOf(given.final_update_latency),
      longPolling: microsOf(given.long_polling),
      longPollWake: given.long_poll_wake,
      fairUsage: given.fair_usage,
      httpRetries: given.http_retries,
      cancelPending: given.cancel_pending,
      trace: {
        output: given.trace.output,
        patchLatency: microsOf(given.trace.patch_latency),
        touchLatency: microsOf(given.trace.touch_latency),
        updateInterval: microsOf(given.trace.update_interval),
      },
    };
  });
}

/** Returns every project by instance: those of the workloads, and those the runners name. */
function projectIndex(
  scenario: Scenario,
  instances: NameIndex<InstanceIndex>,
  histories: ReadonlyMap<string, ReadHistory>,
): OwnedIndex<InstanceIndex, ProjectIndex> {
  const owned: Owned<InstanceIndex>[] = [];
  for (const [workload, given] of Object.entries(scenario.workloads)) {
    const owner = instances.of(given.instance);
    const names = histories.get(workload)?.projects ?? (given.projects === undefined ? [] : projectNames(given.projects));
    for (const name of names) owned.push({ name, owner });
  }
  for (const runner of Object.values(scenario.runners)) {
    for (const name of runner.projects ?? []) owned.push({ name, owner: instances.of(runner.instance) });
  }
  return new OwnedIndex(owned);
}

function warnOfUnusedProjects(
  { scenario, report }: BuildContext,
  instances: NameIndex<InstanceIndex>,
  histories: ReadonlyMap<string, ReadHistory>,
): void {
  if (Object.values(scenario.runners).every(({ projects = [] }) => projects.length === 0)) return;
  const used = projectIndex({ ...scenario, runners: {} }, instances, histories);
  for (const [name, runner] of Object.entries(scenario.runners)) {
    (runner.projects ?? []).forEach((project, i) => {
      if (used.of(instances.of(runner.instance), project) !== -1) return;
      report.warn(
        ['runners', name, 'projects', i],
        `no workload at ${runner.instance} has jobs of the project '${project}'; check its name`,
      );
    });
  }
}

function buildRunners(
  scenario: Scenario,
  index: NameIndex<RunnerIndex>,
  instances: NameIndex<InstanceIndex>,
  projects: OwnedIndex<InstanceIndex, ProjectIndex>,
): RunnerSpec[] {
  return index.names.map((name) => {
    const given = scenario.runners[name]!;
    const instance = instances.of(given.instance);
    return {
      name,
      instance,
      type: given.type,
      tags: [...given.tags].sort(),
      runUntagged: given.run_untagged,
      protected: given.protected,
      paused: given.paused,
      projects: given.projects?.map((project) => projects.of(instance, project)).sort((a, b) => a - b),
    };
  });
}

/** Returns when the jobs of a workload come, or undefined after noting why they cannot. */
function buildArrivals(
  context: BuildContext,
  path: Path,
  { trace, resample, ...given }: ScenarioWorkload,
  read: ReadHistory | undefined,
  projectOf: (name: string) => number,
): ArrivalSpec | undefined {
  if (trace === undefined && resample === undefined) return buildGenerated(context, path, given, projectOf);
  if (read === undefined) return undefined;
  return trace === undefined
    ? buildResampled(context, [...path, 'resample'], { ...given, resample: resample! }, read, projectOf)
    : buildTraced(context, [...path, 'trace'], { ...given, trace }, read, projectOf);
}

function buildWorkloads(
  context: BuildContext,
  instances: NameIndex<InstanceIndex>,
  projects: OwnedIndex<InstanceIndex, ProjectIndex>,
  histories: ReadonlyMap<string, ReadHistory>,
): WorkloadSpec[] {
  const { scenario } = context;
  return new NameIndex(Object.keys(scenario.workloads)).names.flatMap((name) => {
    const given: ScenarioWorkload = scenario.workloads[name]!;
    const instance = instances.of(given.instance);
    const projectOf = (project: string): number => projects.of(instance, project);
    const path = ['workloads', name];
    const arrivals = buildArrivals(context, path, given, histories.get(name), projectOf);
    if (arrivals === undefined) return [];
    return [
      grownWorkload(
        {
          name,
          draws: given.draws ?? name,
          instance,
          arrivals,
          start: microsOf(given.start),
          stages: {
            prepare: microsOf(given.stages.prepare),
            prepareScript: microsOf(given.stages.prepare_script),
            getSources: microsOf(given.stages.get_sources),
            cleanup: microsOf(given.stages.cleanup),
          },
          prepareWhenOver: microsOf(given.prepare_when_over),
          timeout: microsOf(given.timeout),
          retry: buildRetry(given),
          transfers: buildTransfers(context, path, given),
        },
        (scenario.scale?.pipelines ?? 1) * (scenario.scale?.workloads?.[name] ?? 1),
      ),
    ];
  });
}

/**
 * Returns the fleet of a complete scenario; of use only where `options.report` has not failed. Every list is in its final order: entities
 * by name in code-point order, `[[runners]]` entries as in their file, events by time.
 */
export function buildFleet(scenario: Scenario, options: BuildOptions): FleetSpec {
  const context: BuildContext = {
    scenario,
    ...options,
    start: epochOf(scenario.start),
    horizon: microsOf(scenario.horizon),
    timelines: new Map(),
    policies: new Map(),
  };
  const instances = new NameIndex<InstanceIndex>(Object.keys(scenario.instances));
  const runners = new NameIndex<RunnerIndex>(Object.keys(scenario.runners));
  const histories = new Map<string, ReadHistory>();
  const scaled = new Set<string>();
  for (const [name, workload] of Object.entries(scenario.workloads)) {
    const read = readWorkloadHistory(context, name, workload, scaled);
    if (read !== undefined) histories.set(name, read);
  }
  checkScaledProjects(context, scaled);
  const projects = projectIndex(scenario, instances, histories);
  warnOfUnusedProjects(context, instances, histories);
  const clouds = buildClouds(context);
  const processes = new Processes(context, clouds, runners);
  const events = buildEvents(context, processes, runners);
  const upgrades = buildUpgrades(context, processes);
  const outages = buildOutages(context, {
    clouds,
    instances,
    groups: processes.groups,
    managers: processes.order,
    services: serviceIndex(scenario),
  });
  const failovers = buildFailovers(context, { processes, runners, clouds: clouds.index, outages });
  const projectSpecs = projects.list.map(({ name, owner }): ProjectSpec => ({ name, instance: owner }));
  const fleet: FleetSpec = {
    startEpochMs: context.start / 1000,
    horizon: context.horizon,
    warmup: microsOf(scenario.warmup),
    binWidth: microsOf(scenario.timeline.bin),
    limits: { maxEvents: scenario.limits.events, maxPending: scenario.limits.pending },
    instances: buildInstances(scenario, instances),
    runners: buildRunners(scenario, runners, instances, projects),
    clouds: clouds.clouds,
    zones: clouds.zones,
    machineTypes: clouds.machineTypes,
    groups: processes.groups.names,
    managers: processes.finish(),
    projects: projectSpecs,
    teams: buildTeams(context, projectSpecs),
    workloads: buildWorkloads(context, instances, projects, histories),
    events,
    outages,
    failovers,
    upgrades,
    services: buildServices(context, clouds),
    monitoring: buildMonitoring(scenario),
  };
  if (!options.report.failed) {
    checkSize(context, fleet.workloads);
    warnOfUnmatched(context, fleet);
    warnOfPartialWeek(context, processes.configs);
  }
  return fleet;
}

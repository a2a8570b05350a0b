/**
 * Builds a `FleetSpec` from what a test cares about: everything else is one GitLab without latencies, one registration, one manager with
 * one entry on docker+machine, and machines that boot in 30 s and are gone in 10 s. What config.toml leaves out is 0 here too.
 */
import type { CloudSpec } from '../../src/fleet/cloud.js';
import type { DockerMachineSpec, IdleSettings } from '../../src/fleet/executor.js';
import type { EntrySpec, ProcessConfig } from '../../src/fleet/config.js';
import type { EventSpec } from '../../src/fleet/event.js';
import type { FleetSpec } from '../../src/fleet/fleet.js';
import type { InstanceSpec, ProjectSpec, TraceSpec } from '../../src/fleet/instance.js';
import type { MachineTypeSpec } from '../../src/fleet/machine-type.js';
import type { ManagerSpec } from '../../src/fleet/manager.js';
import type { RunnerFlags } from '../../src/fleet/runner-flags.js';
import type { RunnerSpec } from '../../src/fleet/runner.js';
import type { WorkloadSpec } from '../../src/fleet/workload.js';
import type { ZoneSpec } from '../../src/fleet/zone.js';
import { dockerMachineOf } from '../../src/fleet/executor.js';
import { NO_QUOTA, UNLIMITED_API } from '../../src/fleet/cloud.js';
import { NO_MONITORING } from '../../src/fleet/monitoring.js';
import { NO_TRANSFERS } from '../../src/fleet/transfers.js';
import { NO_RETRY } from '../../src/fleet/pipeline.js';
import { DEFAULT_RUNNER_VERSION, runnerFlags } from '../../src/fleet/runner-version.js';
import { HOUR, MINUTE, SECOND } from '../../src/units/time.js';
import type { JobOptions } from './arrivals.js';
import { traceOf } from './arrivals.js';

/** The four idle settings may stand beside the others; `timeline` replaces them. `maxBuilds` 0 = machines are used without end. */
export type MachineOptions = Partial<DockerMachineSpec> & Partial<IdleSettings>;

/** `machine: 'none'` makes the entry a fixed host: a slot a job and no machines. */
export type EntryOptions = Partial<Omit<EntrySpec, 'executor'>> & { readonly machine?: MachineOptions | 'none' };

export type ConfigOptions = Partial<Omit<ProcessConfig, 'entries' | 'drain'>> & {
  readonly entry?: EntryOptions;
  readonly entries?: readonly EntryOptions[];
  readonly drain?: Partial<ProcessConfig['drain']>;
};

/** One configuration may be given directly, several (for reloads) as `configs`. */
export type ManagerOptions = Partial<Omit<ManagerSpec, 'configs' | 'versions'>> &
  ConfigOptions & {
    readonly flags?: Partial<RunnerFlags>;
    /** Later versions, for upgrades. */ readonly later?: readonly Partial<RunnerFlags>[];
    readonly configs?: readonly ConfigOptions[];
  };

export type WorkloadOptions = Partial<Omit<WorkloadSpec, 'stages'>> & {
  readonly stages?: Partial<WorkloadSpec['stages']>;
  readonly jobs?: readonly JobOptions[];
};

export type InstanceOptions = Partial<Omit<InstanceSpec, 'trace'>> & { readonly trace?: Partial<TraceSpec> };

/** Of each kind one (`manager`) or several (`managers`) can be given. */
export interface FleetOptions extends Partial<
  Pick<
    FleetSpec,
    'startEpochMs' | 'teams' | 'horizon' | 'warmup' | 'binWidth' | 'limits' | 'groups' | 'outages' | 'failovers' | 'upgrades' | 'services'
  >
> {
  readonly instance?: InstanceOptions;
  readonly instances?: readonly InstanceOptions[];
  readonly runner?: Partial<RunnerSpec>;
  readonly runners?: readonly Partial<RunnerSpec>[];
  readonly cloud?: Partial<CloudSpec>;
  readonly clouds?: readonly Partial<CloudSpec>[];
  readonly zone?: Partial<ZoneSpec>;
  readonly zones?: readonly Partial<ZoneSpec>[];
  readonly machineTypes?: readonly Partial<MachineTypeSpec>[];
  readonly manager?: ManagerOptions;
  readonly managers?: readonly ManagerOptions[];
  /** Number of projects of the first instance, or the projects themselves. Default: 1. */
  readonly projects?: number | readonly ProjectSpec[];
  /** Jobs of the only workload. */
  readonly jobs?: readonly JobOptions[];
  readonly workload?: WorkloadOptions;
  readonly workloads?: readonly WorkloadOptions[];
  readonly events?: readonly EventSpec[];
}

/** The flags of the newest version that is modelled. */
export const NEWEST_FLAGS: RunnerFlags = runnerFlags(DEFAULT_RUNNER_VERSION)!;

/** Returns a complete fleet. Default horizon: one hour, without a warm-up. */
export function aFleet(options: FleetOptions = {}): FleetSpec {
  const { horizon = HOUR, projects = 1, jobs = [] } = options;
  const workloads = options.workloads ?? [{ jobs, ...options.workload }];
  return {
    startEpochMs: options.startEpochMs ?? 0,
    horizon,
    warmup: options.warmup ?? 0,
    binWidth: options.binWidth ?? MINUTE,
    limits: options.limits ?? { maxEvents: 1e8, maxPending: 1e6 },
    instances: (options.instances ?? [options.instance ?? {}]).map(anInstance),
    runners: (options.runners ?? [options.runner ?? {}]).map(aRunner),
    clouds: (options.clouds ?? [options.cloud ?? {}]).map((cloud, i) => ({
      name: `cloud-${i}`,
      billing: { granularity: 1, minimum: 0 },
      api: UNLIMITED_API,
      quota: NO_QUOTA,
      hangingCleaner: undefined,
      zeroCleaner: undefined,
      ...cloud,
    })),
    zones: (options.zones ?? [options.zone ?? {}]).map(aZone),
    machineTypes: (options.machineTypes ?? [{}]).map((type, i) => ({
      name: `type-${i}`,
      cloud: 0,
      pricePerHour: 0,
      cpus: 1,
      diskGib: 0,
      billing: undefined,
      preemption: undefined,
      ...type,
    })),
    groups: options.groups ?? ['group-0'],
    managers: (options.managers ?? [options.manager ?? {}]).map(aManager),
    projects: typeof projects !== 'number' ? projects : Array.from({ length: projects }, (_, i) => ({ name: `project-${i}`, instance: 0 })),
    teams: options.teams ?? [],
    workloads: workloads.map(aWorkload),
    events: options.events ?? [],
    outages: options.outages ?? [],
    failovers: options.failovers ?? [],
    upgrades: options.upgrades ?? [],
    services: options.services ?? [],
    monitoring: NO_MONITORING,
  };
}

/** Returns one entry; the `index` of its place gives its name, token and registration where they are not given. */
export function anEntry({ machine, ...options }: EntryOptions = {}, index = 0): EntrySpec {
  return {
    name: `entry-${index}`,
    token: `token-${index}`,
    runner: index,
    limit: 0,
    requestConcurrency: 1,
    adaptive: true,
    strictCheckInterval: false,
    unhealthyLimit: 3,
    unhealthyInterval: HOUR,
    prepareTimeout: Infinity,
    getSourcesTimeout: Infinity,
    ...options,
    executor: machine === 'none' ? { kind: 'host' } : aMachine(machine),
  };
}

/** Returns `[runners.machine]` of an entry of a fleet's manager, in one of its configurations; undefined where it has another executor. */
export function machineOf(fleet: FleetSpec, manager: number, config: number, entry: number): DockerMachineSpec | undefined {
  return dockerMachineOf(fleet.managers[manager]!.configs[config]!.entries[entry]!);
}

/** Returns `[runners.machine]` of an entry. */
export function aMachine(options: MachineOptions = {}): DockerMachineSpec {
  const { idleCount = 0, idleCountMin = 0, idleScaleFactor = 0, idleTime = 0, ...rest } = options;
  return {
    kind: 'docker-machine',
    zone: 0,
    machineType: 0,
    maxBuilds: 0,
    maxGrowthRate: 0,
    maxRemovalAttempts: 0,
    skipsProvision: false,
    timeline: [{ at: 0, idle: { idleCount, idleCountMin, idleScaleFactor, idleTime } }],
    ...rest,
  };
}

function aConfig({ entry, entries = [entry ?? {}], drain, ...options }: ConfigOptions): ProcessConfig {
  return {
    concurrent: 10,
    checkInterval: 3 * SECOND,
    shutdownTimeout: 30 * SECOND,
    ...options,
    drain: { enabled: false, concurrency: 3, maxRetries: 3, retryBackoff: 5 * SECOND, ...drain },
    entries: entries.map((one, i) => anEntry(one, i)),
  };
}

function aManager(options: ManagerOptions, index: number): ManagerSpec {
  const { flags, later = [], configs, concurrent, checkInterval, shutdownTimeout, entry, entries, drain, ...rest } = options;
  const given = { concurrent, checkInterval, shutdownTimeout, entry, entries, drain };
  const own = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as ConfigOptions;
  return {
    name: `manager-${index}`,
    group: 0,
    startOffset: 0,
    running: true,
    configCheck: 3 * SECOND + 7,
    commandTimeout: 0,
    hostCloud: -1,
    hostZone: -1,
    hostPricePerHour: 0,
    isWindows: false,
    ...rest,
    versions: [flags, ...later].map((own) => ({ ...NEWEST_FLAGS, ...own })),
    configs: (configs ?? [own]).map(aConfig),
  };
}

function anInstance({ trace, ...options }: InstanceOptions, index: number): InstanceSpec {
  return {
    name: `gitlab-${index}`,
    requestLatency: 0,
    updateLatency: 0,
    finalUpdateLatency: 0,
    longPolling: 0,
    longPollWake: 'job',
    fairUsage: true,
    httpRetries: 0,
    cancelPending: true,
    ...options,
    trace: { output: 'off', patchLatency: 0, touchLatency: 0, updateInterval: 0, ...trace },
  };
}

function aRunner(options: Partial<RunnerSpec>, index: number): RunnerSpec {
  return {
    name: `runner-${index}`,
    instance: 0,
    type: 'instance',
    tags: [],
    runUntagged: true,
    protected: false,
    paused: false,
    projects: undefined,
    ...options,
  };
}

function aZone(options: Partial<ZoneSpec>, index: number): ZoneSpec {
  return {
    name: `zone-${index}`,
    cloud: 0,
    bootTime: { kind: 'constant', value: 30 * SECOND },
    bootFailure: 0,
    failedBootIsBilled: true,
    deleteTime: { kind: 'constant', value: 10 * SECOND },
    deleteFailure: 0,
    forceDeleteTime: 0,
    readyTime: { kind: 'constant', value: 0 },
    readyFailure: 0,
    provisionTime: 0,
    provisionFailure: 1,
    stopTime: 0,
    removeUnmade: undefined,
    connectLatency: 0,
    quota: Infinity,
    quotaRefusal: 0,
    cpuQuota: Infinity,
    diskQuotaGib: Infinity,
    orphans: 0,
    dropletZero: 0,
    ...options,
  };
}

function aWorkload({ jobs = [], stages, ...options }: WorkloadOptions, index: number): WorkloadSpec {
  const name = options.name ?? `workload-${index}`;
  return {
    name,
    draws: name,
    instance: 0,
    arrivals: traceOf(jobs),
    start: 0,
    prepareWhenOver: 0,
    timeout: Infinity,
    retry: NO_RETRY,
    transfers: NO_TRANSFERS,
    ...options,
    stages: { prepare: 0, prepareScript: 0, getSources: 0, cleanup: 0, ...stages },
  };
}

/**
 * What the engine is given: a fleet as plain, complete data. Every time is in whole micros, every default is already filled in,
 * every list is in its final order (entities by name in code-point order; `[[runners]]` entries in file order).
 * Where an index is named (`instance`, `zone` ...) it points into the list of that name in `FleetSpec`.
 */
import type { DistributionSpec } from '../sim/distribution.js';
import type { Micros } from '../units/time.js';
import type { ApiSpec, HangingCleanerSpec, PreemptionSpec, QuotaSpec, ZeroCleanerSpec } from './spec/cloud.js';
import type { FailoverSpec } from './spec/failover.js';
import type { OutageSpec } from './spec/faults.js';
import type { HelperSpec, MonitoringSpec, TransferSpec } from './spec/helpers.js';
import type { UpgradeSpec } from './spec/maintenance.js';
import type { JobClassSpec } from './spec/job-class.js';
import type { PipelineSpec, RetrySpec } from './spec/pipeline.js';

export interface FleetSpec {
  /** Start of the run as unix milliseconds; only GitLab's hourly sweep and names look at it. */
  readonly startEpochMs: number;
  readonly horizon: Micros;
  /** End of the warm-up: figures cover [warmup, horizon). */
  readonly warmup: Micros;
  /** Width of a bin of the timeline. */
  readonly binWidth: Micros;
  readonly limits: { readonly maxEvents: number; readonly maxPending: number };
  readonly instances: readonly InstanceSpec[];
  readonly runners: readonly RunnerSpec[];
  readonly clouds: readonly CloudSpec[];
  readonly zones: readonly ZoneSpec[];
  readonly machineTypes: readonly MachineTypeSpec[];
  readonly groups: readonly string[];
  readonly managers: readonly ManagerSpec[];
  readonly projects: readonly ProjectSpec[];
  readonly workloads: readonly WorkloadSpec[];
  /** In order of time; those of one instant in the order of the scenario. */
  readonly events: readonly EventSpec[];
  /** By name. */
  readonly outages: readonly OutageSpec[];
  readonly failovers: readonly FailoverSpec[];
  readonly upgrades: readonly UpgradeSpec[];
  readonly helpers: readonly HelperSpec[];
  readonly monitoring: MonitoringSpec;
}

export interface InstanceSpec {
  readonly name: string;
  readonly requestLatency: Micros;
  /** The update "running" after a job was received. */
  readonly updateLatency: Micros;
  readonly finalUpdateLatency: Micros;
  /** How long a request waits for a job; 0 = long polling off. */
  readonly longPolling: Micros;
  readonly longPollWake: 'rails' | 'empty' | 'job';
  /** Instance runners pick by fair usage; off = by id, as group and project runners always do. */
  readonly fairUsage: boolean;
  /** How often the HTTP layer of a runner repeats a request after 408, 429 or 5xx before the answer counts; 0 = never (specification 2.4). */
  readonly httpRetries: number;
  /** A pending job that is cancelled leaves the queue at once, as at GitLab; false: it is still handed out (recordings). */
  readonly cancelPending: boolean;
  readonly trace: TraceSpec;
}

/** Signs of life of running jobs (recordings README, section 4). */
export interface TraceSpec {
  readonly output: 'chatty' | 'silent' | 'off';
  readonly patchLatency: Micros;
  readonly touchLatency: Micros;
  /** Pause GitLab asks for after a piece of log; 0 = the runner's own 3 s. */
  readonly updateInterval: Micros;
}

/** A registration: what GitLab knows of a runner. */
export interface RunnerSpec {
  readonly name: string;
  readonly instance: number;
  readonly type: 'instance' | 'group' | 'project';
  readonly tags: readonly string[];
  readonly runUntagged: boolean;
  /** Takes jobs of protected refs only. */
  readonly protected: boolean;
  readonly paused: boolean;
  /** Indices of the projects it may serve; undefined = all of its instance. */
  readonly projects: readonly number[] | undefined;
}

export interface CloudSpec {
  readonly name: string;
  readonly billing: BillingRule;
  readonly api: ApiSpec;
  readonly quota: QuotaSpec;
  /** undefined: nobody cleans. */
  readonly hangingCleaner: HangingCleanerSpec | undefined;
  readonly zeroCleaner: ZeroCleanerSpec | undefined;
}

/** How a cloud rounds the life of a machine into what it charges for. */
export interface BillingRule {
  readonly granularity: Micros;
  readonly minimum: Micros;
}

export interface ZoneSpec {
  readonly name: string;
  readonly cloud: number;
  /** Run time of the create command, micros. */
  readonly bootTime: DistributionSpec;
  /** Share of creates that fail (after their boot time). */
  readonly bootFailure: number;
  /** Whether a failed create leaves a machine that is billed until it is removed. */
  readonly failedBootIsBilled: boolean;
  readonly deleteTime: DistributionSpec;
  /** Share of remove commands that fail (after their full time). */
  readonly deleteFailure: number;
  readonly forceDeleteTime: Micros;
  /** Run time of a provision command, and the share of them that fail (runners before 14.3). */
  readonly provisionTime: Micros;
  readonly provisionFailure: number;
  readonly stopTime: Micros;
  /** Run time of the remove command of a directory whose machine was never made; its stop command takes none. undefined: as of one that was made. */
  readonly removeUnmade: Micros | undefined;
  readonly connectLatency: Micros;
  /** Machines, CPUs and GiB of disk the zone holds at most; Infinity = no quota. */
  readonly quota: number;
  readonly cpuQuota: number;
  readonly diskQuotaGib: number;
  /** Share of machines whose removal is answered OK while they live on, billed, until a cleaner finds them. */
  readonly orphans: number;
  /** Share of creates that fail leaving a directory with DropletId 0 (its removals fail) and a machine that nobody knows. */
  readonly dropletZero: number;
  /** How long a create takes to fail when the quota is full. */
  readonly quotaRefusal: Micros;
}

export interface MachineTypeSpec {
  readonly name: string;
  readonly cloud: number;
  readonly pricePerHour: number;
  /** What it takes of quotas. */
  readonly cpus: number;
  readonly diskGib: number;
  /** undefined: its cloud's rule. */
  readonly billing: BillingRule | undefined;
  /** undefined: it is not preemptible. */
  readonly preemption: PreemptionSpec | undefined;
}

/** One manager process and the host (with its docker-machine store) it runs on. */
export interface ManagerSpec {
  readonly name: string;
  readonly group: number;
  /** The k-th of a group starts later by this. */
  readonly startOffset: Micros;
  /** False: the process is stopped at the start of the run. */
  readonly running: boolean;
  /** Behaviour by version: `versions[0]` is installed at the start; upgrades name later ones. */
  readonly versions: readonly RunnerFlags[];
  /** On Windows the first signal is graceful, whatever it is. */
  readonly isWindows: boolean;
  /** Pause between two looks at the configuration file. */
  readonly configCheck: Micros;
  /** Bound of one create or remove command; 0 = none. */
  readonly commandTimeout: Micros;
  /** `configs[0]` is in the file at the start; reload events name later ones. */
  readonly configs: readonly ProcessConfig[];
  /** Where its host stands; -1 = unknown: no outage of a cloud or zone hits it. */
  readonly hostCloud: number;
  readonly hostZone: number;
  /** Price of the host; 0 = not priced. */
  readonly hostPricePerHour: number;
}

/** What the versions of the runner do differently: one flag a behaviour of the version matrix (specification 1.11), true where it is new. */
export interface RunnerFlags {
  /** 11.1: a good check of a machine is remembered for five minutes. */
  readonly remembersChecks: boolean;
  /** A machine obtained inside a job is released before the final update, not after it. */
  readonly releasesObtainedFirst: boolean;
  /** A stopping process ends its open job requests. */
  readonly stopCutsRequests: boolean;
  /** Jobs have the stage cleanup_file_variables. */
  readonly cleanupStage: boolean;
  /** A failed request is answered at once (retries are the HTTP layer's); before, a growing pause keeps its worker and slots. */
  readonly retriesOutsideRequest: boolean;
  readonly connectionErrorIsUnhealthy: boolean;
  /** 12.5: machines whose directory does not exist yet are counted. */
  readonly seesCreatingWithoutDirectory: boolean;
  /** 13.6: a job that waits for its machine takes any that becomes free; before, its own only. */
  readonly sharesMachines: boolean;
  /** 14.3: a failed create has failed; before, up to three provision commands follow (13.11: unless a feature flag skips them). */
  readonly creationFailsAtOnce: boolean;
  /** 14.6: the idle test of the walk counts available machines; before, idle ones only. */
  readonly idleTestCountsAvailable: boolean;
  /** 15.6: a removal that begins at the very end of the process has its stop command started. */
  readonly shutdownStep: boolean;
  /** 16.5: without an idle pool `limit` and MaxGrowthRate hold a request back. */
  readonly onDemandRespectsLimit: boolean;
  /** 17.9: limit, then request slot, then the pass. */
  readonly passAfterRequestSlot: boolean;
  /** 18.0 */
  readonly adaptiveRequestConcurrency: boolean;
  /** 18.5: the update "running" is made while the request slot is held. */
  readonly runningUpdateInSlot: boolean;
  /** 18.9 */
  readonly strictCheckInterval: boolean;
  /** 18.10 */
  readonly shutdownDrain: boolean;
  /** 19.0: adaptive value x 0.5 for retried requests. */
  readonly adaptiveHalvesOnRetry: boolean;
  /** 19.0: the pause between the attempts of a job can be cut. */
  readonly attemptPauseIsCut: boolean;
  /** 19.0: a job in `prepare_script` at SIGTERM is carried to that stage's end; before, to the end of `prepare` only. */
  readonly sigtermWaitsForPrepareScript: boolean;
  /** 19.1: removals are given up after MaxRemovalAttempts. */
  readonly removalGivesUp: boolean;
  /** 19.1: a job aborted by SIGTERM is `interrupted` and no system failure. */
  readonly interruptedResult: boolean;
}

/** One state of a manager's config.toml. */
export interface ProcessConfig {
  readonly concurrent: number;
  readonly checkInterval: Micros;
  readonly shutdownTimeout: Micros;
  readonly drain: { readonly enabled: boolean; readonly concurrency: number; readonly maxRetries: number; readonly retryBackoff: Micros };
  readonly entries: readonly EntrySpec[];
}

/** One `[[runners]]` entry, joined to its registration. */
export interface EntrySpec {
  readonly name: string;
  /** Counters, pool and machines belong to the token. */
  readonly token: string;
  readonly runner: number;
  readonly limit: number;
  readonly requestConcurrency: number;
  /** FF_USE_ADAPTIVE_REQUEST_CONCURRENCY */
  readonly adaptive: boolean;
  readonly strictCheckInterval: boolean;
  readonly unhealthyLimit: number;
  readonly unhealthyInterval: Micros;
  /** Infinity = unset. */
  readonly prepareTimeout: Micros;
  readonly getSourcesTimeout: Micros;
  /** undefined: a fixed host (docker, shell ...), a slot a job and no machines. */
  readonly machine: MachineSpec | undefined;
}

/** `[runners.machine]`. */
export interface MachineSpec {
  readonly zone: number;
  readonly machineType: number;
  readonly maxBuilds: number;
  readonly maxGrowthRate: number;
  readonly maxRemovalAttempts: number;
  /** FF_SKIP_DOCKER_MACHINE_PROVISION_ON_CREATION_FAILURE (13.11 to 14.2). */
  readonly skipsProvision: boolean;
  /** Settings in force over time: `timeline[0].at` is 0, `at` ascending. */
  readonly timeline: readonly { readonly at: Micros; readonly idle: IdleSettings }[];
}

/** The four settings a period replaces together. IdleTime in micros. */
export interface IdleSettings {
  readonly idleCount: number;
  readonly idleCountMin: number;
  readonly idleScaleFactor: number;
  readonly idleTime: Micros;
}

export interface ProjectSpec {
  readonly name: string;
  readonly instance: number;
}

export interface WorkloadSpec {
  readonly name: string;
  readonly instance: number;
  readonly arrivals: ArrivalSpec;
  /** Pause between taking a job over and its preparation. */
  readonly start: Micros;
  readonly stages: { readonly prepare: Micros; readonly prepareScript: Micros; readonly getSources: Micros; readonly cleanup: Micros };
  /** What `prepare` takes, to fail, when the job's limit is over before it begins. */
  readonly prepareWhenOver: Micros;
  /** Time limit of its jobs. */
  readonly timeout: Micros;
  readonly retry: RetrySpec;
  readonly transfers: TransferSpec;
}

export type ArrivalSpec = GeneratedArrivals | TraceArrivals;

/** Batches (pipelines) by a pattern, and those of schedules beside it; every draw keyed by pipeline ordinal and index in it. */
export interface GeneratedArrivals {
  readonly kind: 'generated';
  readonly pattern:
    | {
        readonly kind: 'poisson';
        /** `rates[i]` batches per micro from `at[i]` on; `at[0]` = 0 */ readonly at: readonly Micros[];
        readonly rates: readonly number[];
        /** Overdispersion between days; absent = none. */
        readonly variation?: DailyVariation;
      }
    | { readonly kind: 'deterministic'; readonly first: Micros; readonly every: Micros; readonly count: number }
    | { readonly kind: 'all_at_once'; readonly at: Micros }
    /** Schedules alone. */
    | { readonly kind: 'none' };
  /** By name in code-point order. */
  readonly schedules: readonly ScheduleSpec[];
  /** Jobs a batch: rounded to the nearest, at least 1. */
  readonly batch: DistributionSpec;
  /** Stop after so many jobs; Infinity = no bound. */
  readonly maxJobs: number;
  /** undefined: all jobs of a batch are pending at once (`batch`, `classes`). With it `batch` is not drawn. */
  readonly pipeline: PipelineSpec | undefined;
  /** Job classes with their weights; one is drawn a job. */
  readonly classes: readonly JobClassSpec[];
  /** Indices into `FleetSpec.projects`, and the cumulative share of each (last = 1). One project is drawn a batch. */
  readonly projects: readonly number[];
  readonly projectShare: Float64Array;
}

/** A factor on the rate of each day, drawn once a day and keyed by its ordinal. */
export interface DailyVariation {
  /** Ordinal of the day (from 0, the one in which the run starts) that each piece of the rate lies in. */
  readonly day: readonly number[];
  /** Of mean 1. */
  readonly factor: DistributionSpec;
}

/** Batches at stated instants: each turn draws how many come, and each of them how much later than the turn. */
export interface ScheduleSpec {
  /** Its draws are keyed by it. */
  readonly name: string;
  /** Turns within the horizon, ascending. */
  readonly at: Float64Array;
  /** Batches a turn: rounded to the nearest, at least 0. */
  readonly count: DistributionSpec;
  /** Each batch comes later by a uniform part of this, which is at most the least distance of two turns; 0 = at the turn. */
  readonly jitter: Micros;
  /** Jobs a batch: rounded to the nearest, at least 1. */
  readonly batch: DistributionSpec;
}

/** A job history, in columns, in order of `queuedAt`. */
export interface TraceArrivals {
  readonly kind: 'trace';
  readonly count: number;
  readonly arrivedAt: Float64Array;
  readonly queuedAt: Float64Array;
  /** Run time of the script. */
  readonly script: Float64Array;
  readonly project: Int32Array;
  /** Index into `tagSets`. */
  readonly tags: Int32Array;
  readonly tagSets: readonly (readonly string[])[];
  /** Bit 0: protected ref. Bit 1: the script fails. Bit 2: a cancel ends at once (`canceled`), else in order (`canceling`). */
  readonly bits: Uint8Array;
  /** Ordinal of its pipeline, from 1; 0 = none. Empty: no job has one. */
  readonly pipeline: Int32Array;
  /** Infinity = the workload's own. */
  readonly timeout: Float64Array;
  /** Infinity = never cancelled. */
  readonly cancelAt: Float64Array;
  /** What the history calls the job, and the line of its row: for the rows of a run. Absent: not known. */
  readonly job?: readonly string[];
  readonly line?: Int32Array;
}

export type EventSpec =
  | { readonly at: Micros; readonly kind: 'start' | 'kill'; readonly manager: number }
  | { readonly at: Micros; readonly kind: 'stop'; readonly manager: number; readonly signal: 'SIGQUIT' | 'SIGTERM' }
  | { readonly at: Micros; readonly kind: 'reload'; readonly manager: number; /** index into its `configs` */ readonly config: number }
  | { readonly at: Micros; readonly kind: 'pause' | 'unpause'; readonly runner: number };

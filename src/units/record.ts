/**
 * The words in which a run tells what happened: one record a job, one a machine, and the cast of names their indices point to.
 * The models write them, the results read them; neither knows the other.
 */
import type { Micros } from './time.js';

/** How a job stands when its record is written. The last two are of jobs still in the system at the end of the run. */
export const JOB_STATUSES = ['success', 'failed', 'runner_system_failure', 'timed_out', 'cancelled', 'running', 'pending'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** Why a job ended as `runner_system_failure`. */
export type FailureReason = 'none' | 'no_machine' | 'interrupted' | 'stuck' | 'machine_died' | 'image_pull';

/** Why a machine was made. */
export type CreationReason = 'idle' | 'on_demand' | 'found';

/** Why a machine was removed (of its latest removal; `none` while it was not). */
export type RemovalReason =
  | 'none'
  | 'used_up'
  | 'used_up_in_walk'
  | 'over_limit'
  | 'idle_surplus'
  | 'create_failed'
  | 'unreachable'
  | 'drain'
  | 'upgrade'
  | 'failback';

/** What kept a job from being handed out, from worst to best: a class of jobs is held by its least blocked manager (design, section 4). */
export const WAIT_CAUSES = [
  /** No registration may take it. */
  'no_runner',
  /** GitLab, the manager's host, or (with no idle machine) its zone is down. */
  'outage',
  /** The registration is paused, the entry unhealthy, or the process does not run or is stopping. */
  'paused',
  /** Every worker of the process is busy. */
  'concurrent',
  /** The entry's `limit` is full of jobs or (with no idle machine) of machines. */
  'limit',
  /** No idle machine, and the cloud's quota is full. */
  'quota',
  /** No idle machine, and the cloud's API refuses calls. */
  'api_limit',
  /** No idle machine; machines wait for a growth slot (MaxGrowthRate). */
  'growth_rate',
  /** No idle machine; one is being created. */
  'boot',
  /** Every request slot is taken (request_concurrency). */
  'request_slot',
  /** Nothing holds it but the next poll, or one is on its way. */
  'next_poll',
] as const;
export type WaitCause = (typeof WAIT_CAUSES)[number];

/** What the time from the hand-out to the script is made of. */
export const PREPARATION_PARTS = [
  /** The update "running". */
  'update',
  /** The pause before the preparation. */
  'start',
  /** Checks that a machine answers. */
  'check',
  /** Its machine waits for a growth slot. */
  'growth_slot',
  /** Its machine is created, or it waits for one that becomes free. */
  'boot',
  /** Tries that failed, and the pauses after them. */
  'failed_tries',
  /** prepare, prepare_script, get_sources and the cache. */
  'stages',
] as const;
export type PreparationPart = (typeof PREPARATION_PARTS)[number];
/** An instant that has not come: written as an empty cell. */
export const NOT_YET = -1;

/**
 * One job. The object is reused by the writer: read and copy at once.
 * Times are micros since the start of the run, `NOT_YET` where the instant has not come.
 */
export interface JobRecord {
  /** Arrival ordinal over all workloads, from 1. */
  job: number;
  /** Index into `Cast.workloads`. */
  workload: number;
  /** Index into `Cast.projects`. */
  project: number;
  /** Created at GitLab. */
  arrivedAt: Micros;
  /** Became pending at GitLab. */
  queuedAt: Micros;
  /** GitLab handed it out. */
  startedAt: Micros;
  /** The user's script began. */
  scriptAt: Micros;
  /** End of the final update. */
  finishedAt: Micros;
  status: JobStatus;
  failureReason: FailureReason;
  /** True for a pending job that no registered runner may take, paused or not. */
  unmatched: boolean;
  /** Registrations that may take it, paused or not, by its own tags, protection and project; ascending. The same list for all jobs of a class. */
  takers: readonly number[];
  tags: readonly string[];
  /** Of a replayed job: its id in the history (empty where that has none) and the line of its row; 0 = it is none. */
  traceJob: string;
  traceLine: number;
  /** Index into `Cast.runners` (the registration that got it), -1 before the start. */
  runner: number;
  /** Index into `Cast.managers`, -1 before the start. */
  manager: number;
  /** Number of its machine over the whole run, from 1; 0 = none (a fixed host, or it never got one). */
  machine: number;
  /** The how-manieth job of that machine it was, from 1; 0 = none. */
  machineUse: number;
  /** Ordinal of its pipeline in its workload, from 1; 0 = none. */
  pipeline: number;
  /** The how-manieth try it is: 0 the first, above 0 a retry. */
  attempt: number;
  /** Its queue time (or wait so far, or wait until it left the queue) by WAIT_CAUSES; whole micros, their sum is exactly that time. */
  readonly waits: Float64Array;
  /**
   * The part of that time in which an outage (of GitLab, of a manager's host, of the cloud or zone of its machines) kept an entry that may take
   * it from working, whatever the least blocked entry, such as a standby, waited for. At least `waits` of `outage`.
   */
  inOutage: Micros;
  /** Jobs of its class that became pending later and were handed out before it. */
  overtaken: number;
  /** Its preparation by PREPARATION_PARTS; whole micros, their sum is exactly scriptAt - startedAt where the script began. */
  readonly preparation: Float64Array;
}

/** How a pipeline ended; `running` = it has not. */
export type PipelineStatus = 'success' | 'failed' | 'cancelled' | 'running';

/** One pipeline with stages. The object is reused by the writer: read and copy at once. */
export interface PipelineRecord {
  /** Ordinal in its workload, from 1. */
  pipeline: number;
  workload: number;
  project: number;
  createdAt: Micros;
  /** First hand-out of a job of it. */
  startedAt: Micros;
  /** Last end of a job of it. */
  finishedAt: Micros;
  status: PipelineStatus;
  /** Jobs it had, retries included. */
  jobs: number;
}

/** Things that happen to the fleet, in the words a story is told in. */
export const NOTE_KINDS = [
  'outage_begins',
  'outage_ends',
  /** A failover's rule has held long enough, or somebody has noticed. `since` = the first look at which it held. */
  'noticed',
  'failed_over',
  'failing_back',
  'failed_back',
  'upgrade_begins',
  'manager_stopping',
  'manager_stopped',
  'manager_started',
  'upgrade_ends',
  'config_in_force',
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** One thing that happened. */
export interface NoteRecord {
  readonly at: Micros;
  readonly kind: NoteKind;
  /** Name of the outage, failover, upgrade or manager. */
  readonly subject: string;
  /** Of `noticed` by a rule: its first true look. */
  readonly since?: Micros;
}
/** Time a machine spent in each part of its life, micros inside the measurement period. */
export interface MachineTime {
  boot: Micros;
  idle: Micros;
  busy: Micros;
  teardown: Micros;
  /** It lives although its removal was answered OK, or nobody ever knew of it. */
  orphan: Micros;
}

/** One machine. The object is reused by the writer: read and copy at once. */
export interface MachineRecord {
  /** Number over the whole run in the order of the decisions to create, from 1. */
  machine: number;
  /** Index into `Cast.managers`. */
  manager: number;
  /** Index into `Cast.runners`. */
  runner: number;
  /** Index into `Cast.zones`. */
  zone: number;
  /** Index into `Cast.machineTypes`. */
  machineType: number;
  /** The manager decided to create it. */
  requestedAt: Micros;
  /** Its create command began (billing begins). */
  createAt: Micros;
  readyAt: Micros;
  /** Latest removal began. */
  removingAt: Micros;
  goneAt: Micros;
  /** Jobs that used it. */
  uses: number;
  reasonCreated: CreationReason;
  reasonRemoved: RemovalReason;
  /** The create command failed. */
  failed: boolean;
  /** When it had failed for good. */
  failedAt: Micros;
  /** Its latest removal was given up after all attempts. */
  gaveUp: boolean;
  /** It died under its manager, and of what. */
  diedAt: Micros;
  death: 'none' | 'outage' | 'preempted';
  /** It went on living from here, unknown to its manager, until it was gone. */
  orphanedAt: Micros;
  /** Its directory had DropletId 0. */
  isZero: boolean;
  /** Whole life that is charged for, rounded by the cloud's rule; 0 for one that left nothing. Life so far where it still stands at the end. */
  billed: Micros;
  /** Parts of its life inside the measurement period. Their sum is its unrounded chargeable overlap with the period. */
  time: MachineTime;
  /** The part of (billed - life) apportioned to the measurement period, whole micros. */
  rounding: Micros;
}

/** Receives the records of one run, each once: jobs and machines as they leave, those still there at the end of the run last. */
export interface Recorder {
  job(record: Readonly<JobRecord>): void;
  machine(record: Readonly<MachineRecord>): void;
  /** As they end; those that have not at the end of the run. */
  pipeline?(record: Readonly<PipelineRecord>): void;
  /** In order of time. */
  note?(record: NoteRecord): void;
}

/** The names behind the indices of the records; each list in its final order. */
export interface Cast {
  readonly instances: readonly string[];
  readonly workloads: readonly { readonly name: string; readonly instance: number }[];
  readonly projects: readonly { readonly name: string; readonly instance: number }[];
  readonly runners: readonly { readonly name: string; readonly instance: number }[];
  readonly groups: readonly string[];
  readonly managers: readonly { readonly name: string; readonly group: number }[];
  readonly clouds: readonly string[];
  readonly zones: readonly { readonly name: string; readonly cloud: number }[];
  readonly machineTypes: readonly { readonly name: string; readonly cloud: number; readonly pricePerHour: number }[];
  readonly outages: readonly string[];
  readonly failovers: readonly string[];
  readonly helpers: readonly { readonly name: string; readonly kind: string; readonly cloud: number; readonly pricePerHour: number }[];
}

/** What one `[[runners]]` entry of one manager did in the measurement period; counts. */
export interface EntryCounters {
  /** Index into `Cast.managers`. */
  readonly manager: number;
  /** Index into `Cast.runners`. */
  readonly runner: number;
  requests: number;
  /** Requests that ended without a job; one that is open when the run or its process ends is not among them. */
  emptyRequests: number;
  /** Passes of the pool management, by their begin. */
  passes: number;
  machinesRequested: number;
  machinesCreated: number;
  creationsFailed: number;
  /** Machines whose record was dropped. */
  machinesRemoved: number;
  /** Updates of a job's status (running, final). */
  statusUpdates: number;
  /** Pieces of log and signs of life. */
  traceUpdates: number;
}

/** What was asked of one cloud's API in the measurement period, and its own troubles; counts. */
export interface CloudCounters {
  /** Index into `Cast.clouds`. */
  readonly cloud: number;
  calls: number;
  /** Calls refused by a rate limit. */
  refusedCalls: number;
  /** Creates refused by a quota. */
  refusedByQuota: number;
  /** Commands that failed because the API was down. */
  failedByOutage: number;
  /** Machines that died in an outage, and that were preempted. */
  died: number;
  preempted: number;
  /** Machines that became orphans, directories with DropletId 0 made. */
  orphaned: number;
  zeroRecords: number;
  /** What the cleaners removed. */
  hangingRemoved: number;
  zeroRemoved: number;
}

/** What one helper, or GitLab, moved in the measurement period. */
export interface TrafficCounters {
  /** Index into `Cast.helpers`; -1 = the GitLab instances. */
  readonly helper: number;
  /** Cloud of the machines. */
  readonly cloud: number;
  transfers: number;
  refused: number;
  /** To the machines and from them. */
  bytesOut: number;
  bytesIn: number;
}

/** Names of the quantities kept over time. Machines are counted by the state their manager holds them in. */
export const SIGNAL_NAMES = [
  'jobs_pending',
  'jobs_running',
  'workers_busy',
  'machines_creating',
  'machines_idle',
  'machines_acquired',
  'machines_used',
  'machines_removing',
  'machines_unattended',
  'machines_all',
  'machines_standing',
  'idle_target',
  'jobs_waiting',
  'machines_orphaned',
  'api_calls',
] as const;
export type SignalName = (typeof SIGNAL_NAMES)[number];

/**
 * Labels of a signal, as indices into the cast. `jobs_pending` and `jobs_running` exist per workload; `workers_busy` (workers that run
 * a job, from hand-out to the end of the final update) and the machine signals per manager and runner (entry). `machines_unattended`
 * counts machines that stand while no process of their manager knows them, `machines_all` those of every state: directories, or asked for.
 * `machines_standing` counts per cloud what its account holds: machines created, or being so, and not gone, whoever knows of them.
 */
export interface SignalLabels {
  readonly workload?: number;
  readonly manager?: number;
  readonly runner?: number;
  /** Of `jobs_waiting`: pending jobs held by this cause (index into WAIT_CAUSES), over all instances. */
  readonly cause?: number;
  /** Of `machines_standing`, of `machines_orphaned`; of `api_calls` (calls of the current minute). */
  readonly cloud?: number;
}

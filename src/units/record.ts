/**
 * The words in which a run tells what happened: one record a job, one a machine, and the cast of names their indices point to.
 * The models write them, the results read them; neither knows the other.
 */
import type { Micros } from './time.js';

/** How a job stands when its record is written. The last two are of jobs still in the system at the end of the run. */
export const JOB_STATUSES = ['success', 'failed', 'runner_system_failure', 'timed_out', 'cancelled', 'running', 'pending'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** Why a job ended as `runner_system_failure`. */
export type FailureReason = 'none' | 'no_machine' | 'interrupted' | 'stuck';

/** Why a machine was made. */
export type CreationReason = 'idle' | 'on_demand' | 'found';

/** Why a machine was removed (of its latest removal; `none` while it was not). */
export type RemovalReason =
  'none' | 'used_up' | 'used_up_in_walk' | 'over_limit' | 'idle_surplus' | 'create_failed' | 'unreachable' | 'drain';

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
  /** Index into `Cast.runners` (the registration that got it), -1 before the start. */
  runner: number;
  /** Index into `Cast.managers`, -1 before the start. */
  manager: number;
  /** Number of its machine over the whole run, from 1; 0 = none (a fixed host, or it never got one). */
  machine: number;
  /** The how-manieth job of that machine it was, from 1; 0 = none. */
  machineUse: number;
}

/** Time a machine spent in each part of its life, micros inside the measurement period. */
export interface MachineTime {
  boot: Micros;
  idle: Micros;
  busy: Micros;
  teardown: Micros;
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
}

/** What one `[[runners]]` entry of one manager did in the measurement period; counts. */
export interface EntryCounters {
  /** Index into `Cast.managers`. */
  readonly manager: number;
  /** Index into `Cast.runners`. */
  readonly runner: number;
  requests: number;
  emptyRequests: number;
  /** Passes of the pool management. */
  passes: number;
  machinesRequested: number;
  machinesCreated: number;
  creationsFailed: number;
  /** Machines whose record was dropped. */
  machinesRemoved: number;
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
  'idle_target',
] as const;
export type SignalName = (typeof SIGNAL_NAMES)[number];

/**
 * Labels of a signal, as indices into the cast. `jobs_pending` and `jobs_running` exist per workload; `workers_busy` (workers that run
 * a job, from hand-out to the end of the final update) and the machine signals per manager and runner (entry). `machines_unattended`
 * counts machines that stand while no process of their manager knows them, `machines_all` those of every state.
 */
export interface SignalLabels {
  readonly workload?: number;
  readonly manager?: number;
  readonly runner?: number;
}

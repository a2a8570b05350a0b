/** What a run says of a job: its instants, how it ended, why it waited. */
import type { JobNumber, MachineNumber, ManagerIndex, PipelineNumber, ProjectIndex, RunnerIndex, WorkloadIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';

/** How a job stands when its record is written. The last two are of jobs still in the system at the end of the run. */
export const JOB_STATUSES = ['success', 'failed', 'runner_system_failure', 'timed_out', 'cancelled', 'running', 'pending'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** Returns the index in JOB_STATUSES. Most jobs succeed: the first is tried before the list is searched. */
export function statusIndex(status: JobStatus): number {
  return status === JOB_STATUSES[0] ? 0 : JOB_STATUSES.indexOf(status);
}

/** Why a job ended as `runner_system_failure`. */
export type FailureReason = 'none' | 'no_machine' | 'interrupted' | 'stuck' | 'machine_died' | 'image_pull';

/**
 * One job. The object is reused by the writer: read and copy at once.
 * Times are micros since the start of the run, `NOT_YET` where the instant has not come.
 */
export interface JobRecord {
  /** Arrival ordinal over all workloads, from 1. */
  job: JobNumber;
  /** Index into `Cast.workloads`. */
  workload: WorkloadIndex;
  /** Index into `Cast.projects`. */
  project: ProjectIndex;
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
  takers: readonly RunnerIndex[];
  tags: readonly string[];
  /** Of a replayed job: its id in the history (empty where that has none) and the line of its row; 0 = it is none. */
  traceJob: string;
  traceLine: number;
  /** Index into `Cast.runners` (the registration that got it), -1 before the start. */
  runner: RunnerIndex;
  /** Index into `Cast.managers`, -1 before the start. */
  manager: ManagerIndex;
  /** Number of its machine over the whole run, from 1; 0 = none (a fixed host, or it never got one). */
  machine: MachineNumber;
  /** The how-manieth job of that machine it was, from 1; 0 = none. */
  machineUse: number;
  /** Ordinal of its pipeline in its workload, from 1; 0 = none. */
  pipeline: PipelineNumber;
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

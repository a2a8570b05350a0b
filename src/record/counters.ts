/** What a run counts beside its records: of entries, of clouds, of services. */
import type { CloudIndex, ManagerIndex, RunnerIndex, ServiceIndex } from '../units/indices.js';

/** What one `[[runners]]` entry of one manager did in the measurement period; counts. */
export interface EntryCounters {
  /** Index into `Cast.managers`. */
  readonly manager: ManagerIndex;
  /** Index into `Cast.runners`. */
  readonly runner: RunnerIndex;
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
  readonly cloud: CloudIndex;
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

/** What one service, or GitLab, moved in the measurement period. */
export interface TrafficCounters {
  /** Index into `Cast.services`; -1 = the GitLab instances. */
  readonly service: ServiceIndex;
  /** Cloud of the machines. */
  readonly cloud: CloudIndex;
  transfers: number;
  refused: number;
  /** To the machines and from them. */
  bytesOut: number;
  bytesIn: number;
}

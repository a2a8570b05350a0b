/** The seam where chance enters the models: every uncertain answer of the world is asked for here, by keyed draws or as given. */
import type {
  InstanceIndex,
  MachineNumber,
  MachineTypeIndex,
  ManagerIndex,
  RunnerIndex,
  WorkloadIndex,
  ZoneIndex,
} from '../units/indices.js';
import type { Micros } from '../units/time.js';

/** What a create command will do. */
export interface BootDraw {
  time: Micros;
  ok: boolean;
  /** False: after the failure nothing is left, on disk or in the cloud. */
  leavesRemains: boolean;
}

/** A machine as the world knows it: numbers from 1 in the order of the decisions to create. */
export interface MachineKey {
  /** Number over the whole run. */
  readonly number: MachineNumber;
  /** Index of the manager. */
  readonly manager: ManagerIndex;
  /** Index of the registration. */
  readonly runner: RunnerIndex;
  readonly zone: ZoneIndex;
  /** Ordinal within its pool (manager and entry), restarts included. */
  readonly birth: number;
  /** Ordinal within its manager, restarts included. */
  readonly nth: number;
}

/** What a cloud does with a machine, whoever manages it. */
export interface CloudDraws {
  /** Writes into `out`. `furtherFailure`: the chance of failure that an outage adds to the zone's own. */
  boot(machine: MachineKey, out: BootDraw, furtherFailure?: number): void;
  /** Run time of the `attempt`-th remove command (from 1). */
  deleteTime(machine: MachineKey, attempt: number): Micros;
  deleteFails(machine: MachineKey, attempt: number): boolean;
  /** Life of a machine of this type from its create command to its preemption; NEVER where it is not preemptible. */
  preemptionAfter(machine: MachineKey, machineType: MachineTypeIndex): Micros;
  /** Whether it lives on although its removal is answered OK. */
  isOrphaned(machine: MachineKey): boolean;
}

/** A pause inside a job request that failed. */
export interface RequestPause {
  readonly manager: ManagerIndex;
  /** Index of the registration. */
  readonly runner: RunnerIndex;
  /** Failures in a row before the one that it follows. */
  readonly failures: number;
  /** Which of the pauses of this registration in this manager, restarts included, from 0. */
  readonly ordinal: number;
  /** Which of all pauses of the run, from 1. */
  readonly number: number;
}

/** What passes between a manager and GitLab. */
export interface RequestDraws {
  /** All requests to an instance have one latency, and none has a status of its own. */
  readonly requestsAreAlike: boolean;
  /** Latency of the `nth` job request of the run (from 0, over all managers in order of their start). */
  requestLatency(instance: InstanceIndex, nth: number): Micros;
  /** HTTP status that an outage of GitLab gives a request at this instant; 0 = connection error, 200 = none. */
  requestStatus(instance: InstanceIndex, at: Micros): number;
  requestPause(pause: RequestPause): Micros;
  /** Pause between taking over the `ordinal`-th job of a workload (from 1) and its preparation. */
  start(workload: WorkloadIndex, ordinal: number): Micros;
}

/** What is asked for whatever the executor; each executor has draws of its own beside them. */
export interface Draws extends CloudDraws, RequestDraws {}

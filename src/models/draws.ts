/** The seam where chance enters the models: every uncertain answer of the world is asked for here, by keyed draws or as given. */
import type { Micros } from '../units/time.js';

/** What a create command will do. */
export interface BootDraw {
  time: Micros;
  ok: boolean;
  /** False: after the failure nothing is left, on disk or in the cloud. */
  leavesRemains: boolean;
}

/** What a ready command will do. */
export interface ReadyDraw {
  time: Micros;
  ok: boolean;
}

/** A machine as the world knows it: numbers from 1 in the order of the decisions to create. */
export interface MachineKey {
  /** Number over the whole run. */
  readonly number: number;
  /** Index of the manager. */
  readonly manager: number;
  /** Index of the registration. */
  readonly runner: number;
  readonly zone: number;
  /** Ordinal within its pool (manager and entry), restarts included. */
  readonly birth: number;
  /** Ordinal within its manager, restarts included. */
  readonly nth: number;
}

export interface Draws {
  /** Writes into `out`. `furtherFailure`: the chance of failure that an outage adds to the zone's own. */
  boot(machine: MachineKey, out: BootDraw, furtherFailure?: number): void;
  /** How long after the start of its create command the machine's directory appears. */
  directoryDelay(machine: MachineKey): Micros;
  /** Run time of the `attempt`-th provision command after a failed create (from 1), and whether it saves the machine. */
  provisionTime(machine: MachineKey, attempt: number): Micros;
  provisionSucceeds(machine: MachineKey, attempt: number): boolean;
  /** What the ready command of an instance that runs will do. Writes into `out`. */
  readyCommand(machine: MachineKey, out: ReadyDraw): void;
  /** Run time of the `attempt`-th remove command (from 1). */
  deleteTime(machine: MachineKey, attempt: number): Micros;
  deleteFails(machine: MachineKey, attempt: number): boolean;
  forceDeleteTime(machine: MachineKey): Micros;
  forceDeleteFails(machine: MachineKey, attempt: number): boolean;
  /** Life of a machine of this type from its create command to its preemption; NEVER where it is not preemptible. */
  preemptionAfter(machine: MachineKey, machineType: number): Micros;
  /** Whether it lives on although its removal is answered OK. */
  isOrphaned(machine: MachineKey): boolean;
  /** Whether its create fails with DropletId 0. */
  isDropletZero(machine: MachineKey): boolean;
  /** Whether something keeps a healthy machine from answering at this instant. */
  isUnreachable(machine: MachineKey, at: Micros): boolean;
  /** Latency of the `nth` job request of the run (from 0, over all managers in order of their start). */
  requestLatency(instance: number, nth: number): Micros;
  /** HTTP status that an outage of GitLab gives a request at this instant; 0 = connection error, 200 = none. */
  requestStatus(instance: number, at: Micros): number;
  /** Pause inside a job request after its `nth` failure in a row (from 1) of a token; `failed`: failures of the run so far (from 1). */
  requestBackoff(nth: number, failed: number): Micros;
  /** Pause between taking over the `ordinal`-th job of a workload (from 1) and its preparation. */
  start(workload: number, ordinal: number): Micros;
}

/** A machine as its cloud sees it, and the pool that keeps its books: what the models of machines implement. */
import type { Micros } from '../../units/time.js';
import type { MachineKey } from '../draws.js';

/** Where a machine is booked. */
export interface CloudPool {
  /** A copy of the list, oldest first. */
  readonly machines: readonly CloudMachine[];
  /** Books the time since the last change of state. */
  account(machine: CloudMachine): void;
  /** The machine leaves the list for good. */
  drop(machine: CloudMachine): void;
  /** Writes the record of a machine whose life ends at `end`. */
  write(machine: CloudMachine, end: Micros): void;
}

export interface CloudMachine extends MachineKey {
  readonly pool: CloudPool;
  readonly machineType: number;
  /** Whoever runs on it. */
  readonly user: { machineDied(): void } | undefined;
  readonly state: string;
  readonly dropped: boolean;
  readonly readyAt: Micros;
  /** It was told that it will not come up. */
  readonly isDoomed: boolean;
  directory: boolean;
  createAt: Micros;
  bootEndsAt: Micros;
  bootOk: boolean;
  bootLeavesDirectory: boolean;
  isInZone: boolean;
  isCharged: boolean;
  chargedFrom: Micros;
  chargedUntil: Micros;
  stoppedAt: Micros;
  removeAttempts: number;
  diedAt: Micros;
  death: 'none' | 'outage' | 'preempted';
  goneAt: Micros;
  orphanedAt: Micros;
  isZero: boolean;
  cannotComeUp(): void;
  isCreateRunning(at: Micros): boolean;
}

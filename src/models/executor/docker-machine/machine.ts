/** One machine: what the cloud knows of it, what its manager's record says, and the clocks of its life. */
import type { CreationReason, MachineTime, RemovalReason } from '../../../record/machine.js';
import { NOT_YET } from '../../../record/not-yet.js';
import { NEVER } from '../../../units/time.js';
import type { Micros } from '../../../units/time.js';
import type { MachineKey } from '../../draws.js';
import type { DockerMachineSpec } from '../../../fleet/executor.js';
import type { Pool } from './pool.js';

/** `unattended`: it stands, but no process of its manager has a record of it. */
export type MachineState = 'creating' | 'idle' | 'acquired' | 'used' | 'removing' | 'unattended';

/** Whoever waits for the end of a machine's creation. */
export interface CreationOwner {
  /** The creation ended; on failure the removal has begun. */
  creationEnded(machine: Machine): void;
}

/** Whoever runs on a machine. */
export interface MachineUser {
  /** The machine has died under it, now. */
  machineDied(): void;
}

/** Its numbers: over the run, within its manager, within its pool. */
export interface MachineOrdinals {
  readonly number: number;
  readonly nth: number;
  readonly birth: number;
}

export class Machine implements MachineKey {
  readonly pool: Pool;
  readonly number: number;
  readonly manager: number;
  readonly runner: number;
  readonly zone: number;
  readonly machineType: number;
  readonly birth: number;
  readonly nth: number;
  /** Failed removals after which a machine whose creation failed is given up; 0 = default. */
  readonly maxRemovalAttempts: number;
  readonly skipsProvision: boolean;

  // The cloud's side.
  /** Its directory in the docker-machine store exists. */
  directory = false;
  createAt: Micros = NOT_YET;
  /** End of its create command and whether that ended well. */
  bootEndsAt: Micros = NEVER;
  bootOk = false;
  bootLeavesDirectory = true;
  /** It is being created and its process does not see it yet (its directory does not exist; runners before 12.5). */
  isHidden = false;
  /** It exists in the cloud, and counts to its quotas. */
  isInZone = false;
  /** A create that failed and left nothing is not charged for. */
  isCharged = true;
  /** It exists from here on, as a rule since its create command began. */
  chargedFrom: Micros = NOT_YET;
  /** It is not charged for any more (it was preempted, or found by a cleaner). */
  chargedUntil: Micros = NEVER;
  /** Its create command will fail, whatever it does. */
  isDoomed = false;
  /** Its directory has DropletId 0: remove commands of it fail. */
  isZero = false;
  /** From here on a stop command has ended on it, or it is dead. */
  stoppedAt: Micros = NEVER;
  removeAttempts = 0;
  forceAttempts = 0;

  // The record of the manager's process.
  state: MachineState = 'creating';
  /** Uses as the process counts them; a machine found on disk starts at 1. */
  usedCount = 0;
  /** The idle clock. */
  usedAt: Micros = 0;
  /** Failed removal rounds. */
  retries = 0;
  wasFound = false;
  /** Its place in the index of its pool. */
  place = 0;
  /** A good check is remembered until then. */
  reachableUntil: Micros = -1;
  owner: CreationOwner | undefined;
  /** The job that runs on it. */
  user: MachineUser | undefined;

  // Its life, for the record.
  requestedAt: Micros;
  readyAt: Micros = NOT_YET;
  removingAt: Micros = NOT_YET;
  goneAt: Micros = NOT_YET;
  uses = 0;
  reasonCreated: CreationReason;
  reasonRemoved: RemovalReason = 'none';
  failed = false;
  failedAt: Micros = NOT_YET;
  gaveUp = false;
  diedAt: Micros = NOT_YET;
  death: 'none' | 'outage' | 'preempted' = 'none';
  /** From here on it lives unknown to every manager. */
  orphanedAt: Micros = NOT_YET;
  /** It has left its pool for good. */
  dropped = false;
  stateSince: Micros;
  readonly time: MachineTime = { boot: 0, idle: 0, busy: 0, teardown: 0, orphan: 0 };

  /** `spec` is the entry's as it stood at the decision: a reload changes new machines only. */
  constructor(pool: Pool, spec: DockerMachineSpec, numbers: MachineOrdinals, now: Micros, reason: CreationReason) {
    this.pool = pool;
    this.number = numbers.number;
    this.nth = numbers.nth;
    this.birth = numbers.birth;
    this.manager = pool.manager;
    this.runner = pool.runner;
    this.zone = spec.zone;
    this.machineType = spec.machineType;
    this.maxRemovalAttempts = spec.maxRemovalAttempts;
    this.skipsProvision = spec.skipsProvision;
    this.requestedAt = now;
    this.usedAt = now;
    this.stateSince = now;
    this.reasonCreated = reason;
  }

  /** Something has happened to it while it was being created: the command fails, and leaves it. */
  cannotComeUp(): void {
    this.isDoomed = true;
    this.bootOk = false;
    this.bootLeavesDirectory = true;
  }

  /** Its create command has begun and not ended. */
  isCreateRunning(at: Micros): boolean {
    return this.createAt !== NOT_YET && this.readyAt === NOT_YET && !this.failed && this.bootEndsAt > at;
  }

  /** Whether the machine itself would answer a check at this instant (its creation ended well, it is there and was not stopped). */
  answers(at: Micros): boolean {
    return this.bootOk && at >= this.bootEndsAt && this.directory && at < this.stoppedAt;
  }
}

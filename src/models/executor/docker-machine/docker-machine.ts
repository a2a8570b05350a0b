/** One machine of docker+machine: besides what its cloud has of it, its directory on the manager's host and the record of the process. */
import type { DockerMachineSpec } from '../../../fleet/executor.js';
import type { CreationReason, MachineRecord, RemovalReason } from '../../../record/machine.js';
import type { Mutable } from '../../../units/mutable.js';
import type { Micros } from '../../../units/time.js';
import type { Occupant } from '../../machine/cloud-machine.js';
import { CloudMachine } from '../../machine/cloud-machine.js';
import { FIRST_OWN, SECOND_OWN } from '../../machine/machine-clocks.js';
import type { MachineOrdinals } from '../../machine/machine-numbers.js';
import type { Creation } from './creations.js';
import type { Pool } from './pool.js';
import type { Removal } from './remover.js';

/** Whoever waits for the end of a machine's creation. */
export interface CreationOwner {
  /** The creation ended; on failure the removal has begun. */
  creationEnded(machine: DockerMachine): void;
}

// Places of instants.
const USED = FIRST_OWN;
const REACHABLE_UNTIL = SECOND_OWN;

/** The same machine with fields that can be written: for its own methods only. */
function own(machine: DockerMachine): Mutable<DockerMachine> {
  return machine;
}

export class DockerMachine extends CloudMachine {
  declare readonly pool: Pool;
  /** The entry's as it stood at the decision: a reload changes new machines only. */
  declare readonly spec: DockerMachineSpec;

  // On the host's disk.
  /** Its directory in the docker-machine store exists. */
  readonly directory: boolean = false;
  /** Its directory has DropletId 0: remove commands of it fail. */
  readonly isZero: boolean = false;
  /** Removals by force so far. */
  readonly forceAttempts: number = 0;

  // The record of the process.
  /** It is being created and its process does not see it yet (its directory does not exist; runners before 12.5). */
  readonly isHidden: boolean = false;
  /** Uses as the process counts them; a machine found on disk starts at 1. */
  readonly usedCount: number = 0;
  /** Failed removal rounds. */
  readonly retries: number = 0;
  readonly wasFound: boolean = false;
  readonly owner: CreationOwner | undefined;
  /** Under way, of whatever process. */
  readonly creation: Creation | undefined;
  readonly removal: Removal | undefined;
  /** Its place in the index of its pool. */
  readonly place: number = 0;

  constructor(pool: Pool, spec: DockerMachineSpec, numbers: MachineOrdinals, now: Micros, reason: CreationReason) {
    super(pool, spec, numbers, now, reason);
    this.clocks[USED] = now;
  }

  /** The idle clock. */
  get usedAt(): Micros {
    return this.clocks[USED]!;
  }

  /** A good check is remembered until then. */
  get reachableUntil(): Micros {
    return this.clocks[REACHABLE_UNTIL]!;
  }

  placed(place: number): void {
    own(this).place = place;
  }

  /** Its directory appears, or goes. */
  hasDirectory(isSo: boolean): void {
    own(this).directory = isSo;
  }

  becameZero(): void {
    own(this).isZero = true;
  }

  hidden(isSo: boolean): void {
    own(this).isHidden = isSo;
  }

  /** Somebody waits for its creation, or nobody any more. */
  ownedBy(owner: CreationOwner | undefined): void {
    own(this).owner = owner;
  }

  /** Its create command begins; undefined: its creation has ended for good. */
  createdBy(creation: Creation | undefined): void {
    own(this).creation = creation;
  }

  /** A removal of it begins; undefined: that has ended. */
  removedBy(removal: Removal | undefined): void {
    own(this).removal = removal;
  }

  /** A process finds its directory: it counts as used once. */
  found(now: Micros): void {
    const self = own(this);
    self.usedCount = 1;
    this.clocks[USED] = now;
    self.retries = 0;
    self.wasFound = true;
    this.clocks[REACHABLE_UNTIL] = -1;
    self.owner = undefined;
  }

  /** A job uses it from now on. */
  used(by: Occupant, now: Micros): void {
    own(this).usedCount++;
    this.clocks[USED] = now;
    this.occupy(by);
  }

  /** Its idle clock starts. */
  clockStarts(now: Micros): void {
    this.clocks[USED] = now;
  }

  /** It has answered a check, which is remembered until then. */
  answered(until: Micros): void {
    this.clocks[REACHABLE_UNTIL] = until;
  }

  /** Its process begins to remove it. */
  removalDecided(reason: RemovalReason, now: Micros): void {
    own(this).retries = 0;
    this.clocks[USED] = now;
    this.clocks[REACHABLE_UNTIL] = -1;
    this.condemned(reason);
    this.givenUp(false);
  }

  /** A round of its removal has failed. */
  removalFailed(): void {
    own(this).retries++;
  }

  /** It is removed by force. Returns the number of the attempt, from 1. */
  forced(): number {
    return ++own(this).forceAttempts;
  }

  /** Whether the machine itself would answer a check at this instant (its creation ended well, it is there and was not stopped). */
  answers(at: Micros): boolean {
    return this.bootOk && at >= this.bootEndsAt && this.directory && at < this.stoppedAt;
  }

  override noteOwn(record: MachineRecord): void {
    record.isZero = this.isZero;
  }
}

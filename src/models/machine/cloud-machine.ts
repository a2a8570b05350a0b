/** One machine in its cloud, whoever manages it: what exists of it, what it is charged for, and the clocks of its life. */
import type { CreationReason, MachineRecord, RemovalReason } from '../../record/machine.js';
import { NOT_YET } from '../../record/not-yet.js';
import type { Mutable } from '../../units/mutable.js';
import type { MachineNumber, MachineTypeIndex, ManagerIndex, RunnerIndex, ZoneIndex } from '../../units/indices.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { MachineKey } from '../draws.js';
import * as Clock from './machine-clocks.js';
import type { MachineOrdinals } from './machine-numbers.js';

/** How its manager holds it. `unattended`: it stands, but no process of its manager has a record of it. */
export type MachineState = 'creating' | 'idle' | 'acquired' | 'used' | 'removing' | 'unattended';

/** Whoever runs on a machine. */
export interface Occupant {
  /** The machine has died under it, now. */
  machineDied(): void;
}

/** Where a machine is booked. */
export interface CloudPool {
  readonly manager: ManagerIndex;
  readonly runner: RunnerIndex;
  /** A copy of the list, oldest first. */
  readonly machines: readonly CloudMachine[];
  /** Books the time since the last change of state. */
  account(machine: CloudMachine): void;
  /** The machine leaves the list for good. */
  drop(machine: CloudMachine): void;
  /** Writes the record of a machine whose life ends at `end`. */
  write(machine: CloudMachine, end: Micros): void;
  /** Its record as if its life were cut at `end`; the object is reused. */
  recordAt(machine: CloudMachine, end: Micros): Readonly<MachineRecord>;
  /** It exists in its cloud from now on, or no more (`isInZone`). */
  stands?(machine: CloudMachine): void;
}

/** Where and what it is to be. */
export interface MachinePlace {
  readonly zone: ZoneIndex;
  readonly machineType: MachineTypeIndex;
}

/** The same machine with fields that can be written: for its own methods only. */
function own(machine: CloudMachine): Mutable<CloudMachine> {
  return machine;
}

export class CloudMachine extends Clock.MachineClocks implements MachineKey {
  readonly pool: CloudPool;
  protected readonly clocks: number[];
  readonly number: MachineNumber;
  readonly birth: number;
  readonly nth: number;
  /** Where and what it is, as it was asked for. */
  readonly spec: MachinePlace;

  // What its cloud has of it.
  /** Its create command ended (or ends) well. */
  readonly bootOk: boolean = false;
  /** A create that fails leaves something that has to be removed. */
  readonly bootLeavesRemains: boolean = true;
  /** Its create command will fail, whatever it does. */
  readonly isDoomed: boolean = false;
  /** It exists in the cloud, and counts to its quotas. */
  readonly isInZone: boolean = false;
  /** A create that failed and left nothing is not charged for. */
  readonly isCharged: boolean = true;
  /** Remove commands so far, over all processes. */
  readonly removeAttempts: number = 0;

  // Its life, for the record.
  readonly state: MachineState = 'creating';
  /** It has left its pool for good. */
  readonly dropped: boolean = false;
  /** Jobs that used it. */
  readonly uses: number = 0;
  readonly reasonCreated: CreationReason;
  readonly reasonRemoved: RemovalReason = 'none';
  readonly failed: boolean = false;
  /** Its latest removal was given up after all attempts. */
  readonly gaveUp: boolean = false;
  readonly death: 'none' | 'outage' | 'preempted' = 'none';
  /** Most machines have one at most: a list a machine would take as much room as the machine. */
  #occupant: Occupant | undefined;
  /** Those after the first, in the order in which they came. */
  #others: Occupant[] | undefined;

  /** It is decided on, now. */
  constructor(pool: CloudPool, spec: MachinePlace, numbers: MachineOrdinals, now: Micros, reason: CreationReason) {
    super();
    this.pool = pool;
    this.clocks = Clock.newClocks(now);
    this.spec = spec;
    this.number = numbers.number;
    this.nth = numbers.nth;
    this.birth = numbers.birth;
    this.reasonCreated = reason;
  }

  get manager(): ManagerIndex {
    return this.pool.manager;
  }

  get runner(): RunnerIndex {
    return this.pool.runner;
  }

  get zone(): ZoneIndex {
    return this.spec.zone;
  }

  get machineType(): MachineTypeIndex {
    return this.spec.machineType;
  }

  // --- it is created -------------------------------------------------------------------------------------------------------------

  /** Its create command begins. */
  createBegan(now: Micros): void {
    this.clocks[Clock.CREATE] = now;
  }

  /** The cloud has begun to make it: it is charged for from now on. */
  entered(now: Micros): void {
    this.clocks[Clock.CHARGED_FROM] = now;
    own(this).isInZone = true;
  }

  /** Its create command ends then, well or not. */
  bootPlanned(endsAt: Micros, ok: boolean): void {
    this.clocks[Clock.BOOT_END] = endsAt;
    own(this).bootOk = ok;
  }

  /** What its create leaves if it fails. */
  leavesRemains(isSo: boolean): void {
    own(this).bootLeavesRemains = isSo;
  }

  /** Its create command was refused, or left nothing. */
  notCharged(): void {
    own(this).isCharged = false;
  }

  /** Something has happened to it while it was being created: the command fails, and leaves it. */
  cannotComeUp(): void {
    own(this).isDoomed = true;
    own(this).bootOk = false;
    own(this).bootLeavesRemains = true;
  }

  /** Its creation has ended well. */
  created(now: Micros): void {
    this.clocks[Clock.READY] = now;
  }

  /** Its creation has failed for good. */
  createFailed(now: Micros): void {
    own(this).failed = true;
    this.clocks[Clock.FAILED] = now;
  }

  /** Its create command has begun and not ended. */
  isCreateRunning(at: Micros): boolean {
    return this.createAt !== NOT_YET && this.readyAt === NOT_YET && !this.failed && this.bootEndsAt > at;
  }

  // --- it is held ----------------------------------------------------------------------------------------------------------------

  /** Its pool holds it otherwise. */
  moved(state: MachineState): void {
    own(this).state = state;
  }

  /** Its pool has it no more. */
  leftPool(): void {
    own(this).dropped = true;
  }

  /** A job is on it from now on. */
  occupy(occupant: Occupant): void {
    own(this).uses++;
    if (this.#occupant === undefined) this.#occupant = occupant;
    else (this.#others ??= []).push(occupant);
  }

  /** A job is on it no more. */
  vacate(occupant: Occupant): void {
    if (this.#occupant === occupant) {
      this.#occupant = this.#others?.shift();
      return;
    }
    const at = this.#others?.indexOf(occupant) ?? -1;
    if (at >= 0) this.#others!.splice(at, 1);
  }

  // --- it goes -------------------------------------------------------------------------------------------------------------------

  /** It is to be removed for this reason. */
  condemned(reason: RemovalReason): void {
    own(this).reasonRemoved = reason;
  }

  /** The first command of a removal begins; a later one changes nothing. */
  removalBegan(now: Micros): void {
    if (this.removingAt === NOT_YET) this.clocks[Clock.REMOVING] = now;
  }

  /** A removal that began `now`, whose stop command would have ended at `stopEnd`, did not get as far as that. */
  removalUndone(now: Micros, stopEnd: Micros): void {
    if (this.removingAt === now) this.clocks[Clock.REMOVING] = NOT_YET;
    if (this.stoppedAt === stopEnd) this.clocks[Clock.STOPPED] = this.diedAt === NOT_YET ? NEVER : this.diedAt;
  }

  /** A remove command begins. Returns its number, from 1. */
  removeBegan(): number {
    return ++own(this).removeAttempts;
  }

  /** The latest remove command does not begin after all. */
  removeUndone(): void {
    own(this).removeAttempts--;
  }

  /** A stop command ends on it at `at`. */
  stops(at: Micros): void {
    this.clocks[Clock.STOPPED] = Math.min(this.stoppedAt, at);
  }

  /** All attempts of its latest removal have failed; false: another one begins. */
  givenUp(isSo: boolean): void {
    own(this).gaveUp = isSo;
  }

  /** It dies under its manager, of which only its jobs hear. */
  died(now: Micros, death: 'outage' | 'preempted'): void {
    this.clocks[Clock.DIED] = now;
    own(this).death = death;
    this.stops(now);
    if (this.#occupant === undefined) return;
    for (const occupant of [this.#occupant, ...(this.#others ?? [])]) occupant.machineDied();
  }

  /** It lives on, and no manager knows. */
  orphaned(now: Micros): void {
    this.clocks[Clock.ORPHANED] = now;
  }

  /** It is charged for up to `at`. */
  chargeEnds(at: Micros): void {
    this.clocks[Clock.CHARGED_UNTIL] = at;
  }

  /** Its quotas are free. */
  left(): void {
    own(this).isInZone = false;
  }

  /** There is nothing left of it. */
  gone(now: Micros): void {
    this.clocks[Clock.GONE] = now;
  }

  // --- its books -----------------------------------------------------------------------------------------------------------------

  /** Books the time since its last change of state, as far as it lies in the measurement period and is charged for. */
  book(clock: Clock.Ticking, period: Clock.Period): void {
    if (this.isCharged) Clock.bookTime(this.state, this.clocks, clock, period);
    this.clocks[Clock.STATE_SINCE] = clock.now;
  }

  /** Writes what only its kind of machine has to say. */
  noteOwn(record: MachineRecord): void {
    record.isZero = false;
  }

  /** What was booked is not charged for: its create failed after its process had ended, and left nothing. */
  unbook(): void {
    const { clocks } = this;
    clocks[Clock.BOOT] = clocks[Clock.IDLE] = clocks[Clock.BUSY] = clocks[Clock.TEARDOWN] = 0;
  }
}

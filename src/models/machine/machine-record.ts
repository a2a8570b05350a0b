/** Writes the record of a machine: its life, and what its cloud charges for it. */
import type { MachineRecord } from '../../record/machine.js';
import { NOT_YET } from '../../record/not-yet.js';
import { NOUGHT } from '../../units/shapes.js';
import type { Micros } from '../../units/time.js';
import { billedTime, billingRule } from '../cost/billing.js';
import type { World } from '../world.js';
import type { CloudMachine } from './cloud-machine.js';

export class MachineRecords {
  readonly #world: World;
  /** One object for all records: whoever receives it reads it at once. */
  readonly #record: MachineRecord = {
    machine: NOUGHT,
    manager: 0,
    runner: 0,
    zone: 0,
    machineType: 0,
    requestedAt: NOUGHT,
    createAt: NOUGHT,
    readyAt: NOUGHT,
    removingAt: NOUGHT,
    goneAt: NOUGHT,
    uses: 0,
    reasonCreated: 'idle',
    reasonRemoved: 'none',
    failed: false,
    gaveUp: false,
    failedAt: NOUGHT,
    diedAt: NOUGHT,
    death: 'none',
    orphanedAt: NOUGHT,
    isZero: false,
    billed: NOUGHT,
    time: { boot: NOUGHT, idle: NOUGHT, busy: NOUGHT, teardown: NOUGHT, orphan: NOUGHT },
    rounding: NOUGHT,
  };

  constructor(world: World) {
    this.#world = world;
  }

  /** Writes the record of a machine whose life ends, or is cut by the end of the run, at `end`. */
  write(machine: CloudMachine, end: Micros): void {
    if (!machine.isCharged) machine.unbook();
    this.#world.journal.machine(this.of(machine, end));
  }

  /** Returns the record of a machine as it would be if its life were cut at `end`, up to which its time is booked. */
  of(machine: CloudMachine, end: Micros): Readonly<MachineRecord> {
    const { fleet } = this.#world;
    const rule = billingRule(fleet, machine.machineType, machine.zone);
    const isCharged = machine.isCharged && machine.chargedFrom !== NOT_YET;
    const life = isCharged ? Math.min(end, fleet.horizon, machine.chargedUntil) - machine.chargedFrom : 0;
    const billed = life > 0 ? billedTime(rule, life) : 0;
    const record = this.#record;
    machine.copyTime(record.time);
    const { boot, idle, busy, teardown, orphan } = record.time;
    const inPeriod = boot + idle + busy + teardown + orphan;
    record.machine = machine.number;
    record.manager = machine.manager;
    record.runner = machine.runner;
    record.zone = machine.zone;
    record.machineType = machine.machineType;
    record.requestedAt = machine.requestedAt;
    record.createAt = machine.createAt;
    record.readyAt = machine.readyAt;
    record.removingAt = machine.removingAt;
    record.goneAt = machine.goneAt;
    record.uses = machine.uses;
    record.reasonCreated = machine.reasonCreated;
    record.reasonRemoved = machine.reasonRemoved;
    record.failed = machine.failed;
    record.gaveUp = machine.gaveUp;
    record.failedAt = machine.failedAt;
    record.diedAt = machine.diedAt;
    record.death = machine.death;
    record.orphanedAt = machine.orphanedAt;
    machine.noteOwn(record);
    record.billed = billed;
    record.rounding = life > 0 ? Math.round((billed - life) * (inPeriod / life)) : 0;
    return record;
  }
}

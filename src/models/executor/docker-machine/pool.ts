/**
 * The machines of one `[[runners]]` entry on one manager's host, oldest first, with their states counted. The list is the docker-machine
 * store: it outlives the process; the records in it are the process's own and are forgotten with it.
 */
import type { Signal } from '../../../sim/signal.js';
import type { CreationReason, MachineRecord } from '../../../record/machine.js';
import type { EntryCounters } from '../../../record/counters.js';
import { NOT_YET } from '../../../record/not-yet.js';
import type { Micros } from '../../../units/time.js';
import type { IdleSettings, DockerMachineSpec } from '../../../fleet/executor.js';
import { billedTime, billingRule } from '../../cost/billing.js';
import type { World } from '../../world.js';
import { BirthIndex } from './birth-index.js';
import type { MachineNumbers } from '../../machine/machine-numbers.js';
import type { MachineState } from './machine.js';
import { Machine } from './machine.js';
import type { PoolCounts } from './policy.js';
import { idleTarget } from './policy.js';

/** Signals of one pool, by machine state. */
export type PoolSignals = Readonly<Record<MachineState, Signal>> & { readonly all: Signal; readonly target: Signal };

export class Pool {
  readonly world: World;
  readonly manager: number;
  readonly runner: number;
  readonly counters: EntryCounters;
  /** In order of birth. */
  readonly index = new BirthIndex();
  /** Machines with a record, by state. */
  readonly counts: PoolCounts = { creating: 0, idle: 0, acquired: 0, used: 0, removing: 0 };
  /** Directories of which the process has no record. */
  unattended = 0;
  /** An idle machine may have reached MaxBuilds (found on disk, or the setting was lowered): the next pass must walk. */
  mayBeUsedUp = false;
  /** MaxBuilds of the latest full walk. */
  maxBuildsWalked = -1;
  /** Told after the counts have changed. */
  onChange: (() => void) | undefined;
  readonly #signals: PoolSignals;
  readonly numbers: MachineNumbers;
  /** One object for all records: whoever receives it reads it at once. */
  readonly #record: MachineRecord = {
    machine: 0,
    manager: 0,
    runner: 0,
    zone: 0,
    machineType: 0,
    requestedAt: 0,
    createAt: 0,
    readyAt: 0,
    removingAt: 0,
    goneAt: 0,
    uses: 0,
    reasonCreated: 'idle',
    reasonRemoved: 'none',
    failed: false,
    gaveUp: false,
    failedAt: 0,
    diedAt: NOT_YET,
    death: 'none',
    orphanedAt: NOT_YET,
    isZero: false,
    billed: 0,
    time: { boot: 0, idle: 0, busy: 0, teardown: 0, orphan: 0 },
    rounding: 0,
  };
  readonly #removedWhileCreated = new Set<Machine>();
  #births = 0;

  constructor(
    world: World,
    place: { readonly manager: number; readonly runner: number },
    counters: EntryCounters,
    signals: PoolSignals,
    numbers: MachineNumbers,
  ) {
    this.world = world;
    this.manager = place.manager;
    this.runner = place.runner;
    this.counters = counters;
    this.#signals = signals;
    this.numbers = numbers;
    world.clouds.pools.push(this);
  }

  /** A copy of the list, oldest first. */
  get machines(): Machine[] {
    return [...this.index];
  }

  /** Ordinal of the newest machine that was ever asked for. */
  get newestBirth(): number {
    return this.#births;
  }

  /** Decides on a new machine: it counts as creating from here on. */
  add(reason: CreationReason, spec: DockerMachineSpec): Machine {
    const numbers = { number: this.numbers.nextNumber(), nth: this.numbers.nextNth(this.manager), birth: ++this.#births };
    const machine = new Machine(this, spec, numbers, this.world.sim.now, reason);
    this.index.append(machine);
    this.counts.creating++;
    this.#signals.creating.add(1);
    this.#signals.all.add(1);
    this.counters.machinesRequested++;
    this.onChange?.();
    return machine;
  }

  setState(machine: Machine, state: MachineState): void {
    if (machine.state === state || machine.dropped) return;
    this.#reveal(machine);
    // Held by a request or not, a machine stands idle: the most frequent change needs no booking.
    if (!(isStandingIdle(machine.state) && isStandingIdle(state))) this.account(machine);
    if (machine.state === 'unattended') this.unattended--;
    else this.counts[machine.state]--;
    if (state === 'unattended') this.unattended++;
    else this.counts[state]++;
    this.#signals[machine.state].add(-1);
    this.#signals[state].add(1);
    machine.state = state;
    this.index.update(machine);
    this.onChange?.();
    if (state !== 'idle') return;
    if (this.maxBuildsWalked > 0 && machine.usedCount >= this.maxBuildsWalked) this.mayBeUsedUp = true;
  }

  /** A creating machine without a directory is not seen by its process, nor counted. */
  hide(machine: Machine): void {
    machine.isHidden = true;
    this.counts.creating--;
    this.index.update(machine);
  }

  /** Its directory has appeared; `isUnattended`: its process is gone meanwhile. */
  show(machine: Machine, isUnattended: boolean): void {
    this.#reveal(machine);
    if (isUnattended) this.setState(machine, 'unattended');
  }

  #reveal(machine: Machine): void {
    if (!machine.isHidden) return;
    machine.isHidden = false;
    this.counts.creating++;
    this.index.update(machine);
  }

  /** The idle target of a pass at `at`: Available is filled up to it. */
  noteTarget(idle: IdleSettings, at: Micros): void {
    const target = idleTarget(idle, this.counts.used);
    if (this.#signals.target.value !== target) this.#signals.target.setAt(target, at);
  }

  /** One idle machine was acquired at `from` and given back at `to`, and nothing else happened in between. */
  noteHeld(from: Micros, to: Micros): void {
    this.#signals.idle.addAt(-1, from);
    this.#signals.acquired.addAt(1, from);
    this.#signals.acquired.addAt(-1, to);
    this.#signals.idle.addAt(1, to);
  }

  /** The newest idle machine born before `birth`, or undefined. */
  newestIdleBefore(birth: number): Machine | undefined {
    return this.index.newestIdleBefore(birth);
  }

  /** Directories unknown to the process get a record: idle, used once, idle clock now. */
  discover(): void {
    if (this.unattended === 0) return;
    for (const machine of this.index) {
      if (machine.state !== 'unattended') continue;
      machine.usedCount = 1;
      machine.usedAt = this.world.sim.now;
      machine.retries = 0;
      machine.wasFound = true;
      machine.reachableUntil = -1;
      machine.owner = undefined;
      this.setState(machine, 'idle');
    }
    this.mayBeUsedUp = true;
  }

  /** The process is gone: its records with it. Machines that were asked for but never got a directory vanish. */
  forget(): void {
    for (const machine of this.machines) {
      machine.owner = undefined;
      if (machine.directory) this.setState(machine, 'unattended');
      else if (!machine.isHidden) this.drop(machine);
    }
  }

  /** The machine leaves the list for good; its record is written. */
  drop(machine: Machine): void {
    if (machine.dropped) return;
    this.#reveal(machine);
    const known = machine.state !== 'unattended';
    this.account(machine);
    this.index.remove(machine);
    if (known) this.counts[machine.state as Exclude<MachineState, 'unattended'>]--;
    else this.unattended--;
    this.#signals[machine.state].add(-1);
    this.#signals.all.add(-1);
    if (known) this.counters.machinesRemoved++;
    machine.owner = undefined;
    machine.dropped = true;
    this.onChange?.();
    const { clouds, sim } = this.world;
    if (clouds.isStray(machine)) return;
    clouds.leave(machine);
    if (machine.isCreateRunning(sim.now)) this.#removedWhileCreated.add(machine);
    else this.write(machine, this.world.sim.now);
  }

  /** The create command of a machine that is gone already has ended (its process was killed, the next one removed it). */
  createEndedLate(machine: Machine): void {
    if (this.#removedWhileCreated.delete(machine)) this.write(machine, machine.goneAt);
  }

  /** Machines whose record is not written yet, at the end of a run. */
  unwritten(): Machine[] {
    return [...this.machines, ...this.#removedWhileCreated];
  }

  /** Books the time since the last change of state, as far as it lies in the measurement period and is charged for. */
  account(machine: Machine): void {
    const { fleet, sim } = this.world;
    const from = Math.max(machine.stateSince, fleet.warmup);
    let to = Math.min(sim.now, fleet.horizon, machine.chargedUntil);
    machine.stateSince = sim.now;
    if (to <= from || !machine.isCharged) return;
    if (machine.orphanedAt !== NOT_YET) {
      machine.time.orphan += Math.max(0, to - Math.max(from, machine.orphanedAt));
      to = Math.min(to, machine.orphanedAt);
      if (to <= from) return;
    }
    const time = to - from;
    switch (machine.state) {
      case 'creating':
        // Waiting for a growth slot, or for an API that hangs, is not charged: nothing exists yet.
        if (machine.chargedFrom !== NOT_YET) machine.time.boot += Math.max(0, to - Math.max(from, machine.chargedFrom));
        break;
      case 'used':
        machine.time.busy += time;
        break;
      case 'removing':
        machine.time.teardown += time;
        break;
      default:
        machine.time.idle += time;
    }
  }

  /** Writes the record of a machine whose life ends, or is cut by the end of the run, at `end`. */
  write(machine: Machine, end: Micros): void {
    const { fleet, journal } = this.world;
    const rule = billingRule(fleet, machine.machineType, machine.zone);
    const isCharged = machine.isCharged && machine.chargedFrom !== NOT_YET;
    const life = isCharged ? Math.min(end, fleet.horizon, machine.chargedUntil) - machine.chargedFrom : 0;
    const billed = life > 0 ? billedTime(rule, life) : 0;
    // Its create command failed after its process had ended, and left nothing: what was booked meanwhile is not charged for.
    if (!machine.isCharged) machine.time.boot = machine.time.idle = machine.time.busy = machine.time.teardown = 0;
    const { boot, idle, busy, teardown, orphan } = machine.time;
    const inPeriod = boot + idle + busy + teardown + orphan;
    const record = this.#record;
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
    record.isZero = machine.isZero;
    record.billed = billed;
    record.time = machine.time;
    record.rounding = life > 0 ? Math.round((billed - life) * (inPeriod / life)) : 0;
    journal.machine(record);
  }
}

/** States that are booked, and paid for, as idle. */
function isStandingIdle(state: MachineState): boolean {
  return state === 'idle' || state === 'acquired' || state === 'unattended';
}

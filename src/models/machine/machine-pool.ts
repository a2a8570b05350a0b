/** The machines of one entry of one manager, counted by state, and their books: what every executor with machines keeps of them. */
import type { EntryCounters } from '../../record/counters.js';
import type { SignalLabels, SignalName } from '../../record/signals.js';
import type { MachineRecord } from '../../record/machine.js';
import type { Signal } from '../../sim/signal.js';
import type { ManagerIndex, RunnerIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';
import type { Rests } from '../manager/polling/rests.js';
import type { World } from '../world.js';
import type { CloudMachine, CloudPool, MachineState } from './cloud-machine.js';
import type { MachineNumbers, MachineOrdinals } from './machine-numbers.js';
import { MachineRecords } from './machine-record.js';

/** Machines of which the process has a record, by state. */
export interface MachineCounts {
  creating: number;
  idle: number;
  acquired: number;
  used: number;
  removing: number;
}

/** Signals of one pool, by machine state; `target`: machines that its manager wants to stand ready. */
export type PoolSignals = Readonly<Record<MachineState, Signal>> & {
  readonly all: Signal;
  readonly target: Signal;
};

/** Makes the signals of a pool. */
export function makePoolSignals(makeSignal: (name: SignalName, labels: SignalLabels) => Signal, labels: SignalLabels): PoolSignals {
  return {
    creating: makeSignal('machines_creating', labels),
    idle: makeSignal('machines_idle', labels),
    acquired: makeSignal('machines_acquired', labels),
    used: makeSignal('machines_used', labels),
    removing: makeSignal('machines_removing', labels),
    unattended: makeSignal('machines_unattended', labels),
    all: makeSignal('machines_all', labels),
    target: makeSignal('idle_target', labels),
  };
}

/** Where a pool is, and what it writes into. */
export interface PoolTies {
  readonly manager: ManagerIndex;
  readonly runner: RunnerIndex;
  readonly counters: EntryCounters;
  readonly signals: PoolSignals;
  readonly numbers: MachineNumbers;
  /** Told before anything changes that decides what it can do; absent where nobody has to know. */
  readonly rests?: Pick<Rests, 'touched'>;
  /** Told after the counts have changed; absent where somebody else tells of them. */
  readonly changed?: () => void;
}

export abstract class MachinePool<M extends CloudMachine> implements CloudPool {
  readonly world: World;
  readonly manager: ManagerIndex;
  readonly runner: RunnerIndex;
  readonly counters: EntryCounters;
  readonly counts: MachineCounts = {
    creating: 0,
    idle: 0,
    acquired: 0,
    used: 0,
    removing: 0,
  };
  /** Machines of which the process has no record. */
  unattended = 0;
  readonly #rests: PoolTies['rests'];
  readonly #changed: (() => void) | undefined;
  readonly #signals: PoolSignals;
  readonly #numbers: MachineNumbers;
  readonly #records: MachineRecords;
  readonly #removedWhileCreated = new Set<M>();
  #births = 0;

  constructor(world: World, { manager, runner, counters, signals, numbers, rests, changed }: PoolTies) {
    this.world = world;
    this.manager = manager;
    this.runner = runner;
    this.counters = counters;
    this.#signals = signals;
    this.#numbers = numbers;
    this.#rests = rests;
    this.#changed = changed;
    this.#records = new MachineRecords(world);
    world.clouds.opened(this);
  }

  /** A copy of the list, oldest first. */
  abstract get machines(): M[];

  /** The state of a machine has changed; told before `changed`. */
  protected abstract stateChanged(machine: M): void;

  /** A machine is dropped: it leaves the list. */
  protected abstract leave(machine: M): void;

  /** Ordinal of the newest machine that was ever asked for. */
  get newestBirth(): number {
    return this.#births;
  }

  setState(machine: M, state: MachineState): void {
    if (machine.state === state || machine.dropped) return;
    this.touched();
    // Held by a request or not, a machine stands idle: the most frequent change needs no booking.
    if (!(isStandingIdle(machine.state) && isStandingIdle(state))) this.account(machine);
    this.#count(machine.state, -1);
    this.#count(state, 1);
    machine.moved(state);
    this.stateChanged(machine);
    this.#changed?.();
  }

  /** Something changes now that decides what it can do, and has not yet. */
  touched(): void {
    this.#rests?.touched(this.manager);
  }

  /** Something else than its counts has changed that decides what it can do. */
  changed(): void {
    this.#changed?.();
  }

  /** One idle machine was acquired at `from` and every `every` after it, so many times, each time for `length`, and nothing else happened meanwhile. */
  noteHeld(from: Micros, length: Micros, every: Micros, times: number): void {
    this.#signals.idle.pulses(-1, from, length, every, times);
    this.#signals.acquired.pulses(1, from, length, every, times);
  }

  /** An idle machine is acquired at `at`, and who waits need not be told. */
  hold(machine: M, at: Micros): void {
    this.counts.idle--;
    this.counts.acquired++;
    this.#signals.idle.addAt(-1, at);
    this.#signals.acquired.addAt(1, at);
    machine.moved('acquired');
    this.stateChanged(machine);
  }

  /** A machine that was acquired is idle from `at` on, and who waits need not be told. */
  letGo(machine: M, at: Micros): void {
    this.counts.acquired--;
    this.counts.idle++;
    this.#signals.acquired.addAt(-1, at);
    this.#signals.idle.addAt(1, at);
    machine.moved('idle');
    this.stateChanged(machine);
  }

  /** So many machines are wanted to stand ready from `at` on. */
  setTarget(target: number, at: Micros): void {
    if (this.#signals.target.value !== target) this.#signals.target.setAt(target, at);
  }

  /** The machine leaves the list for good; its record is written, unless its cloud still has to tell of it. */
  drop(machine: M): void {
    if (machine.dropped) return;
    this.touched();
    this.account(machine);
    this.leave(machine);
    this.#count(machine.state, -1);
    this.#signals.all.add(-1);
    if (machine.state !== 'unattended') this.counters.machinesRemoved++;
    machine.leftPool();
    this.#changed?.();
    const { clouds, sim } = this.world;
    if (clouds.isStray(machine)) return;
    clouds.leave(machine);
    if (machine.isCreateRunning(sim.now)) this.#removedWhileCreated.add(machine);
    else this.write(machine, sim.now);
  }

  /** The create command of a machine that is gone already has ended (its process was killed, the next one removed it). */
  createEndedLate(machine: M): void {
    if (this.#removedWhileCreated.delete(machine)) this.write(machine, machine.goneAt);
  }

  /** Machines whose record is not written yet, at the end of a run. */
  unwritten(): M[] {
    return [...this.machines, ...this.#removedWhileCreated];
  }

  account(machine: M): void {
    machine.book(this.world.sim, this.world.fleet);
  }

  write(machine: M, end: Micros): void {
    this.#records.write(machine, end);
  }

  recordAt(machine: M, end: Micros): Readonly<MachineRecord> {
    return this.#records.of(machine, end);
  }

  /** Numbers of the next machine. */
  protected nextNumbers(): MachineOrdinals {
    return {
      number: this.#numbers.nextNumber(),
      nth: this.#numbers.nextNth(this.manager),
      birth: ++this.#births,
    };
  }

  /** A machine was decided on, and is in the list: it counts as creating from here on. */
  protected added(): void {
    this.counts.creating++;
    this.#signals.creating.add(1);
    this.#signals.all.add(1);
    this.counters.machinesRequested++;
    this.#changed?.();
  }

  /** A switch: a key that varies is looked up anew each time. */
  #count(state: MachineState, by: 1 | -1): void {
    const { counts } = this;
    switch (state) {
      case 'creating':
        counts.creating += by;
        this.#signals.creating.add(by);
        break;
      case 'idle':
        counts.idle += by;
        this.#signals.idle.add(by);
        break;
      case 'acquired':
        counts.acquired += by;
        this.#signals.acquired.add(by);
        break;
      case 'used':
        counts.used += by;
        this.#signals.used.add(by);
        break;
      case 'removing':
        counts.removing += by;
        this.#signals.removing.add(by);
        break;
      case 'unattended':
        this.unattended += by;
        this.#signals.unattended.add(by);
    }
  }
}

/** States that are booked, and paid for, as idle. */
function isStandingIdle(state: MachineState): boolean {
  return state === 'idle' || state === 'acquired' || state === 'unattended';
}

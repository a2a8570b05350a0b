/**
 * Creations of one token in one process: the growth slots, and the jobs that wait for a machine (specification 1.6, 1.8; recordings
 * README, sections 4, 5 and 7).
 */
import type { CreateOwner } from '../../cloud/create-commands.js';
import { SECOND } from '../../../units/time.js';
import type { DockerMachineSpec } from '../../../fleet/executor.js';
import type { RunnerFlags } from '../../../fleet/runner-flags.js';
import * as Priority from '../../priority.js';
import type { World } from '../../world.js';
import type { CreationOwner, Machine } from './machine.js';
import type { Pool } from './pool.js';
import type { Remover } from './remover.js';

/** A job that waits for a machine of this token. */
export interface MachineWaiter extends CreationOwner {
  /** A machine became available (it has been taken out of the line). */
  signalled(): void;
  /** As `signalled`, once whatever goes on now is done. */
  wake(): void;
}

interface GrowthPlace {
  readonly machine: Machine;
  readonly maxGrowth: number;
}

/** A creation under way. */
interface Creation {
  readonly machine: Machine;
  /** It holds a growth slot. */
  readonly inGrowth: boolean;
  /** Provision commands after its create command failed. */
  provisions: number;
}

/** What the coordinator does differently by version. */
export type CoordinatorFlags = Pick<RunnerFlags, 'sharesMachines' | 'creationFailsAtOnce' | 'seesCreatingWithoutDirectory'>;

/** Provision commands after a failed create command, and the pause before each (runners before 14.3). */
const PROVISIONS = 3;
const PROVISION_PAUSE = SECOND;

export class Coordinator implements CreateOwner {
  readonly pool: Pool;
  /** Machines that became available and were not yet looked for; empty requests raise it too, so it may be stale. */
  #available = 0;
  #growing = 0;
  #growthLine: GrowthPlace[] = [];
  /** Jobs that wait, by when they last began to. */
  #waiters = new Set<MachineWaiter>();
  #isClosed = false;
  readonly #world: World;
  readonly #remover: Remover;
  readonly #flags: CoordinatorFlags;
  readonly #commandTimeout: number;
  readonly #provisionHandler: number;
  /** Machines whose create command runs, by number; the flag says whether one holds a growth slot. */
  readonly #creating = new Map<number, Creation>();
  /** Called when a create command has ended. */
  onCreated: ((machine: Machine) => void) | undefined;

  constructor(world: World, pool: Pool, remover: Remover, flags: CoordinatorFlags, commandTimeout: number) {
    this.#flags = flags;
    this.#world = world;
    this.pool = pool;
    this.#remover = remover;
    this.#commandTimeout = commandTimeout;
    this.#provisionHandler = world.sim.register((number) => this.#provisionEnded(number));
  }

  /** Decides on a machine: it counts as creating at once; its command may have to wait for a growth slot (MaxGrowthRate, 0 = unlimited). */
  create(reason: 'idle' | 'on_demand', spec: DockerMachineSpec, owner: CreationOwner | undefined): Machine {
    const maxGrowth = spec.maxGrowthRate;
    const machine = this.pool.add(reason, spec);
    machine.owner = owner;
    if (maxGrowth > 0 && this.#growing >= maxGrowth) {
      this.#growthLine.push({ machine, maxGrowth });
      this.pool.onChange?.();
    } else this.#command(machine, maxGrowth > 0);
    return machine;
  }

  isCreating(machine: Machine): boolean {
    return this.#creating.has(machine.number) || this.#growthLine.some((place) => place.machine === machine);
  }

  join(waiter: MachineWaiter): void {
    this.#waiters.add(waiter);
  }

  leave(waiter: MachineWaiter): void {
    this.#waiters.delete(waiter);
  }

  /** Lowers the counter of available machines; false when it is 0. */
  takeAvailable(): boolean {
    if (this.#available === 0) return false;
    this.#available--;
    return true;
  }

  /**
   * A machine was given back: raises the counter and wakes the job that has waited longest. The worker that gave it back goes on first: with
   * an entry that waits for a free worker it takes the machine again, and the job finds none.
   */
  machineAvailable(): void {
    if (!this.#flags.sharesMachines) return;
    this.#available++;
    this.#nextWaiter()?.wake();
  }

  /** Takes out the job that has waited longest. */
  #nextWaiter(): MachineWaiter | undefined {
    if (this.#waiters.size === 0) return undefined;
    const [first] = this.#waiters;
    this.#waiters.delete(first!);
    return first;
  }

  /** As `machineAvailable` of `count` empty requests, with nobody waiting. */
  raiseAvailable(count: number): void {
    if (this.#flags.sharesMachines) this.#available += count;
  }

  /** Creations that wait for a growth slot. */
  get waitsForGrowth(): number {
    return this.#growthLine.length;
  }

  /** Machines being created that exist in their cloud: their commands were not refused. */
  get booting(): number {
    let booting = 0;
    for (const { machine } of this.#creating.values()) if (machine.isInZone) booting++;
    return booting;
  }

  get hasWaiters(): boolean {
    return this.#waiters.size > 0;
  }

  /** The process ends: commands that run are carried to their end, creations without a command vanish with their records. */
  close(): void {
    this.#isClosed = true;
    this.#growthLine = [];
    this.#waiters.clear();
  }

  #command(machine: Machine, inGrowth: boolean): void {
    if (inGrowth) this.#growing++;
    this.#creating.set(machine.number, { machine, inGrowth, provisions: 0 });
    this.#world.clouds.creates.begin(machine, this.#commandTimeout, this);
  }

  directoryIsLate(machine: Machine): void {
    if (!this.#flags.seesCreatingWithoutDirectory) this.pool.hide(machine);
  }

  directoryAppeared(machine: Machine): void {
    this.pool.show(machine, this.#isClosed);
  }

  /** Its create command has ended. */
  createEnded(machine: Machine): void {
    const creation = this.#creating.get(machine.number)!;
    if (!machine.bootOk && !machine.bootLeavesDirectory) {
      machine.directory = false;
      machine.goneAt = this.#world.sim.now;
    }
    if (!machine.bootOk && !machine.dropped && !this.#isClosed && !this.#flags.creationFailsAtOnce && !machine.skipsProvision) {
      this.#provision(creation);
      return;
    }
    this.#ended(creation);
  }

  /** Before 14.3 a failed create is followed by provision commands; until the last has failed too it counts as creating. */
  #provision(creation: Creation): void {
    const { machine } = creation;
    creation.provisions++;
    if (!machine.directory && !this.#flags.seesCreatingWithoutDirectory && !machine.isHidden) this.pool.hide(machine);
    const { sim, draws, clouds } = this.#world;
    const time = machine.directory ? draws.provisionTime(machine, creation.provisions) + clouds.apiLatency(machine.zone) : 0;
    machine.bootEndsAt = sim.now + PROVISION_PAUSE + time;
    sim.schedule(PROVISION_PAUSE + time, Priority.CLOUD, this.#provisionHandler, machine.number);
  }

  #provisionEnded(number: number): void {
    const creation = this.#creating.get(number)!;
    const { machine } = creation;
    // What was refused does not exist, and what has died does not come up: there is nothing to provision.
    const isThere = machine.directory && machine.isInZone && !machine.isDoomed && !machine.isZero;
    machine.bootOk = isThere && this.#world.draws.provisionSucceeds(machine, creation.provisions);
    if (machine.bootOk || creation.provisions >= PROVISIONS || machine.dropped || this.#isClosed) this.#ended(creation);
    else this.#provision(creation);
  }

  /** The creation has ended for good. */
  #ended(creation: Creation): void {
    const { machine, inGrowth } = creation;
    const { sim } = this.#world;
    this.#creating.delete(machine.number);
    if (machine.bootOk) machine.readyAt = sim.now;
    else {
      machine.failed = true;
      machine.failedAt = sim.now;
      this.pool.counters.creationsFailed++;
      if (!machine.directory && !machine.isZero) machine.isCharged = false;
    }
    if (machine.dropped) {
      this.pool.createEndedLate(machine);
      return;
    }
    if (this.#isClosed) {
      if (!machine.directory) this.pool.drop(machine);
      return;
    }
    if (machine.bootOk) this.#created(machine, inGrowth);
    else this.#failed(machine, inGrowth);
    this.onCreated?.(machine);
  }

  #created(machine: Machine, inGrowth: boolean): void {
    machine.usedAt = this.#world.sim.now;
    this.pool.counters.machinesCreated++;
    if (!this.#flags.sharesMachines) {
      this.#createdFor(machine);
      return;
    }
    this.pool.setState(machine, 'idle');
    this.#available++;
    const signalled = this.#nextWaiter();
    const isGrowthAwaited = this.#growthLine.length > 0;
    if (inGrowth) this.#freeGrowthSlot();
    const owner = machine.owner;
    machine.owner = undefined;
    // The owner takes its machine before the signalled job looks, unless a creation waits for the growth slot or the signal is its own.
    if (signalled !== undefined && (signalled === owner || isGrowthAwaited)) {
      signalled.signalled();
      owner?.creationEnded(machine);
    } else {
      owner?.creationEnded(machine);
      signalled?.signalled();
    }
  }

  /** Before 13.6 a machine made for a job goes straight to it, never idle in between. */
  #createdFor(machine: Machine): void {
    const owner = machine.owner;
    machine.owner = undefined;
    this.pool.setState(machine, owner === undefined ? 'idle' : 'acquired');
    owner?.creationEnded(machine);
  }

  #failed(machine: Machine, inGrowth: boolean): void {
    const owner = machine.owner;
    machine.owner = undefined;
    this.#remover.start(machine, 'create_failed', machine.maxRemovalAttempts);
    if (inGrowth) this.#freeGrowthSlot();
    owner?.creationEnded(machine);
  }

  #freeGrowthSlot(): void {
    this.#growing--;
    const next = this.#growthLine[0];
    if (next === undefined || this.#growing >= next.maxGrowth) return;
    this.#growthLine.shift();
    this.pool.onChange?.();
    this.#command(next.machine, true);
  }
}

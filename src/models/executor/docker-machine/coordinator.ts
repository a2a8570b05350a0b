/**
 * Creations of one token in one process: the growth slots, and the jobs that wait for a machine (docs/explanation/machine-pool.md, "On demand" and
 * "Creation and removal").
 */
import type { Micros } from '../../../units/time.js';
import type { DockerMachineSpec } from '../../../fleet/executor.js';
import type { RunnerFlags } from '../../../fleet/runner-flags.js';
import type { World } from '../../world.js';
import type { CreationFlags } from './creations.js';
import { Creations } from './creations.js';
import type { CreationOwner, DockerMachine } from './docker-machine.js';
import type { MachineWorld } from './machine-world.js';
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
  readonly machine: DockerMachine;
  readonly maxGrowth: number;
}

/** What the coordinator does differently by version. */
export type CoordinatorFlags = Pick<RunnerFlags, 'sharesMachines'> & CreationFlags;

/** What a coordinator works with. */
export interface CoordinatorTies {
  readonly machines: MachineWorld;
  readonly remover: Remover;
  readonly flags: CoordinatorFlags;
  /** Bound of one command; 0 = none. */
  readonly commandTimeout: Micros;
  /** Told when a creation has ended, well or not. */
  readonly created: (machine: DockerMachine) => void;
}

export class Coordinator {
  readonly pool: Pool;
  /** Machines that became available and were not yet looked for; empty requests raise it too, so it may be stale. */
  #available = 0;
  /** Creations under way, by whichever rate: one that a reload has brought counts those begun before. */
  #growing = 0;
  #growthLine: GrowthPlace[] = [];
  /** Jobs that wait, by when they last began to. */
  #waiters = new Set<MachineWaiter>();
  readonly #world: World;
  readonly #remover: Remover;
  readonly #flags: CoordinatorFlags;
  readonly #creations: Creations;
  readonly #done: CoordinatorTies['created'];

  constructor(pool: Pool, { machines, remover, flags, commandTimeout, created }: CoordinatorTies) {
    this.pool = pool;
    this.#world = pool.world;
    this.#remover = remover;
    this.#flags = flags;
    this.#done = created;
    this.#creations = new Creations(pool, machines, flags, commandTimeout, (machine) => this.#ended(machine));
  }

  /** Decides on a machine: it counts as creating at once; its command may have to wait for a growth slot (MaxGrowthRate, 0 = unlimited). */
  create(reason: 'idle' | 'on_demand', spec: DockerMachineSpec, owner: CreationOwner | undefined): DockerMachine {
    const maxGrowth = spec.maxGrowthRate;
    const machine = this.pool.add(reason, spec, owner);
    if (maxGrowth > 0 && this.#growing >= maxGrowth) {
      this.#growthLine.push({ machine, maxGrowth });
      this.pool.changed();
    } else this.#command(machine);
    return machine;
  }

  isCreating(machine: DockerMachine): boolean {
    return this.#creations.has(machine) || this.#growthLine.some((place) => place.machine === machine);
  }

  join(waiter: MachineWaiter): void {
    this.pool.touched();
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
    return this.#creations.booting;
  }

  get hasWaiters(): boolean {
    return this.#waiters.size > 0;
  }

  /** The process ends: commands that run are carried to their end, creations without a command vanish with their records. */
  close(): void {
    this.#creations.close();
    this.#growthLine = [];
    this.#waiters.clear();
  }

  #command(machine: DockerMachine): void {
    this.#growing++;
    this.#creations.begin(machine);
  }

  /** A creation has ended for good, and its process lives. */
  #ended(machine: DockerMachine): void {
    if (machine.bootOk) this.#created(machine);
    else this.#failed(machine);
    this.#done(machine);
  }

  #created(machine: DockerMachine): void {
    machine.clockStarts(this.#world.sim.now);
    this.pool.counters.machinesCreated++;
    if (!this.#flags.sharesMachines) {
      this.#createdFor(machine);
      return;
    }
    this.pool.setState(machine, 'idle');
    this.#available++;
    const signalled = this.#nextWaiter();
    const isGrowthAwaited = this.#growthLine.length > 0;
    this.#freeGrowthSlot();
    const { owner } = machine;
    machine.ownedBy(undefined);
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
  #createdFor(machine: DockerMachine): void {
    const { owner } = machine;
    machine.ownedBy(undefined);
    this.pool.setState(machine, owner === undefined ? 'idle' : 'acquired');
    this.#freeGrowthSlot();
    owner?.creationEnded(machine);
  }

  #failed(machine: DockerMachine): void {
    const { owner } = machine;
    machine.ownedBy(undefined);
    this.#remover.start(machine, 'create_failed', machine.spec.maxRemovalAttempts);
    this.#freeGrowthSlot();
    owner?.creationEnded(machine);
  }

  /**
   * A creation has ended: whoever waits longest looks, and waits again behind the others where its own rate is still reached (a reload has raised that of
   * those who came later; upstream each looks when it is woken, executors/docker/machine/coordinator.go).
   */
  #freeGrowthSlot(): void {
    this.#growing--;
    const next = this.#growthLine.shift();
    if (next === undefined) return;
    if (this.#growing >= next.maxGrowth) {
      this.#growthLine.push(next);
      return;
    }
    this.pool.changed();
    this.#command(next.machine);
  }
}

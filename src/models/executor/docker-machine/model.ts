/** docker+machine over a whole run: the docker-machine stores on the managers' hosts, which outlive their processes. */
import type { ManagerIndex, RunnerIndex } from '../../../units/indices.js';
import { SECOND } from '../../../units/time.js';
import type { EntrySpec } from '../../../fleet/config.js';
import type { MachineNumbers } from '../../machine/machine-numbers.js';
import { makePoolSignals } from '../../machine/machine-pool.js';
import * as Priority from '../../priority.js';
import type { Acquisition, ExecutorModel, ProcessTies, SweepReason, Taker } from '../executor.js';
import type { ExecutorSurroundings } from '../surroundings.js';
import { MachineAcquisition } from './acquisition.js';
import type { DockerMachine } from './docker-machine.js';
import { dockerMachineDraws } from './draws.js';
import { MachineWorld } from './machine-world.js';
import type { TriesSite } from './machine-tries.js';
import { Pool } from './pool.js';
import { DockerMachineProvider } from './provider.js';
import { MachineSweep } from './sweep.js';
import type { DockerMachineToken } from './token.js';
import { entryKey } from '../../entry-key.js';

/** A job that waits for a machine looks again after so long. */
const WAIT_TICK = SECOND;

export class DockerMachineModel implements ExecutorModel {
  readonly machines: MachineWorld;
  readonly #around: ExecutorSurroundings;
  readonly #numbers: MachineNumbers;
  readonly #pools = new Map<string, Pool>();
  /** By number of the taker. */
  readonly #acquisitions: MachineAcquisition[] = [];
  readonly #site: TriesSite;

  constructor(around: ExecutorSurroundings, numbers: MachineNumbers) {
    const { world } = around;
    this.machines = new MachineWorld(world, dockerMachineDraws(around.chance, world.fleet));
    this.#around = around;
    this.#numbers = numbers;
    const handler = world.sim.register((taker) => this.#acquisitions[taker]!.next());
    this.#site = { machines: this.machines, handler, ticks: world.sim.lane(WAIT_TICK, Priority.JOB, handler) };
  }

  enter(manager: ManagerIndex, { runner }: EntrySpec): void {
    const place = entryKey(manager, runner);
    if (this.#pools.has(place)) return;
    const labels = { manager, runner };
    const { countersOf, makeSignal, rests, listener } = this.#around;
    const signals = makePoolSignals(makeSignal, labels);
    const pool = new Pool(this.machines.world, {
      ...labels,
      counters: countersOf(manager, runner),
      signals,
      numbers: this.#numbers,
      rests,
      changed: () => listener.entryChanged(manager, runner),
    });
    this.#pools.set(place, pool);
  }

  poolOf(manager: ManagerIndex, runner: RunnerIndex): Pool {
    return this.#pools.get(entryKey(manager, runner))!;
  }

  provider(process: ProcessTies): DockerMachineProvider {
    return new DockerMachineProvider(this, process);
  }

  /** Returns the acquisition of a worker, which begins with the entry. */
  acquisition(taker: Taker, token: DockerMachineToken, entry: EntrySpec): Acquisition {
    const acquisition = (this.#acquisitions[taker.id] ??= new MachineAcquisition(this.#site, taker));
    acquisition.begin(token, entry);
    return acquisition;
  }

  sweep(manager: ManagerIndex, reason: SweepReason, over: () => void): void {
    const { world, store } = this.machines;
    new MachineSweep(world, store, reason, over).start([...this.#pools.values()].filter((pool) => pool.manager === manager));
  }

  unwritten(): readonly DockerMachine[] {
    return [...this.#pools.values()].flatMap((pool) => pool.unwritten());
  }
}

/**
 * What docker-machine commands leave on the managers' disks: directories, among them those with DropletId 0, and the cleaner that looks for
 * these (docs/explanation/digitalocean.md). Its rounds are at whole multiples of its interval; one that could find nothing is not played.
 */
import type { Micros } from '../../../units/time.js';
import type { RemoveCommand } from '../../cloud/remove-commands.js';
import * as Priority from '../../priority.js';
import type { World } from '../../world.js';
import type { DockerMachine } from './docker-machine.js';

/** The directories with DropletId 0 of one cloud. */
interface Zeros {
  readonly machines: Set<DockerMachine>;
  /** The next round is planned. */
  isDue: boolean;
}

export class Store {
  readonly #world: World;
  /** By cloud. */
  readonly #zeros: readonly Zeros[];
  readonly #handler: number;

  constructor(world: World) {
    this.#world = world;
    this.#zeros = world.fleet.clouds.map(() => ({ machines: new Set(), isDue: false }));
    this.#handler = world.sim.register((cloud) => this.#clean(cloud));
  }

  /** A create command has failed with DropletId 0: the machine lives on, and no manager knows. */
  madeZero(machine: DockerMachine): void {
    const { clouds, sim } = this.#world;
    const cloud = this.#cloudOf(machine);
    machine.becameZero();
    clouds.counters[cloud]!.zeroRecords++;
    this.#zeros[cloud]!.machines.add(machine);
    this.#plan(cloud, sim.now);
    clouds.lost(machine);
  }

  /** Whether a removal round has failed. A directory that is gone is no error: `inspect` says that the machine does not exist. */
  hasFailed(machine: DockerMachine, command: RemoveCommand): boolean {
    return machine.directory && (machine.isZero || this.#world.clouds.removes.fails(command));
  }

  /** A remove command has ended well, or the directory is removed by force, in any case, and with the API down nothing but the directory. */
  removed(machine: DockerMachine, isForced: boolean): void {
    machine.hasDirectory(false);
    this.#forget(machine);
    this.#world.clouds.removed(machine, isForced);
  }

  #forget(machine: DockerMachine): void {
    if (machine.isZero) this.#zeros[this.#cloudOf(machine)]!.machines.delete(machine);
  }

  /** droplet-zero-machines-cleaner: removes directories from the managers' disks. */
  #clean(cloud: number): void {
    const { fleet, sim, clouds } = this.#world;
    const zeros = this.#zeros[cloud]!;
    const { minimumAge } = fleet.clouds[cloud]!.zeroCleaner!;
    zeros.isDue = false;
    for (const machine of [...zeros.machines]) {
      if (machine.createAt + minimumAge > sim.now) continue;
      clouds.counters[cloud]!.zeroRemoved++;
      machine.hasDirectory(false);
      this.#forget(machine);
      // A process that is removing it sees that at its next look; on disk alone it is gone at once.
      if (machine.state === 'unattended') machine.pool.drop(machine);
    }
    this.#plan(cloud, sim.now + 1);
  }

  /** The first round at `from` or later: what becomes so at the instant of a round is seen by it. */
  #plan(cloud: number, from: Micros): void {
    const zeros = this.#zeros[cloud]!;
    const cleaner = this.#world.fleet.clouds[cloud]!.zeroCleaner;
    if (cleaner === undefined || zeros.isDue || zeros.machines.size === 0) return;
    zeros.isDue = true;
    const { interval } = cleaner;
    this.#world.sim.scheduleAt(Math.max(1, Math.ceil(from / interval)) * interval, Priority.SWEEP, this.#handler, cloud);
  }

  #cloudOf({ zone }: DockerMachine): number {
    return this.#world.fleet.zones[zone]!.cloud;
  }
}

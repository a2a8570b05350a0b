/**
 * What docker-machine commands leave on the managers' disks: directories, among them those with DropletId 0, and droplet-zero-machines-cleaner,
 * which looks for these.
 */
import { Cleaner } from '../../cloud/cleaner.js';
import type { RemoveCommand } from '../../cloud/remove-commands.js';
import type { World } from '../../world.js';
import type { DockerMachine } from './docker-machine.js';

export class Store {
  readonly #world: World;
  readonly #zeros: Cleaner<DockerMachine>;

  constructor(world: World) {
    this.#world = world;
    const cleaners = world.fleet.clouds.map(({ zeroCleaner }) => zeroCleaner);
    this.#zeros = new Cleaner(world.sim, cleaners, (machine) => this.#found(machine));
  }

  /** A create command has failed with DropletId 0: the machine lives on, and no manager knows. */
  madeZero(machine: DockerMachine): void {
    const { clouds } = this.#world;
    const cloud = this.#cloudOf(machine);
    machine.becameZero();
    clouds.counters[cloud]!.zeroRecords++;
    this.#zeros.add(cloud, machine);
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
    if (machine.isZero) this.#zeros.delete(this.#cloudOf(machine), machine);
  }

  /** Its directory is removed from the manager's disk. */
  #found(machine: DockerMachine): void {
    this.#world.clouds.counters[this.#cloudOf(machine)]!.zeroRemoved++;
    machine.hasDirectory(false);
    this.#forget(machine);
    // A process that is removing it sees that at its next look; on disk alone it is gone at once.
    if (machine.state === 'unattended') machine.pool.drop(machine);
  }

  #cloudOf({ zone }: DockerMachine): number {
    return this.#world.fleet.zones[zone]!.cloud;
  }
}

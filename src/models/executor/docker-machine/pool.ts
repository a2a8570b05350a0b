/**
 * The machines of one `[[runners]]` entry on one manager's host, oldest first. The list is the docker-machine store: it outlives the
 * process; the records in it are the process's own and are forgotten with it.
 */
import type { DockerMachineSpec, IdleSettings } from '../../../fleet/executor.js';
import type { CreationReason } from '../../../record/machine.js';
import type { Micros } from '../../../units/time.js';
import { MachinePool } from '../../machine/machine-pool.js';
import { BirthIndex } from './birth-index.js';
import { DockerMachine } from './docker-machine.js';
import { Departures } from './name-walk.js';
import { idleTarget } from './policy.js';

export class Pool extends MachinePool<DockerMachine> {
  /** In order of birth. */
  readonly index = new BirthIndex<DockerMachine>();
  readonly departures = new Departures<DockerMachine>();
  /** An idle machine may have reached MaxBuilds (found on disk, or the setting was lowered): the next pass must walk. */
  #mayBeUsedUp = false;
  /** MaxBuilds of the latest full walk. */
  #maxBuildsWalked = -1;

  get machines(): DockerMachine[] {
    return [...this.index];
  }

  /** Decides on a new machine. */
  add(reason: CreationReason, spec: DockerMachineSpec, owner: DockerMachine['owner']): DockerMachine {
    this.touched();
    const machine = new DockerMachine(this, spec, this.nextNumbers(), this.world.sim.now, reason);
    this.index.append(machine);
    this.added();
    machine.ownedBy(owner);
    return machine;
  }

  /** A creating machine without a directory is not seen by its process, nor counted. */
  hide(machine: DockerMachine): void {
    this.touched();
    machine.hidden(true);
    this.counts.creating--;
    this.index.update(machine);
  }

  /** Its directory has appeared; `isUnattended`: its process is gone meanwhile. */
  show(machine: DockerMachine, isUnattended: boolean): void {
    this.reveal(machine);
    if (isUnattended) this.setState(machine, 'unattended');
  }

  /** Its creation has ended, or its directory has appeared. */
  reveal(machine: DockerMachine): void {
    if (!machine.isHidden) return;
    this.touched();
    machine.hidden(false);
    this.counts.creating++;
    this.index.update(machine);
  }

  /** The idle target of a pass at `at`: Available is filled up to it. */
  noteTarget(idle: IdleSettings, at: Micros): void {
    this.setTarget(idleTarget(idle, this.counts.used), at);
  }

  /** The newest idle machine born before `birth`, or undefined. */
  newestIdleBefore(birth: number): DockerMachine | undefined {
    return this.index.newestIdleBefore(birth);
  }

  /** No idle machine can have reached `maxBuilds` (0 = none): the latest walk went by the same, and none has come since. */
  isNoneUsedUp(maxBuilds: number): boolean {
    return maxBuilds === this.#maxBuildsWalked && !(this.#mayBeUsedUp && maxBuilds > 0);
  }

  /** A walk has looked at every machine. */
  walked(maxBuilds: number): void {
    this.#maxBuildsWalked = maxBuilds;
    this.#mayBeUsedUp = false;
  }

  /** Directories unknown to the process get a record: idle, used once, idle clock now. */
  discover(): void {
    if (this.unattended === 0) return;
    for (const machine of this.index) {
      if (machine.state !== 'unattended') continue;
      machine.found(this.world.sim.now);
      this.setState(machine, 'idle');
    }
    this.#mayBeUsedUp = true;
  }

  /** The process is gone: its records with it. Machines that were asked for but never got a directory vanish. */
  forget(): void {
    for (const machine of this.machines) {
      machine.ownedBy(undefined);
      if (machine.directory) this.setState(machine, 'unattended');
      else if (!machine.isHidden) this.drop(machine);
    }
  }

  stands({ creation, isInZone }: DockerMachine): void {
    if (creation === undefined) return;
    if (isInZone) creation.creations.bootBegan(creation);
    else creation.creations.bootOver(creation);
  }

  protected stateChanged(machine: DockerMachine): void {
    this.index.update(machine);
    if (machine.state === 'idle' && this.#maxBuildsWalked > 0 && machine.usedCount >= this.#maxBuildsWalked) this.#mayBeUsedUp = true;
  }

  protected leave(machine: DockerMachine): void {
    this.index.remove(machine);
    this.departures.left(machine);
    machine.ownedBy(undefined);
  }
}

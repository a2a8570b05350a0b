/**
 * Create commands of one token: the directories they make, and the provision commands that follow one that has failed (docs/explanation/machine-
 * pool.md, "Creation and removal").
 * They go on when their process is gone.
 */
import type { RunnerFlags } from '../../../fleet/runner-flags.js';
import { listOfObjects, NOUGHT } from '../../../units/shapes.js';
import { SECOND } from '../../../units/time.js';
import type { Micros } from '../../../units/time.js';
import { CreateCommand } from '../../cloud/create-commands.js';
import * as Priority from '../../priority.js';
import { Roll } from '../../roll.js';
import type { DockerMachine } from './docker-machine.js';
import type { DockerMachineDraws } from './draws.js';
import type { Pool } from './pool.js';
import type { Store } from './store.js';

/** What a creation does differently by version. */
export type CreationFlags = Pick<RunnerFlags, 'creationFailsAtOnce' | 'seesCreatingWithoutDirectory'>;

/** Provision commands after a failed create command, and the pause before each (runners before 14.3). */
const PROVISIONS = 3;
const PROVISION_PAUSE = SECOND;

/** A creation under way, which its machine knows: its create command, and what follows that. One that has ended is used again for another machine. */
export class Creation extends CreateCommand {
  declare machine: DockerMachine;
  /** Its own in the roll, which it is in from the first event of its own on; 0 = none yet. */
  number = NOUGHT;
  readonly creations: Creations;
  isCommandOver = false;
  /** Its machine exists in its cloud: the command was not refused. */
  boots = false;
  /** Provision commands after its create command failed. */
  provisions = 0;

  constructor(creations: Creations, machine: DockerMachine) {
    super(machine);
    this.creations = creations;
  }

  /** That of another machine. */
  startAnew(machine: DockerMachine): void {
    this.machine = machine;
    this.number = NOUGHT;
    this.isCommandOver = this.boots = false;
    this.provisions = 0;
  }

  override reached(time: Micros): void {
    this.creations.reached(this, time);
  }

  override losesMachine(): boolean {
    return this.creations.losesMachine(this.machine);
  }

  override ended(isLost: boolean): void {
    this.creations.commandEnded(this, isLost);
  }
}

/** The creations of all processes of a run; those whose process is gone too. */
export class CreationRoll extends Roll<Creation> {
  readonly directory = this.handler((creation) => creation.creations.directoryAppears(creation));
  readonly provision = this.handler((creation) => creation.creations.provisionEnded(creation));
}

/** What creations stand on. */
interface CreationGround {
  readonly draws: DockerMachineDraws;
  readonly store: Store;
  readonly creations: CreationRoll;
}

export class Creations {
  readonly #pool: Pool;
  readonly #draws: DockerMachineDraws;
  readonly #store: Store;
  readonly #flags: CreationFlags;
  readonly #commandTimeout: Micros;
  readonly #over: (machine: DockerMachine) => void;
  readonly #roll: CreationRoll;
  /** Those that have ended, to be used again: a new one takes three constructors, none of which V8 inlines, and is garbage minutes later. */
  readonly #spare = listOfObjects<Creation>();
  #booting = 0;
  #isClosed = false;

  /** `over` is told of every creation that has ended for good while the process lives. */
  constructor(
    pool: Pool,
    { draws, store, creations }: CreationGround,
    flags: CreationFlags,
    commandTimeout: Micros,
    over: (machine: DockerMachine) => void,
  ) {
    this.#pool = pool;
    this.#draws = draws;
    this.#store = store;
    this.#roll = creations;
    this.#flags = flags;
    this.#commandTimeout = commandTimeout;
    this.#over = over;
  }

  /** The command of a machine begins. */
  begin(machine: DockerMachine): void {
    const creation = this.#take(machine);
    machine.createdBy(creation);
    this.#pool.world.clouds.creates.begin(creation, this.#commandTimeout);
    // A command whose first call hangs has made its directory before.
    if (!creation.isReached) machine.hasDirectory(true);
  }

  #take(machine: DockerMachine): Creation {
    const spare = this.#spare.pop();
    if (spare === undefined) return new Creation(this, machine);
    spare.startAnew(machine);
    return spare;
  }

  has({ creation }: DockerMachine): boolean {
    return creation !== undefined && creation.creations === this;
  }

  /** Machines that exist in their cloud: their commands were not refused. */
  get booting(): number {
    return this.#booting;
  }

  /** Its machine exists in its cloud from now on. */
  bootBegan(creation: Creation): void {
    if (creation.boots) return;
    creation.boots = true;
    this.#booting++;
  }

  /** Its machine has come up, or exists no more. */
  bootOver(creation: Creation): void {
    if (!creation.boots) return;
    creation.boots = false;
    this.#booting--;
  }

  /** The process ends: commands that run are carried to their end. */
  close(): void {
    this.#isClosed = true;
  }

  /** The API has answered the first call of its command, which runs for `time`. */
  reached(creation: Creation, time: Micros): void {
    const { sim } = this.#pool.world;
    const { machine, deadline } = creation;
    const delay = Math.min(this.#draws.directoryDelay(machine), time, deadline - sim.now);
    if (delay === 0) {
      machine.hasDirectory(true);
      return;
    }
    if (!this.#flags.seesCreatingWithoutDirectory) this.#pool.hide(machine);
    sim.schedule(delay, Priority.CLOUD, this.#roll.directory, this.#numberOf(creation));
  }

  losesMachine(machine: DockerMachine): boolean {
    return this.#draws.isDropletZero(machine);
  }

  /** Its create command has ended; `isLost`: it has left a machine that lives on. */
  commandEnded(creation: Creation, isLost: boolean): void {
    const { machine } = creation;
    creation.isCommandOver = true;
    if (isLost && machine.directory) this.#store.madeZero(machine);
    if (!machine.bootOk && !machine.bootLeavesRemains) {
      machine.hasDirectory(false);
      machine.gone(this.#pool.world.sim.now);
    }
    if (!machine.bootOk && !machine.dropped && !this.#isClosed && !this.#flags.creationFailsAtOnce && !machine.spec.skipsProvision) {
      this.#provision(creation);
      return;
    }
    this.#ended(creation);
  }

  directoryAppears({ machine, isCommandOver }: Creation): void {
    if (isCommandOver) return;
    machine.hasDirectory(true);
    this.#pool.show(machine, this.#isClosed);
  }

  /** A provision command has ended. */
  provisionEnded(creation: Creation): void {
    const { machine } = creation;
    // What was refused does not exist, and what has died does not come up: there is nothing to provision.
    const isThere = machine.directory && machine.isInZone && !machine.isDoomed && !machine.isZero;
    machine.bootPlanned(machine.bootEndsAt, isThere && this.#draws.provisionSucceeds(machine, creation.provisions));
    if (machine.bootOk || creation.provisions >= PROVISIONS || machine.dropped || this.#isClosed) this.#ended(creation);
    else this.#provision(creation);
  }

  /** Before 14.3 a failed create is followed by provision commands; until the last has failed too it counts as creating. */
  #provision(creation: Creation): void {
    const { machine } = creation;
    creation.provisions++;
    if (!machine.directory && !this.#flags.seesCreatingWithoutDirectory && !machine.isHidden) this.#pool.hide(machine);
    const { sim, clouds } = this.#pool.world;
    const time = machine.directory ? this.#draws.provisionTime(machine, creation.provisions) + clouds.apiLatency(machine.zone) : 0;
    machine.bootPlanned(sim.now + PROVISION_PAUSE + time, false);
    sim.schedule(PROVISION_PAUSE + time, Priority.CLOUD, this.#roll.provision, this.#numberOf(creation));
  }

  /** The creation has ended for good. */
  #ended(creation: Creation): void {
    const { number, machine } = creation;
    const pool = this.#pool;
    const { now } = pool.world.sim;
    machine.createdBy(undefined);
    this.bootOver(creation);
    if (number > 0) this.#roll.leave(number);
    this.#spare.push(creation);
    pool.reveal(machine);
    if (machine.bootOk) machine.created(now);
    else {
      machine.createFailed(now);
      pool.counters.creationsFailed++;
      if (!machine.directory && !machine.isZero) machine.notCharged();
    }
    if (machine.dropped) pool.createEndedLate(machine);
    else if (!this.#isClosed) this.#over(machine);
    else if (!machine.directory) pool.drop(machine);
  }

  #numberOf(creation: Creation): number {
    if (creation.number === 0) creation.number = this.#roll.enter(creation);
    return creation.number;
  }
}

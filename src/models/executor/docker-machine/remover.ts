/**
 * Removes machines: stop, remove, and after a failure again 30 s later (docs/explanation/machine-pool.md, "Creation and removal"). From the third
 * failure on only one machine of
 * the process is tried at a time; after MaxRemovalAttempts the directory is removed by force. One remover a process.
 */
import { RemoveCommand } from '../../cloud/remove-commands.js';
import { listOfObjects } from '../../../units/shapes.js';
import { SECOND } from '../../../units/time.js';
import type { Micros } from '../../../units/time.js';
import type { RemovalReason } from '../../../record/machine.js';
import * as Priority from '../../priority.js';
import { Roll } from '../../roll.js';
import type { World } from '../../world.js';
import type { DockerMachine } from './docker-machine.js';
import type { DockerMachineDraws } from './draws.js';
import type { Store } from './store.js';

const RETRY_PAUSE = 30 * SECOND;
/** Failed rounds after which a machine counts as stuck. */
export const STUCK_AFTER = 3;
/** MaxRemovalAttempts where it is unset, and of every machine that was found on disk. */
export const DEFAULT_REMOVAL_ATTEMPTS = 30;

type Step = 'round' | 'pause' | 'force' | 'waits_for_lock' | 'over';

/**
 * One removal under way, which its machine knows: the command of its latest round, and what comes between rounds. One that is over is used again for
 * another machine.
 */
export class Removal extends RemoveCommand {
  declare machine: DockerMachine;
  /** Its own in the roll, which it is in from the first event of its own on; 0 = none yet. */
  number = 0;
  /** Its place among those of its remover. */
  place = 0;
  readonly remover: Remover;
  /** Rounds after which it is given up; Infinity = never. */
  maxAttempts: number;
  step: Step = 'round';

  constructor(remover: Remover, machine: DockerMachine, maxAttempts: number) {
    super(machine);
    this.remover = remover;
    this.maxAttempts = maxAttempts;
  }

  /** That of another machine. */
  startAnew(machine: DockerMachine, maxAttempts: number): void {
    this.machine = machine;
    this.maxAttempts = maxAttempts;
    this.number = 0;
    this.step = 'round';
  }

  override ended(): void {
    this.remover.roundOver(this);
  }
}

export interface RemoverOptions {
  /** Bound of one remove command; 0 = none. */
  readonly commandTimeout: Micros;
  readonly givesUp: boolean;
  /** A removal that begins at the very end of the process has its stop command started (15.6). */
  readonly shutdownStep: boolean;
}

/** The removals of all processes of a run. */
export class Removals extends Roll<Removal> {
  readonly over = this.handler((removal) => removal.remover.next(removal));
}

/** What removals stand on. */
interface RemoverGround {
  readonly world: World;
  readonly draws: DockerMachineDraws;
  readonly store: Store;
  readonly removals: Removals;
}

export class Remover {
  readonly #world: World;
  readonly #draws: DockerMachineDraws;
  readonly #store: Store;
  readonly #options: RemoverOptions;
  readonly #roll: Removals;
  /** In no order: one that ends gives its place to the last. */
  readonly #removals = listOfObjects<Removal>();
  /** Those that are over, as with creations. */
  readonly #spare = listOfObjects<Removal>();
  readonly #removed: (machine: DockerMachine) => void;
  #lockHolder: Removal | undefined;
  #lockLine: Removal[] = [];
  #isClosed = false;

  /** `removed` is told of every removal that has ended, well or not: of a machine without a directory the record is dropped. */
  constructor({ world, draws, store, removals }: RemoverGround, options: RemoverOptions, removed: (machine: DockerMachine) => void) {
    this.#world = world;
    this.#draws = draws;
    this.#store = store;
    this.#roll = removals;
    this.#options = options;
    this.#removed = removed;
  }

  /** Begins to remove a machine. `maxAttempts` is the entry's MaxRemovalAttempts (0 = default). */
  start(machine: DockerMachine, reason: RemovalReason, maxAttempts: number): void {
    const removal = this.#take(machine, this.#attempts(machine, maxAttempts));
    machine.removalDecided(reason, this.#world.sim.now);
    machine.pool.setState(machine, 'removing');
    machine.removedBy(removal);
    removal.place = this.#removals.push(removal) - 1;
    this.#begin(removal);
  }

  #take(machine: DockerMachine, maxAttempts: number): Removal {
    const spare = this.#spare.pop();
    if (spare === undefined) return new Removal(this, machine, maxAttempts);
    spare.startAnew(machine, maxAttempts);
    return spare;
  }

  isRemoving({ removal }: DockerMachine): boolean {
    return removal !== undefined && removal.remover === this;
  }

  /** The process ends: stop and remove commands that run are carried to their end, nothing follows them. */
  close(): void {
    this.#isClosed = true;
    this.#lockLine = [];
    if (!this.#options.shutdownStep) this.#undoLatest();
    const { sim } = this.#world;
    for (const removal of this.#removals) {
      const { step } = removal;
      if (step === 'force' || (step === 'round' && sim.now > removal.stopEnd)) continue;
      if (step === 'round') this.#world.clouds.removes.abandon(removal);
      else sim.cancel(removal.event);
      removal.step = 'over';
      this.#leaveRoll(removal);
    }
  }

  /** A pause or a forced removal is over. */
  next(removal: Removal): void {
    switch (removal.step) {
      case 'pause':
        this.#pauseOver(removal);
        break;
      case 'force':
        this.#forced(removal);
        break;
      case 'round':
      case 'waits_for_lock':
      case 'over':
        break;
    }
  }

  /** Removals that began at this very instant did not get as far as their stop command. */
  #undoLatest(): void {
    const { now } = this.#world.sim;
    for (const { machine, step, beganAt, stopEnd } of this.#removals) {
      if (step !== 'round' || beganAt !== now || machine.retries > 0) continue;
      machine.removalUndone(now, stopEnd);
    }
  }

  /** A round: from the third failure on it needs the lock. */
  #begin(removal: Removal): void {
    const { machine } = removal;
    if (!machine.directory) {
      this.#over(removal);
      return;
    }
    if (machine.retries >= STUCK_AFTER && this.#lockHolder !== removal) {
      if (this.#lockHolder !== undefined) {
        removal.step = 'waits_for_lock';
        this.#lockLine.push(removal);
        return;
      }
      this.#lockHolder = removal;
    }
    machine.removalBegan(this.#world.sim.now);
    removal.step = 'round';
    this.#world.clouds.removes.begin(removal, this.#options.commandTimeout);
  }

  /** Stop and remove commands have ended. */
  roundOver(removal: Removal): void {
    const { machine } = removal;
    if (!this.#store.hasFailed(machine, removal)) {
      this.#gone(machine, false);
      this.#over(removal);
      return;
    }
    if (this.#isClosed) {
      this.#over(removal);
      return;
    }
    machine.removalFailed();
    removal.step = 'pause';
    this.#schedule(removal, RETRY_PAUSE);
  }

  #pauseOver(removal: Removal): void {
    const { machine } = removal;
    this.#unlock(removal);
    if (machine.retries < removal.maxAttempts) {
      this.#begin(removal);
      return;
    }
    machine.givenUp(true);
    removal.step = 'force';
    const time = this.#draws.forceDeleteTime(machine) + this.#world.clouds.apiLatency(machine.zone);
    machine.forced();
    this.#schedule(removal, time);
  }

  #forced(removal: Removal): void {
    const { machine } = removal;
    if (!this.#draws.forceDeleteFails(machine, machine.forceAttempts)) this.#gone(machine, true);
    this.#over(removal);
  }

  #gone(machine: DockerMachine, isForced: boolean): void {
    if (machine.directory) this.#store.removed(machine, isForced);
  }

  /** The record is dropped; a directory that is still there is unknown from here on. */
  #over(removal: Removal): void {
    const { machine } = removal;
    removal.step = 'over';
    // A later process may have begun one of its own.
    if (machine.removal === removal) machine.removedBy(undefined);
    const last = this.#removals.pop()!;
    if (last !== removal) this.#removals[(last.place = removal.place)] = last;
    this.#leaveRoll(removal);
    this.#unlock(removal);
    this.#spare.push(removal);
    if (!machine.directory) machine.pool.drop(machine);
    else if (!this.#isClosed) machine.pool.setState(machine, 'unattended');
    this.#removed(machine);
  }

  #unlock(removal: Removal): void {
    if (this.#lockHolder !== removal) return;
    this.#lockHolder = undefined;
    const next = this.#lockLine.shift();
    if (next !== undefined) {
      this.#lockHolder = next;
      this.#begin(next);
    }
  }

  /** Rounds after which a removal is given up. */
  #attempts({ wasFound }: DockerMachine, maxAttempts: number): number {
    if (!this.#options.givesUp) return Infinity;
    return wasFound || maxAttempts === 0 ? DEFAULT_REMOVAL_ATTEMPTS : maxAttempts;
  }

  #schedule(removal: Removal, time: Micros): void {
    if (removal.number === 0) removal.number = this.#roll.enter(removal);
    removal.event = this.#world.sim.schedule(time, Priority.CLOUD, this.#roll.over, removal.number);
  }

  #leaveRoll({ number }: Removal): void {
    if (number > 0) this.#roll.leave(number);
  }
}

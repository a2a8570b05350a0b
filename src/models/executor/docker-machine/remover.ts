/**
 * Removes machines: stop, remove, and after a failure again 30 s later (docs/explanation/machine-pool.md, "Creation and removal"). From the third
 * failure on only one machine of
 * the process is tried at a time; after MaxRemovalAttempts the directory is removed by force. One remover a process.
 */
import type { EventId } from '../../../sim/simulation.js';
import type { RemoveCommand, RemoveOwner } from '../../cloud/remove-commands.js';
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

/** One removal under way. */
interface Removal {
  /** Its own in the roll. */
  number: number;
  readonly remover: Remover;
  readonly machine: DockerMachine;
  /** Rounds after which it is given up; Infinity = never. */
  readonly maxAttempts: number;
  step: Step;
  event: EventId;
  /** Start of the removal. */
  readonly beganAt: Micros;
  /** Its latest round. */
  command: RemoveCommand | undefined;
  holdsLock: boolean;
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

export class Remover implements RemoveOwner {
  readonly #world: World;
  readonly #draws: DockerMachineDraws;
  readonly #store: Store;
  readonly #options: RemoverOptions;
  readonly #roll: Removals;
  /** By number of the machine. */
  readonly #removals = new Map<number, Removal>();
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
    const removal: Removal = {
      number: 0,
      remover: this,
      machine,
      maxAttempts: !this.#options.givesUp ? Infinity : machine.wasFound || maxAttempts === 0 ? DEFAULT_REMOVAL_ATTEMPTS : maxAttempts,
      step: 'round',
      event: 0,
      beganAt: this.#world.sim.now,
      command: undefined,
      holdsLock: false,
    };
    machine.removalDecided(reason, this.#world.sim.now);
    machine.pool.setState(machine, 'removing');
    removal.number = this.#roll.enter(removal);
    this.#removals.set(machine.number, removal);
    this.#begin(removal);
  }

  isRemoving(machine: DockerMachine): boolean {
    return this.#removals.has(machine.number);
  }

  /** The process ends: stop and remove commands that run are carried to their end, nothing follows them. */
  close(): void {
    this.#isClosed = true;
    this.#lockLine = [];
    if (!this.#options.shutdownStep) this.#undoLatest();
    const { sim } = this.#world;
    for (const removal of this.#removals.values()) {
      const { step, command } = removal;
      if (step === 'force' || (step === 'round' && sim.now > command!.stopEnd)) continue;
      if (step === 'round') this.#world.clouds.removes.abandon(command!);
      else sim.cancel(removal.event);
      removal.step = 'over';
      this.#roll.leave(removal.number);
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
    for (const { machine, step, command, beganAt } of this.#removals.values()) {
      if (step !== 'round' || beganAt !== now) continue;
      machine.removalUndone(now, command!.stopEnd);
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
    removal.command = this.#world.clouds.removes.begin(machine, this.#options.commandTimeout, this);
  }

  /** Stop and remove commands have ended. */
  roundOver(machine: DockerMachine, command: RemoveCommand): void {
    const { sim } = this.#world;
    const removal = this.#removals.get(machine.number)!;
    if (!this.#store.hasFailed(machine, command)) {
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
    removal.event = sim.schedule(RETRY_PAUSE, Priority.CLOUD, this.#roll.over, removal.number);
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
    removal.event = this.#world.sim.schedule(time, Priority.CLOUD, this.#roll.over, removal.number);
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
    this.#removals.delete(machine.number);
    this.#roll.leave(removal.number);
    this.#unlock(removal);
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
}

/**
 * Removes machines: stop, remove, and after a failure again 30 s later (specification 1.8). From the third failure on only one machine of
 * the process is tried at a time; after MaxRemovalAttempts the directory is removed by force. One remover a process.
 */
import type { EventId } from '../../sim/simulation.js';
import { NEVER, SECOND } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { RemovalReason } from '../../units/record.js';
import { NOT_YET } from '../../units/record.js';
import * as Priority from '../priority.js';
import type { World } from '../world.js';
import type { Machine } from './machine.js';

const STOP_TIMEOUT = 60 * SECOND;
const RETRY_PAUSE = 30 * SECOND;
/** Failed rounds after which a machine counts as stuck. */
export const STUCK_AFTER = 3;
/** MaxRemovalAttempts where it is unset, and of every machine that was found on disk. */
export const DEFAULT_REMOVAL_ATTEMPTS = 30;

type Step = 'round' | 'pause' | 'force' | 'waits_for_lock' | 'over';

/** One removal under way. */
interface Removal {
  readonly machine: Machine;
  /** Rounds after which it is given up; Infinity = never. */
  readonly maxAttempts: number;
  step: Step;
  event: EventId;
  /** Start of the removal. */
  readonly beganAt: Micros;
  /** End of the stop command of the current round. */
  stopEnd: Micros;
  holdsLock: boolean;
}

export interface RemoverOptions {
  /** Bound of one remove command; 0 = none. */
  readonly commandTimeout: Micros;
  readonly givesUp: boolean;
  /** A removal that begins at the very end of the process has its stop command started (15.6). */
  readonly shutdownStep: boolean;
}

export class Remover {
  readonly #world: World;
  readonly #options: RemoverOptions;
  readonly #handler: number;
  readonly #removals = new Map<number, Removal>();
  #lockHolder: Removal | undefined;
  #lockLine: Removal[] = [];
  #isClosed = false;
  /** Called when the record of a machine was dropped at the end of its removal. */
  onRemoved: ((machine: Machine) => void) | undefined;

  constructor(world: World, options: RemoverOptions) {
    this.#world = world;
    this.#options = options;
    this.#handler = world.sim.register((number) => this.#next(this.#removals.get(number)!));
  }

  /** Begins to remove a machine. `maxAttempts` is the entry's MaxRemovalAttempts (0 = default). */
  start(machine: Machine, reason: RemovalReason, maxAttempts: number): void {
    const removal: Removal = {
      machine,
      maxAttempts: !this.#options.givesUp ? Infinity : machine.wasFound || maxAttempts === 0 ? DEFAULT_REMOVAL_ATTEMPTS : maxAttempts,
      step: 'round',
      event: 0,
      beganAt: this.#world.sim.now,
      stopEnd: NOT_YET,
      holdsLock: false,
    };
    machine.retries = 0;
    machine.usedAt = this.#world.sim.now;
    machine.reachableUntil = -1;
    machine.reasonRemoved = reason;
    machine.gaveUp = false;
    machine.pool.setState(machine, 'removing');
    this.#removals.set(machine.number, removal);
    this.#begin(removal);
  }

  isRemoving(machine: Machine): boolean {
    return this.#removals.has(machine.number);
  }

  /** The process ends: stop and remove commands that run are carried to their end, nothing follows them. */
  close(): void {
    this.#isClosed = true;
    this.#lockLine = [];
    if (!this.#options.shutdownStep) this.#undoLatest();
    const { sim } = this.#world;
    for (const removal of this.#removals.values()) {
      const removeRuns = (removal.step === 'round' && sim.now > removal.stopEnd) || removal.step === 'force';
      if (removeRuns) continue;
      sim.cancel(removal.event);
      removal.step = 'over';
    }
  }

  /** Removals that began at this very instant did not get as far as their stop command. */
  #undoLatest(): void {
    const { now } = this.#world.sim;
    for (const { machine, step, stopEnd, beganAt } of this.#removals.values()) {
      if (step !== 'round' || beganAt !== now) continue;
      if (machine.removingAt === now) machine.removingAt = NOT_YET;
      if (machine.stoppedAt === stopEnd) machine.stoppedAt = NEVER;
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
    const { sim, fleet, draws } = this.#world;
    const stop = fleet.zones[machine.zone]!.stopTime;
    if (machine.removingAt === NOT_YET) machine.removingAt = sim.now;
    if (stop <= STOP_TIMEOUT) machine.stoppedAt = Math.min(machine.stoppedAt, sim.now + stop);
    removal.step = 'round';
    removal.stopEnd = sim.now + Math.min(stop, STOP_TIMEOUT);
    machine.removeAttempts++;
    const time = draws.deleteTime(machine, machine.removeAttempts);
    const timeout = this.#options.commandTimeout;
    removal.event = sim.scheduleAt(
      removal.stopEnd + (timeout > 0 ? Math.min(time, timeout) : time),
      Priority.CLOUD,
      this.#handler,
      machine.number,
    );
  }

  #next(removal: Removal): void {
    switch (removal.step) {
      case 'round':
        this.#roundOver(removal);
        break;
      case 'pause':
        this.#pauseOver(removal);
        break;
      case 'force':
        this.#forced(removal);
        break;
      case 'waits_for_lock':
      case 'over':
        break;
    }
  }

  #roundOver(removal: Removal): void {
    const { machine } = removal;
    const { draws, sim } = this.#world;
    const timeout = this.#options.commandTimeout;
    const failed =
      machine.directory &&
      ((timeout > 0 && draws.deleteTime(machine, machine.removeAttempts) > timeout) || draws.deleteFails(machine, machine.removeAttempts));
    if (!failed) {
      this.#gone(machine);
      this.#over(removal);
      return;
    }
    if (this.#isClosed) {
      this.#over(removal);
      return;
    }
    machine.retries++;
    removal.step = 'pause';
    removal.event = sim.schedule(RETRY_PAUSE, Priority.CLOUD, this.#handler, machine.number);
  }

  #pauseOver(removal: Removal): void {
    const { machine } = removal;
    this.#unlock(removal);
    if (machine.retries < removal.maxAttempts) {
      this.#begin(removal);
      return;
    }
    machine.gaveUp = true;
    removal.step = 'force';
    const time = this.#world.draws.forceDeleteTime(machine);
    machine.forceAttempts++;
    removal.event = this.#world.sim.schedule(time, Priority.CLOUD, this.#handler, machine.number);
  }

  #forced(removal: Removal): void {
    const { machine } = removal;
    if (!this.#world.draws.forceDeleteFails(machine, machine.forceAttempts)) this.#gone(machine);
    this.#over(removal);
  }

  #gone(machine: Machine): void {
    if (!machine.directory) return;
    machine.directory = false;
    machine.goneAt = this.#world.sim.now;
  }

  /** The record is dropped; a directory that is still there is unknown from here on. */
  #over(removal: Removal): void {
    const { machine } = removal;
    removal.step = 'over';
    this.#removals.delete(machine.number);
    this.#unlock(removal);
    if (!machine.directory) machine.pool.drop(machine);
    else if (!this.#isClosed) machine.pool.setState(machine, 'unattended');
    this.onRemoved?.(machine);
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

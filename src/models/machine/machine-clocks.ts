/**
 * The clocks of a machine: the instants of its life, and what its time is booked to, in one list of doubles. A field that holds a double holds an
 * object, and a machine has nearly twenty: as fields they took a pool of 100 000 machines a quarter more memory and CPU time to fill, and each
 * change of state reached for three objects more.
 */
import type { MachineTime } from '../../record/machine.js';
import { NOT_YET } from '../../record/not-yet.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';
import type { MachineState } from './cloud-machine.js';

// Places in the list; those that a change of state looks at stand together.
export const STATE_SINCE = 0;
export const CHARGED_FROM = 1;
export const CHARGED_UNTIL = 2;
export const ORPHANED = 3;
/** Time booked inside the measurement period, as far as it is charged for. */
export const BOOT = 4;
export const IDLE = 5;
export const BUSY = 6;
export const TEARDOWN = 7;
export const ORPHAN = 8;
const REQUESTED = 9;
export const CREATE = 10;
export const BOOT_END = 11;
export const READY = 12;
export const FAILED = 13;
export const REMOVING = 14;
export const STOPPED = 15;
export const DIED = 16;
export const GONE = 17;
/** For what one kind of machine has of its own. */
export const FIRST_OWN = 18;
export const SECOND_OWN = 19;

const NO = NOT_YET;
const NEW = [0, NO, NEVER, NO, 0, 0, 0, 0, 0, 0, NO, NEVER, NO, NO, NO, NEVER, NO, NO, NO, NO];

/**
 * Returns the clocks of a machine that is decided on at `now`: a copy, not a list written out, for such ones the engine made among its old objects once
 * a pool had outlived a collection of garbage (ten full collections in two million single-use machines instead of two, and fresh pages throughout).
 */
export function newClocks(now: Micros): number[] {
  const clocks = NEW.slice();
  clocks[STATE_SINCE] = clocks[REQUESTED] = now;
  return clocks;
}

/** It has neither fields nor a constructor of its own: V8 does not inline one that is called by `super`. */
export abstract class MachineClocks {
  /** By place; to be written by a machine's own methods only. */
  protected abstract readonly clocks: number[];

  get requestedAt(): Micros {
    return this.clocks[REQUESTED]!;
  }

  /** Its create command began. */
  get createAt(): Micros {
    return this.clocks[CREATE]!;
  }

  /** End of its create command, which ended (or ends) well or not. */
  get bootEndsAt(): Micros {
    return this.clocks[BOOT_END]!;
  }

  get readyAt(): Micros {
    return this.clocks[READY]!;
  }

  /** Its creation had failed for good. */
  get failedAt(): Micros {
    return this.clocks[FAILED]!;
  }

  /** Its pool holds it as it does, and its time is booked up to here. */
  get stateSince(): Micros {
    return this.clocks[STATE_SINCE]!;
  }

  /** It exists from here on, as a rule since its create command began. */
  get chargedFrom(): Micros {
    return this.clocks[CHARGED_FROM]!;
  }

  /** It is not charged for any more (it was preempted, or found by a cleaner). */
  get chargedUntil(): Micros {
    return this.clocks[CHARGED_UNTIL]!;
  }

  get removingAt(): Micros {
    return this.clocks[REMOVING]!;
  }

  /** From here on a stop command has ended on it, or it is dead. */
  get stoppedAt(): Micros {
    return this.clocks[STOPPED]!;
  }

  get diedAt(): Micros {
    return this.clocks[DIED]!;
  }

  /** From here on it lives unknown to every manager. */
  get orphanedAt(): Micros {
    return this.clocks[ORPHANED]!;
  }

  get goneAt(): Micros {
    return this.clocks[GONE]!;
  }

  /** Writes what its time is booked to into `out`. */
  copyTime(out: MachineTime): void {
    const { clocks } = this;
    out.boot = clocks[BOOT]!;
    out.idle = clocks[IDLE]!;
    out.busy = clocks[BUSY]!;
    out.teardown = clocks[TEARDOWN]!;
    out.orphan = clocks[ORPHAN]!;
  }
}

/** What tells the time. */
export interface Ticking {
  readonly now: Micros;
}

/** The measurement period. */
export interface Period {
  readonly warmup: Micros;
  readonly horizon: Micros;
}

/**
 * Books the time of a machine in this state, from its last change of state up to now, as far as it is charged for and lies in the period, into its
 * `clocks`. It is given the clock and the period themselves, not their instants: four doubles would be four objects a change of state. It stands
 * beside the places, for constants of another module are looked up at each use.
 */
export function bookTime(state: MachineState, clocks: number[], clock: Ticking, { warmup, horizon }: Period): void {
  const chargedFrom = clocks[CHARGED_FROM]!;
  // Waiting for its turn, or for an API that hangs, it does not exist yet; its manager may be gone meanwhile.
  if (chargedFrom === NOT_YET) return;
  // No Math.max and Math.min: they look at each number twice more, for NaN and for -0.
  let from = clocks[STATE_SINCE]!;
  if (from < warmup) from = warmup;
  if (from < chargedFrom) from = chargedFrom;
  let to = clocks[CHARGED_UNTIL]!;
  if (to > horizon) to = horizon;
  if (to > clock.now) to = clock.now;
  if (to <= from) return;
  const orphanedAt = clocks[ORPHANED]!;
  let until = to;
  if (orphanedAt !== NOT_YET) {
    clocks[ORPHAN]! += Math.max(0, to - Math.max(from, orphanedAt));
    until = Math.min(to, orphanedAt);
    if (until <= from) return;
  }
  switch (state) {
    case 'creating':
      clocks[BOOT]! += until - from;
      break;
    case 'used':
      clocks[BUSY]! += until - from;
      break;
    case 'removing':
      clocks[TEARDOWN]! += until - from;
      break;
    default:
      clocks[IDLE]! += until - from;
  }
}

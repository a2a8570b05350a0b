/**
 * The instants of a machine's life, in one list of doubles. A field that holds a double holds an object, and a machine has a dozen of them: as
 * fields they took a pool of 100 000 machines a quarter more memory and a fifth more time to fill (CPU, with its collections).
 */
import { NOT_YET } from '../../record/not-yet.js';
import { NEVER } from '../../units/time.js';
import type { Micros } from '../../units/time.js';

/** Their places in the list. */
export const REQUESTED = 0;
export const CREATE = 1;
export const BOOT_END = 2;
export const READY = 3;
export const FAILED = 4;
export const STATE_SINCE = 5;
export const CHARGED_FROM = 6;
export const CHARGED_UNTIL = 7;
export const REMOVING = 8;
export const STOPPED = 9;
export const DIED = 10;
export const ORPHANED = 11;
export const GONE = 12;
/** For what one kind of machine has of its own. */
export const FIRST_OWN = 13;
export const SECOND_OWN = 14;

export class MachineInstants {
  /** By place; to be written by a machine's own methods only. */
  protected readonly instants: number[];

  /** It is decided on, now. */
  constructor(now: Micros) {
    // In the order of the places.
    this.instants = [
      now,
      NOT_YET,
      NEVER,
      NOT_YET,
      NOT_YET,
      now,
      NOT_YET,
      NEVER,
      NOT_YET,
      NEVER,
      NOT_YET,
      NOT_YET,
      NOT_YET,
      NOT_YET,
      NOT_YET,
    ];
  }

  get requestedAt(): Micros {
    return this.instants[REQUESTED]!;
  }

  /** Its create command began. */
  get createAt(): Micros {
    return this.instants[CREATE]!;
  }

  /** End of its create command, which ended (or ends) well or not. */
  get bootEndsAt(): Micros {
    return this.instants[BOOT_END]!;
  }

  get readyAt(): Micros {
    return this.instants[READY]!;
  }

  /** Its creation had failed for good. */
  get failedAt(): Micros {
    return this.instants[FAILED]!;
  }

  /** Its pool holds it as it does, and its time is booked up to here. */
  get stateSince(): Micros {
    return this.instants[STATE_SINCE]!;
  }

  /** It exists from here on, as a rule since its create command began. */
  get chargedFrom(): Micros {
    return this.instants[CHARGED_FROM]!;
  }

  /** It is not charged for any more (it was preempted, or found by a cleaner). */
  get chargedUntil(): Micros {
    return this.instants[CHARGED_UNTIL]!;
  }

  get removingAt(): Micros {
    return this.instants[REMOVING]!;
  }

  /** From here on a stop command has ended on it, or it is dead. */
  get stoppedAt(): Micros {
    return this.instants[STOPPED]!;
  }

  get diedAt(): Micros {
    return this.instants[DIED]!;
  }

  /** From here on it lives unknown to every manager. */
  get orphanedAt(): Micros {
    return this.instants[ORPHANED]!;
  }

  get goneAt(): Micros {
    return this.instants[GONE]!;
  }
}

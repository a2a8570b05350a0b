/**
 * `delete_instances_on_shutdown` (reference, section 7): when the last worker of a stopping process is done, every instance is deleted, and
 * the process waits for so many looks at most.
 */
import type { EventId } from '../../../sim/simulation.js';
import type { Micros } from '../../../units/time.js';
import * as Priority from '../../priority.js';
import type { Roster } from './roster.js';
import type { Limited, ScalerEvents } from './scaler-events.js';
import type { Updates } from './updates.js';

export class Shutdown<I extends { readonly number: number }> implements Limited {
  readonly #events: ScalerEvents;
  readonly #roster: Roster<I>;
  readonly #updates: Updates<I>;
  readonly #settings: { readonly interval: Micros; readonly looks: number };
  readonly #done: () => void;
  /** Its own in the roll. */
  #number = 0;
  #event: EventId = 0;
  #looks = 0;

  constructor(
    events: ScalerEvents,
    settings: { readonly interval: Micros; readonly looks: number },
    around: { readonly roster: Roster<I>; readonly updates: Updates<I>; readonly done: () => void },
  ) {
    this.#events = events;
    this.#settings = settings;
    this.#roster = around.roster;
    this.#updates = around.updates;
    this.#done = around.done;
  }

  /** The scaler's own updates have stopped. */
  begin(): void {
    this.#number = this.#events.limited.enter(this);
    for (const member of [...this.#roster.members]) if (member.state !== 'deleting') this.#updates.remove(member, 'drain');
    this.#waitOrEnd();
  }

  close(): void {
    this.#events.sim.cancel(this.#event);
    this.#events.limited.leave(this.#number);
  }

  /** The next look. */
  timeIsOver(): void {
    this.#looks++;
    for (const member of [...this.#roster.members]) {
      if (!this.#updates.forgetIfGone(member) && this.#looks < this.#settings.looks) this.#updates.askAgain(member);
    }
    this.#waitOrEnd();
  }

  #waitOrEnd(): void {
    const { sim, limited, timeIsOver } = this.#events;
    if (this.#roster.members.length === 0 || this.#looks >= this.#settings.looks) {
      limited.leave(this.#number);
      this.#done();
    } else this.#event = sim.schedule(this.#settings.interval, Priority.UPDATE, timeIsOver, this.#number);
  }
}

/**
 * `delete_instances_on_shutdown` (reference, section 7): when the last worker of a stopping process is done, every instance is deleted, and
 * the process waits for so many looks at most.
 */
import type { EventId, HandlerId, Simulation } from '../../../sim/simulation.js';
import type { Micros } from '../../../units/time.js';
import * as Priority from '../../priority.js';
import type { Roster } from './roster.js';
import type { Updates } from './updates.js';

export class Shutdown<I extends { readonly number: number }> {
  readonly #sim: Simulation;
  readonly #roster: Roster<I>;
  readonly #updates: Updates<I>;
  readonly #settings: { readonly interval: Micros; readonly looks: number };
  readonly #done: () => void;
  readonly #handler: HandlerId;
  #event: EventId = 0;
  #looks = 0;

  constructor(
    sim: Simulation,
    settings: { readonly interval: Micros; readonly looks: number },
    around: { readonly roster: Roster<I>; readonly updates: Updates<I>; readonly done: () => void },
  ) {
    this.#sim = sim;
    this.#settings = settings;
    this.#roster = around.roster;
    this.#updates = around.updates;
    this.#done = around.done;
    this.#handler = sim.register(() => this.#look());
  }

  /** The scaler's own updates have stopped. */
  begin(): void {
    for (const member of [...this.#roster.members]) if (member.state !== 'deleting') this.#updates.remove(member, 'drain');
    this.#waitOrEnd();
  }

  close(): void {
    this.#sim.cancel(this.#event);
  }

  #look(): void {
    this.#looks++;
    for (const member of [...this.#roster.members]) {
      if (!this.#updates.forgetIfGone(member) && this.#looks < this.#settings.looks) this.#updates.askAgain(member);
    }
    this.#waitOrEnd();
  }

  #waitOrEnd(): void {
    if (this.#roster.members.length === 0 || this.#looks >= this.#settings.looks) this.#done();
    else this.#event = this.#sim.schedule(this.#settings.interval, Priority.UPDATE, this.#handler, 0);
  }
}

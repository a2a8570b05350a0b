/** What a job's preparation is made of: the time from its hand-out to its script, booked part by part as the steps end. */
import { PREPARATION_PARTS } from '../../record/preparation.js';
import { NOUGHT } from '../../units/shapes.js';
import type { Micros } from '../../units/time.js';

/** Indices of the parts. */
export const UPDATE = PREPARATION_PARTS.indexOf('update');
export const START = PREPARATION_PARTS.indexOf('start');
export const CHECK = PREPARATION_PARTS.indexOf('check');
export const GROWTH_SLOT = PREPARATION_PARTS.indexOf('growth_slot');
export const BOOT = PREPARATION_PARTS.indexOf('boot');
export const FAILED_TRIES = PREPARATION_PARTS.indexOf('failed_tries');
export const STAGES = PREPARATION_PARTS.indexOf('stages');

/**
 * Whole micros by part; their sum is at any time that between the hand-out and the latest booking. A job whose script never began has
 * parts up to where its preparation ended (its final update began), was cut off with its process, or stands at the end of the run. Checks,
 * growth slot and boot are those of the latest try: a try that fails takes them along.
 */
export class Preparation {
  readonly parts = new Float64Array(PREPARATION_PARTS.length);
  #booked: Micros = NOUGHT;

  /** The job is handed out. */
  begin(at: Micros): void {
    for (let part = 0; part < this.parts.length; part++) this.parts[part] = 0;
    this.#booked = at;
  }

  /** The time since the latest booking belongs to `part`. */
  book(part: number, now: Micros): void {
    this.parts[part]! += now - this.#booked;
    this.#booked = now;
  }

  /** A wait for a machine is over: up to `createAt` its own creation waited for a growth slot; NOT_YET = until now; undefined = it has none. */
  bookWait(createAt: Micros | undefined, now: Micros): void {
    if (createAt !== undefined) {
      const slotAt = createAt < 0 ? now : Math.min(Math.max(createAt, this.#booked), now);
      this.book(GROWTH_SLOT, slotAt);
    }
    this.book(BOOT, now);
  }

  /** The try has failed. */
  tryFailed(): void {
    const { parts } = this;
    parts[FAILED_TRIES]! += parts[CHECK]! + parts[GROWTH_SLOT]! + parts[BOOT]!;
    parts[CHECK] = parts[GROWTH_SLOT] = parts[BOOT] = 0;
  }
}

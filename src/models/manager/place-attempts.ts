/**
 * A job's attempts to get a place to run, whatever its executor: up to three, with a pause after each that fails (docs/explanation/machine-pool.md,
 * "On demand").
 */
import type { EventId, Simulation } from '../../sim/simulation.js';
import type { Micros } from '../../units/time.js';
import type { Seeker } from '../executor/executor.js';
import { FAILED_TRIES } from '../job/preparation.js';
import * as Priority from '../priority.js';
import { ATTEMPT_PAUSE, ATTEMPTS } from './stage-run.js';
import type { JobHolder } from './job-holder.js';

/** The job that wants the place. Its limit cuts the attempts, but never within one. */
export interface PlaceOwner extends Seeker {
  /** `isCut`: the limit came first; else all attempts failed. */
  noPlace(isCut: boolean): void;
}

export class PlaceAttempts {
  readonly #sim: Simulation;
  readonly #worker: JobHolder;
  readonly #owner: PlaceOwner;
  #attempt = 0;
  #isPausing = false;
  #event: EventId = 0;
  /** When the pause after an attempt ends where nothing cuts it. */
  #pauseEndsAt: Micros = 0;

  constructor(worker: JobHolder, owner: PlaceOwner) {
    this.#sim = worker.world.sim;
    this.#worker = worker;
    this.#owner = owner;
  }

  /** The how-manieth attempt it is, from 1. */
  get attempt(): number {
    return this.#attempt;
  }

  begin(): void {
    this.#attempt = 0;
    this.#try();
  }

  /** The process is gone. */
  cancel(): void {
    if (this.#isPausing) this.#sim.cancel(this.#event);
    this.#isPausing = false;
  }

  /** What it is at counts to the preparation up to now. */
  settle(): void {
    if (this.#isPausing) this.#owner.preparation.book(FAILED_TRIES, this.#sim.now);
    else this.#worker.acquisition.settle();
  }

  /** The owner's limit has changed: where a pause between attempts can be cut, it ends earlier. */
  limitChanged(): void {
    if (!this.#isPausing) this.#worker.acquisition.limitChanged();
    else if (this.#worker.process.flags.attemptPauseIsCut) {
      this.#sim.cancel(this.#event);
      this.#pause(Math.max(0, Math.min(this.#pauseEndsAt, this.#owner.limit) - this.#sim.now));
    }
  }

  /** The attempt under way has failed. */
  failed(): void {
    this.#owner.preparation.tryFailed();
    this.#pauseEndsAt = this.#sim.now + ATTEMPT_PAUSE;
    const left = this.#owner.limit - this.#sim.now;
    if (left <= 0) this.#owner.noPlace(true);
    else this.#pause(this.#worker.process.flags.attemptPauseIsCut ? Math.min(ATTEMPT_PAUSE, left) : ATTEMPT_PAUSE);
  }

  /** The pause after an attempt is over. */
  pauseOver(): void {
    this.settle();
    this.#isPausing = false;
    if (this.#attempt >= ATTEMPTS) this.#owner.noPlace(false);
    else if (this.#sim.now >= this.#owner.limit) this.#owner.noPlace(true);
    else this.#try();
  }

  #try(): void {
    this.#attempt++;
    this.#worker.acquisition.seek(this.#owner);
  }

  #pause(time: Micros): void {
    const { world, process, id } = this.#worker;
    this.#isPausing = true;
    const priority = this.#attempt < ATTEMPTS ? Priority.SEEK : Priority.JOB;
    this.#event = world.sim.schedule(time, priority, process.handlers.attemptPauseOver, id);
  }
}

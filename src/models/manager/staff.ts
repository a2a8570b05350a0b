/** The workers of a process, `concurrent` of them: those who have an entry, and how many are free. */
import { invariant } from '../../sim/invariant.js';
import type { Employer } from './employer.js';
import type { Worker } from './worker.js';
import type { Workers } from './workers.js';

export class Staff {
  /** Workers without an entry. */
  free = 0;
  /** Workers that end as soon as they are free (`concurrent` was lowered). */
  excess = 0;
  readonly #process: Employer;
  readonly #workers: Workers;
  /** All there are, in the order of their numbers; more are hired only as they are needed. */
  readonly #all: Worker[] = [];
  /** Those without an entry. */
  readonly #idle: Worker[] = [];
  #turns = 0;

  constructor(process: Employer, workers: Workers) {
    this.#process = process;
    this.#workers = workers;
  }

  get hasBusy(): boolean {
    return this.#all.some(({ isEmployed }) => isEmployed);
  }

  /** Those who work on an entry, in the order in which they got it. */
  get byTurn(): Worker[] {
    return this.byNumber.sort((a, b) => a.turn - b.turn);
  }

  /** Those who work on an entry, in the order of their numbers. */
  get byNumber(): Worker[] {
    return this.#all.filter(({ isEmployed }) => isEmployed);
  }

  /** The process starts: all are free. */
  begin(concurrent: number): void {
    this.free = concurrent;
    this.excess = 0;
  }

  /** `concurrent` has changed: workers are added at once, and end as they are free. */
  change(by: number): void {
    const gone = by < 0 ? Math.min(this.free, -by) : -by;
    this.free -= gone;
    this.excess = Math.max(0, -by - gone);
  }

  /** One of the free is set aside for an entry; it is its turn. */
  take(): Worker {
    this.free--;
    const worker = this.#idle.pop() ?? this.#hire();
    worker.turn = ++this.#turns;
    return worker;
  }

  /** One who was set aside begins to work. */
  employ(worker: Worker): void {
    worker.isEmployed = true;
  }

  /** One who was set aside has no entry any more; whether it is free is another matter. */
  putBack(worker: Worker): void {
    this.#idle.push(worker);
  }

  /** One who was set aside is free, which concerns nobody. */
  freeQuietly(worker: Worker): void {
    this.#idle.push(worker);
    this.free++;
  }

  /** A worker has no entry any more; whether it is free is another matter. */
  dismiss(worker: Worker): void {
    invariant(worker.isEmployed, 'a worker that is dismissed has an entry');
    worker.isEmployed = false;
    this.#idle.push(worker);
  }

  /** None has an entry any more, and none is free. */
  end(): void {
    for (const worker of this.byNumber) {
      worker.isEmployed = false;
      this.#idle.push(worker);
    }
    this.free = 0;
  }

  #hire(): Worker {
    const worker = this.#workers.hire(this.#process);
    this.#all.push(worker);
    return worker;
  }
}

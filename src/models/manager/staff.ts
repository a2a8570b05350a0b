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
  /** By number: those who have an entry, or are set aside for one. */
  readonly #present: (Worker | undefined)[] = [];
  /** Numbers that nobody has; the last to be given back is the first to be taken. */
  readonly #numbers: number[] = [];
  #turns = 0;

  constructor(process: Employer, workers: Workers) {
    this.#process = process;
    this.#workers = workers;
  }

  get hasBusy(): boolean {
    return this.#present.some((worker) => worker?.isEmployed);
  }

  /** Those who work on an entry, in the order in which they got it. */
  get byTurn(): Worker[] {
    return this.byNumber.sort((a, b) => a.turn - b.turn);
  }

  /** Those who work on an entry, in the order of their numbers. */
  get byNumber(): Worker[] {
    return this.#present.filter((worker): worker is Worker => worker !== undefined && worker.isEmployed);
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
    const worker = this.#workers.take(this.#process);
    worker.place = this.#numbers.pop() ?? this.#present.length;
    this.#present[worker.place] = worker;
    worker.turn = ++this.#turns;
    return worker;
  }

  /** One who was set aside begins to work. */
  employ(worker: Worker): void {
    worker.isEmployed = true;
  }

  /** One who was set aside has no entry any more; whether it is free is another matter. */
  putBack(worker: Worker): void {
    this.#leave(worker);
  }

  /** One who was set aside is free, which concerns nobody. */
  freeQuietly(worker: Worker): void {
    this.#leave(worker);
    this.free++;
  }

  /** A worker has no entry any more; whether it is free is another matter. */
  dismiss(worker: Worker): void {
    invariant(worker.isEmployed, 'a worker that is dismissed has an entry');
    worker.isEmployed = false;
    this.#leave(worker);
  }

  /** None has an entry any more, and none is free. */
  end(): void {
    for (const worker of this.byNumber) {
      worker.isEmployed = false;
      this.#leave(worker);
    }
    this.free = 0;
  }

  #leave(worker: Worker): void {
    this.#present[worker.place] = undefined;
    this.#numbers.push(worker.place);
    this.#workers.giveBack(worker);
  }
}

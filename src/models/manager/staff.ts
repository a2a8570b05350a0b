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
  /** Those without an entry; more exist only as they are needed. */
  readonly #idle: Worker[] = [];
  /** In no order, each knows its place: a set that loses and gains a worker with every job is copied again and again (110 bytes a job). */
  readonly #busy: Worker[] = [];
  #turns = 0;

  constructor(process: Employer, workers: Workers) {
    this.#process = process;
    this.#workers = workers;
  }

  get hasBusy(): boolean {
    return this.#busy.length > 0;
  }

  /** Those who work on an entry, in the order in which they got it. */
  get byTurn(): Worker[] {
    return [...this.#busy].sort((a, b) => a.turn - b.turn);
  }

  /** Those who work on an entry, in the order of their numbers. */
  get byNumber(): Worker[] {
    return [...this.#busy].sort((a, b) => a.id - b.id);
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
    const worker = this.#idle.pop() ?? this.#workers.hire(this.#process);
    worker.turn = ++this.#turns;
    return worker;
  }

  /** One who was set aside begins to work. */
  employ(worker: Worker): void {
    worker.place = this.#busy.length;
    this.#busy.push(worker);
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
    const busy = this.#busy;
    invariant(busy[worker.place] === worker, 'a worker that is dismissed has an entry');
    const last = busy.pop()!;
    if (last !== worker) {
      busy[worker.place] = last;
      last.place = worker.place;
    }
    this.#idle.push(worker);
  }

  /** None has an entry any more, and none is free. */
  end(): void {
    this.#idle.push(...this.byNumber);
    this.#busy.length = 0;
    this.free = 0;
  }
}

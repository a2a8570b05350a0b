/**
 * Why the pending jobs of a class wait: the time it has spent in each cause, accumulated only while jobs are pending. A job's wait is the
 * difference of the accumulators between its queueing and its leaving; the parts add up to it exactly.
 */
import type { Signal } from '../../sim/signal.js';
import { WAIT_CAUSES } from '../../record/wait-causes.js';
import type { JobIndex } from '../../units/indices.js';
import { NOUGHT } from '../../units/shapes.js';
import type { Micros } from '../../units/time.js';
import * as Causes from './causes.js';
import { Overtakes } from './overtakes.js';

// V8 compiles in what a module's own constants are, and reads and tests those of another at each use.
const { NEXT_POLL, NO_RUNNER, OUTAGE, PAUSED, REQUEST_SLOT } = Causes;

const CAUSES = WAIT_CAUSES.length;

/** What keeps one entry from taking a job. */
export interface HoldGate {
  /** As of the latest look (`causes.ts`). */
  readonly cause: number;
  /** Jobs that it could take without a machine more; Infinity where it needs none. As of the latest look. */
  readonly ready: number;
  /** It would work, but for an outage of GitLab, of its manager's host or of the cloud or zone of its machines. As of the latest look. */
  readonly isOut: boolean;
  /** Nothing but its next poll keeps it from any number of jobs, and there are no outages: what holds the others need not be asked. As of the latest look. */
  readonly takesAny: boolean;
  /** Looks anew; true when something has changed. */
  look(): boolean;
  /** What keeps it, now, from taking more jobs than it is ready for. */
  beyond(): number;
}

/** Columns of the job table that a hold reads and writes. */
export interface WaitColumns {
  readonly place: Float64Array;
  readonly waits: Float64Array;
  /** Causes that have held any class so far: no row of `waits` has, or ever had, anything but nought for the others. */
  readonly causes: number[];
  readonly overtaken: Float64Array;
  readonly inOutage: Float64Array;
}

export class Hold {
  /** Pending jobs. */
  size = 0;
  readonly #sim: { readonly now: Micros };
  readonly #jobs: WaitColumns;
  /** Entries that may take its jobs. */
  readonly #gates: readonly HoldGate[];
  /** By cause: pending jobs held by it, over all classes. */
  readonly #signals: readonly Signal[];
  /** What holds jobs that no process asks for: no registration, or one that no configuration uses. */
  readonly #worst: number;
  readonly #sums = new Float64Array(CAUSES);
  #cause = NO_RUNNER;
  /** An entry that took any number of jobs when it was looked at last. As long as it does the others are not looked at. */
  #decider: HoldGate | undefined;
  /** Jobs that its entries could take without a machine more. */
  #ready = NOUGHT;
  /** An outage keeps one of its entries from working, whatever the least blocked one waits for. */
  #isOut = false;
  /** Time it was so. */
  #outSum: Micros = NOUGHT;
  #since: Micros = NOUGHT;
  readonly #overtakes = new Overtakes();

  /** `isMatched`: some registration may take its jobs. */
  constructor(
    sim: { readonly now: Micros },
    jobs: WaitColumns,
    gates: readonly HoldGate[],
    signals: readonly Signal[],
    isMatched: boolean,
  ) {
    this.#sim = sim;
    this.#jobs = jobs;
    this.#gates = gates;
    this.#signals = signals;
    this.#worst = isMatched && gates.length === 0 ? PAUSED : NO_RUNNER;
  }

  /** More jobs wait than its entries are ready for: what holds it is what keeps their pools from more machines. */
  get isShort(): boolean {
    return this.size > this.#ready;
  }

  /** Another entry says what holds it, whatever this one does. */
  isDecidedBeside(gate: HoldGate): boolean {
    return this.#decider !== undefined && this.#decider !== gate;
  }

  /** A job has become pending. */
  enter(job: JobIndex): void {
    const isFirst = this.size === 0;
    if (isFirst) {
      this.#lookAround();
      this.#since = this.#sim.now;
    } else this.#charge();
    const wasShort = !isFirst && this.isShort;
    this.size++;
    // One more changes nothing for a class that is short already.
    if (!wasShort) this.#follow(this.size - 1);
    this.#signals[this.#cause]!.add(1);
    const { causes, waits, inOutage, place } = this.#jobs;
    const sums = this.#sums;
    const row = job * CAUSES;
    // Here and below by index: a for-of over two takes V8 half as many instructions again.
    for (let i = 0; i < causes.length; i++) waits[row + causes[i]!] = sums[causes[i]!]!;
    inOutage[job] = this.#outSum;
    place[job] = this.#overtakes.enter();
  }

  /** A job leaves: its row of the table holds its wait by cause from here on, and how often it was overtaken. */
  leave(job: JobIndex, isHandedOut: boolean): void {
    this.#writeWait(job);
    const { overtaken, place } = this.#jobs;
    overtaken[job] = this.#overtakes.leave(place[job]!, isHandedOut);
    const wasShort = this.isShort;
    this.size--;
    this.#signals[this.#cause]!.add(-1);
    if (wasShort && this.size > 0) this.#follow(this.size);
  }

  /** Writes the wait so far of a job that is pending still, for good (the end of the run). */
  settle(job: JobIndex): void {
    this.#writeWait(job);
    const { overtaken, place } = this.#jobs;
    overtaken[job] = this.#overtakes.overtaken(place[job]!);
  }

  /** One of its gates has changed. */
  gateChanged(): void {
    if (this.#decider !== undefined) this.#lookAtOthers();
    this.#follow(this.size);
  }

  #writeWait(job: JobIndex): void {
    this.#charge();
    const { causes, waits, inOutage } = this.#jobs;
    const sums = this.#sums;
    const row = job * CAUSES;
    for (let i = 0; i < causes.length; i++) {
      const cause = causes[i]!;
      waits[row + cause] = sums[cause]! - waits[row + cause]!;
    }
    inOutage[job] = this.#outSum - inOutage[job]!;
  }

  /** Brings the gates up to now: the one that has decided, and if it does no more all others. */
  #lookAround(): void {
    const decider = this.#decider;
    if (decider !== undefined) {
      decider.look();
      if (decider.takesAny) return;
    }
    this.#decider = undefined;
    for (const gate of this.#gates) if (gate !== decider) gate.look();
  }

  /** Brings all gates up to now, unless one has said that it decides. */
  #lookAtOthers(): void {
    if (this.#decider?.takesAny) return;
    this.#decider = undefined;
    for (const gate of this.#gates) gate.look();
  }

  /** What holds it is looked at anew; so many of its jobs are in the signals. */
  #follow(counted: number): void {
    this.#charge();
    const cause = this.#present();
    if (cause === this.#cause) return;
    if (counted > 0) {
      this.#signals[this.#cause]!.add(-counted);
      this.#signals[cause]!.add(counted);
    }
    this.#cause = cause;
  }

  /** Counts the time since it was counted last. */
  #charge(): void {
    const { now } = this.#sim;
    const span = now - this.#since;
    if (span === 0) return;
    const cause = this.#cause;
    if (this.#sums[cause] === 0) this.#holdsFirst(cause);
    this.#sums[cause]! += span;
    if (this.#isOut || cause === OUTAGE) this.#outSum += span;
    this.#since = now;
  }

  #holdsFirst(cause: number): void {
    const { causes } = this.#jobs;
    if (!causes.includes(cause)) causes.push(cause);
  }

  /**
   * What holds its least blocked entry; where more jobs wait than all are ready for, what keeps the least blocked from being ready for more. Notes whether an
   * outage keeps one of them from working.
   */
  #present(): number {
    this.#ready = Infinity;
    this.#isOut = false;
    if (this.#decider !== undefined) return NEXT_POLL;
    const gates = this.#gates;
    let least = this.#worst;
    let total = 0;
    for (let i = 0; i < gates.length; i++) {
      const gate = gates[i]!;
      if (gate.takesAny) {
        this.#decider = gate;
        return NEXT_POLL;
      }
      if (gate.isOut) this.#isOut = true;
      if (gate.cause > least) least = gate.cause;
      total += gate.ready;
    }
    this.#ready = total;
    if (least < REQUEST_SLOT || !this.isShort) return least;
    least = this.#worst;
    for (const gate of gates) least = Math.max(least, gate.beyond());
    return least;
  }
}

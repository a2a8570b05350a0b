/** Counts the jobs of one runner by when they were queued: how many came, and how many of them were late, in slots of equal width over the run. */
import type { JobRecord } from '../../record/job.js';
import type { MachineRecord } from '../../record/machine.js';
import { NOT_YET } from '../../record/not-yet.js';
import type { Recorder } from '../../record/recorder.js';
import type { RunnerIndex } from '../../units/indices.js';
import { SECOND, type Micros } from '../../units/time.js';

/** What is counted. */
export interface SlotsAsked {
  readonly runner: RunnerIndex;
  readonly width: Micros;
  /** How long before the run its first slot began: below the width. */
  readonly lead: Micros;
  /** A job is late at a line whose queue time is this or more. */
  readonly lines: readonly Micros[];
}

/** Counts by slot, as plain data whose size is that of the horizon, not of the jobs. */
export interface SlotColumns {
  /** Jobs that were queued, those of the warm-up included. */
  readonly queued: Float64Array;
  /** Jobs that count: those that were queued after the warm-up. */
  readonly jobs: Float64Array;
  /** Of those, by line, the late ones. */
  readonly late: readonly Float64Array[];
  /** Seconds that they waited, all together. */
  readonly waited: Float64Array;
  /** Machines that became ready, and the sums of the seconds that took and of their squares. */
  readonly boots: { readonly count: number; readonly seconds: number; readonly squares: number };
}

/** The recorder that counts. A job is of the runner that took it; one that nobody took is of every runner that may. */
export class SlotCounter implements Recorder {
  readonly #asked: SlotsAsked;
  readonly #warmup: Micros;
  readonly #queued: Float64Array;
  readonly #jobs: Float64Array;
  readonly #late: readonly Float64Array[];
  readonly #waited: Float64Array;
  #boots = 0;
  #seconds = 0;
  #squares = 0;

  constructor(asked: SlotsAsked, { horizon, warmup }: { readonly horizon: Micros; readonly warmup: Micros }) {
    const slots = Math.ceil((horizon + asked.lead) / asked.width);
    this.#asked = asked;
    this.#warmup = warmup;
    this.#queued = new Float64Array(slots);
    this.#jobs = new Float64Array(slots);
    this.#late = asked.lines.map(() => new Float64Array(slots));
    this.#waited = new Float64Array(slots);
  }

  job({ queuedAt, startedAt, runner, takers, waits }: Readonly<JobRecord>): void {
    const { runner: own, width, lead, lines } = this.#asked;
    const isTaken = runner >= 0;
    if (queuedAt === NOT_YET || (isTaken ? runner !== own : !takers.includes(own))) return;
    const slot = Math.min(this.#queued.length - 1, Math.floor((queuedAt + lead) / width));
    this.#queued[slot]!++;
    if (queuedAt < this.#warmup) return;
    const wait = startedAt === NOT_YET ? waits.reduce((sum, part) => sum + part, 0) : startedAt - queuedAt;
    this.#jobs[slot]!++;
    this.#waited[slot]! += wait / SECOND;
    for (let line = 0; line < lines.length; line++) if (wait >= lines[line]!) this.#late[line]![slot]!++;
  }

  machine({ runner, requestedAt, readyAt }: Readonly<MachineRecord>): void {
    if (runner !== this.#asked.runner || readyAt === NOT_YET) return;
    const seconds = (readyAt - requestedAt) / SECOND;
    this.#boots++;
    this.#seconds += seconds;
    this.#squares += seconds * seconds;
  }

  /** Returns what was counted, the arrays themselves. */
  columns(): SlotColumns {
    const boots = { count: this.#boots, seconds: this.#seconds, squares: this.#squares };
    return { queued: this.#queued, jobs: this.#jobs, late: this.#late, waited: this.#waited, boots };
  }
}

/** Finds the level of one period from runs: the least for which the share of late jobs is at most the target. */
import type { Cell, LevelRange, Target } from './cells.js';
import { Levels } from './cells.js';
import type { Counted } from './week-load.js';

/** Levels that are this near to each other, in shares of one, are the same to it. */
const NEAR = 0.02;
/** A level more that takes less than this share of the late jobs does not help: something else holds them. */
const HELPS = 0.05;
/** Bursts that are reckoned with. */
const [LEAST_BURSTS, MOST_BURSTS] = [0.02, 500];

/** What is asked for a level to be found. */
export interface StaffingQuestion {
  readonly cells: readonly Cell[];
  readonly boot: number;
  readonly target: Target;
  readonly range: LevelRange;
  /** Seconds of a job's wait that no machine is the cause of: until it is asked for. */
  readonly polling: number;
}

/**
 * The level of a period, round by round. After each run the closed form is fitted to what the run showed, by how bursty the jobs come, and the next level is the
 * least that it finds enough, between the greatest that failed and the least that held.
 * @see Feldman, Mandelbaum, Massey and Whitt, "Staffing of time-varying queues to achieve time-stable performance", Management Science 54, 2008: there the
 * next levels come of the distribution of the number in system
 */
export class PeriodStaffing {
  level: number;
  bursts: number;
  /** Whether the level will not change any more. */
  isSettled = false;
  /** Whether more machines no longer made fewer jobs late. */
  isStuck = false;
  readonly #question: StaffingQuestion;
  /** Shares of late jobs by line, by level that was played. */
  readonly #late = new Map<number, readonly number[]>();
  #failed: { readonly level: number; readonly excess: number } | undefined;
  #held: number | undefined;

  constructor(question: StaffingQuestion, level: number) {
    this.#question = question;
    this.level = level;
    this.bursts = question.cells[0]?.bursts ?? 1;
  }

  /** Shares of late jobs by line at the level that was found; undefined where it was not played. */
  get late(): readonly number[] | undefined {
    return this.#late.get(this.level);
  }

  /** Takes what a run of the level showed. */
  take(counted: Counted): void {
    if (this.isSettled || counted.jobs === 0) {
      this.isSettled = true;
      return;
    }
    this.#late.set(
      this.level,
      counted.late.map((own) => own / counted.jobs),
    );
    const excess = this.#excess(counted);
    const before = this.#failed;
    if (excess <= 1) this.#held = Math.min(this.level, this.#held ?? Infinity);
    else this.#failed = before === undefined || this.level > before.level ? { level: this.level, excess } : before;
    const isWorse = before !== undefined && this.level > before.level && excess > 1 && excess > before.excess * (1 - HELPS);
    if (isWorse) {
      this.isStuck = this.isSettled = true;
      this.level = before.level;
      return;
    }
    this.bursts = this.#fitted(counted);
    this.level = this.#next();
  }

  /** How many times the allowed share is late, at the line where that is most. */
  #excess({ jobs, late, waited }: Counted): number {
    const { lines, mean } = this.#question.target;
    const shares = lines.map(({ allowed }, line) => late[line]! / jobs / allowed);
    return Math.max(0, ...shares, ...(mean === undefined ? [] : [waited / jobs / mean]));
  }

  #next(): number {
    const { range } = this.#question;
    const [least, most] = [this.#failed === undefined ? range.least : this.#failed.level + 1, this.#held ?? range.most];
    if (this.#held !== undefined && this.#held - least < 1 + NEAR * this.#held) {
      this.isSettled = true;
      return this.#held;
    }
    if (least >= most) {
      this.isSettled = true;
      return most;
    }
    const wanted = this.#levels().of(this.#cells(this.bursts));
    // What held is not tried again: the next is below it.
    return Math.min(Math.max(wanted, least), this.#held === undefined ? most : most - 1);
  }

  /** Returns how bursty the jobs must come for the closed form to have what was counted. */
  #fitted({ jobs, late }: Counted): number {
    const { lines } = this.#question.target;
    const shares = lines.map(({ allowed }, line) => late[line]! / jobs / allowed);
    const line = shares.indexOf(Math.max(...shares));
    if (line < 0) return this.bursts;
    // Half a job where there was none: the true share is hardly nought.
    const seen = Math.max(late[line]!, 0.5) / jobs;
    const within = this.#target().lines[line]!.within;
    const levels = this.#levels();
    const predicted = (bursts: number): number => levels.late(this.#cells(bursts), this.level, within);
    if (predicted(LEAST_BURSTS) >= seen) return LEAST_BURSTS;
    if (predicted(MOST_BURSTS) <= seen) return MOST_BURSTS;
    let [low, high] = [Math.log(LEAST_BURSTS), Math.log(MOST_BURSTS)];
    for (let i = 0; i < 40; i++) {
      const middle = (low + high) / 2;
      if (predicted(Math.exp(middle)) < seen) low = middle;
      else high = middle;
    }
    return Math.exp((low + high) / 2);
  }

  #cells(bursts: number): Cell[] {
    return this.#question.cells.map((cell) => ({ ...cell, bursts }));
  }

  #levels(): Levels {
    const { range, boot } = this.#question;
    return new Levels(this.#target(), range, boot);
  }

  #target(): Target {
    return netOf(this.#question.target, this.#question.polling);
  }
}

/** Returns what remains of a target for the wait for a machine. */
export function netOf({ lines, mean }: Target, polling: number): Target {
  return {
    lines: lines.map(({ within, allowed }) => ({ within: Math.max(0, within - polling), allowed })),
    ...(mean === undefined ? {} : { mean: Math.max(mean / 10, mean - polling) }),
  };
}

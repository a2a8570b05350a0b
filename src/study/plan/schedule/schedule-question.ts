/** The question of a schedule: which pool is to have other levels over the week, for which target, in how many periods. */
import type { SideQuestion } from '../../compare/question.js';
import type { Sampling } from '../../sampling.js';
import type { RefusedSetting } from '../plan-question.js';
import type { Target } from './cells.js';
import type { SchedulePool } from './pool.js';

/** What a schedule is asked of. */
export interface ScheduleQuestion extends Sampling {
  /** The scenario as it is. */
  readonly today: SideQuestion;
  /** Returns the scenario under texts of `--set`. */
  readonly side: (set: readonly string[]) => SideQuestion | RefusedSetting;
  readonly pool: SchedulePool;
  readonly target: Target;
  /** Periods at most. */
  readonly most: number;
  /** What a period more must save: this share of the cost, and at least so many USD a month. */
  readonly worth: { readonly share: number; readonly usdPerMonth: number };
}

/** A period of a schedule. */
export interface SchedulePeriod {
  /** As people say it: `Mon-Fri 07-19`. */
  readonly name: string;
  /** Hours of the week, ascending; 0 is Monday 00:00 to 01:00. */
  readonly hours: readonly number[];
  /** The least level at which the jobs of the period kept the target. */
  readonly level: number;
  /** What is set in them today, least first. */
  readonly today: readonly number[];
  /** The path of its level, for a text of `--set` behind those of the schedule. */
  readonly levelPath: string;
  /** Whether more machines no longer made fewer jobs late, so that something else holds them. */
  readonly isStuck: boolean;
  /** Share of its jobs that was late at its level by line of the target; undefined where that level was not played. */
  readonly late?: readonly number[] | undefined;
}

/** Where to begin, and what to vary. */
export interface Schedule {
  readonly pool: SchedulePool;
  readonly periods: readonly SchedulePeriod[];
  /** The texts that write the periods with their levels, in order. */
  readonly set: readonly string[];
  /** Mean seconds of a boot, as measured. */
  readonly boot: number;
  /** USD a month that one of the level costs for an hour of the week, in all processes. */
  readonly hourPrice: number;
  /** USD a month that are worth acting on. */
  readonly worth: number;
  /** What a reader must know, one sentence each. */
  readonly notes: readonly string[];
  readonly used: { readonly rounds: number; readonly runs: number; readonly jobs: number };
}

/** Why there is no schedule. */
export interface NoSchedule {
  readonly why: string;
}

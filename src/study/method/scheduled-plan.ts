/** The method of plans whose first variables are the periods of the pools' weeks: each is found by a schedule, and all are then searched with the rest. */
import type { PlanQuestion } from '../plan/plan-question.js';
import type { PlanResult } from '../plan/plan-result.js';
import type { NoSchedule, Schedule } from '../plan/schedule/schedule-question.js';
import { poolWords, type WantedSchedule } from '../plan/schedule/schedule-request.js';
import { chained } from './chained.js';
import type { Method } from './method.js';
import { plan } from './plan.js';
import { schedule } from './schedule.js';

/** What became of the schedule of a pool. */
export interface FoundSchedule {
  readonly pool: WantedSchedule['pool'];
  readonly found: Schedule | NoSchedule;
}

/**
 * Returns the plan that begins with a schedule of each pool, one after the other: each is made beside those before it, and beside today's settings of the others.
 * `questionOf` makes the question out of what was found. What the schedules used is counted with the plan, and what they must say stands among the warnings.
 */
export function scheduledPlan(
  wanted: readonly WantedSchedule[],
  questionOf: (found: readonly FoundSchedule[]) => PlanQuestion,
): Method<PlanResult> {
  return next(wanted, [], questionOf);
}

function next(
  [first, ...rest]: readonly WantedSchedule[],
  sofar: readonly FoundSchedule[],
  questionOf: (found: readonly FoundSchedule[]) => PlanQuestion,
): Method<PlanResult> {
  if (first === undefined) return told(plan(questionOf(sofar)), sofar);
  const { pool } = first;
  const question = first.question(sofar.flatMap(({ found }) => ('why' in found ? [] : found.set)));
  if ('why' in question) return next(rest, [...sofar, { pool, found: question }], questionOf);
  return chained(schedule(question), (found) => next(rest, [...sofar, { pool, found }], questionOf));
}

function told(made: Method<PlanResult>, found: readonly FoundSchedule[]): Method<PlanResult> {
  return {
    fleets: made.fleets,
    get runs() {
      return made.runs;
    },
    *batches() {
      return withSchedules(yield* made.batches(), found);
    },
  };
}

function withSchedules(result: PlanResult, schedules: readonly FoundSchedule[]): PlanResult {
  const { settings, runs, jobs } = result.used;
  const used = schedules.flatMap(({ found }) => ('why' in found ? [] : [found.used]));
  return {
    ...result,
    used: {
      settings,
      runs: used.reduce((sum, own) => sum + own.runs, runs),
      jobs: used.reduce((sum, own) => sum + own.jobs, jobs),
    },
    warnings: [...result.warnings, ...schedules.flatMap((own) => words(own, schedules.length > 1))],
  };
}

/** What a reader must know of the schedule of a pool, which is named where there are several. */
function words({ pool, found }: FoundSchedule, isOneOfMany: boolean): string[] {
  const head = isOneOfMany ? `periods of ${poolWords(pool)}` : 'periods';
  if ('why' in found) return [`${head}: none were made, and its levels vary as they are written: ${found.why}`];
  const stuck = found.periods.filter(({ isStuck }) => isStuck).map(({ name }) => name);
  return [
    ...(found.notes.length === 0 ? [] : [`${head}: ${found.notes.join('; ')}`]),
    ...(stuck.length === 0
      ? []
      : [`${head}: ${stuck.join(', ')}: more machines no longer make fewer jobs late; something else holds them`]),
  ];
}

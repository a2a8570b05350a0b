/** The method of plans whose first variables are the periods of a pool's week: they are found by a schedule, and then searched with the rest. */
import type { PlanQuestion, PlanVariable } from '../plan/plan-question.js';
import type { PlanResult } from '../plan/plan-result.js';
import type { NoSchedule, Schedule, ScheduleQuestion } from '../plan/schedule/schedule-question.js';
import { scheduleVariables } from '../plan/schedule/schedule-variables.js';
import { chained } from './chained.js';
import type { Method } from './method.js';
import { plan } from './plan.js';
import { schedule } from './schedule.js';

/**
 * Returns the plan that begins with a schedule. `questionOf` makes the question of the variables of its periods; of undefined, where there is no schedule, it
 * makes one without them. What the schedule used is counted with the plan, and what it must say stands among the warnings.
 */
export function scheduledPlan(
  question: ScheduleQuestion,
  questionOf: (variables: readonly PlanVariable[] | undefined) => PlanQuestion,
): Method<PlanResult> {
  return chained(schedule(question), (found) => {
    const made = plan(questionOf('why' in found ? undefined : scheduleVariables(found)));
    return {
      fleets: made.fleets,
      get runs() {
        return made.runs;
      },
      *batches() {
        return withSchedule(yield* made.batches(), found);
      },
    };
  });
}

function withSchedule(result: PlanResult, found: Schedule | NoSchedule): PlanResult {
  if ('why' in found) return { ...result, warnings: [...result.warnings, `periods: none were made: ${found.why}`] };
  const { settings, runs, jobs } = result.used;
  const stuck = found.periods.filter(({ isStuck }) => isStuck).map(({ name }) => name);
  return {
    ...result,
    used: { settings, runs: runs + found.used.runs, jobs: jobs + found.used.jobs },
    warnings: [
      ...result.warnings,
      ...(found.notes.length === 0 ? [] : [`periods: ${found.notes.join('; ')}`]),
      ...(stuck.length === 0
        ? []
        : [`periods: ${stuck.join(', ')}: more machines no longer make fewer jobs late; something else holds them`]),
    ],
  };
}

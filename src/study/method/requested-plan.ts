/** The method that a request of `runcast plan` asks for: a plan, which may begin with the periods of the week. */
import type { PreparedScenario } from '../../scenario/prepare.js';
import { invariant } from '../../sim/invariant.js';
import { INDIFFERENCE, type PlanQuestion, type PlanVariable } from '../plan/plan-question.js';
import type { PlanResult } from '../plan/plan-result.js';
import { defaultPeriods } from '../plan/schedule/default-periods.js';
import { wantedSchedules } from '../plan/schedule/schedule-request.js';
import { scheduleVariables } from '../plan/schedule/schedule-variables.js';
import { isSaid, planQuestion, type PlanRequest } from '../plan/variables/plan-request.js';
import type { Method } from './method.js';
import { plan } from './plan.js';
import { scheduledPlan, type FoundSchedule } from './scheduled-plan.js';

/** A variable in the place of those of the periods, which are not known yet: what is wrong with the rest of a request is said before anything is played. */
const TO_COME: PlanVariable = { name: 'periods', values: ['as found', 'otherwise'], today: 'as it is', set: () => [] };

/**
 * Returns the method, or a sentence that says why there is none. Where nothing is said of what may vary, the periods of the week do too, if the load changes over
 * the week and the run holds one.
 */
export function requestedPlan(base: PreparedScenario, request: PlanRequest): Method<PlanResult> | { readonly problem: string } {
  const stated = request.periods ?? base.scenario.plan?.periods;
  const byItself = stated === undefined && !isSaid(base, request) ? defaultPeriods(base.fleet) : undefined;
  const most = stated ?? (byItself !== undefined && 'most' in byItself ? byItself.most : undefined);
  if (most === undefined) return withoutPeriods(base, request, byItself !== undefined && 'why' in byItself ? byItself.why : undefined);
  const checked = planQuestion(base, request, stated === undefined ? undefined : { variables: [TO_COME], pools: [] });
  if ('problem' in checked) return checked;
  const { file, seed, runcast } = request;
  const { replications, indifference } = checked;
  const worth = { share: indifference.share, usdPerMonth: INDIFFERENCE.usdPerMonth };
  const wanted = wantedSchedules(base, { file, seed, runcast, replications, most, worth });
  if ('why' in wanted) return stated === undefined ? withoutPeriods(base, request, wanted.why) : { problem: `--periods: ${wanted.why}` };
  return scheduledPlan(wanted, (schedules): PlanQuestion => {
    const question = planQuestion(base, request, {
      variables: periodsOf(schedules, base.scenario.timezone),
      pools: poolsOf(schedules, true),
      refused: poolsOf(schedules, false),
      alone: stated !== undefined,
    });
    invariant(!('problem' in question), 'a request that was checked can be put with the periods that were found');
    return question;
  });
}

/** The levels of all periods, named after their pool where there are several. */
function periodsOf(schedules: readonly FoundSchedule[], timezone: string): PlanVariable[] {
  return schedules.flatMap(({ pool, found }) => {
    if ('why' in found) return [];
    const isAlone = schedules.filter((other) => other.pool.group === pool.group).length === 1;
    const head = isAlone ? pool.group : `${pool.group} ${pool.entry}`;
    return scheduleVariables(found, timezone).map((own) => (schedules.length === 1 ? own : { ...own, name: `${head}: ${own.name}` }));
  });
}

/** The pools that have a schedule, or those that have none. */
function poolsOf(schedules: readonly FoundSchedule[], hasSchedule: boolean): FoundSchedule['pool'][] {
  return schedules.flatMap(({ pool, found }) => ('why' in found === hasSchedule ? [] : [pool]));
}

/** The plan of the levels that are there, with why no periods were looked for. */
function withoutPeriods(base: PreparedScenario, request: PlanRequest, why: string | undefined): ReturnType<typeof requestedPlan> {
  const question = planQuestion(base, request);
  if ('problem' in question) return question;
  const made = plan(question);
  if (why === undefined) return made;
  return {
    fleets: made.fleets,
    get runs() {
      return made.runs;
    },
    *batches() {
      const result = yield* made.batches();
      return { ...result, warnings: [...result.warnings, `periods: none were looked for: ${why}`] };
    },
  };
}

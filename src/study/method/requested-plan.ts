/** The method that a request of `runcast plan` asks for: a plan, which may begin with the periods of the week. */
import type { PreparedScenario } from '../../scenario/prepare.js';
import { INDIFFERENCE, type PlanQuestion, type PlanVariable } from '../plan/plan-question.js';
import type { PlanResult } from '../plan/plan-result.js';
import { scheduleQuestion } from '../plan/schedule/schedule-request.js';
import { planQuestion, type PlanRequest } from '../plan/variables/plan-request.js';
import { invariant } from '../../sim/invariant.js';
import type { Method } from './method.js';
import { plan } from './plan.js';
import { scheduledPlan } from './scheduled-plan.js';

/** A variable in the place of those of the periods, which are not known yet: what is wrong with the rest of a request is said before anything is played. */
const TO_COME: PlanVariable = { name: 'periods', values: ['as found', 'otherwise'], today: 'as it is', set: () => [] };

/** Returns the method, or a sentence that says why there is none. */
export function requestedPlan(base: PreparedScenario, request: PlanRequest): Method<PlanResult> | { readonly problem: string } {
  const most = request.periods ?? base.scenario.plan?.periods;
  if (most === undefined) {
    const question = planQuestion(base, request);
    return 'problem' in question ? question : plan(question);
  }
  const checked = planQuestion(base, request, [TO_COME]);
  if ('problem' in checked) return checked;
  const { file, seed, runcast } = request;
  const { replications, indifference } = checked;
  const worth = { share: indifference.share, usdPerMonth: INDIFFERENCE.usdPerMonth };
  const schedule = scheduleQuestion(base, { file, seed, runcast, replications, most, worth });
  if ('why' in schedule) return { problem: `--periods: ${schedule.why}` };
  return scheduledPlan(schedule, (periods): PlanQuestion => {
    const question = planQuestion(base, request, periods);
    invariant(!('problem' in question), 'a request that was checked can be put with the periods that were found');
    return question;
  });
}

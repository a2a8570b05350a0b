/** Which of the settings that meet is the plan: the cheapest, unless one that is as cheap for all that anybody acts on changes less of what is set today. */
import { meanOf, type Evidence } from './certainty.js';
import type { Field, TriedSetting } from './field.js';
import type { PlanQuestion, PlanVariable } from './plan-question.js';
import { isSettled } from './race.js';
import type { SettingRuns } from './setting-runs.js';

/** Returns the plan of a question. Of what waiting costs only differences mean anything, so what gains nothing is told by the money alone. */
export function chosenPlan(
  { variables, indifference: { share, usdPerMonth } }: Pick<PlanQuestion, 'variables' | 'indifference'>,
  field: Field<SettingRuns>,
): TriedSetting<SettingRuns> | undefined {
  return chosen(field, variables, ({ evidence }) => Math.max(usdPerMonth, share * meanOf(evidence.plain.cost)));
}

/**
 * Returns the plan; undefined where nothing meets for certain. A change that gains less than `zone` says, USD a month, is no advice: of the settings that meet for
 * certain and cost as much as the cheapest within it, the one with the fewest variables that differ from today is taken, the cheapest of those, as long as what is
 * certain of the cheapest is certain of it: that nothing is better by more than the zone.
 */
export function chosen<Own extends Evidence>(
  field: Field<Own>,
  variables: readonly PlanVariable[],
  zone: (best: TriedSetting<Own>) => number,
): TriedSetting<Own> | undefined {
  const best = field.best();
  if (best === undefined) return undefined;
  const changes = ({ setting }: TriedSetting<Own>): number =>
    setting.filter((index, i) => variables[i]!.values[index] !== variables[i]!.today).length;
  const most = changes(best);
  const isBest = isSettled(field, best);
  return field.tried
    .filter((own) => changes(own) < most && field.isCertain(own) && field.difference(own, best) <= zone(best))
    .filter((own) => !isBest || isSettled(field, own))
    .reduce((least, own) => {
      const fewer = changes(own) - changes(least);
      return fewer < 0 || (fewer === 0 && field.difference(own, least) < 0) ? own : least;
    }, best);
}

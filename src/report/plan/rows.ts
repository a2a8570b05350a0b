/** The rows of a plan: what is set, what comes of it, what it costs; today beside the plan, or beside the nearest miss. */
import type { PlanAnswer } from '../../study/plan/plan-answer.js';
import type { PlanThreshold, Tried } from '../../study/plan/plan-result.js';
import { cleanText, countWords, dollarsText, NOTHING } from '../frame/numbers.js';
import { spoken, spokenShare } from '../frame/spoken.js';
import { foundWords, savingWords, shareWords, thresholdName, valueWords } from './words.js';

/** One row. */
export interface PlanRow {
  readonly name: string;
  readonly today: string;
  readonly plan: string;
  readonly verdict?: 'meets' | 'misses' | 'undecided' | undefined;
}

/** Returns the setting that stands beside today: the plan, or what comes nearest to one. */
export function advised({ tried, plan, nearest }: PlanAnswer): Tried | undefined {
  const index = plan ?? nearest;
  return index === null ? undefined : tried[index];
}

/** Returns the rows of what is set. */
export function settingRows(answer: PlanAnswer): PlanRow[] {
  const own = advised(answer);
  return answer.variables.map(({ name, today }, i) => ({
    name: cleanText(name),
    today: today.split(' to ').map(valueWords).join(' to '),
    plan: own === undefined ? NOTHING : valueWords(own.values[i]!),
  }));
}

/** Returns the rows of the thresholds; of those on a quantile also the share of jobs on the wrong side. */
export function thresholdRows(answer: PlanAnswer): PlanRow[] {
  const [today, own] = [answer.tried[answer.today]!, advised(answer)];
  return today.thresholds.flatMap((held, i): PlanRow[] => {
    const beside = own?.thresholds[i];
    const row = {
      name: thresholdName(held),
      today: spoken(held.threshold) || NOTHING,
      plan: beside === undefined ? NOTHING : foundWords(beside),
      verdict: beside?.verdict,
    };
    return [row, ...lateRow(held, beside)];
  });
}

function lateRow(today: PlanThreshold, beside: PlanThreshold | undefined): PlanRow[] {
  if (today.threshold.stat.kind !== 'quantile' || today.share === undefined) return [];
  const plan = beside === undefined ? NOTHING : shareWords(beside);
  return [{ name: `  ${today.share.of}`, today: spokenShare(today.share.estimate), plan, verdict: beside?.verdict }];
}

/**
 * Returns what a setting costs a month, or costs with waiting, beside the plan: that of the plan and the paired difference. Settings have played more runs or fewer, and the mean of
 * each over its own would put one that is dearer in every run below the plan.
 */
export function moneyOf(answer: PlanAnswer, own: Tried, of: 'costPerMonth' | 'objectivePerMonth'): number {
  const { tried, plan } = answer;
  const best = plan === null ? undefined : tried[plan]!;
  if (best === undefined || best === own) return own[of].estimate;
  const difference = of === 'objectivePerMonth' ? own.againstPlan?.estimate : costAgainstPlan(answer, own);
  return difference === undefined ? own[of].estimate : best[of].estimate + difference;
}

/** What it costs less that of the plan over the same draws: of what is minimised that which is not waiting. */
function costAgainstPlan({ tried, today, waitingPrice, costSaving }: PlanAnswer, own: Tried): number | undefined {
  const { againstPlan, waitingAgainstPlan } = own;
  if (waitingPrice === null) return againstPlan?.estimate;
  if (own === tried[today]) return costSaving?.estimate;
  if (againstPlan === null || typeof waitingAgainstPlan !== 'number') return undefined;
  return againstPlan.estimate - waitingPrice * waitingAgainstPlan;
}

/** Returns the hours a month that work was held up, beside the plan in the same way; null where nothing was played. */
export function waitingOf({ tried, plan }: PlanAnswer, own: Tried): number | null {
  const best = plan === null ? undefined : tried[plan]!;
  const { waitingHoursPerMonth, waitingAgainstPlan } = own;
  if (typeof best?.waitingHoursPerMonth !== 'number' || typeof waitingAgainstPlan !== 'number') return waitingHoursPerMonth;
  return best.waitingHoursPerMonth + waitingAgainstPlan;
}

/** Returns the rows of money; of waiting where it has a price. */
export function costRows(answer: PlanAnswer): PlanRow[] {
  const [today, own] = [answer.tried[answer.today]!, advised(answer)];
  const money = (name: string, of: 'costPerMonth' | 'objectivePerMonth', saving: PlanAnswer['saving']): PlanRow => {
    const before = moneyOf(answer, today, of);
    const saved = saving === null || own === today ? '' : `  ${savingWords(saving, before)}`;
    return { name, today: dollarsText(before), plan: own === undefined ? NOTHING : `${dollarsText(own[of].estimate)}${saved}` };
  };
  const cost = money('cost a month', 'costPerMonth', answer.costSaving);
  if (answer.waitingPrice === null) return [cost];
  const hours = (setting: Tried): string => {
    const found = waitingOf(answer, setting);
    return found === null ? NOTHING : `${countWords(found)} h`;
  };
  return [
    cost,
    { name: 'held up, a month', today: hours(today), plan: own === undefined ? NOTHING : hours(own) },
    money(`with waiting at ${dollarsText(answer.waitingPrice)}/h`, 'objectivePerMonth', answer.saving),
  ];
}

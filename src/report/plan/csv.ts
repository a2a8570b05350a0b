/** Everything that a plan tried as one table, a row a setting: its values, what it costs, what it keeps. */
import type { PlanAnswer } from '../../study/plan/plan-answer.js';
import type { Tried } from '../../study/plan/plan-result.js';
import { textCell } from '../../units/text-cell.js';
import { moneyOf, waitingOf } from './rows.js';

/** Returns the file; a cell is empty where there is no such figure. */
export function planCsv(answer: PlanAnswer): string {
  const { variables, tried, plan, today } = answer;
  const thresholds = tried[0]!.thresholds.map(
    ({ under, threshold: { subject, condition } }) => `${subject} ${condition}${under === '' ? '' : ` (${under})`}`,
  );
  const head = [
    ...variables.map(({ name }) => name),
    'is_today',
    'is_plan',
    'verdict',
    'runs',
    'cost_per_month',
    'cost_low',
    'cost_high',
    'waiting_hours_per_month',
    'objective_per_month',
    'is_on_frontier',
    ...thresholds.flatMap((name) => [name, `${name}: verdict`, `${name}: share on the wrong side`]),
  ];
  const rows = tried.map((own, i) => [...rowOf(answer, own, i === today, i === plan)]);
  return `${[head.map(textCell), ...rows].map((cells) => cells.join(',')).join('\n')}\n`;
}

/** Money and hours are those of the page: of the plan's runs and paired differences to it, the interval of the setting's own runs about them. */
function rowOf(answer: PlanAnswer, own: Tried, isToday: boolean, isPlan: boolean): string[] {
  const { estimate, low, high } = own.costPerMonth;
  const cost = moneyOf(answer, own, 'costPerMonth');
  const end = (x: number | null): number | null => (x === null || cost === estimate ? x : x + cost - estimate);
  const number = (x: number | null): string => (x === null ? '' : String(x));
  // A sum of three parts has no more digits than this that mean anything.
  const sum = (x: number | null): string => (x === null ? '' : String(Number(x.toPrecision(12))));
  return [
    ...own.values.map(textCell),
    String(isToday),
    String(isPlan),
    own.verdict,
    String(own.runs),
    ...[cost, end(low), end(high), waitingOf(answer, own), moneyOf(answer, own, 'objectivePerMonth')].map(sum),
    String(own.isOnFrontier),
    ...own.thresholds.flatMap(({ threshold, verdict, share }) => [number(threshold.estimate), verdict, number(share?.estimate ?? null)]),
  ];
}

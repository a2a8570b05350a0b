/** Everything that a plan tried as one table, a row a setting: its values, what it costs, what it keeps. */
import type { PlanAnswer } from '../../study/plan/plan-answer.js';
import type { Tried } from '../../study/plan/plan-result.js';
import { textCell } from '../../units/text-cell.js';

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
  const rows = tried.map((own, i) => [...rowOf(own, i === today, i === plan)]);
  return `${[head.map(textCell), ...rows].map((cells) => cells.join(',')).join('\n')}\n`;
}

function rowOf(own: Tried, isToday: boolean, isPlan: boolean): string[] {
  const { costPerMonth: cost } = own;
  const number = (x: number | null): string => (x === null ? '' : String(x));
  return [
    ...own.values.map(textCell),
    String(isToday),
    String(isPlan),
    own.verdict,
    String(own.runs),
    ...[cost.estimate, cost.low, cost.high, own.waitingHoursPerMonth, own.objectivePerMonth.estimate].map(number),
    String(own.isOnFrontier),
    ...own.thresholds.flatMap(({ threshold, verdict, share }) => [number(threshold.estimate), verdict, number(share?.estimate ?? null)]),
  ];
}

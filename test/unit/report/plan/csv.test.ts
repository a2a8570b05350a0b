/** `plan.csv` says of money and hours what the page says: beside the plan, over the runs that both have. */
import { expect, test } from 'vitest';
import { planCsv } from '../../../../src/report/plan/csv.js';
import { costRows } from '../../../../src/report/plan/rows.js';
import type { PlanAnswer } from '../../../../src/study/plan/plan-answer.js';
import { planAnswer } from '../../../support/plan-answers.js';

function rowsOf(answer: PlanAnswer): Record<string, string>[] {
  const [head, ...rows] = planCsv(answer)
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((cells) => Object.fromEntries(cells.map((cell, i) => [head![i]!, cell])));
}

/** The plan with one setting more whose own runs, more than those of the plan, were cheap ones and waited little. */
function uneven(waitingPrice: number | null): PlanAnswer {
  const { tried, ...rest } = planAnswer();
  return {
    ...rest,
    waitingPrice,
    tried: tried.map((own, i) => ({
      ...own,
      waitingAgainstPlan: i === 1 ? null : 2,
      ...(i === 3
        ? {
            runs: 90,
            costPerMonth: { estimate: 6200, low: 6190, high: 6210 },
            objectivePerMonth: { estimate: 6200, low: 6190, high: 6210 },
          }
        : {}),
    })),
  };
}

test('a setting that played more runs has its cost beside the plan, its interval about it, and hours likewise', () => {
  const [today, plan, less, more] = rowsOf(uneven(null)) as [
    Record<string, string>,
    Record<string, string>,
    Record<string, string>,
    Record<string, string>,
  ];
  const money = (row: Record<string, string>): (string | undefined)[] =>
    ['cost_low', 'cost_per_month', 'cost_high', 'objective_per_month'].map((name) => row[name]);
  expect(money(plan)).toEqual(['6300', '6310', '6320', '6310']);
  expect(money(today)).toEqual(['10190', '10200', '10210', '10200']);
  expect(money(less)).toEqual(['6229', '6239', '6249', '6239']);
  expect(money(more)).toEqual(['6371', '6381', '6391', '6381']);
  expect([today, plan, less, more].map((row) => row['waiting_hours_per_month'])).toEqual(['12', '10', '12', '12']);
});

test('with a price of waiting the cost is what is left of the difference without the hours', () => {
  const [, , , more] = rowsOf(uneven(10));
  expect([more!['objective_per_month'], more!['cost_per_month']]).toEqual(['6381', '6361']);
  const answer = uneven(10);
  const hours = costRows(answer).find(({ name }) => name === 'held up, a month');
  expect(hours).toMatchObject({ today: '12 h', plan: '10 h' });
});

/** The outages in the month's cost of a run, and what it is without them where that was played. */
import { asWithOutages } from '../../study/figures/monthly-outages.js';
import { pairedFigure } from '../../study/figures/paired.js';
import type { StudyResult } from '../../study/study-result.js';
import { HOURS_PER_MONTH } from '../../units/money.js';
import { dollarsText } from '../frame/numbers.js';
import { monthlyOutagesWords } from '../frame/monthly-outages.js';
import { capital } from '../frame/sentence.js';

type Costed = Pick<StudyResult, 'monthlyOutages' | 'paired' | 'first'>;
const SECONDS_AN_HOUR = 3600;

/** Returns the sentence for below a table that has a month's cost; none where it is as with no outage. */
export function outagesInCost(study: Costed): string[] {
  const { monthlyOutages, first } = study;
  if (monthlyOutages === undefined) return [];
  return monthlyOutagesWords({ monthlyOutages, window: first.window }, without(study)).map((words) => `${capital(words)}.`);
}

/** Returns the same in a few words behind the cost: `as with 122 outages in it (7,880 USD without)`; empty where it is as with none. */
export function outagesBesideCost(study: Costed): string {
  if (study.monthlyOutages === undefined) return '';
  const usd = without(study);
  return `${asWithOutages(study.monthlyOutages)}${usd === undefined ? '' : ` (${dollarsText(usd)} without)`}`;
}

/** What a month costs without any outage, USD. */
function without({ paired, first: { window } }: Costed): number | undefined {
  const cost = pairedFigure(paired, 'cost');
  return cost === undefined ? undefined : (cost.without * HOURS_PER_MONTH * SECONDS_AN_HOUR) / (window.to - window.from);
}

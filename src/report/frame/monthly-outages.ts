/** What is said wherever a month's cost stands that is as with more outages than the scenario has. */
import { asWithOutages, type MonthlyOutages } from '../../study/figures/monthly-outages.js';
import { countText, dollarsText } from './numbers.js';
import { spokenSeconds } from './spoken.js';

/** A result that has a month's cost. */
export interface MonthlyCost {
  readonly monthlyOutages?: MonthlyOutages | undefined;
  /** Seconds. */
  readonly window: { readonly from: number; readonly to: number };
}

/** Returns in a sentence with how many outages a month's cost is, why, and what it is `without` them where that is known, USD; none where it is as with none. */
export function monthlyOutagesWords({ monthlyOutages, window: { from, to } }: MonthlyCost, without?: number): string[] {
  if (monthlyOutages === undefined) return [];
  const { measured } = monthlyOutages;
  const known = without === undefined ? '' : `; without any it is ${dollarsText(without)}`;
  const lie = `${countText(measured, 'outage')} ${measured === 1 ? 'lies' : 'lie'}`;
  return [`a month's cost is ${asWithOutages(monthlyOutages)}, for ${lie} in the ${spokenSeconds(to - from)} that count${known}`];
}

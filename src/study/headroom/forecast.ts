/** When a growing load comes to a factor: months of a steady rate, and the month of the calendar where the scenario says when it begins. */
import { parseShare } from '../../units/share.js';
import { civilFromDays, parseInstant } from '../../units/instant.js';
import { DAY } from '../../units/time.js';

/** Growth of the load: by this share each month or year, on top of what it has grown to by then. */
export interface GrowthRate {
  readonly share: number;
  readonly per: 'month' | 'year';
}

/** Months of a year, and days of a month on average. */
const MONTHS = 12;
const DAYS_A_MONTH = 365.25 / MONTHS;

/** Returns the growth in a text such as `3%/month` or `40%/year`; undefined where it is none. */
export function parseGrowth(text: string): GrowthRate | undefined {
  const [share = '', per, ...rest] = text.split('/').map((piece) => piece.trim());
  const parsed = parseShare(share) ?? 0;
  if (rest.length > 0 || parsed <= 0 || (per !== 'month' && per !== 'year')) return undefined;
  return { share: parsed, per };
}

/** Returns the months that a load takes to grow by a factor, which is at least 1; compound: factor = (1 + share)^months. */
export function monthsUntil(factor: number, { share, per }: GrowthRate): number {
  return (Math.log(factor) / Math.log1p(share)) * (per === 'year' ? MONTHS : 1);
}

/** Returns the factor to which a load has grown after so many months. */
export function factorAfter(months: number, { share, per }: GrowthRate): number {
  return Math.exp(Math.log1p(share) * (per === 'year' ? months / MONTHS : months));
}

/** Returns the month, such as `2027-03`, that lies so many months of average length after an instant (RFC 3339). */
export function monthAfter(start: string, months: number): string {
  const days = Math.floor((parseInstant(start) ?? 0) / DAY + months * DAYS_A_MONTH);
  const { year, month } = civilFromDays(days);
  return `${year}-${String(month).padStart(2, '0')}`;
}

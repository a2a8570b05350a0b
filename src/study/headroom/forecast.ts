/** When a growing load comes to a factor: months of a steady rate, and the month of the calendar where the scenario says when it begins. */
import { parseShare } from '../../units/share.js';
import { civilFromDays, daysFromCivil, parseInstant } from '../../units/instant.js';
import { DAY, SECOND } from '../../units/time.js';
import type { RunTimezone } from '../run-timezone.js';

/** Growth of the load: by this share each month or year, on top of what it has grown to by then. */
export interface GrowthRate {
  readonly share: number;
  readonly per: 'month' | 'year';
}

const MONTHS = 12;

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

/**
 * Returns the month, such as `2027-03`, that lies so many months of the calendar after the start of a run, by the clock of its zone: one after 31 January
 * is the last of February, and half a month after that half of the days to 31 March.
 */
export function monthAfter(
  { start, clock }: { readonly start?: string | undefined; readonly clock?: RunTimezone | undefined },
  months: number,
): string {
  const local = (parseInstant(start ?? '') ?? 0) + (clock?.offsets[0]?.offset ?? 0) * SECOND;
  const first = Math.floor(local / DAY);
  const whole = Math.floor(months);
  const [before, after] = [sameDay(first, whole), sameDay(first, whole + 1)];
  // The time of day counts: what is half a month after noon may lie in the next day.
  const { year, month } = civilFromDays(Math.floor(before + (months - whole) * (after - before) + (local / DAY - first)));
  return `${year}-${String(month).padStart(2, '0')}`;
}

/** Returns the day of the same number so many months later, or the last of a month that has none of it; days since 1970. */
function sameDay(days: number, months: number): number {
  const { year, month, day } = civilFromDays(days);
  const [years, index] = [year + Math.floor((month - 1 + months) / MONTHS), (month - 1 + months) % MONTHS];
  const next = index === MONTHS - 1 ? daysFromCivil(years + 1, 1, 1) : daysFromCivil(years, index + 2, 1);
  return Math.min(daysFromCivil(years, index + 1, day), next - 1);
}

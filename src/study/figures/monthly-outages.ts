/** What a cost per month says of outages: what the measured period held is scaled with all else, so one outage in a day is thirty a month. */
import { z } from 'zod';
import type { FleetSpec } from '../../fleet/fleet.js';
import { HOURS_PER_MONTH } from '../../units/money.js';
import { HOUR } from '../../units/time.js';
import { wholeText } from '../../units/whole.js';

/** Schema of the block `monthlyOutages` of results. */
export const monthlyOutagesSchema = z
  .strictObject({
    measured: z.number().int().positive().meta({ description: 'Outages in the measured period whose times the scenario states.' }),
    perMonth: z.number().positive().meta({ description: 'measured x 730 h / measurement period.' }),
  })
  .meta({
    id: 'MonthlyOutages',
    description:
      'How many outages a cost per month is as with: it scales the measured period, outages and all. Left out where it scales none.',
  });

export type MonthlyOutages = z.infer<typeof monthlyOutagesSchema>;

/**
 * Returns how many outages the month's cost of a fleet is as with; undefined where none. Drawn ones come as often as they come, whatever the period; and one
 * that lasts all of it is how things are.
 */
export function monthlyOutagesOf({
  warmup,
  horizon,
  outages,
}: Pick<FleetSpec, 'warmup' | 'horizon' | 'outages'>): MonthlyOutages | undefined {
  const windows = outages.flatMap(({ times }) => (times.kind === 'fixed' ? times.windows : []));
  const measured = windows.filter(({ from, to }) => from < horizon && to > warmup && !(from <= warmup && to >= horizon)).length;
  return measured === 0 ? undefined : { measured, perMonth: (measured * HOURS_PER_MONTH * HOUR) / (horizon - warmup) };
}

/** Returns in a few words with how many outages a month's cost is: `as with 122 outages in it`. */
export function asWithOutages({ perMonth }: MonthlyOutages): string {
  const count = perMonth < 9.95 ? String(Number(perMonth.toPrecision(2))) : wholeText(perMonth);
  return `as with ${count} outage${count === '1' ? '' : 's'} in it`;
}

/** Returns a threshold that came out, with what a month's cost is as with where it is on one. */
export function withMonthlyOutages<T extends { readonly stat: { readonly kind: string }; readonly reason?: string | undefined }>(
  judged: T,
  monthlyOutages: MonthlyOutages | undefined,
): T {
  if (monthlyOutages === undefined || judged.stat.kind !== 'per_month') return judged;
  return { ...judged, reason: [asWithOutages(monthlyOutages), ...(judged.reason === undefined ? [] : [judged.reason])].join('; ') };
}

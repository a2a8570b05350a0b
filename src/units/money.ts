/** Prices as text: an amount of money for a time in, US dollars per hour out. */

import { GIB } from './size.js';

/** Hours in a month, as price lists reckon it. */
export const HOURS_PER_MONTH = 730;

const PRICE = /^(\d{1,9}(?:\.\d{1,12})?)\s*(\S+?)\s*\/\s*(\S+)$/u;
const HOURS: Readonly<Record<string, number>> = { h: 1, hour: 1, d: 24, day: 24, month: HOURS_PER_MONTH };

/** Why a text is no price. */
export type PriceError = 'form' | 'currency' | 'unit';

/**
 * Returns US dollars per hour of a price such as `0.0475 USD/h` or `24.27 USD/month` (a month has 730 h), or why it is none: `form` where it does
 * not read `AMOUNT USD/UNIT`, `currency` where the money is not USD, `unit` where the time is none of h, day, month.
 */
export function parsePrice(text: string): number | PriceError {
  const match = PRICE.exec(text.trim());
  if (match === null) return 'form';
  const [, amount = '', currency = '', unit = ''] = match;
  if (currency !== 'USD') return 'currency';
  const hours = Object.hasOwn(HOURS, unit) ? HOURS[unit] : undefined;
  return hours === undefined ? 'unit' : Number(amount) / hours;
}

const PRICE_PER_GIB = /^(\d{1,9}(?:\.\d{1,12})?)\s*USD\s*\/\s*GiB$/u;

/** Returns US dollars per byte of a price of traffic such as `0.12 USD/GiB`, or undefined where the text is none. */
export function parsePricePerByte(text: string): number | undefined {
  const match = PRICE_PER_GIB.exec(text.trim());
  return match === null ? undefined : Number(match[1]) / GIB;
}

/** Rates as text: how often a thing happens, with the time it is counted over. */
import { DAY, HOUR, MINUTE, SECOND, WEEK, type Micros } from './time.js';

const RATE = /^(\d{1,12}(?:\.\d{1,12})?)\s*\/\s*(s|min|m|h|d|w)$/u;
const PER: Readonly<Record<string, Micros>> = { s: SECOND, m: MINUTE, min: MINUTE, h: HOUR, d: DAY, w: WEEK };

/** Returns a rate per microsecond of a text such as `4/h` or `0.25/s` (units s, m or min, h, d, w), or undefined where it is none. */
export function parseRate(text: string): number | undefined {
  const match = RATE.exec(text.trim());
  if (match === null) return undefined;
  return Number(match[1]) / (PER[match[2] ?? ''] ?? NaN);
}

/** Writes a fitted number with its error, for the comments of a scenario. */
import type { Estimate } from '../fit/estimate.js';

/** Digits of the error. */
const DIGITS = 2;

/** Returns `12.3 ± 0.4`: the error to two digits, the number to as many decimals; `± none` where no error can be told. */
export function estimateText({ value, se }: Estimate): string {
  if (se === null || se === 0) return `${Number(value.toPrecision(4))} ± ${se ?? 'none'}`;
  const decimals = Math.min(6, Math.max(0, DIGITS - 1 - Math.floor(Math.log10(se))));
  return `${value.toFixed(decimals)} ± ${se.toFixed(decimals)}`;
}

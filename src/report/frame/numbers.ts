/** Numbers as people read them: three significant digits, a unit always, thousands apart. The only place where a report rounds. */
import { formatDuration } from '../../units/duration.js';
import { SECOND } from '../../units/time.js';
import { wholeText } from '../../units/whole.js';

export { wholeText };

/** What stands where there is nothing. */
export const NOTHING = '-';

/** What a reader tells from nought; less than that is said to be less. */
const LEAST = 0.001;

/** Returns a number with three significant digits and thousands separators; what is too little to be read is less than a thousandth. */
export function numberText(x: number): string {
  if (!Number.isFinite(x)) return x > 0 ? 'endless' : NOTHING;
  const rounded = Number(x.toPrecision(3));
  const size = Math.abs(rounded);
  if (size >= 1000) return wholeText(rounded);
  if (size > 0 && size < LEAST) return rounded < 0 ? `-<${LEAST}` : `<${LEAST}`;
  return String(rounded);
}

/** Returns a duration given in seconds; what is shorter than half a millisecond is less than one. */
export function secondsText(seconds: number): string {
  if (seconds === 0) return '0s';
  if (Math.abs(seconds) < LEAST / 2) return seconds < 0 ? '-<1ms' : '<1ms';
  return formatDuration(Number.isFinite(seconds) ? Math.round(seconds * SECOND) : seconds);
}

/** Returns a fraction as a percentage; a share short of all or none never rounds to it. */
export function shareText(share: number): string {
  const percent = share * 100;
  if (share < 1 && percent > 99.9) return `${percent >= 99.995 ? '>99.99' : String(Math.floor(percent * 100) / 100)}%`;
  return `${numberText(percent)}%`;
}

/** Returns an amount of US dollars. */
export function dollarsText(usd: number): string {
  return `${numberText(usd)} USD`;
}

/** Returns a count that may be a mean: from a hundred on a fraction says nothing. */
export function countWords(x: number): string {
  return Number.isInteger(x) || Math.abs(x) >= 100 ? wholeText(x) : numberText(x);
}

/** Returns how many of a thing there are: `1 job`, `2,000 jobs`. */
export function countText(n: number, thing: string): string {
  return things(wholeText(n), thing);
}

/** Returns a number that is written already, and the thing in the form that goes with it: `1 job`, `0.5 jobs`, `>= 1 jobs`. */
export function things(number: string, thing: string): string {
  return `${number} ${thing}${number === '1' ? '' : 's'}`;
}

/** Returns text of a user's or a trace's that cannot move the cursor, change colours or turn the direction of reading. */
export function cleanText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?');
}

/** Differences as people say them: `-28 s (-31 … -26)`, `+8.2 pts`, `+240 USD`, and in a word which of the two is better. */
import type { Difference, DifferenceVerdict } from '../../study/compare/compare-result.js';
import { countWords, dollarsText, NOTHING, numberText } from './numbers.js';
import { sign } from './table.js';
import { bareEnds, spoken, spokenSeconds } from './spoken.js';

/** Returns one side of a difference; a lower bound has its sign before it. */
export function sideText({ unit, ...difference }: Difference, of: 'base' | 'new'): string {
  const atLeast = difference[`${of}AtLeast`];
  return `${sign({ atLeast })}${spoken({ unit, estimate: difference[of], low: null, high: null })}`;
}

const UNITS: Readonly<Record<Difference['unit'], (x: number) => string>> = {
  s: (x) => spokenSeconds(x),
  share: (x) => `${numberText(Math.round(x * 10_000) / 100)} pts`,
  count: countWords,
  'per hour': (x) => `${numberText(x)} an hour`,
  USD: dollarsText,
  'USD per month': dollarsText,
};

/** What is written as nought has no sign. */
const ZERO = /^0(?: |$)/u;

function signed(unit: Difference['unit'], x: number): string {
  const text = UNITS[unit](x);
  return x > 0 && !ZERO.test(text) ? `+${text}` : text;
}

/** Returns the difference with its sign; nothing where there is none, and of two lower bounds. */
export function differenceText({ unit, difference, verdict, baseAtLeast, newAtLeast }: Difference): string {
  const isNothing = (verdict === 'same' && ZERO.test(UNITS[unit](difference))) || (baseAtLeast === true && newAtLeast === true);
  return isNothing ? NOTHING : signed(unit, difference);
}

/** Returns the ends of its interval in its own style, `(-31 … -26)`; an open end is said to be one; empty where there is none. */
export function differenceEnds({ unit, difference, low, high }: Difference): string {
  if ((low === null && high === null) || (low === high && low === difference)) return '';
  const text = (x: number): string => signed(unit, x);
  if (low === null) return `(${text(high!)} or less)`;
  if (high === null) return `(${text(low)} or more)`;
  return bareEnds(text(low), text(difference), text(high));
}

const WORDS: Readonly<Record<DifferenceVerdict, string>> = {
  better: 'better',
  worse: 'worse',
  more: '',
  less: '',
  same: 'same',
  cannot_tell: 'cannot tell',
};
const COST_WORDS: Partial<Record<DifferenceVerdict, string>> = { better: 'cheaper', worse: 'dearer' };

/** Returns the verdict in a word or two; empty where more and less are neither better nor worse. */
export function verdictWords({ unit, verdict }: Difference): string {
  if (verdict === null) return '';
  const isCost = unit === 'USD' || unit === 'USD per month';
  return (isCost ? COST_WORDS[verdict] : undefined) ?? WORDS[verdict];
}

/** Figures as people say them: `13 s`, `1 h 20`, `92.5 %`, `6,040 USD`, and intervals in one style: `13 s (11 … 15)`. */
import { DAY, HOUR, MINUTE, SECOND } from '../../units/time.js';
import { countWords, dollarsText, numberText, shareText } from './numbers.js';

const [MIN, H, D] = [MINUTE, HOUR, DAY].map((length) => length / SECOND) as [number, number, number];

/**
 * Returns a duration given in seconds: to two digits below ten seconds, to the second below ten minutes (below an hour where it is to be `fine`), to
 * the minute below a day.
 */
export function spokenSeconds(seconds: number, fine = false): string {
  if (!Number.isFinite(seconds)) return 'for ever';
  if (seconds < 0) return `-${spokenSeconds(-seconds, fine)}`;
  if (seconds === 0) return '0 s';
  if (seconds < 0.0005) return 'under 1 ms';
  if (seconds < 0.0995) return `${Number((seconds * 1000).toPrecision(2))} ms`;
  if (seconds < 9.95) return `${Number(seconds.toPrecision(2))} s`;
  if (seconds < MIN - 0.5) return `${Math.round(seconds)} s`;
  if (seconds < (fine ? H : 10 * MIN) - 0.5) return inTwo(Math.round(seconds), MIN, 'min');
  if (seconds < H - MIN / 2) return `${Math.round(seconds / MIN)} min`;
  if (seconds < D - MIN / 2) return inTwo(Math.round(seconds / MIN), H / MIN, 'h');
  const hours = Math.round(seconds / H);
  const [days, rest] = [Math.floor((hours * H) / D), hours % (D / H)];
  if (rest > 0) return `${days} d ${rest} h`;
  return days % 7 === 0 ? (days === 7 ? '1 week' : `${days / 7} weeks`) : `${days} d`;
}

/** `8 min 05`: the smaller unit is the one that people leave out. */
function inTwo(count: number, per: number, unit: string): string {
  const [whole, rest] = [Math.floor(count / per), count % per];
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${String(rest).padStart(2, '0')}`;
}

/** Returns a fraction as a percentage of three digits. */
export function spokenShare(share: number): string {
  return shareText(share).replace('%', ' %');
}

/** Returns a fraction as a whole percentage: what is little is under one, what is nearly all is not all. */
export function roundShare(share: number): string {
  if (share > 0 && share < 0.005) return 'under 1 %';
  return share < 1 && share >= 0.995 ? 'over 99 %' : `${Math.round(share * 100)} %`;
}

/** The words of each unit. */
const SPOKEN = {
  duration: (x: number): string => spokenSeconds(x, true),
  s: (x: number): string => spokenSeconds(x),
  share: spokenShare,
  USD: dollarsText,
  'USD per month': dollarsText,
  number: numberText,
  count: countWords,
  'per hour': (x: number): string => `${numberText(x)} an hour`,
} as const;

/** An estimate that may be a bound. */
export interface Estimated {
  readonly estimate: number | null;
  readonly low: number | null;
  /** Null beside a low end where the true value may be any height. */
  readonly high: number | null;
  readonly unit: keyof typeof SPOKEN;
  readonly atLeast?: true | undefined;
  readonly atMost?: true | undefined;
}

/** Returns an estimate with its bound in words; empty where there is none. */
export function spoken(figure: Estimated | undefined): string {
  if (figure === undefined || figure.estimate === null) return '';
  const bound = figure.atLeast === true ? 'at least ' : figure.atMost === true ? 'at most ' : '';
  return `${bound}${SPOKEN[figure.unit](figure.estimate)}`;
}

/**
 * Returns the ends of its 95 % interval in the style of the figure: `(11 … 15)` for `13 s`, `(44 s … 1 min 02)` for `50 s`; empty where it has none, or
 * none that is seen in so many digits.
 */
export function spokenEnds(figure: Estimated | undefined): string {
  if (figure === undefined || figure.estimate === null || figure.low === null) return '';
  const { unit } = figure;
  // What is never below nought, nor a share above all, has no end there.
  const text = (x: number): string => SPOKEN[unit](Math.min(unit === 'share' ? 1 : Infinity, Math.max(0, x)));
  if (figure.high === null) return `(${text(figure.low)} or more)`;
  return bareEnds(text(figure.low), text(figure.estimate), text(figure.high));
}

/** Returns both ends in parentheses, without the unit where all three have the same; empty where they are written alike. */
export function bareEnds(low: string, middle: string, high: string): string {
  if (low === middle && high === middle) return '';
  const own = unitOf(middle);
  const isOneStyle = own !== '' && unitOf(low) === own && unitOf(high) === own;
  const bare = (text: string): string => (isOneStyle ? text.slice(0, -own.length - 1) : text);
  return `(${bare(low)} … ${bare(high)})`;
}

/** What stands behind a single number, if that is all there is. */
function unitOf(text: string): string {
  return /^[-+]?[\d.,]+ (\D+)$/u.exec(text)?.[1] ?? '';
}

/** What a study of headroom found, in words that the terminal and a merge request share. */
import { alikeWords } from '../frame/alike.js';
import type { HeadroomResult, HeadroomRow, PlayedLoad, When } from '../../study/headroom/headroom-result.js';
import { approximateWords } from '../frame/approximate.js';
import { monthlyOutagesWords } from '../frame/monthly-outages.js';
import { cleanText, countText, numberText, wholeText } from '../frame/numbers.js';
import { roundShare, spoken, spokenEnds, spokenSeconds } from '../frame/spoken.js';

/** The verdict on the load of today, and in a sentence how far it is from breaking. */
export interface Headline {
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  readonly text: string;
}

/** Returns the sentence about a row. */
export function headlineOf(row: HeadroomRow): Headline {
  const { factor, sure, isEndless, breaks } = row;
  const verdict = verdictOf(row);
  const first = cleanText(breaks[0] ?? '');
  if (factor === null)
    return {
      verdict,
      text: `${first || 'a threshold'} is ${isLimit(row) ? 'hit' : 'missed'} at every load, down to ${factorText(row.tried[0]!.factor)}; more machines or other settings do more than less load`,
    };
  if (isEndless) return { verdict, text: `nothing breaks up to ${factorText(factor)}` };
  if (factor < 1)
    return { verdict, text: `missed today: the load would have to shrink to ${roundShare(factor)} of what it is to keep ${first}` };
  const room = factor === 1 ? 'there is no room' : `the load may grow ${grownText(factor)}`;
  const certain =
    sure === null || sure < 1 ? 'today is undecided' : sure === 1 ? 'certain is today alone' : `certain is growth ${grownText(sure)}`;
  return { verdict, text: `${room} until ${first} breaks; ${certain}` };
}

/** Returns true where the least load that was tried was cut by a limit. */
function isLimit({ tried }: HeadroomRow): boolean {
  return tried[0]?.outcome !== 'done';
}

/** From twice the load on a share says little. */
function grownText(factor: number): string {
  return factor < 2 ? `by ${roundShare(factor - 1)}` : `to ${digits(factor)} times what it is`;
}

/** Returns the verdict on the load of today. */
export function verdictOf({ tried }: HeadroomRow): Headline['verdict'] {
  return tried.find(({ factor }) => factor === 1)?.verdict ?? 'inconclusive';
}

/** Returns how the answer came about. */
export function basisWords({ replications, window: { from, to }, runs, jobs, isRandom }: HeadroomResult): string {
  const each = `${countText(replications, 'replication')} of ${spokenSeconds(to - from)}`;
  const chance = !isRandom
    ? `; ${alikeWords(replications, 'replication of a load')}`
    : replications === 1
      ? '; one has no interval: --replications 5 gives one'
      : '';
  return `${countText(Math.round(runs / replications), 'load')}, each over the same ${each}; ${wholeText(runs)} runs, ${wholeText(jobs)} jobs${chance}`;
}

/** Returns what figures rest on. */
export function alarmWords({ approximate }: HeadroomResult): string[] {
  return [approximateWords(approximate)].filter((words) => words !== '');
}

/** Returns with how many outages the cost of the months is; empty where none is shown, or it is as with none. */
export function outagesWords(result: HeadroomResult): string {
  const isShown = result.rows.some((row) => monthLines(row).some(({ cost }) => cost !== ''));
  return isShown ? (monthlyOutagesWords(result)[0] ?? '') : '';
}

/** Returns a load as a multiple: `x 1.34`. */
export function factorText(factor: number): string {
  return `x ${digits(factor)}`;
}

/** A step of 1 % is seen in three digits. */
function digits(factor: number): string {
  if (factor < 0.1) return String(Number(factor.toPrecision(2)));
  return factor < 1 || factor >= 10 ? String(Number(factor.toPrecision(3))) : factor.toFixed(2);
}

/** Returns what a row is about: `all`, `group srm`. */
export function rowName({ of, name }: HeadroomRow): string {
  return of === 'all' ? 'all' : cleanText(`${of} ${name}`);
}

/** Returns the load that a row holds, with its interval: `x 1.34 (1.28 … 1.41)`; an open end is said to be one. */
export function holdsText({ factor, sure, missed, isEndless }: HeadroomRow): string {
  if (factor === null) return 'none';
  if (isEndless) return `${factorText(factor)} or more`;
  const end = (x: number | null, none: string): string => (x === null ? none : digits(x));
  return sure === factor && missed !== null && missed <= factor * 1.011
    ? factorText(factor)
    : `${factorText(factor)} (${end(sure, 'none')} … ${end(missed, 'open')})`;
}

/** Returns what breaks first. */
export function breaksText({ breaks, isEndless, factor }: HeadroomRow): string {
  if (isEndless) return 'nothing breaks';
  const [first, ...others] = breaks;
  if (first === undefined) return 'missed at every load';
  const named = cleanText(first) + (others.length === 0 ? '' : ` and ${others.length} more`);
  return factor === null ? `${named}, at every load` : named;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Returns a time of the forecast: `Mar 2027`, or where the scenario says no date `in 9.9 months`. */
export function whenText({ months, month }: When): string {
  if (month === undefined) return `in ${monthsText(months)}`;
  return `${MONTHS[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`;
}

function monthsText(months: number): string {
  const text = numberText(Number(months.toPrecision(2)));
  return `${text} month${text === '1' ? '' : 's'}`;
}

/** Returns when a row breaks, with the earliest and latest; empty without a rate, and where it is missed today. */
export function forecastText(row: HeadroomRow): string {
  const { when } = row;
  if (when === undefined) {
    if (row.isEndless) return 'not before a hundred times the load';
    return row.factor === null || row.factor < 1 ? 'missed today' : '';
  }
  const { factor, sure, missed } = when;
  const left = factor.month === undefined ? '' : `, in ${monthsText(factor.months)}`;
  const from = sure === null ? 'today' : whenText(sure);
  const to = missed === null ? 'open' : whenText(missed);
  return `breaks ${factor.month === undefined ? '' : 'in '}${whenText(factor)}${left} (${from} … ${to})`;
}

/** Returns the rate of growth: `3 % a month`. */
export function growthText({ share, per }: NonNullable<HeadroomResult['growth']>): string {
  return `${numberText(share * 100)} % a ${per}`;
}

/** One load on the way to the border. */
export interface CourseLine {
  readonly factor: string;
  readonly found: string;
  readonly ends: string;
  readonly verdict: Headline['verdict'];
}

/** The way of one threshold over the loads. */
export interface Course {
  readonly threshold: string;
  readonly lines: readonly CourseLine[];
}

/** Returns how the threshold that breaks first goes from today to where it is missed; undefined where none breaks. */
export function courseOf({ breaks, tried, factor, sure, missed }: HeadroomRow): Course | undefined {
  const nameOf = ({ subject, condition }: PlayedLoad['thresholds'][number]): string => `${subject} ${condition}`;
  const [first] = breaks;
  const above = tried.find((load) => factor !== null && load.factor > factor);
  const shown = tried.filter((load) => load.factor === 1 || [sure, factor, above?.factor, missed].includes(load.factor));
  const lines = shown.flatMap((load): CourseLine[] => {
    const own = load.thresholds.find((threshold) => nameOf(threshold) === first);
    if (own === undefined) return [];
    return [{ factor: factorText(load.factor), found: spoken(own) || 'nothing to measure', ends: spokenEnds(own), verdict: own.verdict }];
  });
  return lines.length === 0 || first === undefined ? undefined : { threshold: cleanText(first), lines };
}

/** One month of the forecast, in words. */
export interface MonthLine {
  readonly month: string;
  readonly load: string;
  readonly queueTime: string;
  readonly cost: string;
  /** Empty where nothing is missed. */
  readonly breaks: string;
  readonly verdict: Headline['verdict'];
}

/** Returns the forecast of a row month by month, with the intervals of these figures; none without a rate. */
export function monthLines(
  { months = [], tried }: HeadroomRow,
  ends: readonly ('queueTime' | 'cost')[] = ['queueTime', 'cost'],
): MonthLine[] {
  const text = (figure: PlayedLoad['costPerMonth'], unit: 's' | 'USD'): string => {
    if (figure === undefined) return '';
    const hasEnds = ends.includes(unit === 's' ? 'queueTime' : 'cost');
    return [spoken({ ...figure, unit }), hasEnds ? spokenEnds({ ...figure, unit }) : ''].join(' ').trim();
  };
  const hasCost = tried.some(({ costPerMonth }) => (costPerMonth?.estimate ?? 0) > 0);
  return months.map(({ when, load, breaks }) => ({
    month: when.months === 0 ? 'today' : whenText(when),
    load: factorText(load.factor),
    queueTime: text(load.queueTimeP95, 's') || 'nothing',
    cost: hasCost ? text(load.costPerMonth, 'USD') : '',
    breaks: cleanText(breaks[0] ?? '') + (breaks.length > 1 ? ` and ${breaks.length - 1} more` : ''),
    verdict: load.verdict,
  }));
}

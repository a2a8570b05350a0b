/** What a table of the summary is, and its cells: each figure rounded once, with its unit and its half-width. */
import type { Figure, FigureUnit } from '../../study/figures.js';
import { cleanText, dollarsText, NOTHING, numberText, secondsText, shareText, wholeText } from './numbers.js';

/** A row of a table; `spread` holds the half-width below each cell, where there is one. */
export interface Row {
  readonly name: string;
  readonly cells: readonly string[];
  readonly spread: readonly string[];
}

/** A table with its title above the names. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** Sentences under it. */
  readonly notes: readonly string[];
}

/** Returns what stands before a figure that is a bound. */
export function sign({ atLeast, atMost }: { readonly atLeast?: true | undefined; readonly atMost?: true | undefined }): string {
  return atLeast === true ? '>= ' : atMost === true ? '<= ' : '';
}

/** Returns the text of a figure by its unit, and of its half-width. */
export function cell(figure: Figure | undefined): { readonly text: string; readonly spread: string } {
  if (figure === undefined || figure.estimate === null) return { text: NOTHING, spread: '' };
  const text = unitText(figure.unit);
  return { text: `${sign(figure)}${text(figure.estimate)}`, spread: plusMinusText(figure.estimate, figure, text) };
}

/** Ends of an interval. */
interface Interval {
  readonly low: number | null;
  readonly high: number | null;
  readonly halfWidth: number | null;
}

/** Returns the interval as a column has room for it: `± 2s`, of two unequal sides the wider one; empty where there is none. */
function plusMinusText(estimate: number, { low, high, halfWidth }: Interval, text: (x: number) => string): string {
  if (low === null) return '';
  if (halfWidth !== null) return `± ${text(halfWidth)}`;
  return high === null ? `from ${text(low)}` : `± ${text(Math.max(high - estimate, estimate - low))}`;
}

/** Returns the interval of an estimate as it stands behind it, a blank before it: ` ± 2s`, or its two ends; empty where there is none. */
export function intervalText({ low, high, halfWidth }: Interval, text: (x: number) => string): string {
  if (halfWidth !== null) return ` ± ${text(halfWidth)}`;
  if (low === null) return '';
  return high === null ? ` (${text(low)} or more)` : ` (${text(low)} … ${text(high)})`;
}

function unitText(unit: FigureUnit): (x: number) => string {
  switch (unit) {
    case 's':
      return secondsText;
    case 'share':
      return shareText;
    case 'USD':
    case 'USD per month':
      return dollarsText;
    case 'count':
      // Jobs and machines are countable: from a hundred on the fraction of a mean says nothing.
      return (x) => (Number.isInteger(x) || x >= 100 ? wholeText(x) : numberText(x));
    case 'per hour':
      return (x) => `${numberText(x)}/h`;
  }
}

/** Returns a row of figures. */
export function row(name: string, figures: readonly (Figure | undefined)[]): Row {
  const cells = figures.map(cell);
  return { name: cleanText(name), cells: cells.map(({ text }) => text), spread: cells.map(({ spread }) => spread) };
}

/** Returns what the signs of bounds mean that stand in the rows; `>=` is of times. */
export function boundNotes(rows: readonly Row[]): string[] {
  const has = (bound: string): boolean => rows.some(({ cells }) => cells.some((text) => text.startsWith(bound)));
  return [
    ...(has('>= ') ? ['>=: at least; jobs that had not got so far count with their time so far.'] : []),
    ...(has('<= ') ? ['<=: at most; a sum of the peaks of parts that need not have come at once.'] : []),
  ];
}

/** What a table of the summary is, and its cells: each figure rounded once, with its unit and its half-width. */
import type { Figure, FigureUnit } from '../../study/figures/figures.js';
import { cleanText, countWords, dollarsText, NOTHING, numberText, secondsText, shareText } from './numbers.js';

/** A figure that is a bound: the true value is at least, or at most, that high. */
export type Bound = 'least' | 'most';

/** A row of a table; `spread` holds the half-width below each cell, where there is one. */
export interface Row {
  readonly name: string;
  readonly cells: readonly string[];
  readonly spread: readonly string[];
  /** Of the cells that are one. */
  readonly bounds?: readonly Bound[];
}

/** Where a table belongs in a report. */
export type Section = 'short' | 'happened' | 'cost' | 'waiting' | 'why' | 'fleet' | 'drawn';

/** What a note says: what a sign or a word of the table means, what has no row, what its figures come to, or figures beyond them, which may be folded. */
export type NoteKind = 'sign' | 'meaning' | 'left_out' | 'finding' | 'detail';

/** A sentence or a few under a table. */
export interface Note {
  readonly kind: NoteKind;
  readonly text: string;
}

/** A table with its title above the names. */
export interface Table {
  readonly section: Section;
  /** Whether it is folded where a report folds what few ask for. */
  readonly isFolded: boolean;
  readonly title: string;
  /** What the rows are, above their names where a report has room for it. */
  readonly head: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly notes: readonly Note[];
  /** Whether the last row is the sum of the others. */
  readonly isSum?: boolean;
}

/** A table as the markup takes it that pages share. */
export interface PageTable extends Pick<Table, 'title' | 'head' | 'columns' | 'rows' | 'isSum'> {
  readonly notes: readonly Pick<Note, 'text'>[];
  readonly isFolded?: boolean;
}

/** Returns notes of one kind. */
export function notesOf(kind: NoteKind, texts: readonly string[]): Note[] {
  return texts.map((text) => ({ kind, text }));
}

interface Bounded {
  readonly atLeast?: true | undefined;
  readonly atMost?: true | undefined;
}

function boundOf({ atLeast, atMost }: Bounded): Bound | undefined {
  return atLeast === true ? 'least' : atMost === true ? 'most' : undefined;
}

const SIGNS = { least: '>=', most: '<=' } as const;

/** Returns what stands before a figure that is a bound. */
export function sign(figure: Bounded): string {
  const bound = boundOf(figure);
  return bound === undefined ? '' : `${SIGNS[bound]} `;
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

/** Returns a figure as it stands in a sentence: `7s ± 2s`, of unequal sides `7s (1s … 9s)`. */
export function figureText(figure: Figure | undefined): string {
  if (figure === undefined || figure.estimate === null) return NOTHING;
  const { text, spread } = cell(figure);
  const ends = endsOf(figure);
  return ends === undefined ? [text, spread].join(' ').trimEnd() : `${text} (${ends})`;
}

/** Returns the interval of a figure where there is room for both its ends: `± 2s`, or of unequal sides `1s … 9s`; empty where there is none. */
export function endsText(figure: Figure | undefined): string {
  if (figure === undefined || figure.estimate === null) return '';
  return endsOf(figure) ?? cell(figure).spread;
}

/** Both ends of an interval of unequal sides; undefined where it has none, or none that are told apart in so many digits. */
function endsOf({ low, high, halfWidth, unit }: Figure): string | undefined {
  if (low === null || high === null || halfWidth !== null) return undefined;
  const [from, to] = [low, high].map(unitText(unit));
  return from === to ? undefined : `${from} … ${to}`;
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
      return countWords;
    case 'per hour':
      return (x) => `${numberText(x)}/h`;
  }
}

/** Returns a row of figures. */
export function row(name: string, figures: readonly (Figure | undefined)[]): Row {
  const cells = figures.map(cell);
  const bounds = boundsOf(figures);
  return { name: cleanText(name), cells: cells.map(({ text }) => text), spread: cells.map(({ spread }) => spread), bounds };
}

/** Returns which bounds there are among the figures that have a value. */
export function boundsOf(figures: readonly (Figure | undefined)[]): Bound[] {
  return figures.flatMap((figure) => (figure === undefined || figure.estimate === null ? [] : (boundOf(figure) ?? [])));
}

const BOUND_WORDS: Readonly<Record<Bound, string>> = {
  least: 'at least; jobs that had not got so far count with their time so far.',
  most: 'at most; a sum of the peaks of parts that need not have come at once.',
};

/** Returns what the signs of bounds mean that stand in the rows; `>=` is of times. */
export function boundNotes(rows: readonly Row[]): Note[] {
  const has = (bound: Bound): boolean => rows.some(({ bounds = [] }) => bounds.includes(bound));
  const texts = (['least', 'most'] as const).filter(has).map((bound) => `${SIGNS[bound]}: ${BOUND_WORDS[bound]}`);
  return notesOf('sign', texts);
}

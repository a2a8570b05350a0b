/** Draws a sweep on one screen of a terminal: what it comes to first, a line a point, a map where two settings vary, and the command that repeats it last. */
import type { SweepPoint, SweepResult } from '../../study/sweep/sweep-result.js';
import { painted, set, toned, type Line } from '../frame/lines.js';
import { cleanText, wholeText } from '../frame/numbers.js';
import { UNPAINTED, type TextOptions } from '../frame/tone.js';
import { beginning, columnsTaken, padEnd, WIDTH, breakable } from '../frame/width.js';
import { alarmWords, baseWords, basisWords, frontierWords, headline, outagesWords, precisionWords } from './findings.js';
import { warningWords } from '../frame/warning-words.js';
import { SIGNS, sweepMap } from './heat-map.js';
import { heatMapLines } from './heat-map-text.js';
import { cellText, COST, endsText, inOrder, shortNames, sweepColumns, valueOf, type SweepColumn } from './rows.js';

/** Points that one screen shows. */
const MOST = 24;

const PLACES = { on: '*', perhaps: '~', off: ' ' } as const;

/** How a sweep is to be set. */
export interface SweepTextOptions extends TextOptions {
  /** Every point, however many. */
  readonly isFull?: boolean;
}

/** Returns the text, ending in a line break. No line is wider than `width` but the last, which repeats the sweep and can be copied whole. */
export function sweepText(
  result: SweepResult,
  { paint = UNPAINTED, width = WIDTH, isPlain = false, isFull = false }: SweepTextOptions = {},
): string {
  const { text, tone } = headline(result);
  const sign = tone === 'heading' ? '' : `${SIGNS[tone]} `;
  const sentence = (words: string, first = '  ', later = '    '): string[] =>
    words === '' ? [] : set(breakable(words), { first, later, width });
  const map = sweepMap(result);
  const lines: Line[] = [
    ...toned(set(breakable(`${sign}${text}`), { later: '  ', width, most: 3 }), tone),
    ...toned(sentence(`${cleanText(result.scenario.name)}: ${basisWords(result)}`, '  ', '  '), 'quiet'),
    ...alarmWords(result).flatMap((words) => toned(sentence(words, '  ! ', '    '), 'fail')),
    { text: '' },
    ...tableLines(result, width, isFull),
    ...section(map === undefined ? [] : heatMapLines(map, result.of, { width, isPlain, isFull })),
    ...section([
      ...toned(sentence(baseWords(result)), 'quiet'),
      ...toned(sentence(frontierWords(result)), 'quiet'),
      ...toned(sentence(outagesWords(result)), 'quiet'),
      ...toned(sentence(precisionWords(result)), 'quiet'),
      ...toned(sentence(firstWarning(result)), 'quiet'),
    ]),
    { text: '' },
    { text: `  ${cleanText(result.rerun)}` },
  ];
  return painted(lines, paint);
}

function section(lines: readonly Line[]): Line[] {
  return lines.length === 0 ? [] : [{ text: '' }, ...lines];
}

/** How much a line holds. */
interface Form {
  /** All columns; without the spare one; the weighed figure and the cost alone. */
  readonly columns: 'all' | 'main' | 'two';
  readonly ends: 'both' | 'wait' | 'none';
  /** Of a column of settings. */
  readonly widest: number;
}

/** From the most to the least: the interval of what is weighed stays the longest. */
const FORMS: readonly Form[] = [
  { columns: 'all', ends: 'both', widest: 24 },
  { columns: 'main', ends: 'both', widest: 24 },
  { columns: 'main', ends: 'wait', widest: 24 },
  { columns: 'two', ends: 'wait', widest: 24 },
  { columns: 'main', ends: 'none', widest: 24 },
  { columns: 'two', ends: 'none', widest: 24 },
  { columns: 'two', ends: 'none', widest: 12 },
];

/** What a line of the table is of. */
interface Row {
  readonly point: SweepPoint;
  /** By variable. */
  readonly settings: readonly string[];
  readonly mark: string;
}

/** A line a point: its verdict, its settings, its figures, with their intervals where there is room. */
function tableLines(result: SweepResult, width: number, isFull: boolean): Line[] {
  const all = inOrder(result);
  const shown = isFull ? all : all.slice(0, MOST);
  const markOf = ({ frontier }: SweepPoint): string => (frontier === null ? ' ' : PLACES[frontier]);
  const { base, points, variables } = result;
  const rows: Row[] = [
    ...(base === null || points.some(({ isBase }) => isBase)
      ? []
      : [{ point: base, settings: ['as it is', ...variables.slice(1).map(() => '')], mark: markOf(base) }]),
    ...shown.map(({ point }) => ({
      point,
      settings: variables.map(({ path }) => cleanText(valueOf(point, path))),
      mark: markOf(point),
    })),
  ];
  const left = all.length - shown.length;
  return [
    ...rowLines(result, rows, width),
    ...(left > 0 ? [{ text: `      and ${wholeText(left)} more (--full, or -o sweep.csv)`, tone: 'quiet' as const }] : []),
  ];
}

function rowLines(result: SweepResult, rows: readonly Row[], width: number): Line[] {
  const columns = sweepColumns(result);
  const names = shortNames(result.variables).map(cleanText);
  const figures = ({ columns: kind, ends }: Form): { readonly head: string[]; readonly cells: (point: SweepPoint) => string[] } => {
    const told = columns.filter(
      ({ figure, isMain }) => kind === 'all' || (kind === 'main' ? isMain : figure === COST || figure === result.of),
    );
    const has = ({ figure }: SweepColumn): boolean => (ends === 'both' && figure === COST) || (ends !== 'none' && figure === result.of);
    return {
      head: told.flatMap((column) => (has(column) ? [column.name, ''] : [column.name])),
      cells: (point) =>
        told.flatMap((column) => {
          const text = cellText(point, column.figure);
          return has(column) ? [text, endsText(point, column.figure)] : [text];
        }),
    };
  };
  const tables = FORMS.map((form) => {
    const { head, cells } = figures(form);
    const clip = (text: string): string => clipped(text, form.widest);
    return [[...names.map(clip), ...head], ...rows.map(({ point, settings }) => [...settings.map(clip), ...cells(point)])];
  });
  const lead = ({ point: { verdict }, mark }: Row): string => `  ${verdict === null ? ' ' : SIGNS[verdict]} ${mark} `;
  const tone = ({ point: { verdict } }: Row): Line['tone'] => verdict ?? undefined;
  const table = tables.find((cells) => widthOf(cells) <= width - 6);
  if (table !== undefined) {
    const lines = aligned(table);
    return lines.map((text, i) =>
      i === 0
        ? { text: `      ${text}`.trimEnd(), tone: 'quiet' }
        : { text: `${lead(rows[i - 1]!)}${text}`.trimEnd(), tone: tone(rows[i - 1]!) },
    );
  }
  // With very many settings a point has lines of its own for them.
  const { head, cells } = figures(FORMS[1]!);
  const lines = aligned([head, ...rows.map(({ point }) => cells(point))]);
  return lines.flatMap((text, i): Line[] => {
    if (i === 0) return [{ text: `      ${text}`.trimEnd(), tone: 'quiet' }];
    const row = rows[i - 1]!;
    const label = row.settings[0] === 'as it is' ? 'as it is' : cleanText(row.point.label);
    const named = set(breakable(label), { first: lead(row), later: '      ', width }).map((own) => ({ text: own, tone: tone(row) }));
    return [...named, { text: `      ${text}`.trimEnd(), tone: tone(row) }];
  });
}

function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = widthsOf(table);
  return table.map((row) => row.map((cell, i) => padEnd(cell, widths[i]!)).join('  '));
}

function clipped(text: string, widest: number): string {
  return columnsTaken(text) <= widest ? text : `${beginning(text, widest - 1)}…`;
}

function widthsOf(table: readonly (readonly string[])[]): number[] {
  return table[0]!.map((_, i) => Math.max(...table.map((row) => columnsTaken(row[i]!))));
}

function widthOf(table: readonly (readonly string[])[]): number {
  return widthsOf(table).reduce((sum, own) => sum + own + 2, -2);
}

/** The first warning of the points, and how many more there are. */
function firstWarning({ warnings, points }: SweepResult): string {
  const [first] = warnings;
  if (first === undefined) return '';
  const of = first.points === points.length ? '' : ` (${wholeText(first.points)} of ${wholeText(points.length)} points)`;
  const more = warnings.length === 1 ? '' : `; and ${wholeText(warnings.length - 1)} more (--json)`;
  return `! ${warningWords(first.text)}${of}${more}`;
}

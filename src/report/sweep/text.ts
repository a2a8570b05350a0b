/** Draws a sweep on one screen of a terminal: what it comes to first, a line a point, a map where two settings vary, and the command that repeats it last. */
import type { SweepPoint, SweepResult } from '../../study/sweep/sweep-result.js';
import { painted, set, toned, type Line } from '../frame/lines.js';
import { cleanText, wholeText } from '../frame/numbers.js';
import { UNPAINTED, type TextOptions } from '../frame/tone.js';
import { beginning, columnsTaken, padEnd, WIDTH } from '../frame/width.js';
import { alarmWords, basisWords, frontierWords, headline, precisionWords } from './findings.js';
import { cellText, COST, endsText, inOrder, shortNames, sweepColumns, valueOf, type SweepColumn } from './rows.js';

/** Points that one screen shows. */
const MOST = 24;
/** The widest column of values. */
const WIDEST = 24;

const SIGNS = { pass: '✓', fail: '✗', inconclusive: '?' } as const;
const PLACES = { on: '*', perhaps: '~', off: ' ' } as const;

/** How a sweep is to be set. */
export interface SweepTextOptions extends TextOptions {
  /** Every point, however many. */
  readonly isFull?: boolean;
}

/** Returns the text, ending in a line break. No line is wider than `width` but the last, which repeats the sweep and can be copied whole. */
export function sweepText(result: SweepResult, { paint = UNPAINTED, width = WIDTH, isFull = false }: SweepTextOptions = {}): string {
  const { text, tone } = headline(result);
  const sign = tone === 'heading' ? '' : `${SIGNS[tone]} `;
  const sentence = (words: string, first = '  ', later = '    '): string[] =>
    words === '' ? [] : set(words.split(' '), { first, later, width });
  const lines: Line[] = [
    ...toned(set(`${sign}${text}`.split(' '), { later: '  ', width, most: 3 }), tone),
    ...toned(sentence(`${cleanText(result.scenario.name)}: ${basisWords(result)}`, '  ', '  '), 'quiet'),
    ...alarmWords(result).flatMap((words) => toned(sentence(words, '  ! ', '    '), 'fail')),
    { text: '' },
    ...tableLines(result, width, isFull),
    ...section([
      ...toned(sentence(frontierWords(result)), 'quiet'),
      ...toned(sentence(precisionWords(result)), 'quiet'),
      ...toned(sentence(warningWords(result)), 'quiet'),
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
  readonly isShort: boolean;
  readonly ends: 'both' | 'wait' | 'none';
}

/** From the most to the least: intervals of the cost go first, then a figure, then the intervals of the wait. */
const FORMS: readonly Form[] = [
  { isShort: false, ends: 'both' },
  { isShort: true, ends: 'both' },
  { isShort: true, ends: 'wait' },
  { isShort: true, ends: 'none' },
];

/** A line a point: its verdict, its settings, its figures, with their intervals where there is room. */
function tableLines(result: SweepResult, width: number, isFull: boolean): Line[] {
  const all = inOrder(result);
  const shown = isFull ? all : all.slice(0, MOST);
  const columns = sweepColumns(result);
  const names = shortNames(result.variables);
  const settings = (point: SweepPoint): string[] => result.variables.map(({ path }) => clipped(cleanText(valueOf(point, path))));
  const isWeighed = result.points.some(({ frontier }) => frontier !== null);
  const base: readonly (readonly [string, SweepPoint])[] =
    result.base === null || result.points.some(({ isBase }) => isBase) ? [] : [['as it is', result.base]];
  const rows = [
    ...base.map(([name, point]) => ({ point, cells: [name, ...result.variables.slice(1).map(() => '')], mark: ' ' })),
    ...shown.map(({ point }) => ({
      point,
      cells: settings(point),
      mark: isWeighed && point.frontier !== null ? PLACES[point.frontier] : ' ',
    })),
  ];
  const made = ({ isShort, ends }: Form): string[][] => {
    const told = isShort ? columns.filter(({ isMain }) => isMain) : columns;
    const has = (column: SweepColumn): boolean => (ends === 'both' && column.figure === COST) || (ends !== 'none' && column === columns[0]);
    return [
      [...names.map(clipped), ...told.flatMap((column) => (has(column) ? [column.name, ''] : [column.name]))],
      ...rows.map(({ point, cells }) => [
        ...cells,
        ...told.flatMap((column) =>
          has(column) ? [cellText(point, column.figure), endsText(point, column.figure)] : [cellText(point, column.figure)],
        ),
      ]),
    ];
  };
  const table = FORMS.map(made).find((cells) => widthOf(cells) <= width - 6) ?? made(FORMS.at(-1)!);
  const widths = table[0]!.map((_, i) => Math.max(...table.map((row) => columnsTaken(row[i]!))));
  const line = (row: readonly string[]): string => row.map((cell, i) => padEnd(cell, widths[i]!)).join('  ');
  const lines = rows.map(({ point, mark }, i): Line => ({
    text: `  ${point.verdict === null ? ' ' : SIGNS[point.verdict]} ${mark} ${line(table[i + 1]!)}`.trimEnd(),
    tone: point.verdict ?? undefined,
  }));
  const left = all.length - shown.length;
  return [
    { text: `      ${line(table[0]!)}`.trimEnd(), tone: 'quiet' },
    ...lines,
    ...(left > 0 ? [{ text: `      and ${wholeText(left)} more (--full, or -o sweep.csv)`, tone: 'quiet' as const }] : []),
  ];
}

function clipped(text: string): string {
  return columnsTaken(text) <= WIDEST ? text : `${beginning(text, WIDEST - 1)}…`;
}

function widthOf(cells: readonly (readonly string[])[]): number {
  const widths = cells[0]!.map((_, i) => Math.max(...cells.map((row) => columnsTaken(row[i]!))));
  return widths.reduce((sum, own) => sum + own + 2, -2);
}

/** The first warning of the points, and how many more there are. */
function warningWords({ warnings, points }: SweepResult): string {
  const [first] = warnings;
  if (first === undefined) return '';
  const of = first.points === points.length ? '' : ` (${wholeText(first.points)} of ${wholeText(points.length)} points)`;
  const more = warnings.length === 1 ? '' : `; and ${wholeText(warnings.length - 1)} more (--json)`;
  return `! ${cleanText(first.text).replace(/\s+/gu, ' ')}${of}${more}`;
}

/** Sets several variants below each other, a column a figure: which of them is the best buy. */
import type { CompareResult, Difference } from '../../study/compare/compare-result.js';
import { set, type Line } from '../frame/lines.js';
import { cleanText } from '../frame/numbers.js';
import { columnsTaken, padEnd, breakable } from '../frame/width.js';
import type { CompareRow } from './rows.js';
import { differenceEnds, differenceText, sideText, verdictWords } from '../frame/difference-words.js';

/** Columns of the names where there is room; else they stand on lines of their own, and this is left of the cells. */
const NAME = 20;
const INDENT = 4;
/** Blank columns between two cells at least. */
const GAP = 2;

/** A line of the table before it is set. */
interface Row {
  readonly name: string;
  readonly cells: readonly string[];
  readonly tone?: 'quiet';
}

/** Returns the table; `rows` are the main ones of the variants in their order. */
export function sideBySide(result: CompareResult, rows: readonly (readonly CompareRow[])[], width: number): Line[] {
  const table = rowsOf(result, rows);
  const [first] = table;
  if (first === undefined) return [];
  const widest = first.cells.map((_, column) => Math.max(...table.map(({ cells }) => columnsTaken(cells[column]!))) + GAP);
  const even = Math.floor((width - GAP - NAME) / widest.length);
  const widths = widest.every((own) => own <= even) ? widest.map(() => even) : widest;
  const fits = NAME + GAP + widths.reduce((sum, own) => sum + own, 0) <= width;
  return table.flatMap((row) => linesOf(row, fits ? NAME : INDENT, widths, width));
}

function rowsOf({ base, variants }: CompareResult, rows: readonly (readonly CompareRow[])[]): Row[] {
  const [first] = rows.filter((own) => own.length > 0);
  if (first === undefined) return [];
  const names = first.map(({ name }) => name);
  const at = (own: readonly CompareRow[], name: string): CompareRow | undefined => own.find((row) => row.name === name);
  return [
    { name: '', cells: names, tone: 'quiet' },
    { name: cleanText(base.label), cells: names.map((name) => sideText(at(first, name)!.difference, 'base')) },
    ...variants.flatMap(({ label }, i): Row[] => {
      const found = names.map((name) => at(rows[i]!, name)?.difference);
      const cells = (text: (own: Difference) => string, none = ''): string[] => found.map((own) => (own === undefined ? none : text(own)));
      return [
        { name: cleanText(label), cells: cells((own) => sideText(own, 'new'), '-') },
        { name: '', cells: cells((own) => `${differenceText(own)} ${verdictWords(own)}`) },
        { name: '', cells: cells(differenceEnds), tone: 'quiet' },
      ];
    }),
  ];
}

/** The lines of a row; a name that is too long stands on lines of its own. */
function linesOf({ name, cells, tone }: Row, room: number, widths: readonly number[], width: number): Line[] {
  const line = (text: string): string =>
    `  ${padEnd(text, room)}${cells.map((cell, column) => padEnd(cell, widths[column]!)).join('')}`.trimEnd();
  const isShort = columnsTaken(name) + GAP <= room;
  const lines = isShort ? [line(name)] : [...set(breakable(name), { first: '  ', later: '    ', width }), line('')];
  return lines.filter((text) => text !== '').map((text) => (tone === undefined ? { text } : { text, tone }));
}

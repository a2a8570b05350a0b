/** Sets a table in the columns of a terminal. */
import type { Row, Table } from './table.js';
import type { Paint } from './tone.js';
import { columnsTaken, padEnd, padStart, WIDTH, wrap } from './width.js';

const NAME_WIDTH = 20;

const NAME_LEAST = 14;

/** What of a table is set. */
type SetTable = Pick<Table, 'title' | 'columns' | 'rows' | 'notes'>;

/** Returns the lines of a table; columns that find no room beside the others come in a second table below. */
export function tableLines(table: SetTable, paint: Paint, width = WIDTH): string[] {
  const { columns, rows } = table;
  const widths = columnWidths(columns, rows, width);
  if (columns.length > 1 && widths.reduce((sum, own) => sum + own, 0) > width) {
    const half = Math.ceil(columns.length / 2);
    const part = (from: number, to: number, notes: Table['notes']): SetTable => ({
      ...table,
      columns: columns.slice(from, to),
      rows: rows.map((row) => ({ ...row, cells: row.cells.slice(from, to), spread: row.spread.slice(from, to) })),
      notes,
    });
    return [...tableLines(part(0, half, []), paint, width), ...tableLines(part(half, columns.length, table.notes), paint, width)];
  }
  return setTable(table, widths, paint, width);
}

function setTable({ title, columns, rows, notes }: SetTable, widths: readonly number[], paint: Paint, width: number): string[] {
  const room = nameWidth(widths, width);
  const line = (name: string, cells: readonly string[]): string =>
    `${padEnd(name, room)}${cells.map((cell, i) => padStart(cell, widths[i] ?? 0)).join('')}`.trimEnd();
  // A name that does not fit stands on lines of its own: cut short it might be taken for another.
  const named = (name: string, cells: readonly string[]): string[] =>
    columnsTaken(name) <= room ? [line(name, cells)] : [...wrap(name.trimStart(), '  ', '  ', width), line('', cells)];
  const lines =
    columnsTaken(title) <= room
      ? [line(title, columns)]
      : [...wrap(title, '', '', width), ...(columns.length > 0 ? [line('', columns)] : [])];
  const out = lines.map((text) => paint('heading', text));
  for (const { name, cells, spread } of rows) {
    out.push(...named(`  ${name}`, cells));
    if (spread.some((text) => text !== '')) out.push(paint('quiet', line('', spread)));
  }
  return [...out, ...notes.flatMap(({ text: note }) => wrap(note, '  ', '  ', width).map((text) => paint('quiet', text)))];
}

/** Each column as wide as its widest text and two blanks, evenly widened up to ten; with one blank where names would get too little room. */
function columnWidths(columns: readonly string[], rows: readonly Row[], width: number): number[] {
  const texts = columns.map((column, i) =>
    Math.max(column.length, ...rows.map(({ cells, spread }) => Math.max(cells[i]?.length ?? 0, spread[i]?.length ?? 0))),
  );
  const sum = texts.reduce((total, own) => total + own, 0);
  const gap = sum + 2 * texts.length > width - NAME_LEAST ? 1 : 2;
  const spare = width - NAME_WIDTH - sum - gap * texts.length;
  const each = Math.max(0, Math.floor(spare / texts.length));
  return texts.map((own) => Math.max(own + gap, Math.min(10, own + gap + each)));
}

function nameWidth(widths: readonly number[], width: number): number {
  const rest = width - widths.reduce((sum, own) => sum + own, 0);
  return Math.max(0, Math.min(rest, 36));
}

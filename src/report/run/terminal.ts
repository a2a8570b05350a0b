/** Draws the whole summary for a terminal, whatever its length. It returns text; whether there is colour is the caller's decision. */
import { ADVICE_TITLE } from './advice.js';
import { assumedLines } from './assumed.js';
import { eventLines } from './story/event-lines.js';
import type { ReportModel } from './model.js';
import { painted } from '../frame/lines.js';
import type { StoryText } from './story/story-words.js';
import { sparkText } from './sparkline.js';
import type { Row, Table } from '../frame/table.js';
import { UNPAINTED, type Paint, type TextOptions } from '../frame/tone.js';
import { VERDICT_WORDS as WORDS } from '../frame/verdict-words.js';
import { columnsTaken, padEnd, padStart, WIDTH, wrap, wrapPieces } from '../frame/width.js';

const NAME_WIDTH = 20;
const NAME_LEAST = 14;

/**
 * Returns the summary, ending in a line break. No line is wider than `width` but the last: it is the command that repeats the run, and whole, so
 * that it can be copied. With `isPlain` lines over time are made of signs that every terminal has.
 */
export function terminalReport(model: ReportModel, { paint = UNPAINTED, isPlain = false, width = WIDTH }: TextOptions = {}): string {
  const lines: string[] = [...verdictLines(model, paint, width)];
  for (const alarm of model.alarms) lines.push(...wrap(alarm, '! ', '  ', width).map((line) => paint('fail', line)));
  lines.push('', ...wrap(model.basis, '', '', width));
  for (const story of model.stories) lines.push('', ...storyLines(story, paint, width));
  for (const table of model.tables) lines.push('', ...tableLines(table, paint, width));
  if (model.advice.length > 0) {
    lines.push('', paint('heading', ADVICE_TITLE));
    for (const sentence of model.advice) lines.push(...wrap(sentence, '  ', '    ', width));
  }
  if (model.overTime !== undefined) {
    lines.push('', ...wrap(model.overTime.title, '', '  ', width).map((line) => paint('heading', line)));
    for (const { name, levels, note } of model.overTime.lines) {
      lines.push(
        ...wrapPieces([`${name.padEnd(14)}${sparkText(levels.slice(0, width - 16), isPlain)} `, note], '  ', ' '.repeat(16), width),
      );
    }
  }
  if (model.warnings.length > 0) {
    lines.push('', paint('heading', 'Warnings'));
    for (const warning of model.warnings) lines.push(...wrap(warning, '  ', '    ', width));
  }
  const assumed = assumedLines(model.defaults, width);
  if (assumed.length > 0) lines.push('', painted(assumed, paint).trimEnd());
  lines.push(
    '',
    ...wrap('The same again (behind the #: version of runcast and hash of the scenario)', '', '', width).map((line) =>
      paint('heading', line),
    ),
  );
  lines.push(model.rerun);
  return `${lines.join('\n')}\n`;
}

function verdictLines(model: ReportModel, paint: Paint, columns: number): string[] {
  const tone = model.verdict ?? 'heading';
  const word = model.verdict === null ? '' : `${WORDS[model.verdict]}  `;
  const lines = wrap(`${word}${model.name}: ${model.headline}`, '', '  ', columns).map((line) => paint(tone, line));
  // The word of an undecided threshold is longer; the others are padded only where one is there.
  const width = Math.max(...model.thresholds.map(({ verdict }) => WORDS[verdict].length));
  for (const { verdict, subject, condition, found, note } of model.thresholds) {
    const head = `  ${WORDS[verdict].padEnd(width)}  `;
    const text = `${subject}: ${condition}, ${found}${note === undefined ? '' : ` (target: ${note})`}`;
    lines.push(...wrap(text, head, ' '.repeat(head.length), columns).map((line) => paint(verdict, line)));
  }
  return lines;
}

function storyLines({ title, lines, sentences }: StoryText, paint: Paint, columns: number): string[] {
  return [
    ...wrap(`What happened: ${title}`, '', '  ', columns).map((line) => paint('heading', line)),
    ...eventLines(lines, columns),
    ...sentences.flatMap((sentence) => wrap(sentence, '  ', '  ', columns)),
  ];
}

/** Returns the lines of a table; columns that find no room beside the others come in a second table below. */
export function tableLines(table: Table, paint: Paint, width = WIDTH): string[] {
  const { columns, rows } = table;
  const widths = columnWidths(columns, rows, width);
  if (columns.length > 1 && widths.reduce((sum, own) => sum + own, 0) > width) {
    const half = Math.ceil(columns.length / 2);
    const part = (from: number, to: number, notes: readonly string[]): Table => ({
      ...table,
      columns: columns.slice(from, to),
      rows: rows.map((row) => ({ ...row, cells: row.cells.slice(from, to), spread: row.spread.slice(from, to) })),
      notes,
    });
    return [...tableLines(part(0, half, []), paint, width), ...tableLines(part(half, columns.length, table.notes), paint, width)];
  }
  return setTable(table, widths, paint, width);
}

function setTable({ title, columns, rows, notes }: Table, widths: readonly number[], paint: Paint, width: number): string[] {
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
  return [...out, ...notes.flatMap((note) => wrap(note, '  ', '  ', width).map((text) => paint('quiet', text)))];
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

/** Draws the summary for a terminal of 80 columns. It returns text; whether there is colour is the caller's decision. */
import type { ReportModel } from './model.js';
import type { StoryText } from './story-words.js';
import { sparkText } from './sparkline.js';
import type { Row, Table } from './table.js';
import { VERDICT_WORDS as WORDS } from './verdict-words.js';
import { columnsTaken, padEnd, padStart, WIDTH, wrap, wrapPieces } from './width.js';

/** How a part of the summary is to look. The caller maps it to colours, or leaves the text as it is. */
export type Tone = 'pass' | 'fail' | 'inconclusive' | 'heading' | 'quiet';
export type Paint = (tone: Tone, text: string) => string;

const NAME_WIDTH = 20;
const NAME_LEAST = 14;

/**
 * Returns the summary, ending in a line break. Lines are at most 80 columns wide, the last one apart: it is the command that repeats the run, and
 * whole, so that it can be copied. With `isPlain` lines over time are made of signs that every terminal has.
 */
export function terminalReport(model: ReportModel, paint: Paint = (_tone, text) => text, isPlain = false): string {
  const lines: string[] = [...verdictLines(model, paint)];
  for (const alarm of model.alarms) lines.push(...wrap(alarm, '! ', '  ').map((line) => paint('fail', line)));
  lines.push('', ...wrap(model.basis));
  for (const story of model.stories) lines.push('', ...storyLines(story, paint));
  for (const table of model.tables) lines.push('', ...tableLines(table, paint));
  if (model.advice.length > 0) {
    lines.push('', paint('heading', 'What would help'));
    for (const sentence of model.advice) lines.push(...wrap(sentence, '  ', '    '));
  }
  if (model.overTime !== undefined) {
    lines.push('', paint('heading', model.overTime.title));
    for (const { name, levels, note } of model.overTime.lines) lines.push(`  ${name.padEnd(14)}${sparkText(levels, isPlain)}  ${note}`);
  }
  if (model.defaults.length > 0) {
    lines.push('', paint('heading', 'Assumed, because the scenario does not say'));
    for (const { thing, values } of model.defaults) {
      const pieces = values.map((value, i) => (i < values.length - 1 ? `${value},` : value));
      lines.push(...wrapPieces([`${thing}:`, ...pieces], '  ', '    ').map((text) => paint('quiet', text)));
    }
  }
  lines.push('', paint('heading', 'The same again (behind the #: version of runcast and hash of the scenario)'), model.rerun);
  return `${lines.join('\n')}\n`;
}

function verdictLines(model: ReportModel, paint: Paint): string[] {
  const tone = model.verdict ?? 'heading';
  const word = model.verdict === null ? '' : `${WORDS[model.verdict]}  `;
  const lines = wrap(`${word}${model.name}: ${model.headline}`, '', '  ').map((line) => paint(tone, line));
  // The word of an undecided threshold is longer; the others are padded only where one is there.
  const width = Math.max(...model.thresholds.map(({ verdict }) => WORDS[verdict].length));
  for (const { verdict, subject, condition, found, note } of model.thresholds) {
    const head = `  ${WORDS[verdict].padEnd(width)}  `;
    lines.push(
      ...wrap(`${subject}: ${condition}, ${found}${note === undefined ? '' : ` (target: ${note})`}`, head, ' '.repeat(head.length)).map(
        (line) => paint(verdict, line),
      ),
    );
  }
  return lines;
}

function storyLines({ title, lines, sentences }: StoryText, paint: Paint): string[] {
  return [
    ...wrap(`What happened: ${title}`, '', '  ').map((line) => paint('heading', line)),
    ...eventLines(lines),
    ...sentences.flatMap((sentence) => wrap(sentence, '  ', '  ')),
  ];
}

/** Events in order of time, two a line where both are short. */
function eventLines(events: StoryText['lines']): string[] {
  const width = Math.max(...events.map(({ at }) => columnsTaken(at))) + 2;
  const half = Math.floor((WIDTH - 2) / 2);
  const out: string[] = [];
  let left: string | undefined;
  for (const { at, words } of events) {
    const text = `${padEnd(at, width)}${words}`;
    const isShort = columnsTaken(text) <= half - 2;
    if (left !== undefined) out.push(isShort ? `  ${padEnd(left, half)}${text}` : `  ${left}`);
    if (left !== undefined && isShort) left = undefined;
    else if (isShort) left = text;
    else {
      left = undefined;
      out.push(...wrap(words, `  ${padEnd(at, width)}`, ' '.repeat(width + 2)));
    }
  }
  return left === undefined ? out : [...out, `  ${left}`];
}

/** Returns the lines of a table. */
export function tableLines({ title, columns, rows, notes }: Table, paint: Paint): string[] {
  const widths = columnWidths(columns, rows);
  const room = nameWidth(widths);
  const line = (name: string, cells: readonly string[]): string =>
    `${padEnd(name, room)}${cells.map((cell, i) => padStart(cell, widths[i] ?? 0)).join('')}`.trimEnd();
  // A name that does not fit stands on lines of its own: cut short it might be taken for another.
  const named = (name: string, cells: readonly string[]): string[] =>
    columnsTaken(name) <= room ? [line(name, cells)] : [...wrap(name.trimStart(), '  ', '  '), line('', cells)];
  const lines = columnsTaken(title) <= room ? [line(title, columns)] : [...wrap(title), ...(columns.length > 0 ? [line('', columns)] : [])];
  const out = lines.map((text) => paint('heading', text));
  for (const { name, cells, spread } of rows) {
    out.push(...named(`  ${name}`, cells));
    if (spread.some((text) => text !== '')) out.push(paint('quiet', line('', spread)));
  }
  return [...out, ...notes.flatMap((note) => wrap(note, '  ', '  ').map((text) => paint('quiet', text)))];
}

/** Each column as wide as its widest text and two blanks, evenly widened up to ten; with one blank where names would get too little room. */
function columnWidths(columns: readonly string[], rows: readonly Row[]): number[] {
  const texts = columns.map((column, i) =>
    Math.max(column.length, ...rows.map(({ cells, spread }) => Math.max(cells[i]?.length ?? 0, spread[i]?.length ?? 0))),
  );
  const sum = texts.reduce((total, width) => total + width, 0);
  const gap = sum + 2 * texts.length > WIDTH - NAME_LEAST ? 1 : 2;
  const spare = WIDTH - NAME_WIDTH - sum - gap * texts.length;
  const each = Math.max(0, Math.floor(spare / texts.length));
  return texts.map((width) => Math.max(width + gap, Math.min(10, width + gap + each)));
}

function nameWidth(widths: readonly number[]): number {
  const rest = WIDTH - widths.reduce((sum, width) => sum + width, 0);
  return Math.max(0, Math.min(rest, 36));
}

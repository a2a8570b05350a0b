/** Draws the summary for a terminal of 80 columns. It returns text; whether there is colour is the caller's decision. */
import type { ReportModel } from './model.js';
import type { Row, Table } from './tables.js';

/** How a part of the summary is to look. The caller maps it to colours, or leaves the text as it is. */
export type Tone = 'pass' | 'fail' | 'inconclusive' | 'heading' | 'quiet';
export type Paint = (tone: Tone, text: string) => string;

const WIDTH = 80;
const NAME_WIDTH = 20;
const NAME_LEAST = 14;
const WORDS = { pass: '✓ pass', fail: '✗ FAIL', inconclusive: '? undecided' } as const;

/** Returns the summary, each line at most 80 columns, ending in a line break. The last line identifies the run. */
export function terminalReport(model: ReportModel, paint: Paint = (_tone, text) => text): string {
  const lines: string[] = [...verdictLines(model, paint)];
  for (const alarm of model.alarms) lines.push(...wrap(alarm, '! ', '  ').map((line) => paint('fail', line)));
  lines.push('', ...wrap(model.basis));
  for (const table of model.tables) lines.push('', ...tableLines(table, paint));
  lines.push('', ...model.atEnd.flatMap((line) => wrap(line)));
  if (model.defaults.length > 0) {
    lines.push('', paint('heading', 'Assumed, because the scenario does not say'));
    for (const line of model.defaults) lines.push(...wrap(line, '  ', '    ').map((text) => paint('quiet', text)));
  }
  lines.push('');
  const whole = `${model.identity}, rerun: ${model.rerun}`;
  if (whole.length <= WIDTH) lines.push(whole);
  else lines.push(...commandLines(`rerun: ${model.rerun}`), model.identity);
  return `${lines.join('\n')}\n`;
}

function verdictLines(model: ReportModel, paint: Paint): string[] {
  const tone = model.verdict ?? 'heading';
  const word = model.verdict === null ? '' : `${WORDS[model.verdict]}  `;
  const lines = wrap(`${word}${model.name}: ${model.headline}`, '', '  ').map((line) => paint(tone, line));
  for (const { verdict, subject, condition, found, reason } of model.thresholds) {
    const text = `${subject}: ${condition}, found ${found}${reason === undefined ? '' : ` (${reason})`}`;
    const head = `  ${WORDS[verdict].padEnd(11)} `;
    lines.push(...wrap(text, head, '      ').map((line) => paint(verdict, line)));
  }
  return lines;
}

function tableLines({ title, columns, rows, notes }: Table, paint: Paint): string[] {
  const widths = columnWidths(columns, rows);
  const line = (name: string, cells: readonly string[]): string =>
    `${fit(name, nameWidth(widths)).padEnd(nameWidth(widths))}${cells.map((cell, i) => cell.padStart(widths[i] ?? 0)).join('')}`.trimEnd();
  const lines = [paint('heading', line(title, columns))];
  for (const { name, cells, spread } of rows) {
    lines.push(line(`  ${name}`, cells));
    if (spread.some((text) => text !== '')) lines.push(paint('quiet', line('', spread)));
  }
  return [...lines, ...notes.flatMap((note) => wrap(note, '  ', '  ').map((text) => paint('quiet', text)))];
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
  return Math.max(8, Math.min(rest, 36));
}

function fit(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

/** Breaks a sentence at blanks; a word longer than a line is cut. */
function wrap(text: string, first = '', later = ''): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (let word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = later;
      isEmpty = true;
    }
    while (line.length + word.length > WIDTH) {
      const room = WIDTH - line.length;
      lines.push(line + word.slice(0, room));
      word = word.slice(room);
      line = later;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  lines.push(line);
  return lines;
}

/** Breaks a command at blanks with a backslash, so that it can still be pasted into a shell. */
function commandLines(command: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of command.split(/ (?=(?:[^']*'[^']*')*[^']*$)/u)) {
    if (line !== '' && line.length + 1 + word.length > WIDTH - 2) {
      lines.push(`${line} \\`);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines;
}

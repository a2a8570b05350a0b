/** Draws the whole summary for a terminal, whatever its length. It returns text; whether there is colour is the caller's decision. */
import { eventLines } from './story/event-lines.js';
import { tableLines } from '../frame/table-lines.js';
import { painted } from '../frame/lines.js';
import { UNPAINTED, type Paint, type TextOptions } from '../frame/tone.js';
import { VERDICT_WORDS as WORDS } from '../frame/verdict-words.js';
import { WIDTH, wrap, wrapPieces } from '../frame/width.js';
import { ADVICE_TITLE } from './advice.js';
import { assumedLines } from './assumed.js';
import { foundText, type ReportModel } from './model.js';
import { sparkText } from '../frame/spark.js';
import type { StoryText } from './story/stories.js';

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
  for (const line of model.thresholds) {
    const { verdict, subject, condition, note } = line;
    const head = `  ${WORDS[verdict].padEnd(width)}  `;
    const found = line.found === undefined && line.reason !== undefined ? line.reason : `found ${foundText(line)}`;
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

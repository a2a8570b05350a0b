/** Draws a study as Markdown for merge requests and wikis: the same figures as every report, names never taken for markup. */
import { markdownTable } from 'markdown-table';
import type { StudyResult } from '../study/study-result.js';
import { ADVICE_TITLE } from './advice.js';
import { NOTHING } from './numbers.js';
import { pageModel, type PageModel } from './page-model.js';
import type { StoryText } from './story-words.js';
import type { Table } from './table.js';
import { VERDICT_WORDS } from './verdict-words.js';

const BOLD = '*'.repeat(2);

/** Returns the report, ending in a line break. */
export function markdownReport(study: StudyResult): string {
  const model = pageModel(study);
  const { summary } = model;
  const parts = [
    `# ${plain(summary.name)}`,
    bold(`${summary.verdict === null ? '' : `${VERDICT_WORDS[summary.verdict]}: `}${plain(summary.headline)}.`),
    plain(model.inWords),
    ...summary.alarms.map((alarm) => `> ${bold('Note:')} ${plain(alarm)}`),
    plain(summary.basis),
    thresholds(model),
    ...summary.stories.map(story),
    ...[...summary.tables, model.shares, model.managers, ...model.around].flatMap(section),
    ...cost(model),
    list(ADVICE_TITLE, summary.advice.map(plain)),
    ...charts(model),
    list('Warnings', model.warnings.map(plain)),
    collapsed(
      'What is assumed, because the scenario does not say',
      summary.defaults.map(({ thing, values }) => `- ${plain(thing)}: ${plain(values.join(', '))}`).join('\n'),
    ),
    model.scenario.text === undefined ? '' : collapsed('The complete scenario, secrets masked', fenced(model.scenario.text, 'yaml')),
    `## The same again\n\n${fenced(summary.rerun, 'sh')}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function thresholds({ summary }: PageModel): string {
  if (summary.thresholds.length === 0) return '';
  const rows = summary.thresholds.map(({ verdict, subject, condition, found, note }) => [
    VERDICT_WORDS[verdict],
    plain(subject),
    plain(note === undefined ? condition : `${condition} (target: ${note})`),
    plain(found.replace(/^found /u, '')),
  ]);
  return `## Thresholds\n\n${markdownTable([['verdict', 'of what', 'wanted', 'found'], ...rows])}`;
}

function story({ title, lines, sentences }: StoryText): string {
  const rows = lines.map(({ at, words }) => [plain(at), plain(words)]);
  return [`## What happened: ${plain(title)}`, markdownTable([['when', 'what'], ...rows]), ...sentences.map(plain)].join('\n\n');
}

/** A table with its half-widths behind the figures. */
function section({ title, columns, rows, notes }: Table): string[] {
  const body = rows.map(({ name, cells, spread }) => [
    plain(name),
    ...cells.map((cell, i) => plain([cell, spread[i] ?? ''].filter((text) => text !== '').join(' '))),
  ]);
  const table = markdownTable([['', ...columns.map(plain)], ...body], { align: ['l', ...columns.map(() => 'r')] });
  return [`## ${plain(title)}\n\n${table}`, ...notes.map(plain)];
}

function cost({ cloudCost }: PageModel): string[] {
  if (cloudCost === undefined || cloudCost.lines.length < 3) return [];
  const rows = cloudCost.lines.map(({ name, cells }) => ({ name, cells, spread: [] }));
  return section({ title: 'Cost by cloud', columns: cloudCost.columns, rows, notes: [] });
}

/** What the charts of the page say, in sentences. */
function charts({ machines, queueLength, waiting, chartBasis }: PageModel): string[] {
  const shown = [...machines, ...[queueLength, waiting].flatMap((chart) => chart ?? [])];
  if (shown.length === 0) return [];
  const lines = shown.map(({ title, description }) => `- ${plain(title)}: ${plain(description)}`);
  return [`## Over time\n\n${lines.join('\n')}`, plain(chartBasis)];
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

function collapsed(title: string, body: string): string {
  return body === '' ? '' : `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

function bold(text: string): string {
  return `${BOLD}${text}${BOLD}`;
}

/** A block of code whose fence is longer than any in the text. */
function fenced(text: string, language: string): string {
  const longest = (text.match(/`+/gu) ?? []).reduce((most, { length }) => Math.max(most, length), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

/**
 * Returns a text that Markdown shows as it is: signs of markup are escaped, and so are those that make GitLab and GitHub mention people, link
 * issues or turn addresses into links.
 */
function plain(text: string): string {
  if (text === NOTHING) return '–';
  return text
    .replace(/[\\`*_[\]<>|~&@#!$^]/gu, String.raw`\$&`)
    .replace(/:\/\//gu, String.raw`\://`)
    .replace(/\bwww\./giu, String.raw`www\.`)
    .replace(/^([-+=])/u, String.raw`\$1`)
    .replace(/^(\d+)([.)])(?=\s|$)/u, String.raw`$1\$2`);
}

/** Draws a study as Markdown for merge requests and wikis: the same figures as every report, names never taken for markup. */
import { markdownTable } from 'markdown-table';
import type { StudyResult } from '../../study/study-result.js';
import { ADVICE_TITLE } from './advice.js';
import { BOLD, fenced, plain } from '../frame/markup.js';
import { foundText } from './model.js';
import { pageModel, type PageModel } from './page/model.js';
import type { StoryText } from './story/stories.js';
import type { Section, Table } from '../frame/table.js';
import { VERDICT_WORDS } from '../frame/verdict-words.js';

/** Characters that a comment may have on GitHub, which bears least, less some for what is written around. */
const MOST_CHARACTERS = 60_000;

/** Returns the report, ending in a line break. The complete scenario is left out where a merge request could not bear it. */
export function markdownReport(study: StudyResult): string {
  const model = pageModel(study);
  const text =
    model.scenario.text === undefined ? '' : collapsed('The complete scenario, secrets masked', fenced(model.scenario.text, 'yaml'));
  const whole = written(model, text);
  if (text === '' || whole.length <= MOST_CHARACTERS) return whole;
  return written(model, 'The complete scenario is too long to stand here; it is in `scenario.yaml`, beside this report.');
}

function written(model: PageModel, scenario: string): string {
  const { summary } = model;
  const of = (section: Section, isFolded = false): Table[] =>
    model.tables.filter((table) => table.section === section && table.isFolded === isFolded);
  const sections: readonly (readonly [title: string, parts: readonly string[]])[] = [
    ['What happened', [...summary.stories.map(story), ...of('happened').flatMap(section)]],
    ['Thresholds', thresholds(model)],
    [ADVICE_TITLE, list(summary.advice)],
    ['Cost', [...of('cost').flatMap(untitled), ...of('cost', true).flatMap(section)]],
    ['How long jobs waited', [...of('waiting'), model.shares].flatMap(section)],
    ['Why jobs waited', of('why').flatMap(untitled)],
    [
      'Details',
      [
        folded('Queue time, fleet and managers', [...of('waiting', true), ...of('fleet'), ...of('fleet', true)].flatMap(section)),
        folded('Over time', charts(model)),
      ].filter((part) => part !== ''),
    ],
    ['Warnings', list(model.warnings)],
    [
      'The scenario',
      [
        collapsed(
          'What is assumed, because the scenario does not say',
          summary.defaults.map(({ thing, values }) => `- ${plain(thing)}: ${plain(values.join(', '))}`).join('\n'),
        ),
        scenario,
      ].filter((part) => part !== ''),
    ],
    ['The same again', [fenced(summary.rerun, 'sh')]],
  ];
  const used = sections.filter(([, parts]) => parts.length > 0);
  const parts = [
    `# ${plain(summary.name)}`,
    bold(`${summary.verdict === null ? '' : `${VERDICT_WORDS[summary.verdict]}: `}${plain(summary.headline)}.`),
    plain(model.inWords),
    ...summary.alarms.map((alarm) => `> ${bold('Note:')} ${plain(alarm)}`),
    plain(summary.basis),
    used.map(([title]) => `[${title}](#${anchor(title)})`).join(' · '),
    ...of('short').flatMap(untitled),
    ...used.flatMap(([title, own]) => [`## ${title}`, ...own]),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The name that GitLab and GitHub give a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z ]/gu, '')
    .replaceAll(' ', '-');
}

function thresholds({ summary }: PageModel): string[] {
  if (summary.thresholds.length === 0) return [];
  const rows = summary.thresholds.map(({ verdict, subject, condition, found, reason, note }) => [
    VERDICT_WORDS[verdict],
    plain(subject),
    plain(note === undefined ? condition : `${condition} (target: ${note})`),
    plain(foundText({ found, reason })),
  ]);
  return [markdownTable([['verdict', 'of what', 'wanted', 'found'], ...rows])];
}

function story({ title, lines, sentences }: StoryText): string {
  const rows = lines.map(({ at, words }) => [plain(at), plain(words)]);
  return [`### ${plain(title)}`, markdownTable([['when', 'what'], ...rows]), ...sentences.map(plain)].join('\n\n');
}

/** A table with its half-widths behind the figures. */
function section({ title, columns, rows, notes }: Table): string[] {
  const body = rows.map(({ name, cells, spread }) => [
    plain(name),
    ...cells.map((cell, i) => plain([cell, spread[i] ?? ''].filter((text) => text !== '').join(' '))),
  ]);
  const table = markdownTable([['', ...columns.map(plain)], ...body], { align: ['l', ...columns.map(() => 'r')] });
  return [`### ${plain(title)}`, table, ...notes.map(({ text }) => plain(text))];
}

/** A table that gives its section its name. */
function untitled(table: Table): string[] {
  return section(table).slice(1);
}

/** What the charts of the page say, in sentences. */
function charts({ machines, queueLength, waiting, chartBasis }: PageModel): string[] {
  const shown = [...machines, ...[queueLength, waiting].flatMap((chart) => chart ?? [])];
  if (shown.length === 0) return [];
  const lines = shown.map(({ title, description }) => `- ${plain(title)}: ${plain(description)}`);
  return [lines.join('\n'), plain(chartBasis)];
}

function list(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [lines.map((line) => `- ${plain(line)}`).join('\n')];
}

function folded(title: string, parts: readonly string[]): string {
  return collapsed(title, parts.filter((part) => part !== '').join('\n\n'));
}

function collapsed(title: string, body: string): string {
  return body === '' ? '' : `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

function bold(text: string): string {
  return `${BOLD}${text}${BOLD}`;
}

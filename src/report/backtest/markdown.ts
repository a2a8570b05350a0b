/** Draws a backtest, or a forecast from a history, for a merge request or a wiki. Names are never taken for markup. */
import { markdownTable } from 'markdown-table';
import type { BacktestResult } from '../../study/backtest/backtest-result.js';
import type { ForecastResult } from '../../study/backtest/forecast-result.js';
import { BOLD, fenced, plain } from '../frame/markup.js';
import { capital } from '../frame/sentence.js';
import type { PageTable } from '../frame/table.js';
import { rerunText } from '../frame/rerun.js';
import { forecastBasis, forecastHeadline, forecastTitle, skippedWords } from './forecast-words.js';
import { forecastTables } from './forecast-tables.js';
import { figureTable, groupTables, meanTable } from './tables.js';
import { absenceWords, basisWords, eventText, headline, leftOutWords, resultWords, severalWords } from './words.js';

/** Returns a backtest as text that ends in a line break. */
export function backtestMarkdown(result: BacktestResult): string {
  const { scenario, absences, days, labels } = result;
  return page(result, {
    title: `${scenario.name} against its history`,
    headline: headline(result),
    basis: basisWords(result),
    parts: [
      ...[leftOutWords(result), severalWords(result)].filter((text) => text !== '').map(noted),
      tableOf(figureTable(result)),
      ...resultWords(result).map((text) => plain(`${capital(text)}.`)),
      ...absences.flatMap((absence) => [
        plain(absenceWords(absence, result)),
        ...(absence.event === null ? [] : [fenced(eventText(absence), 'yaml')]),
      ]),
      titled(meanTable('Days', 'day', days)),
      // Days have a table of their own.
      ...groupTables(result, ({ by }) => by !== 'day').map(titled),
      ...(labels.length === 0 ? [] : [titled(meanTable('Jobs that have a label', 'label', labels))]),
    ],
  });
}

/** Returns a forecast as text that ends in a line break. */
export function forecastMarkdown(result: ForecastResult): string {
  return page(result, {
    title: forecastTitle(result),
    headline: forecastHeadline(result),
    basis: forecastBasis(result),
    parts: [
      ...skippedWords(result).map(noted),
      ...forecastTables(result).map(titled),
      ...result.notes.map((text) => plain(`${capital(text)}.`)),
    ],
  });
}

interface Parts {
  readonly title: string;
  readonly headline: string;
  readonly basis: string;
  readonly parts: readonly string[];
}

function page({ rerun, runcast, scenario }: BacktestResult | ForecastResult, { title, headline: head, basis, parts }: Parts): string {
  const all = [
    `# ${plain(title)}`,
    `${BOLD}${plain(`${capital(head)}.`)}${BOLD}`,
    plain(`${basis}.`),
    ...parts,
    fenced(rerunText({ rerun, runcast }, scenario), 'sh'),
  ];
  return `${all.join('\n\n')}\n`;
}

function noted(text: string): string {
  return `${BOLD}Note.${BOLD} ${plain(text)}`;
}

function titled(table: PageTable): string {
  return `## ${plain(table.title)}\n\n${tableOf(table)}`;
}

function tableOf({ head, columns, rows, notes }: PageTable): string {
  const cells = rows.map(({ name, cells: own, spread }) =>
    [name, ...own.map((cell, i) => `${cell} ${spread[i] ?? ''}`.trimEnd())].map(plain),
  );
  const table = markdownTable([[head, ...columns].map(plain), ...cells], { align: ['l', ...columns.map(() => 'r')] });
  return [table, ...notes.map(({ text }) => plain(text))].join('\n\n');
}

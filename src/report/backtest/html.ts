/** Draws a backtest as one page that needs nothing else: no script, no file beside it, no network. The same result gives the same bytes. */
import { WAIT_FIGURES } from '../../history/backtest/wait-figures.js';
import type { BacktestGroup, BacktestMean, BacktestResult } from '../../study/backtest/backtest-result.js';
import { cleanText, wholeText } from '../frame/numbers.js';
import { PARTS } from '../html/parts.js';
import { STYLE } from '../html/style.js';
import { templating, type HtmlOptions } from '../html/templating.js';
import { hoursChart, quantilesChart } from './charts.js';
import { BACKTEST_TEMPLATE } from './template.js';
import {
  absenceWords,
  agreementWords,
  basisWords,
  dayWords,
  errorEnds,
  errorText,
  figureName,
  figureOf,
  figureText,
  headline,
  leftOutWords,
  pickUpWords,
  rowWords,
  runningWords,
  severalWords,
} from './words.js';

/** A table of the page. */
interface PageTable {
  readonly title: string;
  readonly head: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly string[]; readonly spread: readonly string[] }[];
  readonly notes: readonly { readonly text: string }[];
  readonly isSum: boolean;
}

/** Returns the page. */
export async function backtestHtml(result: BacktestResult, { sha256 }: HtmlOptions): Promise<string> {
  const eta = templating();
  for (const [name, template] of Object.entries(PARTS)) eta.loadTemplate(`@${name}`, template);
  eta.loadTemplate('@backtest', BACKTEST_TEMPLATE);
  const { scenario, absences, notes, days, labels } = result;
  const title = cleanText(`${scenario.name} against its history`);
  const sentences = [agreementWords(result), dayWords(result), pickUpWords(result), runningWords(result), rowWords(result), ...notes];
  return eta.render('@backtest', {
    title,
    verdict: result.verdict,
    badge: result.verdict === 'pass' ? 'within tolerance' : 'out of tolerance',
    headline: `${upper(headline(result))}.`,
    basis: `${basisWords(result)}.`,
    figures: figureTable(result.judged),
    sentences: sentences.filter((text) => text !== '').map((text) => `${upper(cleanText(text))}.`),
    charts: [await hoursChart(result), await quantilesChart(result)],
    absences: absences.map((absence) => ({
      words: absenceWords(absence, result),
      event: absence.event === null ? '' : `events:\n  - ${absence.event}`,
    })),
    alarms: [leftOutWords(result), severalWords(result)].filter((text) => text !== ''),
    // Days have a table of their own.
    groups: groupTables(result.groups.filter(({ by }) => by !== 'day')),
    days: meanTable('Days', 'day', days),
    labels: labels.length === 0 ? undefined : meanTable('Jobs that have a label', 'label', labels),
    file: cleanText(scenario.file),
    hash: scenario.hash,
    rerun: `${cleanText(result.rerun)} # ${result.runcast} sha256:${scenario.hash.slice(0, 12)}`,
    runcast: result.runcast,
    style: STYLE,
    styleHash: `sha256-${sha256(STYLE)}`,
  });
}

function upper(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

function figureTable(group: BacktestGroup): PageTable {
  const rows = WAIT_FIGURES.map((figure) => {
    const own = figureOf(group, figure);
    return {
      name: figureName(figure),
      cells: [
        figureText(figure, own.observed),
        figureText(figure, own.simulated),
        errorText(figure, own.error),
        figureText(figure, own.ideal),
      ],
      spread: ['', '', errorEnds(own), ''],
    };
  });
  return {
    title: 'Queue time',
    head: 'queue time',
    columns: ['observed', 'simulated', 'error', 'plain queue'],
    rows,
    notes: [
      {
        text: 'In parentheses: the 95 % interval of the error over days that are drawn again. Plain queue: the same jobs on the same slots, without boots, polls and pauses.',
      },
    ],
    isSum: false,
  };
}

/** One table a kind of groups. */
function groupTables(groups: readonly BacktestGroup[]): PageTable[] {
  return [...new Set(groups.map(({ by }) => by))].map((kind) => ({
    title: `By ${kind}`,
    head: kind,
    columns: ['jobs', 'observed', 'simulated', 'error', 'p95 error', 'off a job'],
    rows: groups
      .filter(({ by }) => by === kind)
      .map((group) => {
        const [mean, p95] = [figureOf(group, 'mean'), figureOf(group, 'p95')];
        return {
          name: cleanText(`${group.name || '(none)'}${group.isLeftOut ? ' (left out of the verdict)' : ''}`),
          cells: [
            wholeText(group.jobs),
            figureText('mean', mean.observed),
            figureText('mean', mean.simulated),
            errorText('mean', mean.error),
            errorText('p95', p95.error),
            figureText('mean', group.mae),
          ],
          spread: [],
        };
      }),
    notes: [],
    isSum: false,
  }));
}

function meanTable(title: string, head: string, means: readonly BacktestMean[]): PageTable {
  return {
    title,
    head,
    columns: ['jobs', 'observed', 'simulated', 'error'],
    rows: means.map(({ name, jobs, observed, simulated, error }) => ({
      name: cleanText(name),
      cells: [wholeText(jobs), figureText('mean', observed), figureText('mean', simulated), errorText('mean', error)],
      spread: [],
    })),
    notes: [],
    isSum: false,
  };
}

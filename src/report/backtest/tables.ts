/** The tables of a backtest, as its page and its Markdown have them. */
import { WAIT_FIGURES } from '../../history/backtest/wait-figures.js';
import type { BacktestGroup, BacktestMean, BacktestResult } from '../../study/backtest/backtest-result.js';
import { cleanText, wholeText } from '../frame/numbers.js';
import { capital } from '../frame/sentence.js';
import type { PageTable } from '../frame/table.js';
import { errorEnds, errorText, figureName, figureOf, figureText, groupWords, waitName } from './words.js';

/** Returns the figures of what is judged. */
export function figureTable(result: BacktestResult): PageTable {
  const rows = WAIT_FIGURES.map((figure) => {
    const own = figureOf(result.judged, figure);
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
    title: capital(waitName(result)),
    head: waitName(result),
    columns: ['observed', 'simulated', 'error', 'plain queue'],
    rows,
    notes: [
      {
        // Of few days there is none.
        text: `${rows.some(({ spread }) => spread.some((ends) => ends !== '')) ? 'In parentheses: the 95 % interval of the error over days that are drawn again. ' : ''}Plain queue: the same jobs on the same slots, without boots, polls and pauses.`,
      },
    ],
  };
}

/** Returns one table for each of these kinds of groups. */
export function groupTables(result: BacktestResult, isShown: (group: BacktestGroup) => boolean): PageTable[] {
  const groups = result.groups.filter(isShown);
  const words = groupWords(result);
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
    notes: words === '' || kind === 'tags' ? [] : [{ text: `${capital(words)}.` }],
  }));
}

/** Returns the means of days or labels. */
export function meanTable(title: string, head: string, means: readonly BacktestMean[]): PageTable {
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
  };
}

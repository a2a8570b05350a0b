/** The tables of a forecast from a history, as its page and its Markdown have them. */
import { WAIT_FIGURES, type WaitFigure } from '../../history/backtest/wait-figures.js';
import type { ForecastFigure, ForecastResult, ForecastSpan } from '../../study/backtest/forecast-result.js';
import { cleanText, wholeText } from '../frame/numbers.js';
import { roundShare } from '../frame/spoken.js';
import { capital } from '../frame/sentence.js';
import type { PageTable } from '../frame/table.js';
import { futuresText } from './forecast-words.js';
import { errorText, figureName, figureText, waitName } from './words.js';

/** Figures that each day has a table of. */
const BY_DAY: readonly WaitFigure[] = ['mean', 'p95'];

/** Returns its tables: in sample the figures of all days together, else two of them day by day, and the scores. */
export function forecastTables(result: ForecastResult): PageTable[] {
  const { kind, spans, scores } = result;
  const name = waitName(result);
  if (kind === 'in_sample') return [spanTable(spans[0]!, name)];
  return [...BY_DAY.map((figure) => dayTable(figure, spans, name)), scoreTable(scores, name)];
}

const EXPECTED = 'Expected: the mean of the futures.';

function cellsOf(own: ForecastFigure): string[] {
  const { figure, observed, mean, error } = own;
  return [figureText(figure, observed), figureText(figure, mean), futuresText(own), errorText(figure, error)];
}

function spanTable({ figures }: ForecastSpan, name: string): PageTable {
  return {
    title: capital(name),
    head: name,
    columns: ['observed', 'expected', '90 % of futures', 'error'],
    rows: figures.map((own) => ({ name: figureName(own.figure), cells: cellsOf(own), spread: [] })),
    notes: [{ text: `${EXPECTED} Each future is as many days, drawn by chance from those of the history.` }],
  };
}

function dayTable(figure: WaitFigure, spans: readonly ForecastSpan[], name: string): PageTable {
  const place = WAIT_FIGURES.indexOf(figure);
  return {
    title: `${capital(name)}, ${figureName(figure)}, day by day`,
    head: 'day',
    columns: ['jobs', 'learnt from', 'observed', 'expected', '90 % of futures', 'error', 'held'],
    rows: spans.map(({ name: day, jobs, trainedOn, figures }) => ({
      name: cleanText(day),
      cells: [wholeText(jobs), wholeText(trainedOn), ...cellsOf(figures[place]!), figures[place]!.isWithin ? 'yes' : 'no'],
      spread: [],
    })),
    notes: [{ text: `${EXPECTED} Learnt from: jobs of the days before. Held: what came lies within 90 % of the futures.` }],
  };
}

function scoreTable(scores: ForecastResult['scores'], name: string): PageTable {
  return {
    title: 'How good the forecasts were',
    head: name,
    columns: ['pinball loss', 'days before as they were', '90 % of futures held', '50 % of futures held'],
    rows: scores.map(({ figure, pinball, plain, within90, within50 }) => ({
      name: figureName(figure),
      cells: [figureText(figure, pinball), figureText(figure, plain), roundShare(within90), roundShare(within50)],
      spread: [],
    })),
    notes: [
      {
        text: 'Pinball loss: the lower the better; beside it the loss of taking the days before of the same kind as they were. A good forecast holds 90 % and 50 % of the days.',
      },
    ],
  };
}

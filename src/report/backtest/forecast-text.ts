/** Draws a forecast from a history on one screen: the verdict first, what came beside what its days let expect, and how good the forecasts were. */
import { WAIT_FIGURES, type WaitFigure } from '../../history/backtest/wait-figures.js';
import type { ForecastResult, ForecastSpan } from '../../study/backtest/forecast-result.js';
import { painted, set, toned, type Line } from '../frame/lines.js';
import { cleanText, countText, wholeText } from '../frame/numbers.js';
import { roundShare } from '../frame/spoken.js';
import { UNPAINTED, type TextOptions } from '../frame/tone.js';
import { breakable, padEnd, padStart, WIDTH } from '../frame/width.js';
import { forecastBasis, forecastHeadline, futuresText, skippedWords } from './forecast-words.js';
import { errorText, figureName, figureText, waitName } from './words.js';

/** Figures of the one screen. */
const SHOWN: readonly WaitFigure[] = ['mean', 'p50', 'p90', 'p95', 'share10s', 'share60s'];
/** Columns of figures: name, came, expected, 90 % of futures, error. */
const WIDTHS = [14, 12, 12, 28, 11] as const;

/** Returns the text, ending in a line break. */
export function forecastText(
  result: ForecastResult,
  { paint = UNPAINTED, width = WIDTH, isFull = false }: TextOptions & { readonly isFull?: boolean } = {},
): string {
  const { verdict, spans, kind } = result;
  const head = `${verdict === 'pass' ? '✓' : '✗'} ${cleanText(result.scenario.name)}: ${forecastHeadline(result)}`;
  const sentence = (text: string): string[] => set(breakable(text), { first: '  ', later: '    ', width });
  const lines: Line[] = [
    ...toned(set(breakable(head), { later: '  ', width }), verdict),
    ...toned(sentence(forecastBasis(result)), 'quiet'),
    { text: '' },
    ...(kind === 'in_sample' ? spanLines(spans[0]!, waitName(result), isFull) : dayLines(result, isFull)),
    ...skippedWords(result).flatMap((text) => toned(set(breakable(text), { first: '  ! ', later: '    ', width }), 'inconclusive')),
    ...result.notes.flatMap((note) => toned(sentence(cleanText(note)), 'quiet')),
    { text: '' },
    { text: `  ${cleanText(result.rerun)}` },
  ];
  return painted(lines, paint);
}

function row(cells: readonly string[], widths: readonly number[]): string {
  return `  ${cells.map((cell, i) => (i === 0 ? padEnd(cell, widths[0]!) : padStart(` ${cell}`, widths[i]!))).join('')}`.trimEnd();
}

function spanLines({ figures }: ForecastSpan, name: string, isFull: boolean): Line[] {
  const shown = WAIT_FIGURES.map((figure, place) => ({ figure, own: figures[place]! })).filter(
    ({ figure }) => isFull || SHOWN.includes(figure),
  );
  return [
    { text: row([name, 'observed', 'expected', '90 % of futures', 'error'], WIDTHS), tone: 'quiet' },
    ...shown.map(({ figure, own }) => ({
      text: row(
        [
          figureName(figure),
          figureText(figure, own.observed),
          figureText(figure, own.mean),
          futuresText(own),
          errorText(figure, own.error),
        ],
        WIDTHS,
      ),
    })),
  ];
}

/** Days of the one screen. */
const MOST = 14;
const DAY_WIDTHS = [16, 8, 12, 12, 24] as const;
const SCORE_WIDTHS = [14, 14, 16, 14, 14] as const;

/** The mean wait day by day, and the scores of all figures. */
function dayLines({ spans, scores }: ForecastResult, isFull: boolean): Line[] {
  const shown = isFull ? spans : spans.slice(0, MOST);
  const days = shown.map(({ name, jobs, figures }) => {
    const own = figures[WAIT_FIGURES.indexOf('mean')]!;
    return {
      text: row([name, wholeText(jobs), figureText('mean', own.observed), figureText('mean', own.mean), futuresText(own)], DAY_WIDTHS),
      tone: own.isWithin ? undefined : ('inconclusive' as const),
    };
  });
  const more = spans.length - shown.length;
  return [
    { text: row(['mean wait', 'jobs', 'observed', 'expected', '90 % of futures'], DAY_WIDTHS), tone: 'quiet' },
    ...days,
    ...(more > 0 ? [{ text: `  and ${countText(more, 'day')} more (--full)`, tone: 'quiet' as const }] : []),
    { text: '' },
    { text: row(['scores', 'pinball loss', 'days before as', '90 % of fut.', '50 % of fut.'], SCORE_WIDTHS), tone: 'quiet' },
    { text: row(['', '', 'they were', 'held', 'held'], SCORE_WIDTHS), tone: 'quiet' },
    ...scores
      .filter(({ figure }) => isFull || SHOWN.includes(figure))
      .map(({ figure, pinball, plain, within90, within50 }) => ({
        text: row(
          [figureName(figure), figureText(figure, pinball), figureText(figure, plain), roundShare(within90), roundShare(within50)],
          SCORE_WIDTHS,
        ),
      })),
  ];
}

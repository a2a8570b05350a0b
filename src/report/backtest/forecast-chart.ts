/** The chart of a forecast from a history, with its words. */
import { isShare, WAIT_FIGURES } from '../../history/backtest/wait-figures.js';
import type { ForecastFigure, ForecastResult } from '../../study/backtest/forecast-result.js';
import type { Chart, LegendItem } from '../charts/chart.js';
import { rangeChart, type Range } from '../charts/range-chart.js';
import { wholeText } from '../frame/numbers.js';
import type { DrawnChart } from './charts.js';
import { futuresText } from './forecast-words.js';
import { figureName, figureText, waitName } from './words.js';

/** Returns what came beside what was to be expected: in sample figure by figure, else the mean wait day by day. */
export function forecastChart(result: ForecastResult): DrawnChart {
  const ranges = rangesOf(result);
  const held = ranges.filter(({ isWithin }) => isWithin).length;
  const isInSample = result.kind === 'in_sample';
  const chart: Chart<undefined> = {
    id: 'futures',
    title: isInSample ? 'What came among what was to be expected' : 'Mean wait day by day',
    description: `Each bar is 90 % of the futures of a ${isInSample ? 'figure' : 'day'}, the line across it their mean. The triangle is what came: full where it is among them (${wholeText(held)} of ${wholeText(ranges.length)}), hollow where not. The scale is logarithmic.`,
    isTabled: false,
    legend: LEGEND,
    chart: undefined,
  };
  const [xTitle, yTitle] = isInSample ? [undefined, waitName(result)] : [`days (${result.timezone})`, `mean ${waitName(result)}`];
  return { chart, svg: rangeChart({ ranges, xTitle, yTitle }, chart) };
}

const LEGEND: readonly LegendItem[] = [
  { name: '90 % of futures', colour: 'line1', form: 'area', opacity: 0.35 },
  { name: 'expected', colour: 'line1', form: 'line' },
  { name: 'observed', colour: 'ink', form: 'mark' },
];

function rangesOf({ kind, spans }: ForecastResult): Range[] {
  if (kind === 'in_sample') {
    return spans[0]!.figures
      .filter(({ figure }) => !isShare(figure))
      .map((own) => rangeOf(own, figureName(own.figure), figureName(own.figure)));
  }
  const mean = WAIT_FIGURES.indexOf('mean');
  return spans.map(({ name, figures }) => rangeOf(figures[mean]!, dayName(name), name));
}

function rangeOf(own: ForecastFigure, name: string, whole: string): Range {
  const { figure, p5, p95, mean, observed, isWithin } = own;
  const text = `${whole}\nobserved ${figureText(figure, observed)}\nexpected ${figureText(figure, mean)}\n90 % of futures ${futuresText(own)}`;
  return { name, low: p5, high: p95, expected: mean, observed, isWithin, text };
}

/** A day where there is little room: `10-04` of `2018-10-04 Thu`. */
function dayName(name: string): string {
  return /^\d{4}-(\d{2}-\d{2})/u.exec(name)?.[1] ?? name;
}

/** The charts of a backtest, with their words. */
import type { BacktestResult } from '../../study/backtest/backtest-result.js';
import type { Chart } from '../charts/chart.js';
import { quantileChart } from '../charts/quantile-chart.js';
import { timeChart } from '../charts/time-chart.js';
import { numberText } from '../frame/numbers.js';
import { spokenSeconds } from '../frame/spoken.js';
import { agreementWords, dayWords } from './words.js';

const MINUTE = 60;
const HOUR = 3600;

/** A chart with its drawing. */
export interface DrawnChart {
  readonly chart: Chart<undefined>;
  readonly svg: string;
}

/** Returns the quantiles of both sides against each other. */
export async function quantilesChart({ quantiles }: BacktestResult): Promise<DrawnChart> {
  const [middle, late] = [0.5, 0.95].map((level) => quantiles.find((own) => own.level === level)!);
  const both = (own: (typeof quantiles)[number]): string =>
    `${spokenSeconds(own.observed)} observed, ${spokenSeconds(own.simulated)} simulated`;
  const chart: Chart<undefined> = {
    id: 'quantiles',
    title: 'Quantiles against each other',
    description: `Each dot is a share of the jobs: how long it waited at most, observed to the right, simulated upward. On the dashed line both are the same. Half of the jobs: ${both(middle!)}; 95 %: ${both(late!)}.`,
    isTabled: false,
    legend: [],
    chart: undefined,
  };
  const pairs = quantiles.map((own) => ({
    x: own.observed,
    y: own.simulated,
    text: `${numberText(own.level * 100)} % of the jobs\n${spokenSeconds(own.observed)} observed\n${spokenSeconds(own.simulated)} simulated`,
  }));
  return { chart, svg: await quantileChart({ pairs, xTitle: 'observed', yTitle: 'simulated' }, chart) };
}

/** Returns the waits hour by hour: simulated as an area, observed as the line before it. */
export async function hoursChart(result: BacktestResult): Promise<DrawnChart> {
  const { hours, isClock } = result;
  const isShort = [...hours.observed, ...hours.simulated].every((mean) => (mean ?? 0) < 2 * MINUTE);
  const unit = isShort ? 1 : MINUTE;
  const series = (means: readonly (number | null)[]): { binSeconds: number; averages: number[] } => ({
    binSeconds: HOUR,
    averages: means.map((mean) => (mean ?? 0) / unit),
  });
  const isEmpty = hours.observed.some((mean) => mean === null);
  const words = [agreementWords(result), dayWords(result)].filter((text) => text !== '').join('; ');
  const chart: Chart<undefined> = {
    id: 'hours',
    title: 'Waits over time',
    description: `The mean wait of the jobs that came in each hour (of wide spans, the mean over their hours)${isEmpty ? '; an hour in which none came has 0' : ''}. ${words[0]!.toUpperCase()}${words.slice(1)}.`,
    isTabled: false,
    legend: [
      { name: 'simulated', colour: 'line1', form: 'area' },
      { name: 'observed', colour: 'ink', form: 'line' },
    ],
    chart: undefined,
  };
  const drawn = {
    layers: [{ name: 'simulated', colour: 'line1' as const, series: series(hours.simulated) }],
    line: { name: 'observed', series: series(hours.observed) },
    quantity: isShort ? 'mean wait, seconds' : 'mean wait, minutes',
    from: 0,
    to: hours.observed.length * HOUR,
    shades: [],
    scaledFrom: 0,
    start: isClock ? hours.from : undefined,
    // The history is no simulation.
    clock: 'time',
  };
  return { chart, svg: await timeChart(drawn, chart) };
}

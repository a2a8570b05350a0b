/** What charts over the time of a run share: the measured period, and in words its highest average and what is cut off before it. */
import { topOf, type TimeChart } from '../../charts/time-chart.js';
import { instantWords } from '../../frame/axes.js';
import { numberText, secondsText } from '../../frame/numbers.js';
import { highest, type Series } from '../../frame/series.js';
import type { StudyResult } from '../../../study/study-result.js';

export function timeChart(study: StudyResult, layers: TimeChart['layers'], quantity: string, line: TimeChart['line']): TimeChart {
  const { from, to } = study.first.window;
  const shades = from > 0 ? ([[0, from, 'shade']] as const) : [];
  return { layers, line, quantity, from: 0, to, shades, scaledFrom: from, start: study.scenario };
}

/** Says so where the warm-up is higher than what is drawn. */
export function cutWords(chart: TimeChart): string {
  const lengths = chart.layers.map(({ series }) => series.averages.length);
  const { binSeconds } = chart.layers[0]?.series ?? { binSeconds: 1 };
  let most = 0;
  for (let bin = 0; bin < Math.min(Math.max(...lengths), chart.scaledFrom / binSeconds); bin++) {
    most = Math.max(
      most,
      chart.layers.reduce((sum, { series }) => sum + (series.averages[bin] ?? 0), 0),
    );
  }
  return most > topOf(chart) ? ` The warm-up reaches ${numberText(most)} and is cut off.` : '';
}

export function peakWords(series: Series | undefined, study: StudyResult): string {
  if (series === undefined) return '';
  const { at, value } = highest(series, study.first.window.from);
  const bin = secondsText(series.binSeconds);
  if (value === 0) return `None in any ${bin} of the measured period.`;
  return `The highest average of ${bin} is ${numberText(value)}, from ${instantWords(at, study.scenario)}.`;
}

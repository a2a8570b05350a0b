/** The figures of a forecast as a table: a row a span and figure. */
import type { ForecastResult } from '../../study/backtest/forecast-result.js';
import { textCell } from '../../units/text-cell.js';

/** Columns of the file. */
export const FORECAST_COLUMNS = 'span,jobs,trained_on,figure,observed,expected,p5,p50,p95,error,is_within';

/** Returns the file; times in seconds. A cell is empty where there is no such number. */
export function forecastCsv({ spans }: Pick<ForecastResult, 'spans'>): string {
  const rows = spans.flatMap(({ name, jobs, trainedOn, figures }) =>
    figures.map(({ figure, observed, mean, p5, p50, p95, error, isWithin }) => {
      const numbers = [observed, mean, p5, p50, p95, error ?? ''].map(String);
      return [textCell(name), String(jobs), String(trainedOn), figure, ...numbers, String(isWithin)].join(',');
    }),
  );
  return `${[FORECAST_COLUMNS, ...rows].join('\n')}\n`;
}

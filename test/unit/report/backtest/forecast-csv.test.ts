/** A forecast from a history as CSV. */
import { expect, test } from 'vitest';
import { FORECAST_COLUMNS, forecastCsv } from '../../../../src/report/backtest/forecast-csv.js';
import { forecastOf, futureSpan } from '../../../support/forecasts.js';

test('a row a span and figure; a name is no formula, and no number is an empty cell', () => {
  const [head, ...rows] = forecastCsv(forecastOf([futureSpan('=1+1', 0, 4), futureSpan('b', 8, 4)]))
    .trimEnd()
    .split('\n');
  expect(head).toBe(FORECAST_COLUMNS);
  expect(rows).toHaveLength(18);
  expect(rows[0]).toBe("'=1+1,1200,3400,mean,0,4,2,4,8,,false");
  expect(rows[9]).toBe('b,1200,3400,mean,8,4,2,4,8,-0.5,true');
});

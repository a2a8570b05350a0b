/** Draws a forecast from a history as one page that needs nothing else: no script, no file beside it, no network. The same result gives the same bytes. */
import type { ForecastResult } from '../../study/backtest/forecast-result.js';
import { cleanText } from '../frame/numbers.js';
import { capital } from '../frame/sentence.js';
import { rerunText } from '../frame/rerun.js';
import { PARTS } from '../html/parts.js';
import { STYLE } from '../html/style.js';
import { templating, type HtmlOptions } from '../html/templating.js';
import { forecastChart } from './forecast-chart.js';
import { forecastTables } from './forecast-tables.js';
import { forecastBasis, forecastHeadline, forecastTitle, skippedWords } from './forecast-words.js';
import { FORECAST_TEMPLATE } from './template.js';

/** Returns the page. */
export function forecastHtml(result: ForecastResult, { sha256 }: HtmlOptions): string {
  const eta = templating();
  for (const [name, template] of Object.entries(PARTS)) eta.loadTemplate(`@${name}`, template);
  eta.loadTemplate('@forecast', FORECAST_TEMPLATE);
  const { scenario, verdict, notes, rerun, runcast } = result;
  return eta.render('@forecast', {
    title: cleanText(forecastTitle(result)),
    verdict,
    badge: verdict === 'pass' ? 'as expected' : 'not as expected',
    headline: `${capital(forecastHeadline(result))}.`,
    basis: `${forecastBasis(result)}.`,
    alarms: skippedWords(result),
    charts: [forecastChart(result)],
    tables: forecastTables(result),
    sentences: notes.map((text) => `${capital(cleanText(text))}.`),
    file: cleanText(scenario.file),
    hash: scenario.hash,
    rerun: cleanText(rerunText({ rerun, runcast }, scenario)),
    runcast,
    style: STYLE,
    styleHash: `sha256-${sha256(STYLE)}`,
  });
}

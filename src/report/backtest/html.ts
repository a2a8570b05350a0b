/** Draws a backtest as one page that needs nothing else: no script, no file beside it, no network. The same result gives the same bytes. */
import type { BacktestResult } from '../../study/backtest/backtest-result.js';
import { cleanText } from '../frame/numbers.js';
import { capital } from '../frame/sentence.js';
import { rerunText } from '../frame/rerun.js';
import { PARTS } from '../html/parts.js';
import { STYLE } from '../html/style.js';
import { templating, type HtmlOptions } from '../html/templating.js';
import { hoursChart, quantilesChart } from './charts.js';
import { figureTable, groupTables, meanTable } from './tables.js';
import { BACKTEST_TEMPLATE } from './template.js';
import { absenceWords, basisWords, eventText, headline, leftOutWords, resultWords, severalWords } from './words.js';

/** Returns the page. */
export async function backtestHtml(result: BacktestResult, { sha256 }: HtmlOptions): Promise<string> {
  const eta = templating();
  for (const [name, template] of Object.entries(PARTS)) eta.loadTemplate(`@${name}`, template);
  eta.loadTemplate('@backtest', BACKTEST_TEMPLATE);
  const { scenario, absences, days, labels } = result;
  return eta.render('@backtest', {
    title: cleanText(`${scenario.name} against its history`),
    verdict: result.verdict,
    badge: result.verdict === 'pass' ? 'within tolerance' : 'out of tolerance',
    headline: `${capital(headline(result))}.`,
    basis: `${basisWords(result)}.`,
    figures: figureTable(result),
    sentences: resultWords(result).map((text) => `${capital(cleanText(text))}.`),
    charts: [await hoursChart(result), await quantilesChart(result)],
    absences: absences.map((absence) => ({ words: absenceWords(absence, result), event: eventText(absence) })),
    alarms: [leftOutWords(result), severalWords(result)].filter((text) => text !== ''),
    // Days have a table of their own.
    groups: groupTables(result, ({ by }) => by !== 'day'),
    days: meanTable('Days', 'day', days),
    labels: labels.length === 0 ? undefined : meanTable('Jobs that have a label', 'label', labels),
    file: cleanText(scenario.file),
    hash: scenario.hash,
    rerun: cleanText(rerunText(result, scenario)),
    runcast: result.runcast,
    style: STYLE,
    styleHash: `sha256-${sha256(STYLE)}`,
  });
}

/** A forecast from a history in words that all of its forms share. */
import type { ForecastFigure, ForecastResult } from '../../study/backtest/forecast-result.js';
import { cleanText, countText } from '../frame/numbers.js';
import { errorText, figureName, figureText } from './words.js';

/** Returns what a page of it is called. */
export function forecastTitle({ scenario, kind }: ForecastResult): string {
  return kind === 'in_sample' ? `${scenario.name} on days of its history` : `${scenario.name}, forecast day by day`;
}

/** Returns the first line without its sign: whether what came was to be expected, and else by how much it was not. */
export function forecastHeadline({ verdict, kind, tolerances }: ForecastResult): string {
  const [what, verb, not] =
    kind === 'in_sample'
      ? ['days drawn from this history', 'give its waits', 'do not give its waits']
      : ['the days before', 'let expect the days that came', 'do not let expect the days that came'];
  if (verdict === 'pass') return `${what} ${verb}`;
  const off = tolerances.filter(({ isKept }) => !isKept).map(({ figure, error }) => `${figureName(figure)} ${errorText(figure, error)}`);
  return `${what} ${not}: ${off.join(', ')}`;
}

/** Returns of which days a forecast is, and of how many futures. */
export function forecastBasis({ kind, history, spans, timezone, replications, wait }: ForecastResult): string {
  const [name, boots] = [cleanText(history), wait === 'queue' ? '' : '; waits include boots'];
  return kind === 'in_sample'
    ? `${name}: ${countText(spans[0]!.jobs, 'job')} of whole days (${timezone}); ${countText(replications, 'replication')}${boots}`
    : `${name}: ${countText(spans.length, 'day')} (${timezone}), each from the days before it; ${countText(replications, 'replication')} of each${boots}`;
}

/** Returns a sentence a day of which there is no forecast. */
export function skippedWords({ skipped }: Pick<ForecastResult, 'skipped'>): string[] {
  return skipped.map(({ name, why }) => cleanText(`${name}: no forecast: ${why}`));
}

/** Returns the ends of 90 % of the futures. */
export function futuresText({ figure, p5, p95 }: ForecastFigure): string {
  return `${figureText(figure, p5)} … ${figureText(figure, p95)}`;
}

/** Forecasts from a history as they come out of a study, without playing one. */
import { WAIT_FIGURES, type WaitFigure } from '../../src/history/backtest/wait-figures.js';
import { FORECAST_VERSION, type ForecastFigure, type ForecastResult, type ForecastSpan } from '../../src/study/backtest/forecast-result.js';

/** A figure that was `observed` where 90 % of the futures were from half to twice `expected`. */
export function futureFigure(figure: WaitFigure, observed: number, expected: number): ForecastFigure {
  const [p5, p95] = [expected / 2, expected * 2];
  const isWithin = p5 <= observed && observed <= p95;
  return { figure, observed, mean: expected, p5, p50: expected, p95, error: observed === 0 ? null : expected / observed - 1, isWithin };
}

/** A span all of whose times are `observed` where `expected` was, and all of whose shares are a half. */
export function futureSpan(name: string, observed: number, expected: number): ForecastSpan {
  const figures = WAIT_FIGURES.map((figure) =>
    figure.startsWith('share') ? futureFigure(figure, 0.5, 0.5) : futureFigure(figure, observed, expected),
  );
  return { name, jobs: 1200, trainedOn: 3400, figures };
}

/** A forecast of these spans: in sample where there is one called `all`. */
export function forecastOf(spans: readonly ForecastSpan[], more: Partial<ForecastResult> = {}): ForecastResult {
  const kind = spans[0]!.name === 'all' ? 'in_sample' : 'rolling';
  return {
    forecastVersion: FORECAST_VERSION,
    runcast: '0.0.0',
    scenario: { name: 'fleet', file: 'fleet.yaml', hash: 'a'.repeat(64), start: '2018-10-01T00:00:00Z' },
    history: 'history.csv',
    kind,
    wait: 'queue',
    seed: 1,
    replications: 20,
    timezone: 'UTC',
    verdict: 'pass',
    tolerances: [{ figure: 'mean', most: 0.15, error: 0.1, isKept: true }],
    spans: [...spans],
    scores:
      kind === 'in_sample'
        ? []
        : WAIT_FIGURES.map((figure) => ({ figure, pinball: 5, plain: figure === 'mean' ? null : 7, within90: 0.5, within50: 0.25 })),
    skipped: [],
    notes: [],
    rerun: 'runcast backtest fleet.yaml --history history.csv --test 2018-10-02 --seed 1',
    ...more,
  };
}

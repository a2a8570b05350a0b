/** The method of forecasts from a history: each span is played with other days in every replication, and held against what came. */
import { errorOf } from '../../history/backtest/compare-waits.js';
import { isBetween, scoresOf } from '../../history/backtest/scores.js';
import { judgeTolerances, sameBelow, type Tolerance } from '../../history/backtest/tolerance.js';
import { waitFigures, WAIT_FIGURES, type WaitFigure, type WaitFigures } from '../../history/backtest/wait-figures.js';
import { nextQuantile } from '../../stats/quantiles.js';
import { SECOND } from '../../units/time.js';
import { FORECAST_VERSION, type ForecastFigure, type ForecastResult } from '../backtest/forecast-result.js';
import type { AskedSpan, AskedSpans } from '../backtest/forecast-spans.js';
import type { ComparedWaitsColumns } from '../kept/compared-waits.js';
import { comparedWaitsOf, type Point } from '../point.js';
import { drawsOf, type Sampling } from '../sampling.js';
import { BacktestCutShort } from './backtest.js';
import type { Method } from './method.js';

/** What a forecast is asked. */
export interface ForecastQuestion extends Sampling, AskedSpans {
  readonly kind: ForecastResult['kind'];
  /** What the history calls waiting. */
  readonly wait: ForecastResult['wait'];
  readonly tolerances: readonly Tolerance[];
  readonly facts: Pick<ForecastResult, 'runcast' | 'scenario' | 'history' | 'timezone' | 'notes' | 'rerun'>;
}

/** Returns the forecast that a question asks for; it has a span. */
export function forecast(question: ForecastQuestion): Method<ForecastResult> {
  const { spans, replications, wait } = question;
  const hasBoots = wait === 'queue+boot';
  const points = spans.flatMap(({ leftOut }, fleet) =>
    drawsOf(question).map((draws): Point => ({ fleet, patch: { kind: 'as_is' }, draws, comparedWaits: { hasBoots, leftOut } })),
  );
  return {
    fleets: spans.map(({ fleet }) => fleet),
    runs: points.length,
    points,
    *batches() {
      const futures = spans.map((): WaitFigures[] => []);
      yield {
        points,
        take(outcome, index) {
          if (outcome.end !== 'done') throw new BacktestCutShort(outcome.end);
          futures[Math.floor(index / replications)]!.push(waitsOf(comparedWaitsOf(outcome)));
        },
      };
      return resultOf(question, futures);
    },
  };
}

/** The figures of a run, jobs that were not handed out as far as they got. Of one without a job nobody waited. */
function waitsOf({ whole, atLeast }: ComparedWaitsColumns): WaitFigures {
  const micros = [...whole, ...atLeast];
  if (micros.length === 0) return NOBODY;
  return waitFigures(micros.map((wait) => wait / SECOND));
}

const NOBODY: WaitFigures = { mean: 0, p50: 0, p75: 0, p90: 0, p95: 0, p99: 0, max: 0, share10s: 1, share60s: 1 };

function resultOf(question: ForecastQuestion, futures: readonly (readonly WaitFigures[])[]): ForecastResult {
  const { spans, kind, wait, seed, replications, facts, skipped } = question;
  const told = spans.map(({ name, jobs, trainedOn, observed }, i) => ({
    name,
    jobs,
    trainedOn,
    figures: WAIT_FIGURES.map((figure) =>
      figureOf(
        figure,
        observed[figure],
        futures[i]!.map((own) => own[figure]),
      ),
    ),
  }));
  const tolerances = judgeTolerances(question.tolerances, averages(told.map(({ figures }) => figures))).map((own) => ({
    ...own,
    // In sample there is one span: what came is one of the futures that chance allows.
    isKept: own.isKept || (kind === 'in_sample' && told[0]!.figures[WAIT_FIGURES.indexOf(own.figure)]!.isWithin),
  }));
  return {
    forecastVersion: FORECAST_VERSION,
    ...facts,
    kind,
    wait,
    seed,
    replications,
    verdict: tolerances.every(({ isKept }) => isKept) ? 'pass' : 'fail',
    tolerances,
    spans: told,
    scores: kind === 'in_sample' ? [] : WAIT_FIGURES.map((figure) => scoreOf(figure, spans, futures)),
    skipped: [...skipped],
  };
}

function figureOf(figure: WaitFigure, observed: number, futures: readonly number[]): ForecastFigure {
  const sorted = Float64Array.from(futures).sort();
  const [p5, p50, p95] = [0.05, 0.5, 0.95].map((level) => nextQuantile(sorted, level)) as [number, number, number];
  const mean = sorted.reduce((sum, own) => sum + own, 0) / sorted.length;
  return {
    figure,
    observed,
    mean,
    p5,
    p50,
    p95,
    error: errorOf(figure, observed, mean),
    isWithin: isBetween(observed, p5, p95, sameBelow(figure)),
  };
}

/** Both sides averaged over the spans. */
function averages(spans: readonly (readonly ForecastFigure[])[]) {
  const mean = (values: readonly number[]): number => values.reduce((sum, own) => sum + own, 0) / values.length;
  return WAIT_FIGURES.map((figure, place) => {
    const own = spans.map((figures) => figures[place]!);
    const [observed, simulated] = [mean(own.map((one) => one.observed)), mean(own.map((one) => one.mean))];
    return { figure, observed, simulated, low: null, high: null, error: errorOf(figure, observed, simulated) };
  });
}

function scoreOf(
  figure: WaitFigure,
  spans: readonly AskedSpan[],
  futures: readonly (readonly WaitFigures[])[],
): ForecastResult['scores'][number] {
  const model = spans.map(({ observed }, i) => ({ observed: observed[figure], futures: futures[i]!.map((own) => own[figure]) }));
  const plain = spans.map(({ observed, before }) => ({ observed: observed[figure], futures: before.map((own) => own[figure]) }));
  const hasAll = plain.every((own) => own.futures.length > 0);
  return { figure, ...scoresOf(model, sameBelow(figure)), plain: hasAll ? scoresOf(plain, 0).pinball : null };
}

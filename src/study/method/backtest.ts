/** The method of backtests: the fleet under its history, in every replication, and what comes of it joined with what was observed. */
import { judgeBacktest, type JudgedBacktest } from '../backtest/judge-backtest.js';
import type { BacktestQuestion } from '../backtest/backtest-question.js';
import { tracedOf, type Point } from '../point.js';
import { drawsOf } from '../sampling.js';
import type { TracedColumns } from '../kept/traced-jobs.js';
import type { Method } from './method.js';

/** Thrown where a limit ended a run: nothing can be compared then. */
export class BacktestCutShort extends Error {}

/** Returns the backtest that a question asks for. */
export function backtest(question: BacktestQuestion): Method<JudgedBacktest> {
  const points = drawsOf(question).map((draws): Point => ({ patch: { kind: 'as_is' }, draws, traced: question.replayed.traced }));
  return {
    fleets: [question.fleet],
    runs: points.length,
    points,
    *batches() {
      const runs: TracedColumns[] = [];
      yield {
        points,
        take(outcome) {
          if (outcome.end !== 'done') throw new BacktestCutShort(outcome.end);
          runs.push(tracedOf(outcome));
        },
      };
      return judgeBacktest(question, runs);
    },
  };
}

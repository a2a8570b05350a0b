/** What a backtest is asked: which history, on which fleet, which of its jobs count, and how far they may be off. */
import type { ReplayHistory } from '../../history/backtest/replay-rows.js';
import type { Tolerance } from '../../history/backtest/tolerance.js';
import type { LocalClock } from '../../scenario/periods/local-clock.js';
import type { ImportReport } from '../../history/importer.js';
import type { Sampling } from '../sampling.js';
import type { StudiedFleet } from '../studied-fleet.js';
import type { BacktestResult } from './backtest-result.js';
import type { JoinOptions } from './joined-jobs.js';
import type { ReplayedScenario } from './replayed-scenario.js';

/** Groups that may be told one by one. */
export const GROUPINGS = ['tags', 'runner', 'hour', 'day'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** A backtest. */
export interface BacktestQuestion extends Sampling, JoinOptions {
  readonly fleet: StudiedFleet;
  readonly history: ReplayHistory;
  readonly replayed: Pick<ReplayedScenario, 'origin' | 'traced'>;
  /** Hours and days of whom. */
  readonly clock: LocalClock;
  readonly report: ImportReport;
  readonly by: readonly Grouping[];
  readonly tolerances: readonly Tolerance[];
  /** What the result says of its study. */
  readonly facts: Pick<BacktestResult, 'runcast' | 'scenario' | 'history' | 'notes' | 'rerun'>;
}

/** A point: one run to be made, and what comes of it, both as plain data that can be kept, sent to another thread or machine, and compared. */
import { invariant } from '../sim/invariant.js';
import type { Question } from '../results/question.js';
import type { RunResult } from '../results/run-result.js';
import type { StoryLine } from '../results/outages/story.js';
import type { Micros } from '../units/time.js';
import type { ComparedWaitsAsked, ComparedWaitsColumns } from './kept/compared-waits.js';
import type { FleetPatch } from './fleet-patch.js';
import type { LedgerColumns } from './kept/ledger.js';
import type { Draws } from './sampling.js';
import type { Slo } from './thresholds/slo.js';
import type { SlotsAsked } from './kept/runner-slots.js';
import type { Replication } from './study.js';
import type { ThresholdSlotsAsked } from './kept/threshold-slots.js';
import type { TracedAsked, TracedColumns } from './kept/traced-jobs.js';

/** The figures that are asked of a run. */
export interface AskedFigures {
  /** Answered in the result, in this order. */
  readonly questions: readonly Question[];
  /** What stories of outages hold jobs against. */
  readonly line: StoryLine;
  /** Whether the result holds the timeline. */
  readonly timeline: boolean;
  /** Whether samples come as histograms, whose size does not grow with the jobs; quantiles are then known to 0.4 %. Default: no. */
  readonly compact?: boolean;
  /** Parts of equal length that the measurement period is looked at in besides. Default: none. */
  readonly parts?: number;
  /** What is counted by time of the run beside the result. Default: nothing. */
  readonly slots?: SlotsAsked;
  /** Which times are counted by time of the run beside the result. Default: none. */
  readonly times?: ThresholdSlotsAsked;
}

/** One run to be made on a fleet of a study. */
export interface Point {
  /** Index into the fleets of the method; default: 0. */
  readonly fleet?: number;
  readonly patch: FleetPatch;
  readonly draws: Draws;
  /** Absent: no result and no samples are wanted. */
  readonly figures?: AskedFigures;
  /** The SLO that a ledger of its jobs is held against; absent: none is wanted. */
  readonly ledger?: Slo;
  /** Rows of a replayed history whose jobs are wanted; absent: none. */
  readonly traced?: TracedAsked;
  /** Which waits that are held against a history are wanted; absent: none. */
  readonly comparedWaits?: ComparedWaitsAsked;
  /** Whether its records are wanted, by whoever has the study run; they are no part of the outcome. Default: no. */
  readonly rows?: boolean;
}

/** What a run came to. It has what its point asks for. */
export interface Outcome {
  /** `done`: the horizon was reached; else the limit that ended it. */
  readonly end: RunResult['outcome'];
  /** Simulated time at which it ended, the horizon at most. */
  readonly endedAt: Micros;
  readonly figures?: Replication;
  readonly ledger?: LedgerColumns;
  readonly traced?: TracedColumns;
  readonly comparedWaits?: ComparedWaitsColumns;
}

/** Returns the figures of an outcome whose point asked for them. */
export function figuresOf({ figures }: Outcome): Replication {
  invariant(figures !== undefined, 'the figures of a point that asked for them are there');
  return figures;
}

/** Returns the ledger of an outcome whose point asked for it. */
export function ledgerOf({ ledger }: Outcome): LedgerColumns {
  invariant(ledger !== undefined, 'the ledger of a point that asked for it is there');
  return ledger;
}

/** Returns the rows of an outcome whose point asked for them. */
export function tracedOf({ traced }: Outcome): TracedColumns {
  invariant(traced !== undefined, 'the rows of a point that asked for them are there');
  return traced;
}

/** Returns the waits of an outcome whose point asked for those that are held against a history. */
export function comparedWaitsOf({ comparedWaits }: Outcome): ComparedWaitsColumns {
  invariant(comparedWaits !== undefined, 'the waits of a point that asked for them are there');
  return comparedWaits;
}

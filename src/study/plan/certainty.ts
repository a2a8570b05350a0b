/** What is certain of settings after the runs that there are: whether one meets the thresholds, and what another costs beside it. */
import { boundsOf, valuesToDecide, type Bounds, type Looks } from '../../stats/looks.js';
import type { Margins, OfMore } from './margins.js';
import type { TriedVerdict } from './plan-result.js';

/** What the certainty of a setting is made of. */
export interface Evidence {
  /** Replications. */
  readonly runs: number;
  /** What is minimised: USD a month, one a replication. */
  readonly objective: readonly number[];
  /** What is billed of it, without what waiting is worth. */
  readonly bill: readonly number[];
  /** By circumstance and threshold. */
  readonly margins: readonly Margins[];
  readonly isBroken: boolean;
}

/** The chance of an error in all, and over how many looks and settings it is spread. */
export interface ErrorBudget {
  /** 1 - confidence. */
  readonly error: number;
  readonly looks: Looks;
  /** Settings that were tried. */
  readonly settings: number;
  /** Tests in which one that misses may first pass for one that meets: one a setting, but one in all of those of which more meets more. */
  readonly passes: number;
  /** False: nothing is drawn, and every run is the same. */
  readonly isRandom: boolean;
}

/*
 * Half of the error is for settings that are said to meet and do not, a quarter for saying of the best that it misses, a quarter for saying of it that it
 * costs more. Each is spread evenly over the looks (Bonferroni) and over what may go wrong at one look:
 * - said to meet: any setting that misses may pass; one that has several thresholds passes only by passing the one it misses, so these cost nothing (Berger 1982).
 *   Where more always meets more, the wrong ones are nested, and the tests go down from one that meets: an error is one of the last (Maurer, Hothorn and Lehmacher 1995).
 * - said to miss: it is one setting, the best; any of its thresholds may be the one.
 * - said to cost more: any other setting may be said to be cheaper than the best.
 */

/** Returns the error of one test that a setting keeps a threshold. */
export function meetError({ error, looks, passes }: ErrorBudget): number {
  return error / 2 / looks.count / passes;
}

function missError({ error, looks }: ErrorBudget, thresholds: number): number {
  return error / 4 / looks.count / Math.max(1, thresholds);
}

function moneyError({ error, looks, settings }: ErrorBudget): number {
  return error / 4 / looks.count / Math.max(1, settings - 1);
}

/** Returns what is certain of one threshold of a setting. */
export function thresholdVerdict({ runs, margins: all }: Evidence, own: Margins, budget: ErrorBudget): TriedVerdict {
  const { values, hard, isOpen } = own;
  if (hard === 'misses') return 'misses';
  if (values.length === 0 || values.length < runs) return 'undecided';
  if (!budget.isRandom) return values[0]! < 0 ? 'misses' : isOpen ? 'undecided' : 'meets';
  if (runs < budget.looks.first) return 'undecided';
  if (hard === 'meets') return 'meets';
  if (!isOpen && boundsOf(values, meetError(budget), own.leastVariance).low >= 0) return 'meets';
  return boundsOf(values, missError(budget, all.length), own.leastVariance).high < 0 ? 'misses' : 'undecided';
}

/** Returns what is certain of a setting: it meets when all of its thresholds are kept, it misses as soon as one is not. */
export function verdictOf(evidence: Evidence, budget: ErrorBudget): TriedVerdict {
  return verdictAmong(evidence, evidence.margins, budget);
}

function verdictAmong(evidence: Evidence, margins: readonly Margins[], budget: ErrorBudget): TriedVerdict {
  if (evidence.isBroken) return 'misses';
  const verdicts = margins.map((own) => thresholdVerdict(evidence, own, budget));
  if (verdicts.includes('misses')) return 'misses';
  return verdicts.includes('undecided') ? 'undecided' : 'meets';
}

/** Returns what is certain of those thresholds of a setting alone that more helps to keep, or makes harder to keep. */
export function partVerdict(evidence: Evidence, more: OfMore, budget: ErrorBudget): TriedVerdict {
  return verdictAmong(
    evidence,
    evidence.margins.filter((own) => own.more === more),
    budget,
  );
}

/** Returns how many replications would decide a threshold if it is as it seems; null where it is decided, or no number would. */
export function runsToDecide(evidence: Evidence, own: Margins, budget: ErrorBudget): number | null {
  if (thresholdVerdict(evidence, own, budget) !== 'undecided') return null;
  const { values, leastVariance } = own;
  const mean = meanOf(values);
  const error = mean >= 0 ? meetError(budget) : missError(budget, evidence.margins.length);
  const wanted = valuesToDecide(values, error, leastVariance);
  return Number.isFinite(wanted) ? Math.max(wanted, evidence.runs + 1) : null;
}

/** Returns the replications that decide every threshold of a setting if all is as it seems; Infinity where none do. */
export function runsToSettle(evidence: Evidence, budget: ErrorBudget): number {
  const wanted = evidence.margins.map((own) =>
    thresholdVerdict(evidence, own, budget) === 'undecided' ? (runsToDecide(evidence, own, budget) ?? Infinity) : 0,
  );
  return wanted.reduce((a, b) => Math.max(a, b), 0);
}

/**
 * Returns the objective of `own` less that of `other` over the replications that both have (common random numbers), with bounds that are right for all
 * settings and looks together: a setting whose lower bound is above minus the indifference zone is not better by anything that a person would act on.
 * @see Nelson, Swann, Goldsman and Song, Simple procedures for selecting the best simulated system when the number of alternatives is large,
 * Operations Research 49 (2001) 950-963: the screening of their section 3, here over pairs and at every look
 */
export function moneyBounds(own: Evidence, other: Evidence, budget: ErrorBudget): Bounds {
  const n = Math.min(own.runs, other.runs);
  const differences = Array.from({ length: n }, (_, run) => own.objective[run]! - other.objective[run]!);
  if (!budget.isRandom) return { mean: differences[0]!, low: differences[0]!, high: differences[0]! };
  return boundsOf(differences, moneyError(budget));
}

/** Returns the least room of a setting at its thresholds, by estimate, each as a share of what is allowed; Infinity without thresholds. */
export function roomOf({ margins, isBroken }: Pick<Evidence, 'margins' | 'isBroken'>): number {
  if (isBroken) return -Infinity;
  return margins.reduce((least, own) => Math.min(least, scaled(own)), Infinity);
}

/** Returns the same of those thresholds alone that more helps to keep, or makes harder to keep. */
export function partRoom({ margins, isBroken }: Evidence, more: OfMore): number {
  return roomOf({ margins: margins.filter((own) => own.more === more), isBroken });
}

/** Returns the margin of a threshold as a share of what is allowed, by which one in seconds and one in shares are compared. */
export function scaled({ values, scale, hard }: Margins): number {
  const room = meanOf(values) / scale;
  if (hard === undefined) return room;
  return hard === 'misses' ? Math.min(room, -Number.MIN_VALUE) : Math.max(room, 0);
}

/** Returns the mean; 0 of no values. */
export function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

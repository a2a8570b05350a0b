/** How many replications a wanted precision takes: a few are played first, and their spread says how many it needs. */
import { suggestion } from '../../scenario/text/issue.js';
import type { FigureKey } from './figure-key.js';
import { figureLookup } from './figure-lookup.js';
import type { Figure } from './figures.js';
import { shareText } from '../../units/share.js';
import { wholeText } from '../../units/whole.js';

/** What is wanted of one figure of the whole. */
export interface Precision {
  /** Half of its 95 % interval, as a share of the estimate. */
  readonly share: number;
  /** Path, such as `queueTime.p95`. */
  readonly figure: string;
  /** Replications at most. */
  readonly most: number;
}

/** Replications that are played first at least: the spread of fewer says little. */
export const LEAST_FIRST = 5;

/** Thrown where a study has no such figure, or one that no number of replications makes surer. */
export class PrecisionRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PrecisionRefused';
  }
}

/** An estimate with its interval. */
type Interval = Pick<Figure, 'estimate' | 'low' | 'high'> & Partial<Pick<Figure, 'halfWidth'>>;

/** Returns half of the interval of an estimate, of two unequal sides the wider one, as a share of it. */
export function precisionOf({ estimate, low, high, halfWidth = null }: Interval): number {
  if (estimate === null || low === null || high === null) return Infinity;
  // Both ends of a share may stop short of the half-width.
  const half = halfWidth ?? Math.max(estimate - low, high - estimate);
  return half === 0 ? 0 : half / Math.abs(estimate);
}

/**
 * Returns the replications, those played counted, that a precision takes by what `played` of them say: half an interval shrinks with the root of their
 * number. They are asked once (Stein's two stages): one that looks after every replication stops when the interval happens to be short, and is
 * then wrong more often than it says.
 * @see Stein, A two-sample test for a linear hypothesis whose power is independent of the variance, Annals of Mathematical Statistics 16 (1945) 243-258
 */
export function replicationsWanted(found: Interval, { share, most }: Precision, played: number): number {
  const factor = precisionOf(found) / share;
  return factor <= 1 ? played : Math.max(played, Math.min(most, Math.ceil(played * factor * factor)));
}

/** Returns the figure that a precision is of; it throws `PrecisionRefused` where there is none. */
export function figureOfPrecision(figures: readonly Figure[], { figure }: Precision): Figure {
  const found = figureLookup({ figures })('all', 'all', figure as FigureKey);
  if (found === undefined) {
    const guess = suggestion(
      figure,
      figures.map((own) => own.figure),
    );
    throw new PrecisionRefused(
      `there is no figure '${figure}' of the whole; ${guess === undefined ? 'expected one such as queueTime.p95, queueTime.mean or cost.perMonth (replications.csv has all)' : `did you mean ${guess}?`}`,
    );
  }
  if (found.low === null) {
    throw new PrecisionRefused(
      `${figure} has no interval, however many replications there are; expected a mean, a share, a cost or a quantile of jobs that were handed out`,
    );
  }
  return found;
}

/** Returns the sentence about a precision that was not reached; undefined where it was. */
export function missedPrecision(found: Figure, precision: Precision, played: number): string | undefined {
  const reached = precisionOf(found);
  if (reached <= precision.share) return undefined;
  const took = replicationsWanted(found, { ...precision, most: Infinity }, played);
  const wanted = `the precision of ${shareText(precision.share)} that is wanted of ${precision.figure}`;
  if (!Number.isFinite(took)) return `${wanted} cannot be told: its interval is open, for jobs were still waiting`;
  return `${wanted} is not reached: ${shareText(Number(reached.toPrecision(2)))} after ${wholeText(played)} replications; some ${wholeText(took)} would reach it`;
}

/** How many pairs a wanted precision of a difference takes: some are played first, and their spread says how many it needs. */
import { suggestion } from '../../scenario/text/issue.js';
import type { FigureKey } from '../figures/figure-key.js';
import { PrecisionRefused } from '../figures/precision.js';
import type { Difference } from './compare-result.js';
import { differenceLookup } from './difference-lookup.js';

/** What is wanted of the difference in one figure of the whole, of every variant. */
export interface DifferencePrecision {
  /** Half of its interval at most: so much of the figure's unit, or a share of what the base has. */
  readonly half:
    { readonly kind: 'amount'; readonly amount: number; readonly unit: 'USD' | 's' } | { readonly kind: 'share'; readonly share: number };
  /** Path, such as `cost.perMonth`. */
  readonly figure: string;
  /** Pairs at most. */
  readonly most: number;
}

type Found = Pick<Difference, 'base' | 'difference' | 'low' | 'high'>;

/** Returns half of the interval of a difference, of two unequal sides the wider one; Infinity where an end is open. */
export function halfOf({ difference, low, high }: Found): number {
  return low === null || high === null ? Infinity : Math.max(difference - low, high - difference);
}

/**
 * Returns the pairs, those played counted, that the precision takes of these differences, one a variant: the most that any of them takes. They are asked once
 * (Stein's two stages), for who looks after every pair stops when the interval happens to be short.
 * @see Stein, A two-sample test for a linear hypothesis whose power is independent of the variance, Annals of Mathematical Statistics 16 (1945) 243-258
 */
export function pairsWanted(found: readonly Found[], precision: DifferencePrecision, played: number): number {
  const wanted = found.map((own) => {
    const factor = halfOf(own) / targetOf(own, precision);
    // A difference of nought for sure is sure enough, whatever it is a share of.
    return !(factor > 1) ? played : Math.ceil(played * factor * factor);
  });
  return Math.max(played, Math.min(precision.most, Math.max(...wanted)));
}

/** Returns the difference in the figure of a precision; it throws `PrecisionRefused` where there is none, or one in another unit. */
export function differenceOfPrecision(differences: readonly Difference[], { figure, half }: DifferencePrecision): Difference {
  const found = differenceLookup({ differences: [...differences] })(figure as FigureKey);
  if (found === undefined) {
    const guess = suggestion(
      figure,
      differences.flatMap((own) => (own.scope === 'all' ? own.figure : [])),
    );
    throw new PrecisionRefused(
      `there is no figure '${figure}' of the whole; ${guess === undefined ? 'expected one such as cost.perMonth, queueTime.mean or queueTime.p95' : `did you mean ${guess}?`}`,
    );
  }
  if (found.verdict === null)
    throw new PrecisionRefused(`${figure} is a largest, whose difference has no interval; expected a mean, a share, a cost or a quantile`);
  const unit = found.unit === 'USD per month' ? 'USD' : found.unit;
  if (half.kind === 'amount' && half.unit !== unit) {
    throw new PrecisionRefused(
      `${figure} is in ${found.unit}, not in ${half.unit}; name a figure in ${half.unit}, or a precision such as 5%`,
    );
  }
  return found;
}

/** Returns the sentence about a precision that was not reached; undefined where it was. */
export function missedDifference(found: readonly Difference[], precision: DifferencePrecision, played: number): string | undefined {
  const missed = found.filter((own) => halfOf(own) > targetOf(own, precision));
  if (missed.length === 0) return undefined;
  const { half, figure } = precision;
  const took = pairsWanted(missed, { ...precision, most: Infinity }, played);
  const wanted = half.kind === 'amount' ? `${half.amount} ${half.unit}` : `${digits(half.share * 100)} % of the base`;
  if (!Number.isFinite(took)) return `the precision of ${wanted} for ${figure} cannot be reached: its interval is open`;
  const worst = missed.reduce((most, own) => Math.max(most, halfOf(own)), 0);
  const unit = found[0]!.unit === 'USD per month' ? ' USD' : found[0]!.unit === 'count' ? '' : ` ${found[0]!.unit}`;
  return `the precision of ${wanted} for ${figure} is not reached: ${digits(worst)}${unit} after ${played} pairs; some ${took} would reach it`;
}

function targetOf({ base }: Found, { half }: DifferencePrecision): number {
  return half.kind === 'amount' ? half.amount : half.share * Math.abs(base);
}

function digits(x: number): string {
  return String(Number(x.toPrecision(2)));
}

/** The figure that is meant where none is named: money is of the cost. */
export function defaultFigure(half: DifferencePrecision['half']): FigureKey {
  return half.kind === 'amount' && half.unit === 'USD' ? 'cost.perMonth' : 'queueTime.p95';
}

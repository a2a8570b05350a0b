/** Holds the figures of one side of a comparison against those of its base, replication by replication. */
import { estimateMean } from '../../stats/confidence.js';
import { atLevel, correlationOf, differenceOfLimits, pairedMean, type Limits } from '../../stats/difference.js';
import { SECOND } from '../../units/time.js';
import type { ScopeKind } from '../figures/figure-key.js';
import { figureLookup, type Lookup } from '../figures/figure-lookup.js';
import type { Figure, FigureColumn } from '../figures/figures.js';
import type { Studied } from '../study.js';
import type { Difference } from './compare-result.js';
import { COMPARED_SCOPES, type RunCells } from './run-cells.js';
import { indifferenceZone, verdictOf } from './verdict.js';

/** One side: the cells of its runs, and what they came to. */
export interface PlayedSide extends Studied {
  readonly cells: RunCells;
}

/** A figure of one side. */
export interface SideFigure {
  readonly column: FigureColumn;
  /** Absent where the side has nothing of it. */
  readonly figure: Figure | undefined;
  readonly cells: RunCells;
}

/** How sure differences are to be. */
export interface Certainty {
  /** Of each interval. */
  readonly level: number;
  /** False: nothing is drawn, so a difference is what it is. */
  readonly isRandom: boolean;
}

/**
 * Returns the differences in every figure that both sides have, at least one of them tells and `isWanted` does not leave out, in the order of figures.
 */
export function differencesOf(
  base: PlayedSide,
  own: PlayedSide,
  certainty: Certainty,
  isWanted: (column: FigureColumn) => boolean = () => true,
): Difference[] {
  const others = new Map(own.figures.columns().map((column) => [keyOf(column), column]));
  const lookups = { base: figureLookup(base.study), own: figureLookup(own.study) };
  return base.figures.columns().flatMap((column): Difference[] => {
    const other = others.get(keyOf(column));
    if (other === undefined || !(column.isUsed || other.isUsed) || !isCompared(column) || !isWanted(column)) return [];
    const found = differenceIn({ base: side(column, lookups.base, base.cells), own: side(other, lookups.own, own.cells) }, certainty);
    return found === undefined ? [] : [found];
  });
}

/** One figure of two sides. */
export interface Pair {
  readonly base: SideFigure;
  readonly own: SideFigure;
}

/** Returns the difference in one figure; undefined where no replication of both has it. */
export function differenceIn(pair: Pair, certainty: Certainty): Difference | undefined {
  const values = pair.base.column.values.flatMap((value, i) => {
    const paired = pair.own.column.values[i] ?? null;
    return value === null || paired === null ? [] : [[value, paired] as const];
  });
  if (values.length === 0) return undefined;
  const [before, after] = [values.map(([value]) => value), values.map(([, value]) => value)];
  const found = {
    base: pair.base.figure?.estimate ?? estimateMean(before).mean,
    new: pair.own.figure?.estimate ?? estimateMean(after).mean,
  };
  const mean = pairedMean(before, after, certainty.level);
  const limits = certainty.isRandom ? opened(limitsOf(pair, mean, certainty.level), pair) : exact(found);
  return differenceOf(pair.base.column, found, limits, { pair, gain: certainty.isRandom ? mean.gain : null });
}

function side(column: FigureColumn, lookup: Lookup, cells: RunCells): SideFigure {
  return { column, figure: lookup(column.scope, column.name, column.reading.figure), cells };
}

/** What has no interval of its own and is no largest, the parts of waits at a quantile, is not compared. */
function isCompared({ scope, reading: { quantile } }: FigureColumn): boolean {
  return COMPARED_SCOPES.some((kind: ScopeKind) => kind === scope) && quantile?.of !== 'waits';
}

/** The difference with its ends. */
function limitsOf({ base, own }: Pair, mean: Limits, level: number): Limits {
  const { quantile } = base.column.reading;
  if (quantile === undefined) return mean;
  const [a, b] = [base.figure, own.figure];
  if (a === undefined || b === undefined || a.estimate === null || b.estimate === null) return { ...mean, low: null, high: null };
  // The two quantiles move together as the shares below them do.
  const below = base.cells.sharesBelow(base.column, quantile, a.estimate * SECOND);
  const ownBelow = own.cells.sharesBelow(own.column, quantile, b.estimate * SECOND);
  const both = below.flatMap((share, i) => {
    const other = ownBelow[i];
    return share === undefined || other === undefined ? [] : [[share, other] as const];
  });
  const correlation = correlationOf(
    both.map(([share]) => share),
    both.map(([, share]) => share),
  );
  const limits = (figure: Figure, estimate: number): Limits => atLevel({ ...figure, estimate }, both.length, level);
  return differenceOfLimits(limits(a, a.estimate), limits(b, b.estimate), correlation);
}

/** A figure that is a lower bound leaves the interval open on its side. */
function opened(limits: Limits, { base, own }: Pair): Limits {
  return {
    ...limits,
    low: base.figure?.atLeast === true ? null : limits.low,
    high: own.figure?.atLeast === true ? null : limits.high,
  };
}

/** Without chance the difference is its own interval. */
function exact(found: Pick<Difference, 'base' | 'new'>): Limits {
  const estimate = found.new - found.base;
  return { estimate, low: estimate, high: estimate };
}

function differenceOf(
  { scope, name, reading }: FigureColumn,
  found: Pick<Difference, 'base' | 'new'>,
  limits: Limits,
  { pair, gain }: { readonly pair: Pair; readonly gain: number | null },
): Difference {
  const { figure, unit, isMax, better } = reading;
  const difference = found.new - found.base;
  const isSame = difference === 0 && pair.base.column.values.every((value, i) => value === pair.own.column.values[i]);
  const judged = isSame ? { estimate: 0, low: 0, high: 0 } : limits;
  return {
    scope,
    name,
    figure,
    unit,
    ...found,
    difference,
    low: isMax && !isSame ? null : judged.low,
    high: isMax && !isSame ? null : judged.high,
    verdict: isMax && !isSame ? null : verdictOf(judged, indifferenceZone(unit, found.base), better),
    gain,
    ...(pair.base.figure?.atLeast === true ? { baseAtLeast: true as const } : {}),
    ...(pair.own.figure?.atLeast === true ? { newAtLeast: true as const } : {}),
  };
}

function keyOf({ scope, name, reading }: FigureColumn): string {
  return JSON.stringify([scope, name, reading.figure]);
}

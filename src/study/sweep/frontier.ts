/** Which points no other one beats in both cost and waiting, as far as their runs can tell. */
import { differenceIn, type Certainty, type SideFigure } from '../compare/differences.js';
import type { FrontierPlace } from './sweep-result.js';

/** What a point is weighed by. */
export interface WeighedPoint {
  readonly cost: SideFigure;
  readonly wait: SideFigure;
}

/** Where a point stands; `by` is the index of the point that surely beats it. */
export interface Standing {
  readonly place: FrontierPlace;
  readonly by: number | null;
}

/**
 * Returns where each point stands, null for those that are undefined. One is beaten for sure by another whose paired difference, at the level of
 * `certainty`, has its whole interval at nought or below in both figures and below nought in one. Only points that stand by their estimates alone can
 * beat another, so a thousand points are weighed against some tens. There is always one that stands: the cheapest.
 */
export function frontierOf(points: readonly (WeighedPoint | undefined)[], certainty: Certainty): (Standing | null)[] {
  const places = points.map((point) => (point === undefined ? undefined : placeOf(point)));
  const isBeaten = places.map((own) => own !== undefined && places.some((other) => other !== undefined && isBelow(other, own)));
  const standing = points.flatMap((point, index) => (point !== undefined && !isBeaten[index]! ? [{ point, index }] : []));
  return points.map((own, index): Standing | null => {
    if (own === undefined) return null;
    if (!isBeaten[index]!) return { place: 'on', by: null };
    const sure = standing.find(
      ({ point, index: other }) => isBelow(places[other]!, places[index]!) && isSurelyBelow(point, own, certainty),
    );
    return sure === undefined ? { place: 'perhaps', by: null } : { place: 'off', by: sure.index };
  });
}

/** Both figures by their estimates, turned so that less is better. */
interface Place {
  readonly cost: number;
  readonly wait: number;
}

function placeOf({ cost, wait }: WeighedPoint): Place {
  return { cost: estimateOf(cost), wait: estimateOf(wait) };
}

/** A lower bound may be of any height. */
function estimateOf({ figure, column: { reading } }: SideFigure): number {
  if (figure === undefined || figure.estimate === null || figure.atLeast === true) return Infinity;
  return reading.better === 'more' ? -figure.estimate : figure.estimate;
}

function isBelow(a: Place, b: Place): boolean {
  return a.cost <= b.cost && a.wait <= b.wait && (a.cost < b.cost || a.wait < b.wait);
}

function isSurelyBelow(a: WeighedPoint, b: WeighedPoint, certainty: Certainty): boolean {
  const ends = [upperEnd(a.cost, b.cost, certainty), upperEnd(a.wait, b.wait, certainty)] as const;
  return ends.every((end) => end <= 0) && ends.some((end) => end < 0);
}

/** The most by which `own` may be worse than `base`; Infinity where that is open. */
function upperEnd(own: SideFigure, base: SideFigure, certainty: Certainty): number {
  const found = differenceIn({ base, own }, certainty);
  if (found === undefined) return Infinity;
  const end = own.column.reading.better === 'more' ? found.low : found.high;
  if (end === null) return Infinity;
  return own.column.reading.better === 'more' ? -end : end;
}

/** Which points no other one beats in cost and waiting together, as far as their runs can tell, and but for what nobody acts on. */
import { differenceIn, type Certainty, type SideFigure } from '../compare/differences.js';
import { indifferenceZone } from '../compare/verdict.js';
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
 * Returns where each point stands, null for those that are undefined. One beats another by estimates where it is better in one figure by more than the
 * indifference zone and no worse in the other than by that zone; zones are those of the least estimates, the same for all, so that no chain of such wins
 * comes back to where it began and some point always stands. It beats it for sure where, besides, the interval of the paired difference in the one lies
 * below nought, and that in the other up to the zone at most.
 */
export function frontierOf(points: readonly (WeighedPoint | undefined)[], certainty: Certainty): (Standing | null)[] {
  const places = points.map((point) => (point === undefined ? undefined : placeOf(point)));
  const known = points.filter((point) => point !== undefined);
  const zones = { cost: zoneOf(known.map(({ cost }) => cost)), wait: zoneOf(known.map(({ wait }) => wait)) };
  const rivals = places.map((own) =>
    own === undefined
      ? []
      : places.flatMap((other, index) => (other !== undefined && beats(other, own, zones) !== undefined ? [index] : [])),
  );
  return points.map((own, index): Standing | null => {
    if (own === undefined) return null;
    if (rivals[index]!.length === 0) return { place: 'on', by: null };
    // Those that stand are asked first: they are few, and of them a reader wants to hear.
    const inOrder = [...rivals[index]!].sort((a, b) => Number(rivals[a]!.length > 0) - Number(rivals[b]!.length > 0) || a - b);
    const by = inOrder.find((other) =>
      isSure(points[other]!, own, { ...zones, by: beats(places[other]!, places[index]!, zones)! }, certainty),
    );
    return by === undefined ? { place: 'perhaps', by: null } : { place: 'off', by };
  });
}

/** Both figures by their estimates, turned so that less is better. */
interface Place {
  readonly cost: number;
  readonly wait: number;
}

/** The least differences that anybody acts on. */
type Zones = Place;

/** In which figures one is better. */
interface Win {
  readonly cost: boolean;
  readonly wait: boolean;
}

function placeOf({ cost, wait }: WeighedPoint): Place {
  return { cost: estimateOf(cost), wait: estimateOf(wait) };
}

/** A lower bound may be of any height. */
function estimateOf({ figure, column: { reading } }: SideFigure): number {
  if (figure === undefined || figure.estimate === null || figure.atLeast === true) return Infinity;
  return reading.better === 'more' ? -figure.estimate : figure.estimate;
}

function zoneOf(figures: readonly SideFigure[]): number {
  const [first] = figures;
  if (first === undefined) return 0;
  return indifferenceZone(first.column.reading.unit, Math.min(...figures.map(({ figure }) => figure?.estimate ?? Infinity)));
}

/** Whether one beats another by estimates, and in what; undefined where it does not. */
function beats(a: Place, b: Place, zones: Zones): Win | undefined {
  // Two that wait without bound wait alike.
  const [cost, wait] = [a.cost - b.cost, a.wait === b.wait ? 0 : a.wait - b.wait];
  if (cost > zones.cost || wait > zones.wait) return undefined;
  const win = { cost: cost < -zones.cost, wait: wait < -zones.wait };
  return win.cost || win.wait ? win : undefined;
}

function isSure(a: WeighedPoint, b: WeighedPoint, { by, ...zones }: Zones & { readonly by: Win }, certainty: Certainty): boolean {
  const ends = { cost: upperEnd(a.cost, b.cost, certainty), wait: upperEnd(a.wait, b.wait, certainty) };
  if (ends.cost > zones.cost || ends.wait > zones.wait) return false;
  return (by.cost && ends.cost < 0) || (by.wait && ends.wait < 0);
}

/** The most by which `own` may be worse than `base`; Infinity where that is open. */
function upperEnd(own: SideFigure, base: SideFigure, certainty: Certainty): number {
  const found = differenceIn({ base, own }, certainty);
  const isMore = own.column.reading.better === 'more';
  const end = isMore ? found?.low : found?.high;
  if (end === undefined || end === null) return Infinity;
  return isMore ? -end : end;
}

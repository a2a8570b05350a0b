/** Finds by bisection how much load keeps every threshold: by the estimates, for certain, and from where on it is certainly too much. */
import { LEAST_LEVEL, MOST_LEVEL } from './levels.js';

/** What is known of one load. */
export interface LoadVerdict {
  /** By the estimates alone, every threshold is kept. */
  readonly holds: boolean;
  /** With intervals: kept for certain, missed for certain, or neither. */
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
}

/** What a search found, in levels (`levels.ts`). */
export interface Found {
  /** The greatest level that holds by the estimates; undefined where not even the least does. */
  readonly holds: number | undefined;
  /** The greatest that is kept for certain, `holds` at most; undefined where none is. */
  readonly sure: number | undefined;
  /** The least that is missed for certain, above `holds`; undefined where none up to the greatest is. */
  readonly missed: number | undefined;
}

/** Yields the level that is to be played next, and is given what came of it. */
export type Search = Generator<number, Found, LoadVerdict>;

/** First steps away from the load of today; each further one is twice as long. */
const FIRST = 8;

/**
 * Yields levels to be played until the three borders are known to one level. What is asked of a level is its verdict over the same draws as every other, so
 * a border is one of the simulated fleet, up to its chance: the interval of `sure` and `missed` is that of the loads that a test at 95 % cannot tell from
 * the border (an interval by inverting tests, as Fieller's is).
 */
export function* searchLoad(): Search {
  const known = new Map<number, LoadVerdict>();
  const look = function* (level: number): Generator<number, LoadVerdict, LoadVerdict> {
    const before = known.get(level);
    if (before !== undefined) return before;
    const verdict = yield level;
    known.set(level, verdict);
    return verdict;
  };
  /** The last level from `from`, where the answer is yes, in the direction of `way` at which it still is; undefined where it is up to the end. */
  const lastOf = function* (
    from: number,
    way: 1 | -1,
    is: (verdict: LoadVerdict) => boolean,
  ): Generator<number, number | undefined, LoadVerdict> {
    const end = way > 0 ? MOST_LEVEL : LEAST_LEVEL;
    let [yes, no] = [from, nearest(known, from, way, (verdict) => !is(verdict))];
    for (let step = FIRST; no === undefined; step *= 2) {
      const next = way > 0 ? Math.min(end, yes + step) : Math.max(end, yes - step);
      if (next === yes) return undefined;
      if (is(yield* look(next))) yes = next;
      else no = next;
    }
    for (const own of known.keys()) if ((own - yes) * way > 0 && (no - own) * way > 0 && is(known.get(own)!)) yes = own;
    while (Math.abs(no - yes) > 1) {
      const middle = Math.floor((yes + no) / 2);
      if (is(yield* look(middle))) yes = middle;
      else no = middle;
    }
    return yes;
  };
  const { holds: isKept } = yield* look(0);
  const last = yield* lastOf(0, isKept ? 1 : -1, ({ holds }) => holds === isKept);
  // Where every load up to the end is like today's, there is no border.
  const holds = isKept ? (last ?? MOST_LEVEL) : last === undefined ? undefined : last - 1;
  const isSure = ({ verdict }: LoadVerdict): boolean => verdict === 'pass';
  const isMissed = ({ verdict }: LoadVerdict): boolean => verdict === 'fail';
  if (holds === undefined) return { holds, sure: undefined, missed: undefined };
  return {
    holds,
    sure: yield* border(holds, -1, isSure),
    missed: holds === MOST_LEVEL ? undefined : yield* border(holds + 1, 1, isMissed),
  };

  /** The first level from `from` on, in the direction of `way`, with which the answer is yes; undefined where there is none. */
  function* border(from: number, way: 1 | -1, is: (verdict: LoadVerdict) => boolean): Generator<number, number | undefined, LoadVerdict> {
    if (is(yield* look(from))) return from;
    const before = yield* lastOf(from, way, (verdict) => !is(verdict));
    return before === undefined ? undefined : before + way;
  }
}

/** The nearest known level beyond `from` with which the answer is yes. */
function nearest(
  known: ReadonlyMap<number, LoadVerdict>,
  from: number,
  way: 1 | -1,
  is: (verdict: LoadVerdict) => boolean,
): number | undefined {
  const found = [...known].flatMap(([level, verdict]) => ((level - from) * way > 0 && is(verdict) ? [level] : []));
  return found.length === 0 ? undefined : way > 0 ? Math.min(...found) : Math.max(...found);
}

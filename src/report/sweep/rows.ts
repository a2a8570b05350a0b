/** Which of a sweep's figures a table shows, and in which order its points stand. */
import type { FigureKey } from '../../study/figures/figure-key.js';
import { figureOf } from '../../study/sweep/point-lookup.js';
import { isShare, WEIGHED_SHARES, type WeighedTime } from '../../study/sweep/sweep-figures.js';
import type { SweepPoint, SweepResult } from '../../study/sweep/sweep-result.js';
import { spoken, spokenEnds, spokenSeconds, type Estimated } from '../frame/spoken.js';

/** A column of figures. */
export interface SweepColumn {
  readonly name: string;
  readonly figure: FigureKey;
  /** Whether it is told also where there is little room. */
  readonly isMain: boolean;
}

/** The figure that everything else is weighed against. */
export const COST = 'cost.perMonth' satisfies FigureKey;

/** A point with its place in the result. */
export interface PlacedPoint {
  readonly point: SweepPoint;
  readonly index: number;
}

const NAMES: Readonly<Record<WeighedTime, string>> = {
  'queueTime.mean': 'queue time mean',
  'queueTime.p50': 'queue time p50',
  'queueTime.p90': 'queue time p90',
  'queueTime.p95': 'queue time p95',
  'queueTime.p99': 'queue time p99',
  'preparation.p95': 'preparation p95',
  'startDelay.p95': 'start delay p95',
  'pipelineDuration.p95': 'pipelines p95',
};

/** Returns what a figure is called: `queue time p95`, `within 10 s`, `cost a month`. */
export function figureName(key: FigureKey): string {
  const share = WEIGHED_SHARES.find(({ figure }) => figure === key);
  if (share !== undefined) return `within ${spokenSeconds(share.seconds)}`;
  return key === COST ? 'cost a month' : (NAMES as Readonly<Record<string, string>>)[key]!;
}

/** Returns the columns: the figure that is weighed, how long jobs wait, what it costs. Figures that say nothing have none. */
export function sweepColumns({ of, points }: SweepResult): SweepColumn[] {
  const isTold = (key: FigureKey): boolean => points.some((point) => (figureOf(point, key)?.estimate ?? 0) !== 0);
  // The shortest time that most jobs keep to at most points.
  const kept = WEIGHED_SHARES.find(
    ({ figure }) => points.filter((point) => (figureOf(point, figure)?.estimate ?? 0) > 0.5).length * 2 > points.length,
  );
  const spare: FigureKey = of === 'queueTime.p95' ? 'queueTime.mean' : 'queueTime.p95';
  return [...new Set<FigureKey>([of, spare, (kept ?? WEIGHED_SHARES.at(-1)!).figure, COST])]
    .filter((key) => key === of || isTold(key))
    .map((key) => ({ figure: key, isMain: key !== spare, name: figureName(key) }));
}

/** Returns a figure of a point in words, with a sign where it is a bound; nothing where there is none. */
export function cellText(point: SweepPoint, figure: FigureKey): string {
  const found = figureOf(point, figure);
  if (point.outcome !== 'done') return 'stopped';
  if (found === undefined || found.estimate === null) return '-';
  const { atLeast: _least, atMost: _most, ...rest } = found as Estimated;
  return `${found.atLeast === true ? '>= ' : ''}${spoken(rest)}`;
}

/** Returns the ends of its interval. */
export function endsText(point: SweepPoint, figure: FigureKey): string {
  return point.outcome === 'done' ? spokenEnds(figureOf(point, figure)) : '';
}

/** Points of one variable stand in the order of its values; others with those that meet all thresholds first, of each kind the cheapest first. */
export function inOrder({ points, variables, design, of }: SweepResult): PlacedPoint[] {
  const placed = points.map((point, index) => ({ point, index }));
  if (variables.length === 1 && design === 'grid') return placed;
  const rank = ({ point: { verdict, outcome } }: PlacedPoint): number =>
    outcome !== 'done' ? 3 : verdict === 'fail' ? 2 : verdict === 'inconclusive' ? 1 : 0;
  const value = ({ point }: PlacedPoint, figure: FigureKey): number => figureOf(point, figure)?.estimate ?? Infinity;
  const sign = isShare(of) ? -1 : 1;
  // Of those that meet them the cheapest is wanted, of those that miss them the nearest.
  const keys = (own: PlacedPoint): number[] => {
    const [cost, wait] = [value(own, COST), sign * value(own, of)];
    return rank(own) === 0 ? [0, cost, wait, own.index] : [rank(own), wait, cost, own.index];
  };
  const all = placed.map((own) => ({ own, keys: keys(own) }));
  all.sort((a, b) => {
    const at = a.keys.findIndex((key, i) => key !== b.keys[i]);
    return at < 0 ? 0 : a.keys[at]! - b.keys[at]!;
  });
  return all.map(({ own }) => own);
}

/** Returns the short names of the settings, one a variable: the last part of a path where no other has the same. */
export function shortNames(variables: SweepResult['variables']): string[] {
  const short = variables.map(({ path }) => /([^.[\]]+)\]?$/u.exec(path)?.[1] ?? path);
  return short.map((name, i) => (short.indexOf(name) === i && short.lastIndexOf(name) === i ? name : variables[i]!.path));
}

/** Returns what a point sets of a variable; empty where it leaves it as it is. */
export function valueOf(point: SweepPoint, path: string): string {
  return point.settings.find((own) => own.path === path)?.value ?? '';
}

/** The map of a sweep over two settings: one down, one across, darker where it is worse; the same on a terminal and on a page. */
import { figureOf } from '../../study/sweep/point-lookup.js';
import type { FigureKey } from '../../study/figures/figure-key.js';
import { isShare } from '../../study/sweep/sweep-figures.js';
import type { SweepPoint, SweepResult } from '../../study/sweep/sweep-result.js';
import type { HeatMap } from '../charts/heat-chart.js';
import { cleanText } from '../frame/numbers.js';
import { cellText, shortNames } from './rows.js';

/** Shades from the best to the worst. */
export const SHADES = 5;

/** A map with what it is of. */
export interface SweepMap {
  /** Names of the settings. */
  readonly down: string;
  readonly across: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly (MapCell | undefined)[] }[];
  /** Where a shade ends and the next begins, from the best; none where all are alike. */
  readonly borders: readonly number[];
}

/** A point of the map. */
export interface MapCell {
  readonly point: SweepPoint;
  readonly text: string;
  /** 0: the best. */
  readonly shade: number;
}

/** Share of the cells that have a point at least: of points that lie here and there a map shows nothing that the table does not. */
const FILLED = 0.5;

/**
 * Returns the map of a figure; undefined unless exactly two settings vary, each with several values, and points lie in most of the cells. The setting with more
 * values stands down.
 */
export function sweepMap(
  { variables, points, of }: Pick<SweepResult, 'variables' | 'points' | 'of'>,
  figure: FigureKey = of,
): SweepMap | undefined {
  const [first, second] = variables;
  if (variables.length !== 2 || first === undefined || second === undefined) return undefined;
  if (first.values.length < 2 || second.values.length < 2) return undefined;
  if (points.length < FILLED * first.values.length * second.values.length) return undefined;
  const names = shortNames(variables);
  const [[down, downName], [across, acrossName]] =
    first.values.length >= second.values.length
      ? ([
          [first, names[0]!],
          [second, names[1]!],
        ] as const)
      : ([
          [second, names[1]!],
          [first, names[0]!],
        ] as const);
  const valueIn = (point: SweepPoint): number | undefined => {
    const found = figureOf(point, figure);
    return point.outcome !== 'done' || found === undefined ? undefined : (found.estimate ?? undefined);
  };
  const isOfShare = isShare(figure);
  const badness = (value: number): number => (isOfShare ? 1 - value : value);
  const borders = bordersOf(points.flatMap((point) => valueIn(point) ?? []).map(badness));
  const at = (row: string, column: string): SweepPoint | undefined =>
    points.find(
      ({ settings }) =>
        settings.every(({ path, value }) => value === (path === down.path ? row : path === across.path ? column : value)) &&
        settings.length === 2,
    );
  return {
    down: downName,
    across: acrossName,
    columns: across.values.map(cleanText),
    borders: isOfShare ? borders.map((border) => 1 - border) : borders,
    rows: down.values.map((row) => ({
      name: cleanText(row),
      cells: across.values.map((column): MapCell | undefined => {
        const point = at(row, column);
        if (point === undefined) return undefined;
        const value = valueIn(point);
        const isWorst = value === undefined || figureOf(point, figure)?.atLeast === true;
        const shade = isWorst ? SHADES - 1 : borders.filter((border) => badness(value) > border).length;
        return { point, text: cellText(point, figure), shade };
      }),
    })),
  };
}

/** Equal steps between the best and the worst, of the logarithm where these are far apart. */
function bordersOf(values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!(high > low)) return [];
  const isFar = low > 0 && high / low > 4;
  return Array.from({ length: SHADES - 1 }, (_, i) => {
    const share = (i + 1) / SHADES;
    return isFar ? Math.exp(Math.log(low) + (Math.log(high) - Math.log(low)) * share) : low + (high - low) * share;
  });
}

/** Returns the map as charts have it. */
export function chartOf({ columns, rows, across }: SweepMap): HeatMap {
  return {
    blank: '',
    columns,
    xTitle: across,
    rows: rows.map(({ name, cells }) => ({
      name,
      cells: cells.map((cell) =>
        cell === undefined ? undefined : { value: cell.shade, shade: cell.shade, atLeast: false, text: markedText(cell) },
      ),
    })),
    highest: SHADES - 1,
  };
}

/** The verdicts as signs. */
export const SIGNS = { pass: '✓', fail: '✗', inconclusive: '?' } as const;

function markedText({ text, point: { verdict } }: MapCell): string {
  return verdict === null ? text : `${text} ${SIGNS[verdict]}`;
}

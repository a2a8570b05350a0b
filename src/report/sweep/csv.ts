/** Rows of `sweep.csv`: one a point, the scenario as it is before them. */
import { SWEEP_FIGURES } from '../../study/sweep/sweep-figures.js';
import { figureOf } from '../../study/sweep/point-lookup.js';
import type { SweepPoint, SweepResult } from '../../study/sweep/sweep-result.js';
import { textCell } from '../../units/text-cell.js';
import { valueOf } from './rows.js';

/**
 * Returns the file: a column a setting, the verdict, the place on the frontier, then of each figure that is there its estimate and the ends of its interval. A cell
 * is empty where there is no such figure; times in seconds, money in USD, shares as fractions of one. `at_least` names the figures that are lower bounds.
 */
export function sweepCsv({ variables, base, points }: SweepResult): string {
  const all: readonly SweepPoint[] = base === null || points.some(({ isBase }) => isBase) ? points : [base, ...points];
  const figures = SWEEP_FIGURES.filter((figure) => all.some((point) => figureOf(point, figure) !== undefined));
  const head = [
    ...variables.map(({ path }) => textCell(path)),
    'is_base',
    'outcome',
    'verdict',
    'missed',
    'frontier',
    'replications_wanted',
    'at_least',
    ...figures.flatMap((figure) => [figure, `${figure}.low`, `${figure}.high`]),
  ];
  const rows = all.map((point) => [
    ...variables.map(({ path }) => textCell(valueOf(point, path))),
    String(point.isBase),
    point.outcome,
    point.verdict ?? '',
    String(point.thresholds.filter(({ verdict }) => verdict === 'fail').length),
    point.frontier ?? '',
    numberCell(point.replicationsWanted),
    point.figures.flatMap(({ scope, figure, atLeast }) => (scope === 'all' && atLeast === true ? [figure] : [])).join(' '),
    ...figures.flatMap((figure) => {
      const found = figureOf(point, figure);
      return [numberCell(found?.estimate), numberCell(found?.low), numberCell(found?.high)];
    }),
  ]);
  return `${[head, ...rows].map((cells) => cells.join(',')).join('\n')}\n`;
}

function numberCell(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

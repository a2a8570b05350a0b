/** The runs of one point of a sweep, and what is kept of them when they have ended: its figures, and what weighing it against others takes. */
import { CONFIDENCE_LEVEL } from '../../stats/confidence.js';
import { differencesOf, type PlayedSide, type SideFigure } from '../compare/differences.js';
import { SideRuns } from '../compare/side-runs.js';
import type { FigureKey } from '../figures/figure-key.js';
import { figureLookup } from '../figures/figure-lookup.js';
import type { Figure } from '../figures/figures.js';
import { replicationsWanted } from '../figures/precision.js';
import type { StudyResult } from '../study-result.js';
import type { WeighedPoint } from './frontier.js';
import type { SweepQuestion, SweepSide } from './question.js';
import { isSweepFigure } from './sweep-figures.js';
import type { SweepPoint } from './sweep-result.js';

/** A point whose runs have ended. */
export interface PlayedPoint {
  readonly point: Omit<SweepPoint, 'frontier' | 'beatenBy'>;
  /** Absent where a figure is, where nothing costs money, and where a limit ended a run. */
  readonly weighed: WeighedPoint | undefined;
  readonly isRandom: boolean;
  readonly window: StudyResult['first']['window'];
  readonly approximate: StudyResult['approximate'];
  readonly warnings: readonly string[];
}

/** Returns where the runs of a point go: the cells of the whole are kept, for quantiles of the whole are compared. */
export function openPoint(): SideRuns {
  return new SideRuns(({ scope }) => scope === 'all');
}

/** Returns what a point comes to, held against the base where there is one. */
export function finishPoint(
  side: SweepSide,
  played: PlayedSide,
  { of, precision, replications }: Pick<SweepQuestion, 'of' | 'precision' | 'replications'>,
  base?: PlayedSide,
): PlayedPoint {
  const { study } = played;
  const { outcome, verdict, unmatchedFails, thresholds, isRandom, first, approximate, warnings } = study;
  const isWhole = outcome === 'done' && (base === undefined || base.study.outcome === 'done');
  const level = CONFIDENCE_LEVEL;
  return {
    point: {
      settings: [...side.settings],
      label: side.label,
      isBase: side.isBase,
      hash: side.question.facts.scenario.hash,
      outcome,
      verdict,
      unmatchedFails,
      thresholds,
      figures: keptFigures(study.figures),
      differences:
        base === undefined || side.isBase || !isWhole
          ? []
          : differencesOf(
              base,
              played,
              { level, isRandom: isRandom || base.study.isRandom },
              ({ scope, reading }) => scope === 'all' && isSweepFigure(reading.figure),
            ),
      replicationsWanted: precision === undefined || outcome !== 'done' ? null : wanted(study.figures, of, precision, replications),
    },
    weighed: outcome === 'done' ? weighedPoint(played, of) : undefined,
    isRandom,
    window: first.window,
    approximate,
    warnings,
  };
}

/** Forgets of the runs of a point what nothing will be held against any more: all but the cells of the one figure. */
export function forgetRest({ weighed }: PlayedPoint, { cells }: PlayedSide): void {
  const column = weighed?.wait.column;
  cells.keepOnly(column ?? { scope: 'all', name: 'all' }, column?.reading.quantile?.of);
}

/** The figures of the whole, and of its groups and workloads where there are several. */
function keptFigures(found: readonly Figure[]): Figure[] {
  const several = (kind: 'group' | 'workload'): boolean =>
    new Set(found.flatMap(({ scope, name }) => (scope === kind ? [name] : []))).size > 1;
  const isKept = { all: true, group: several('group'), workload: several('workload') } as Readonly<Record<string, boolean>>;
  return found.filter(({ scope, figure }) => isKept[scope] === true && isSweepFigure(figure));
}

/** Replications that a precision takes; null where the figure has no interval. */
function wanted(figures: readonly Figure[], of: FigureKey, share: number, played: number): number | null {
  const found = figureLookup({ figures })('all', 'all', of);
  if (found === undefined || found.low === null) return null;
  const count = replicationsWanted(found, { share, figure: of, most: Infinity }, played);
  return Number.isFinite(count) ? count : null;
}

function weighedPoint({ study, figures, cells }: PlayedSide, of: FigureKey): WeighedPoint | undefined {
  const lookup = figureLookup(study);
  const side = (figure: FigureKey): SideFigure | undefined => {
    const column = figures.columns().find(({ scope, reading }) => scope === 'all' && reading.figure === figure);
    const found = lookup('all', 'all', figure);
    return column === undefined || found === undefined || found.estimate === null ? undefined : { column, figure: found, cells };
  };
  const [cost, wait] = [side('cost.perMonth'), side(of)];
  if (cost === undefined || wait === undefined || cost.figure!.estimate === 0) return undefined;
  return { cost, wait };
}

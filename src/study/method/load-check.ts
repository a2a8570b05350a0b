/** The method of a check of load: the same fleet under less and more of its load, each with the same draws as the others, and the waits that are held against its history. */
import type { ComparedWaitsAsked } from '../kept/compared-waits.js';
import { ComparedRuns, type ComparedFigures } from '../fit/compared-figures.js';
import { comparedWaitsOf, figuresOf, type Point } from '../point.js';
import { drawsOf } from '../sampling.js';
import { Study } from '../study.js';
import { studiedFleet, type StudyQuestion } from '../study-question.js';
import type { StudyResult } from '../study-result.js';
import type { Method } from './method.js';
import { figuresPoint } from './replicate.js';

/** What a load comes to. */
export interface CheckedLoad {
  readonly study: StudyResult;
  readonly compared: ComparedFigures;
}

/** Returns what comes of a fleet under its load times each of these factors, in their order. Memory grows with the runs by some kilobytes each. */
export function loadCheck(base: StudyQuestion, factors: readonly number[], waits: ComparedWaitsAsked): Method<CheckedLoad[]> {
  const draws = drawsOf(base);
  const points = factors.flatMap((factor) => draws.map((own) => ({ ...loadPoint(base, factor, own), comparedWaits: waits })));
  return {
    fleets: [studiedFleet(base)],
    runs: points.length,
    points,
    *batches() {
      const loads = factors.map(() => ({ study: new Study(), runs: new ComparedRuns() }));
      yield {
        points,
        take(outcome, index) {
          const { study, runs } = loads[Math.floor(index / draws.length)]!;
          study.add(figuresOf(outcome));
          runs.add(comparedWaitsOf(outcome));
        },
      };
      return loads.map(({ study: played, runs }) => {
        const { study } = played.finish(base.facts);
        return { study, compared: runs.figures(study.isRandom) };
      });
    },
  };
}

function loadPoint(base: StudyQuestion, factor: number, draws: Point['draws']): Point {
  const { figures, ...point } = figuresPoint({ ...base, rows: undefined }, draws);
  return {
    ...point,
    patch: { kind: 'grown', factors: base.fleet.workloads.map(() => factor) },
    figures: { ...figures, timeline: false, compact: true },
  };
}

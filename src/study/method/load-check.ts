/** The method of a check of load: the same fleet under less and more of its load, each with the same draws as the others. */
import { figuresOf, type Point } from '../point.js';
import { drawsOf } from '../sampling.js';
import { Study } from '../study.js';
import { studiedFleet, type StudyQuestion } from '../study-question.js';
import type { StudyResult } from '../study-result.js';
import type { Method } from './method.js';
import { figuresPoint } from './replicate.js';

/** Returns the studies of a fleet under its load times each of these factors, in their order. Memory grows with the runs by some kilobytes each. */
export function loadCheck(base: StudyQuestion, factors: readonly number[]): Method<StudyResult[]> {
  const draws = drawsOf(base);
  const points = factors.flatMap((factor) => draws.map((own) => loadPoint(base, factor, own)));
  return {
    fleets: [studiedFleet(base)],
    runs: points.length,
    points,
    *batches() {
      const studies = factors.map(() => new Study());
      yield { points, take: (outcome, index) => studies[Math.floor(index / draws.length)]!.add(figuresOf(outcome)) };
      return studies.map((study) => study.finish(base.facts).study);
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

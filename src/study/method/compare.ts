/** The method of comparisons: each replication of every side with the same draws (common random numbers), so that what differs is the settings' doing. */
import { CONFIDENCE_LEVEL } from '../../stats/confidence.js';
import { COMPARE_VERSION, type ComparedSide, type CompareResult } from '../compare/compare-result.js';
import { differencesOf, type PlayedSide } from '../compare/differences.js';
import type { CompareQuestion, SideQuestion } from '../compare/question.js';
import { SideRuns } from '../compare/side-runs.js';
import { figuresOf, type Point } from '../point.js';
import { drawsOf } from '../sampling.js';
import { studiedFleet } from '../study-question.js';
import type { Method } from './method.js';
import { figuresPoint } from './replicate.js';

/** Returns the comparison that a question asks for. Of each replication the base comes first. Memory grows with their number by some kilobytes each. */
export function compare(question: CompareQuestion): Method<CompareResult> {
  const sides = [question.base, ...question.variants];
  const points = drawsOf(question).flatMap((draws) =>
    sides.map((side, fleet): Point => {
      const { figures, ...point } = figuresPoint(side.question, draws);
      return { ...point, fleet, figures: { ...figures, timeline: false } };
    }),
  );
  return {
    fleets: sides.map((side) => studiedFleet(side.question)),
    runs: points.length,
    points,
    *batches() {
      const runs = sides.map(() => new SideRuns());
      yield { points, take: (outcome, index) => runs[index % sides.length]!.add(figuresOf(outcome)) };
      return resultOf(
        question,
        runs.map((own, side) => ({ cells: own.cells, ...own.finish(sides[side]!.question.facts) })),
      );
    },
  };
}

function resultOf({ base, variants, seed, replications, runcast, rerun }: CompareQuestion, played: readonly PlayedSide[]): CompareResult {
  const [first, ...others] = played as [PlayedSide, ...PlayedSide[]];
  const isRandom = played.some(({ study }) => study.isRandom);
  // All variants together are held to 95 %: of several, each has a smaller share of the 5 % (Bonferroni).
  const level = 1 - (1 - CONFIDENCE_LEVEL) / others.length;
  return {
    compareVersion: COMPARE_VERSION,
    runcast,
    seed,
    replications,
    isRandom,
    window: first.study.first.window,
    confidenceLevel: level,
    base: sideOf(base, first),
    variants: others.map((own, i) => ({
      ...sideOf(variants[i]!, own),
      // Runs that ended early are of another time than those that did not.
      differences: [first, own].some(({ study }) => study.outcome !== 'done') ? [] : differencesOf(first, own, { level, isRandom }),
    })),
    rerun,
  };
}

function sideOf({ label }: SideQuestion, { study }: PlayedSide): ComparedSide {
  const { text: _text, ...scenario } = study.scenario;
  const { outcome, verdict, unmatchedFails, approximate, thresholds, warnings } = study;
  return {
    label,
    scenario,
    outcome,
    verdict,
    unmatchedFails,
    ...(approximate === undefined ? {} : { approximate }),
    thresholds,
    warnings,
  };
}

/** The method of comparisons: each replication of every side with the same draws (common random numbers), so that what differs is the settings' doing. */
import { CONFIDENCE_LEVEL } from '../../stats/confidence.js';
import { COMPARE_VERSION, type ComparedSide, type CompareResult, type Difference } from '../compare/compare-result.js';
import { differenceOfPrecision, missedDifference, pairsWanted, type DifferencePrecision } from '../compare/difference-precision.js';
import { differencesOf, type PlayedSide } from '../compare/differences.js';
import type { CompareQuestion, SideQuestion } from '../compare/question.js';
import { SideRuns } from '../compare/side-runs.js';
import { figuresOf, type Point } from '../point.js';
import { drawsOf } from '../sampling.js';
import { studiedFleet } from '../study-question.js';
import { LEAST_FIRST } from '../figures/precision.js';
import type { Batch, Method } from './method.js';
import { figuresPoint } from './replicate.js';

/**
 * Returns the comparison that a question asks for. Of each replication the base comes first. Memory grows with their number by some kilobytes each. Playing it throws
 * `PrecisionRefused` where there is no difference of which a precision is wanted.
 */
export function compare(question: CompareQuestion): Method<CompareResult> {
  const sides = [question.base, ...question.variants];
  const { precision } = question;
  const first = precision === undefined ? question.replications : Math.max(LEAST_FIRST, question.replications);
  let planned = first;
  const pointsOf = (from: number): Point[] =>
    drawsOf({ ...question, replications: planned }, from).flatMap((draws) =>
      sides.map((side, fleet): Point => {
        const { figures, ...point } = figuresPoint(side.question, draws);
        return { ...point, fleet, figures: { ...figures, timeline: false } };
      }),
    );
  return {
    fleets: sides.map((side) => studiedFleet(side.question)),
    get runs() {
      return planned * sides.length;
    },
    points: precision === undefined ? pointsOf(0) : undefined,
    *batches() {
      planned = first;
      const runs = sides.map(() => new SideRuns());
      const take: Batch['take'] = (outcome, index) => runs[index % sides.length]!.add(figuresOf(outcome));
      const soFar = (): CompareResult =>
        resultOf(
          { ...question, replications: planned },
          runs.map((own, side) => ({ cells: own.cells, ...own.finish(sides[side]!.question.facts) })),
        );
      yield { points: pointsOf(0), take };
      if (precision === undefined) return soFar();
      const wanted = pairsWanted(wantedOf(soFar(), precision), precision, first);
      if (wanted > first) {
        planned = wanted;
        yield { points: pointsOf(first), take };
      }
      const result = soFar();
      const missed = missedDifference(wantedOf(result, precision), precision, planned);
      return missed === undefined ? result : { ...result, missedPrecision: missed };
    },
  };
}

/** The differences of which a precision is wanted, one a variant; none where a limit ended runs, for of such no number says more. */
function wantedOf({ variants }: CompareResult, precision: DifferencePrecision): Difference[] {
  return variants.flatMap(({ differences }) => (differences.length === 0 ? [] : [differenceOfPrecision(differences, precision)]));
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
  const { outcome, verdict, unmatchedFails, approximate, monthlyOutages, thresholds, warnings } = study;
  return {
    label,
    scenario,
    outcome,
    verdict,
    unmatchedFails,
    ...(approximate === undefined ? {} : { approximate }),
    ...(monthlyOutages === undefined ? {} : { monthlyOutages }),
    thresholds,
    warnings,
  };
}

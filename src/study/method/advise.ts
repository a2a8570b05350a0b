/** The method of advice: the study that was asked for, and then each change of a setting that might help, over the same draws. */
import { bestFirst } from '../advise/order.js';
import type { Advice, Tried } from '../advise/advice-result.js';
import { beyondSettings, candidatesOf, type Candidate } from '../advise/candidates.js';
import { effectOf, toldDifferences } from '../advise/effect.js';
import { differencesOf, type PlayedSide } from '../compare/differences.js';
import { RunCells } from '../compare/run-cells.js';
import { SideRuns } from '../compare/side-runs.js';
import { CONFIDENCE_LEVEL } from '../../stats/confidence.js';
import { figuresOf, type Point } from '../point.js';
import { drawsOf } from '../sampling.js';
import type { StudiedFleet } from '../studied-fleet.js';
import { studiedFleet, studyQuestion, type StudyQuestion } from '../study-question.js';
import type { Studied } from '../study.js';
import type { Variant, Variants } from '../variants.js';
import type { Method } from './method.js';
import { figuresPoint } from './replicate.js';
import { studyOf } from './run.js';

/** How far advice may go. */
export interface AdviseOptions {
  /** The scenario of the question under other settings. */
  readonly variants: Variants;
  /** Runs that are tried at most, beyond those of the study itself. */
  readonly most: number;
}

/** A change that can be run, with its runs. */
interface Trial {
  readonly candidate: Candidate;
  readonly question: StudyQuestion;
  readonly fleet: StudiedFleet;
  readonly runs: SideRuns;
}

/**
 * Returns the study of `studyOf` with advice in its result. Each change is played over the draws of the study's replications (common random numbers), so
 * what is said of it is what `compare` says of it alone. A study that a limit ended is not advised on: its figures are of another time.
 */
export function advise(question: StudyQuestion, { variants, most }: AdviseOptions): Method<Studied> {
  const inner = studyOf(question);
  const fleets: StudiedFleet[] = [...inner.fleets];
  let tries = 0;
  return {
    fleets,
    get runs() {
      return inner.runs + tries;
    },
    *batches() {
      fleets.length = inner.fleets.length;
      tries = 0;
      const base = new RunCells();
      const studied = yield* watched(inner, base);
      if (studied.study.outcome !== 'done') return studied;
      const { replications } = studied.study;
      const all = trialsOf(question, studied, variants);
      const trials = all.slice(0, Math.floor(most / replications));
      fleets.push(...trials.map(({ fleet }) => fleet));
      tries = trials.length * replications;
      const points = trials.flatMap(({ question: own }, trial) =>
        drawsOf({ ...question, replications }).map((draws): Point => {
          const { figures, ...point } = figuresPoint(own, draws);
          return { ...point, fleet: inner.fleets.length + trial, rows: false, figures: { ...figures, timeline: false } };
        }),
      );
      if (points.length > 0) {
        yield { points, take: (outcome, index) => trials[Math.floor(index / replications)]!.runs.add(figuresOf(outcome)) };
      }
      const side = { ...studied, cells: base };
      const advice: Advice = {
        tried: bestFirst(
          trials.map((trial) => triedOf(side, trial)),
          studied.study.verdict !== null && studied.study.verdict !== 'pass',
        ),
        left: all.length - trials.length,
        runs: points.length,
        beyond: beyondSettings(studied.study),
      };
      return { ...studied, study: { ...studied.study, advice } };
    },
  };
}

/** The same study, whose runs as they are asked for are looked at too. */
function* watched(inner: Method<Studied>, base: RunCells): ReturnType<Method<Studied>['batches']> {
  for (const batches = inner.batches(); ;) {
    const { done, value } = batches.next();
    if (done === true) return value;
    yield {
      points: value.points,
      take: (outcome, index) => {
        if (value.points[index]!.patch.kind === 'as_is') base.add(figuresOf(outcome).samples);
        value.take(outcome, index);
      },
    };
  }
}

/** The changes that the scenario can have and that change something. */
function trialsOf(question: StudyQuestion, { study }: Studied, variants: Variants): Trial[] {
  const own = variants.of([]);
  if ('issues' in own) return [];
  // A period that the run does not come to, for one, changes nothing in it.
  const managers = JSON.stringify(own.prepared.fleet.managers);
  return candidatesOf(study, own.prepared.scenario, question.facts.thresholds).flatMap((candidate): Trial[] => {
    const variant: Variant | { readonly issues: unknown } = variants.of(candidate.set);
    if ('issues' in variant || JSON.stringify(variant.prepared.fleet.managers) === managers) return [];
    const { file } = question.facts.scenario;
    const options = { file, seed: question.seed, thresholds: variant.thresholds, pair: false, runcast: question.facts.runcast };
    const changed = studyQuestion(variant.prepared, options);
    return [{ candidate, question: changed, fleet: studiedFleet(changed), runs: new SideRuns() }];
  });
}

function triedOf(base: PlayedSide, { candidate, question, runs }: Trial): Tried {
  const own: PlayedSide = { ...runs.finish(question.facts), cells: runs.cells };
  const { study } = own;
  const certainty = { level: CONFIDENCE_LEVEL, isRandom: base.study.isRandom || study.isRandom };
  const differences = study.outcome === 'done' ? toldDifferences(differencesOf(base, own, certainty), candidate.group) : [];
  const count = (verdict: string): number => study.thresholds.filter((threshold) => threshold.verdict === verdict).length;
  return {
    group: candidate.group,
    label: candidate.label,
    set: [...candidate.set],
    aim: candidate.aim,
    effect: effectOf({ differences, before: base.study.thresholds, after: study.thresholds }, candidate.group),
    missed: count('fail'),
    undecided: count('inconclusive'),
    differences,
  };
}

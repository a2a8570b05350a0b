/** The method of pairs: each replication of a fleet with outages against the same one without them, draw by draw. */
import { JobBook } from '../../results/outages/harm.js';
import { compareSides, pairOf, type Pair, type PairRun } from '../figures/paired.js';
import { figuresOf, ledgerOf, type Outcome, type Point } from '../point.js';
import type { Draws } from '../sampling.js';
import { sloOf } from '../thresholds/slo.js';
import { Study, type Studied } from '../study.js';
import type { StudyQuestion } from '../study-question.js';
import { figuresPoint } from './replicate.js';
import type { Method } from './method.js';
import { staged } from './staged.js';

/** Returns the study of a fleet over its replications, with what its outages cost. Of each pair the run without them comes first. */
export function pair(question: StudyQuestion): Method<Studied> {
  const { fleet, facts } = question;
  const slo = sloOf(facts.thresholds);
  let pairs: Pair[] = [];
  const pointsOf = (draws: Draws): Point[] => {
    const own = { ...figuresPoint(question, draws), ledger: slo };
    const figures = { ...own.figures, questions: [], timeline: false };
    return [{ patch: { kind: 'without_faults' }, draws, figures, ledger: slo }, own];
  };
  return staged(question, {
    runsEach: 2,
    open: () => {
      pairs = [];
      return new Study();
    },
    batchOf: (study, draws) => {
      let plain: Outcome | undefined;
      const take = (outcome: Outcome): void => {
        if (plain === undefined) {
          plain = outcome;
          return;
        }
        const { result, samples } = figuresOf(outcome);
        // A run that a limit ended has nothing to be compared over the same time.
        const isWhole = plain.end === 'done' && outcome.end === 'done';
        const both = isWhole ? pairOf(fleet, runOf(outcome), runOf(plain), result.story ?? []) : undefined;
        plain = undefined;
        if (both !== undefined) pairs.push(both);
        // Its stories know now what was lost because of the outages.
        const story = both?.story ?? [];
        study.add({ result: story.length === 0 ? result : { ...result, story: [...story] }, samples });
      };
      return { points: draws.flatMap(pointsOf), take };
    },
    finish: (study, warnings) =>
      study.finish({
        ...facts,
        warnings: [...facts.warnings, ...warnings],
        ...(pairs.length === 0 ? {} : { paired: compareSides(slo, pairs) }),
      }),
  });
}

function runOf(outcome: Outcome): PairRun {
  const { pools } = figuresOf(outcome).result;
  return { jobs: JobBook.of(ledgerOf(outcome).jobs), cost: pools.all.cost.total, endedAt: outcome.endedAt };
}

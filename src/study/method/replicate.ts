/** The method of replications: the same fleet with draws of its own each time. */
import { figuresOf, type AskedFigures, type Point } from '../point.js';
import type { Draws } from '../sampling.js';
import { storyLine } from '../thresholds/story-line.js';
import { Study, type Studied } from '../study.js';
import type { StudyQuestion } from '../study-question.js';
import type { Method } from './method.js';
import { staged } from './staged.js';

/** Returns the study of a fleet over its replications. Memory grows with their number by some kilobytes each. */
export function replicate(question: StudyQuestion): Method<Studied> {
  const { facts } = question;
  return staged(question, {
    runsEach: 1,
    open: () => new Study(),
    batchOf: (study, draws) => ({
      points: draws.map((own) => figuresPoint(question, own)),
      take: (outcome) => study.add(figuresOf(outcome)),
    }),
    finish: (study, warnings) => study.finish({ ...facts, warnings: [...facts.warnings, ...warnings] }),
  });
}

/** Returns the point that plays the fleet as it is and answers all that the question asks. */
export function figuresPoint({ facts: { thresholds }, rows }: StudyQuestion, draws: Draws): Point & { readonly figures: AskedFigures } {
  const hasRows = rows === 'all' || (rows === 'first' && draws.replication === 0);
  // The first is shown whole, and those with rows have theirs beside them.
  const timeline = hasRows || draws.replication === 0;
  const figures = { questions: thresholds.map(({ question }) => question), line: storyLine(thresholds), timeline };
  return { patch: { kind: 'as_is' }, draws, figures, rows: hasRows };
}

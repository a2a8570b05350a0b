/** The method of batch means: one long run, whose measured period is cut into batches that stand for replications. */
import { batchWarnings } from '../figures/batches.js';
import { figuresOf } from '../point.js';
import { drawsOf } from '../sampling.js';
import { Study, type Studied } from '../study.js';
import { studiedFleet, type StudyQuestion } from '../study-question.js';
import type { Method } from './method.js';
import { figuresPoint } from './replicate.js';

/**
 * Returns the study of one replication of a fleet in `count` batches of equal length by time. The first replication is played; outages are not played without. Jobs are of the
 * batch in which they are queued, levels and costs of the time in which they are; quantiles are those of all jobs, with the interval that the batches give.
 * @see Law, Simulation Modeling and Analysis, 5th edition (2015), 9.5.3
 */
export function batchMeans(question: StudyQuestion, count: number): Method<Studied> {
  const { facts } = question;
  const draws = drawsOf({ ...question, replications: 1 })[0]!;
  const own = figuresPoint(question, draws);
  const point = { ...own, figures: { ...own.figures, parts: count } };
  return {
    fleets: [studiedFleet(question)],
    runs: 1,
    points: [point],
    *batches() {
      const study = new Study();
      yield { points: [point], take: (outcome) => study.addParts(figuresOf(outcome)) };
      const found = study.batches();
      return study.finish({ ...facts, warnings: [...facts.warnings, ...batchWarnings(found, count)] });
    },
  };
}

/** The replications of a study: as many as are said, or two stages where a precision is wanted. */
import { figureOfPrecision, missedPrecision, replicationsWanted } from '../figures/precision.js';
import { drawsOf, type Draws } from '../sampling.js';
import type { Study, Studied } from '../study.js';
import { studiedFleet, type StudyQuestion } from '../study-question.js';
import type { Batch, Method } from './method.js';

/** How a method plays its replications. */
export interface Stages {
  /** Runs a replication. */
  readonly runsEach: number;
  /** Returns the batch that plays these replications into a study. */
  readonly batchOf: (study: Study, draws: readonly Draws[]) => Batch;
  /** Returns a study that has no replication. */
  readonly open: () => Study;
  /** Returns the result, with these warnings beside those of the question. */
  readonly finish: (study: Study, warnings: readonly string[]) => Studied;
}

/** Returns the method that plays the replications of a question. Its number of runs grows when the second stage is known. */
export function staged(question: StudyQuestion, { runsEach, batchOf, open, finish }: Stages): Method<Studied> {
  const { replications, precision } = question;
  let planned = replications;
  return {
    fleets: [studiedFleet(question)],
    get runs() {
      return planned * runsEach;
    },
    points: precision === undefined ? batchOf(open(), drawsOf(question)).points : undefined,
    *batches() {
      planned = replications;
      const study = open();
      yield batchOf(study, drawsOf(question));
      if (precision === undefined) return finish(study, []);
      planned = replicationsWanted(figureOfPrecision(study.estimates(), precision), precision, replications);
      if (planned > replications) yield batchOf(study, drawsOf({ ...question, replications: planned }, replications));
      const missed = missedPrecision(figureOfPrecision(study.estimates(), precision), precision, planned);
      return finish(study, missed === undefined ? [] : [missed]);
    },
  };
}

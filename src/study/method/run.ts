/** Which method `runcast run` plays. */
import type { Studied } from '../study.js';
import type { StudyQuestion } from '../study-question.js';
import { batchMeans } from './batches.js';
import type { Method } from './method.js';
import { pair } from './pair.js';
import { replicate } from './replicate.js';

/** Returns the study of batches where they are asked for, of pairs where the fleet has outages and pairs are asked for, else that of replications alone. */
export function studyOf(question: StudyQuestion): Method<Studied> {
  if (question.batches !== undefined) return batchMeans(question, question.batches);
  return question.pair && question.fleet.outages.length > 0 ? pair(question) : replicate(question);
}

/** A study of two short runs, for what keeps, sends and takes outcomes. */
import path from 'node:path';
import { formatIssue } from '../../src/scenario/text/issue.js';
import { openScenario } from '../../src/scenario/open.js';
import { replicate } from '../../src/study/method/replicate.js';
import type { Method } from '../../src/study/method/method.js';
import type { Point } from '../../src/study/point.js';
import type { Studied } from '../../src/study/study.js';
import { studyQuestion } from '../../src/study/study-question.js';
import { parseThresholds } from '../../src/study/thresholds/thresholds.js';
import { ROOT } from './files.js';

/** Returns the replications of the idle pool over two hours, changed as `--set` does. */
export async function smallStudy(set: readonly string[] = [], replications = 2): Promise<Method<Studied>> {
  const opened = await openScenario(path.join(ROOT, 'scenarios/idle-pool.yaml'), {
    set: ['horizon=2h', 'warmup=30m', `replications=${replications}`, ...set],
  });
  if ('issues' in opened) throw new Error(opened.issues.map(formatIssue).join('\n'));
  const { thresholds } = parseThresholds(opened.scenario.thresholds, opened.fleet);
  return replicate(studyQuestion(opened, { file: 'idle-pool.yaml', seed: 1, thresholds }));
}

/** Returns the points of the first batch of a method. */
export function pointsOf(method: Method<unknown>): readonly Point[] {
  const { done, value } = method.batches().next();
  if (done === true) throw new Error('a method has a batch');
  return value.points;
}

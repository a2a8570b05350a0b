/** What a thread of a worker at a queue does: it plays a point and packs the outcome there and then, which is less to hand over than the outcome. */
import { play as playPoint, type PoolAnswer, type PoolTask } from '../../study/pool/pool-worker.js';
import { runFile, type RunName } from '../store/run-file.js';

/** Returns the file of the run that the label names; or that its fleet is not here and must come with it. */
export function play(task: PoolTask): PoolAnswer<Uint8Array> {
  const answer = playPoint(task);
  return 'outcome' in answer ? { outcome: runFile(task.label as RunName, answer.outcome) } : answer;
}

/**
 * The file with which a thread of the pool begins. It is CommonJS, as the library first takes a file to be: of a module it would be made at once, and Node 20
 * aborts the whole process where a thread is stopped in the midst of that.
 */
import type { PoolAnswer, PoolData, PoolTask } from './pool-worker.js' with { 'resolution-mode': 'import' };

const { workerData } = require('node:worker_threads') as typeof import('node:worker_threads');
const { module: address } = workerData as PoolData;

/** Returns what comes of a task. */
async function play(task: PoolTask): Promise<PoolAnswer<unknown>> {
  const worker = (await import(address)) as { readonly play: (task: PoolTask) => PoolAnswer<unknown> };
  // The answer of the point before, if it came together with this one, goes off first.
  await new Promise((resolve) => setImmediate(resolve));
  return worker.play(task);
}

module.exports = { play };

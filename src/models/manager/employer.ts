/** The process that a worker works in, as the worker sees it. */
import type { EntrySpec } from '../../fleet/config.js';
import type { InstanceIndex, RunnerIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';
import type { JobPlace } from './job-holder.js';
import type { TokenState } from './token-state.js';
import type { Worker } from './worker.js';

export interface Employer extends JobPlace {
  readonly isStopping: boolean;
  readonly isAborting: boolean;
  /** Numbers a job request. */
  numberRequest(): number;
  /** Returns the place in the order of events of the end of a request that begins now. */
  orderRequest(instance: InstanceIndex): number;
  /** Pause inside a request of a registration, after a failure and `failures` in a row before it. */
  requestPause(runner: RunnerIndex, failures: number): Micros;
  /** After a job the same entry is offered once to the other workers, whatever its health, unless `check_interval` is strict. */
  offer(entry: EntrySpec, token: TokenState): void;
  /** A worker is done with its entry. */
  workerFree(worker: Worker): void;
}

/** The process that a worker works in, as the worker sees it. */
import type { EntrySpec } from '../../fleet/config.js';
import type { Micros } from '../../units/time.js';
import type { JobPlace } from './job-holder.js';
import type { TokenState } from './token-state.js';
import type { Worker } from './worker.js';

export interface Employer extends JobPlace {
  readonly isStopping: boolean;
  readonly isAborting: boolean;
  /** Numbers a job request. */
  numberRequest(): number;
  /** Pause inside the `nth` failed request in a row. */
  requestBackoff(nth: number): Micros;
  tokenOf(entry: EntrySpec): TokenState;
  /** After a job the same entry is offered once to the other workers, whatever its health, unless `check_interval` is strict. */
  offer(entry: EntrySpec): void;
  /** A worker is done with its entry. */
  workerFree(worker: Worker): void;
}

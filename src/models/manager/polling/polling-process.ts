/** The process that feeds, as its quiet feeds and polls see it. */
import type { EntrySpec } from '../../../fleet/config.js';
import type { RunnerFlags } from '../../../fleet/runner-flags.js';
import type { ManagerIndex } from '../../../units/indices.js';
import type { Staff } from '../staff.js';
import type { TokenState } from '../token-state.js';
import type { Worker } from '../worker.js';

export interface PollingProcess {
  readonly index: ManagerIndex;
  readonly flags: RunnerFlags;
  readonly staff: Staff;
  /** More than one worker is free. */
  readonly hasSpareWorker: boolean;
  /** Nobody is concerned when a worker that was set aside becomes free now. */
  readonly freesQuietly: boolean;
  tokenOf(entry: EntrySpec): TokenState;
  /** Numbers a job request, or so many; returns the number of the first. */
  numberRequest(count?: number): number;
  /** What its feeds could see changes now: those that were not looked at are booked. */
  settleFeeds(): void;
  /** A worker that was set aside is done with its entry, without having worked on it. */
  putBack(worker: Worker): void;
}

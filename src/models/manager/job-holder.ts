/** A worker that has a job, and the process it works in, as the parts of the job's run see them. */
import type { EntrySpec } from '../../fleet/config.js';
import type { RunnerFlags } from '../../fleet/runner-flags.js';
import type { JobIndex, ManagerIndex, WorkerIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';
import type { Acquisition } from '../executor/executor.js';
import type { GitLabInstance } from '../gitlab/instance.js';
import type { World } from '../world.js';
import type { StagePlanner } from './stage-planner.js';
import type { TokenState } from './token-state.js';
import type { WorkerHandlers } from './worker-handlers.js';

export interface JobHolder {
  readonly id: WorkerIndex;
  readonly world: World;
  readonly process: JobPlace;
  /** The job it has; -1: none. */
  readonly job: JobIndex;
  /** The entry by which it got the job, its token, and the GitLab it is of. */
  readonly entry: EntrySpec;
  readonly token: TokenState;
  readonly instance: GitLabInstance;
  readonly acquisition: Acquisition;
  /** The update "running" has not ended yet. */
  readonly isUpdating: boolean;
  /** A cancel of its job ends it at once (`canceled`), without further signs of life. */
  readonly isCancelledAtOnce: boolean;
  /** A step of so long is none: what follows it follows now, unless its executor goes by the order of steps at one instant. */
  isAtOnce(time: Micros): boolean;
  /** A job that was cancelled before it began is over: the worker goes on as without a job. */
  cancelledJobOver(): void;
  /** The job is over, all updates sent: release, counters, and the worker is free. */
  jobOver(): void;
}

/** What of a process a running job hangs on. */
export interface JobPlace {
  readonly index: ManagerIndex;
  readonly flags: RunnerFlags;
  readonly handlers: WorkerHandlers;
  readonly stagePlanner: StagePlanner;
}

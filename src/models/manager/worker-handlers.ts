/** Kernel handlers that take the number of a worker. */
import type { HandlerId } from '../../sim/simulation.js';

export interface WorkerHandlers {
  readonly latencyOver: HandlerId;
  readonly updated: HandlerId;
  readonly jobStep: HandlerId;
  readonly attemptPauseOver: HandlerId;
  readonly backoffOver: HandlerId;
}

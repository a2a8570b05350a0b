/** A request under way, as the worker needs it that goes on with it. */
import type { EntrySpec } from '../../../fleet/config.js';
import type { Micros } from '../../../units/time.js';
import type { Held } from '../../executor/executor.js';
import type { TokenState } from '../token-state.js';

export interface OpenPoll {
  readonly entry: EntrySpec;
  readonly token: TokenState;
  /** What its reservation holds. */
  readonly held: Held;
  readonly requestedAt: Micros;
  /** Its number over the run. */
  readonly number: number;
  /** Its latency is over then, in this place of the order of events. */
  readonly answerAt: Micros;
  readonly order: number;
  /** That is over: it waits for a job, or has its answer. */
  readonly isWaiting: boolean;
}

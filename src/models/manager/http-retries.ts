/** How the HTTP layer of a runner repeats a request that failed (network/retry_requester.go): each call that fails is followed by a pause, the last too. */
import { MILLISECOND, MINUTE, type Micros } from '../../units/time.js';
import type { JobHolder } from './job-holder.js';
import { slotUse } from './token-state.js';

/** Calls after the first, in a runner that repeats. */
const RETRIES = 4;
const LEAST = 100 * MILLISECOND;
const LIMIT = MINUTE;

/** Whose request it is. */
type Requester = Pick<JobHolder, 'instance' | 'process'>;

/** Returns the pause before the call is repeated that was answered `status`, `nth` failures (from 0) after the first; undefined: it is not repeated. */
export function retryPause(requester: Requester, status: number, nth: number): Micros | undefined {
  return nth < mostRetries(requester) && slotUse(status) === 'retried' ? httpPause(nth) : undefined;
}

/** Returns the pause inside a request whose latest call was answered `status` and is not repeated. */
export function lastPause(requester: Requester, status: number, nth: number): Micros {
  return mostRetries(requester) > 0 && slotUse(status) === 'retried' ? httpPause(nth) : 0;
}

/** As the instance says, else as the runner's version does. */
function mostRetries({ instance, process }: Requester): number {
  return instance.spec.httpRetries ?? (process.flags.retriesOutsideRequest ? RETRIES : 0);
}

/** The middle of what is drawn after the nth failure: between 100 ms and 100 ms x 2^n, at most a minute. */
function httpPause(nth: number): Micros {
  let most = LEAST;
  for (let i = 0; i < nth && most < LIMIT; i++) most *= 2;
  return Math.round((LEAST + Math.min(most, LIMIT)) / 2);
}

/** How the HTTP layer of a runner repeats a request that failed (network/retry_requester.go): each call that fails is followed by a pause, the last too. */
import type { JobHolder } from './job-holder.js';
import { slotUse } from './token-state.js';

/** Calls after the first, in a runner that repeats. */
const RETRIES = 4;

/** Whose request it is. */
type Requester = Pick<JobHolder, 'instance' | 'process' | 'token'>;

/** Returns true where a call that was answered `status`, `nth` failures (from 0) after the first, is repeated. */
export function isRepeated(requester: Requester, status: number, nth: number): boolean {
  return nth < mostRetries(requester) && slotUse(status) === 'retried';
}

/**
 * Returns how many failures in a row came before that of a call, `nth` failures after the first, which was answered `status` and is not repeated, where the request
 * pauses then; undefined: it does not. Runners before 12.0 pause after every failed request, later ones where they would repeat it.
 */
export function failuresBeforeEnd(requester: Requester, status: number, nth: number): number | undefined {
  const { process, token } = requester;
  if (!process.flags.retriesOutsideRequest) return token.failuresBefore(status);
  return mostRetries(requester) > 0 && slotUse(status) === 'retried' ? nth : undefined;
}

/** As the instance says, else as the runner's version does. */
function mostRetries({ instance, process }: Requester): number {
  return instance.spec.httpRetries ?? (process.flags.retriesOutsideRequest ? RETRIES : 0);
}

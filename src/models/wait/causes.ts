/** Causes of waits by number: the higher, the less blocked. */
import type { WaitCause } from '../../record/wait-causes.js';
import { WAIT_CAUSES } from '../../record/wait-causes.js';

function rank(cause: WaitCause): number {
  return WAIT_CAUSES.indexOf(cause);
}

export const NO_RUNNER = rank('no_runner');
export const OUTAGE = rank('outage');
export const PAUSED = rank('paused');
export const CONCURRENT = rank('concurrent');
export const LIMIT = rank('limit');
export const QUOTA = rank('quota');
export const API_LIMIT = rank('api_limit');
export const GROWTH_RATE = rank('growth_rate');
export const BOOT = rank('boot');
export const REQUEST_SLOT = rank('request_slot');
export const NEXT_POLL = rank('next_poll');

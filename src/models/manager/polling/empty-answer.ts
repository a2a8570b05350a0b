/** When a fixed host that asks for a job now is answered that there is none. */
import type { EntrySpec } from '../../../fleet/config.js';
import { NEVER } from '../../../units/time.js';
import type { Micros } from '../../../units/time.js';
import type { World } from '../../world.js';
import type { TokenState } from '../token-state.js';

/**
 * Returns when the request of `entry` at `at` is answered empty, if no job comes before and all that comes of it is counted; NEVER where that cannot be said: the
 * reservation or the request may be refused, the answer may wait for a job, or somebody follows the entry.
 */
export function emptyAnswerAt({ draws }: World, entry: EntrySpec, token: TokenState, at: Micros): Micros {
  const { instance } = token;
  const { demand } = instance;
  if (!token.isAtEase || !demand.hasNothingFor(entry.runner) || !demand.answersAtOnce(entry.runner)) return NEVER;
  if (!draws.requestsAreAlike || !token.executorOf(entry).grantsAlways) return NEVER;
  if (!token.hasSlots(entry) || instance.statusAt(at) !== 200) return NEVER;
  return at + draws.requestLatency(instance.index, 0);
}

/**
 * A feed in which nothing can change: its executor foresees that it would only count the reservation, and the request is answered empty.
 * Its effect on counters and signals is applied here without events.
 */
import type { Micros } from '../../units/time.js';
import type { TokenExecutor } from '../executor/executor.js';
import type { EntrySpec } from '../../fleet/config.js';
import type { World } from '../world.js';
import type { ManagerProcess } from './process.js';
import type { TokenState } from './token-state.js';

/**
 * Applies the feed of `entry` at `at` if it is quiet and over before `until` (exclusive); nothing else happens in the run between the
 * current instant and `until`. Returns false, having done nothing, where it must be played.
 */
export function skipQuietFeed(world: World, process: ManagerProcess, entry: EntrySpec, at: Micros, until: Micros): boolean {
  const token = process.tokenOf(entry);
  if (at >= until || !token.isAtEase) return false;
  const { passAfterRequestSlot } = process.flags;
  const hasSlots = (entry.limit === 0 || token.builds < entry.limit) && token.requests < token.allowedRequests(entry);
  const executor = token.executorOf(entry);
  const reserves = hasSlots || !passAfterRequestSlot;
  const foreseen = reserves ? executor.foresee(entry, at) : 'refused';
  if (foreseen === 'play') return false;
  if (hasSlots && foreseen === 'granted') return skipRequest(world, process, entry, token, executor, at, until);
  // Jobs that wait for it are to see every change of the entry, at its instant.
  if (!token.instance.hasNothingFor(entry.runner)) return false;
  // Without a request slot (runners before 17.9), what was reserved is given back at the same instant.
  if (reserves) executor.passQuietly(entry, at, at);
  if (hasSlots && passAfterRequestSlot) token.adapt(entry, 'empty');
  world.sim.creditEvents(1);
  return true;
}

/** The feed asks for a job and is answered empty at once. */
function skipRequest(
  world: World,
  process: ManagerProcess,
  entry: EntrySpec,
  token: TokenState,
  executor: TokenExecutor,
  at: Micros,
  until: Micros,
): boolean {
  const { instance } = token;
  if (!instance.answersAtOnce(entry.runner) || !instance.hasNothingFor(entry.runner)) return false;
  const answerAt = at + world.draws.requestLatency(instance.index, process.nextRequest);
  if (answerAt >= until || instance.statusAt(answerAt) !== 200) return false;
  process.numberRequest();
  token.counters.requests++;
  token.counters.emptyRequests++;
  token.adapt(entry, 'empty');
  token.markHealth(true, answerAt);
  instance.noteEmptyAnswer(token, entry.runner);
  executor.passQuietly(entry, at, answerAt);
  world.sim.creditEvents(2);
  return true;
}

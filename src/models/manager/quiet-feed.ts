/**
 * A feed in which nothing can change: the pass removes and creates nothing, the newest idle machine is held for the length of an empty
 * request and given back. Its effect on counters and signals is applied here without events.
 */
import type { Micros } from '../../units/time.js';
import type { EntrySpec } from '../../fleet/config.js';
import { isNothingDue } from '../machine/manage-pool.js';
import type { PoolSettings } from '../machine/policy.js';
import { canCreateIdle, canCreateOnDemand } from '../machine/policy.js';
import type { Pool } from '../machine/pool.js';
import type { World } from '../world.js';
import type { ManagerProcess } from './process.js';
import type { TokenState } from './token-state.js';

/** What the pass of a quiet feed would do; `unknown` = it cannot be told without playing it. */
type QuietPass = 'unknown' | 'no_request' | 'request' | 'request_with_machine';

/**
 * Applies the feed of `entry` at `at` if it is quiet and over before `until` (exclusive); nothing else happens in the run between the
 * current instant and `until`. Returns false, having done nothing, where it must be played.
 */
export function skipQuietFeed(world: World, process: ManagerProcess, entry: EntrySpec, at: Micros, until: Micros): boolean {
  const token = process.tokenOf(entry);
  if (at >= until || !token.isAtEase) return false;
  if (entry.machine !== undefined && world.clouds.asksInPasses(entry.machine.zone)) return false;
  const { passAfterRequestSlot } = process.flags;
  const hasSlots = (entry.limit === 0 || token.builds < entry.limit) && token.requests < token.allowedRequests(entry);
  const isPassed = entry.machine !== undefined && (hasSlots || !passAfterRequestSlot);
  const pass = isPassed ? quietPass(world, process, entry, token, at) : 'request';
  if (pass === 'unknown') return false;
  if (hasSlots && pass !== 'no_request') return skipRequest(world, process, entry, token, at, until, pass);
  // Jobs that wait for it are to see every change of the entry, at its instant.
  if (!token.instance.hasNothingFor(entry.runner)) return false;
  if (isPassed) notePass(token.pool!, process, entry, at);
  // Refused after the pass (runners before 17.9), the machine is given back at the same instant.
  if (pass === 'request_with_machine') token.coordinator!.raiseAvailable(1);
  if (pass === 'no_request' && passAfterRequestSlot) token.adapt(entry, 'empty');
  world.sim.creditEvents(1);
  return true;
}

/** The feed asks for a job and is answered empty at once. */
function skipRequest(
  world: World,
  process: ManagerProcess,
  entry: EntrySpec,
  token: TokenState,
  at: Micros,
  until: Micros,
  pass: QuietPass,
): boolean {
  const { instance } = token;
  if (!instance.answersAtOnce(entry.runner) || !instance.hasNothingFor(entry.runner)) return false;
  const answerAt = at + world.draws.requestLatency(instance.index, process.nextRequest);
  if (answerAt >= until || instance.statusAt(answerAt) !== 200) return false;
  if (entry.machine !== undefined) notePass(token.pool!, process, entry, at);
  process.numberRequest();
  token.counters.requests++;
  token.counters.emptyRequests++;
  token.adapt(entry, 'empty');
  token.markHealth(true, answerAt);
  instance.noteEmptyAnswer(token, entry.runner);
  if (pass === 'request_with_machine') {
    token.pool!.noteHeld(at, answerAt);
    token.coordinator!.raiseAvailable(1);
  }
  world.sim.creditEvents(2);
  return true;
}

function quietPass(world: World, process: ManagerProcess, entry: EntrySpec, token: TokenState, at: Micros): QuietPass {
  const pool = token.pool!;
  if (process.acquirer.isLocked || pool.unattended > 0 || token.coordinator!.hasWaiters) return 'unknown';
  const settings: PoolSettings = process.poolSettings(entry, at);
  if (!isNothingDue(pool, settings, at) || canCreateIdle(settings, pool.counts)) return 'unknown';
  if (pool.counts.idle === 0) {
    const asks = settings.idle.idleCount === 0 && (!process.flags.onDemandRespectsLimit || canCreateOnDemand(settings, pool.counts));
    return asks ? 'request' : 'no_request';
  }
  const machine = pool.newestIdleBefore(Infinity)!;
  const isUsedUp = settings.maxBuilds > 0 && machine.usedCount >= settings.maxBuilds;
  return !isUsedUp && process.flags.remembersChecks && at < machine.reachableUntil ? 'request_with_machine' : 'unknown';
}

function notePass(pool: Pool, process: ManagerProcess, entry: EntrySpec, at: Micros): void {
  pool.counters.passes++;
  pool.noteTarget(process.poolSettings(entry, at).idle, at);
}

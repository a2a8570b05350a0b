/**
 * Whether the pools stand that a failover goes back to: those of every process that is to run and that the failover has not started, in entries whose
 * registration is neither paused nor one that it has unpaused.
 */
import { NOT_YET } from '../../record/not-yet.js';
import type { EntrySpec } from '../../fleet/config.js';
import { idleTarget } from '../machine/policy.js';
import type { ManagerProcess } from '../manager/process.js';
import type { Host } from '../maintenance/host.js';
import type { FailoverSpec } from '../../fleet/failover.js';
import type { World } from '../world.js';

/** Returns whether all of them have what they want: hosts and processes are up, and no pool is short of machines. */
export function arePrimaryPoolsReady(world: World, hosts: readonly Host[], { start, unpause }: FailoverSpec): boolean {
  return hosts.every(({ process }, manager) => {
    if (start.includes(manager)) return true;
    if (process.isMissed) return false;
    return process.isStopping || process.config.entries.every((entry) => isSpare(world, entry, unpause) || isReady(world, process, entry));
  });
}

function isSpare({ registrations }: World, { runner }: EntrySpec, unpause: readonly number[]): boolean {
  return unpause.includes(runner) || registrations.isPaused(runner);
}

/**
 * A fixed host has its slots; without an idle target machines are made inside jobs. A pool at work is never quite at its idle target, for what jobs have
 * just taken boots: so it is to want no more machines than are booting, to have as many living ones, free or in use, as its target, one of them free.
 */
function isReady({ sim }: World, process: ManagerProcess, entry: EntrySpec): boolean {
  if (entry.machine === undefined) return true;
  const { idle, limit } = process.poolSettings(entry, sim.now);
  let free = 0;
  let used = 0;
  let booting = 0;
  for (const { state, diedAt } of process.tokenOf(entry).pool!.machines) {
    if (diedAt !== NOT_YET) continue;
    if (state === 'idle' || state === 'acquired') free++;
    else if (state === 'used') used++;
    else if (state === 'creating') booting++;
  }
  if (limit > 0 && free + used >= limit) return true;
  const target = idleTarget(idle, used);
  return target === 0 || (free > 0 && free + booting >= target && free + used >= target);
}

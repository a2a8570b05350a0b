/**
 * Whether the pools stand that a failover goes back to: those of every process that is to run and that the failover has not started, in entries whose
 * registration is neither paused nor one that it has unpaused.
 */
import type { EntrySpec } from '../../fleet/config.js';
import type { Host } from '../maintenance/host.js';
import type { FailoverSpec } from '../../fleet/failover.js';
import type { World } from '../world.js';

/** Returns whether all of them have what they want: hosts and processes are up, and no pool is short of machines. */
export function arePrimaryPoolsReady(world: World, hosts: readonly Host[], { start, unpause }: FailoverSpec): boolean {
  return hosts.every(({ process }, manager) => {
    if (start.includes(manager)) return true;
    if (process.isMissed) return false;
    return (
      process.isStopping ||
      process.config.entries.every((entry) => isSpare(world, entry, unpause) || process.tokenOf(entry).executorOf(entry).isWhole(entry))
    );
  });
}

function isSpare({ registrations }: World, { runner }: EntrySpec, unpause: readonly number[]): boolean {
  return unpause.includes(runner) || registrations.isPaused(runner);
}

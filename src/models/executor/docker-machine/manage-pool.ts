/**
 * One pass of docker+machine's pool management (specification 1.5): the walk from the oldest machine to the newest that removes, and the
 * creations up to the target. Everything the pass decides is decided here, behind one function.
 */
import type { Micros } from '../../../units/time.js';
import type { DockerMachineSpec } from '../../../fleet/executor.js';
import type { Coordinator } from './coordinator.js';
import type { DockerMachine } from './docker-machine.js';
import type { MachineCounts } from '../../machine/machine-pool.js';
import type { PoolSettings } from './policy.js';
import { canCreateIdle, removalReason, total } from './policy.js';
import type { Pool } from './pool.js';
import type { Remover } from './remover.js';

export interface PassOutcome {
  made: number;
  dropped: number;
  /** Counters after the walk and the creations: what the rest of the pass decides by. */
  readonly counts: MachineCounts;
}

/** Walks, removes and creates. Writes what it did into `outcome`. */
export function managePool(
  pool: Pool,
  settings: PoolSettings,
  coordinator: Coordinator,
  remover: Remover,
  spec: DockerMachineSpec,
  outcome: PassOutcome,
): void {
  const now = pool.world.sim.now;
  pool.discover();
  outcome.dropped = isNothingDue(pool, settings, now) ? 0 : walk(pool, settings, remover, spec.maxRemovalAttempts, now);
  outcome.made = 0;
  // The pass counts what it makes itself: runners before 12.5 do not see a machine whose directory does not exist yet.
  const counts = Object.assign(outcome.counts, pool.counts);
  while (canCreateIdle(settings, counts)) {
    coordinator.create('idle', spec, undefined);
    counts.creating++;
    outcome.made++;
  }
}

/**
 * True when the walk would remove nothing, so that it need not be made: none is at MaxBuilds, no machine can have `limit` machines before
 * it, and no idle clock has run out behind the target in order of birth. With IdleScaleFactor the target is taken at its least, so that
 * false may also be said where nothing is due.
 */
export function isNothingDue(pool: Pool, settings: PoolSettings, now: Micros): boolean {
  const { counts, index } = pool;
  if (counts.idle === 0) return true;
  if (!pool.isNoneUsedUp(settings.maxBuilds)) return false;
  if (settings.limit > 0 && total(counts) > settings.limit) return false;
  const { idle } = settings;
  const expiredBefore = now - idle.idleTime;
  if (index.oldestClock >= expiredBefore) return true;
  if (settings.idleTestIgnoresBusy) return index.oldestClockBehind(idle.idleCount, 'idle') >= expiredBefore;
  const target = idle.idleScaleFactor > 0 ? Math.min(idle.idleCount, Math.max(idle.idleCountMin, 1)) : idle.idleCount;
  return index.oldestClockBehind(target, 'available') >= expiredBefore;
}

/** The walk itself; returns how many machines it removed. Counters hold only the machines already walked. */
export function walk(pool: Pool, settings: PoolSettings, remover: Remover, maxRemovalAttempts: number, now: Micros): number {
  const walked: MachineCounts = { creating: 0, idle: 0, acquired: 0, used: 0, removing: 0 };
  const removed: DockerMachine[] = [];
  pool.index.forEach((machine) => {
    const reason = removalReason(settings, walked, machine, now);
    if (reason !== undefined) {
      removed.push(machine);
      walked.removing++;
      // The record tells the reason; the removal itself begins after the walk, at the same instant.
      machine.condemned(reason);
    } else if (machine.state !== 'unattended' && !machine.isHidden) walked[machine.state]++;
  });
  for (const machine of removed) remover.start(machine, machine.reasonRemoved, maxRemovalAttempts);
  pool.walked(settings.maxBuilds);
  return removed.length;
}

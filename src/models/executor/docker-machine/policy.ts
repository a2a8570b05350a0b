/** The predicates of docker+machine's pool management (docs/explanation/machine-pool.md, "The predicates"): pure decisions over counters. */
import type { Micros } from '../../../units/time.js';
import type { MachineState } from '../../machine/cloud-machine.js';
import type { MachineCounts } from '../../machine/machine-pool.js';
import type { IdleSettings } from '../../../fleet/executor.js';

/** Settings in force for one pass. 0 = no limit, unlimited growth, unlimited uses. */
export interface PoolSettings {
  readonly limit: number;
  readonly maxBuilds: number;
  readonly maxGrowthRate: number;
  readonly idle: IdleSettings;
  /** Before 14.6: the walk compares the idle machines alone with IdleCount, not the available ones. */
  readonly idleTestIgnoresBusy: boolean;
  /** From 16.5 on: without an idle pool `limit` and MaxGrowthRate hold a request back. */
  readonly onDemandRespectsLimit: boolean;
}

export function copyCounts(from: Readonly<MachineCounts>, to: MachineCounts): void {
  to.creating = from.creating;
  to.idle = from.idle;
  to.acquired = from.acquired;
  to.used = from.used;
  to.removing = from.removing;
}

/** One more in this state, if its process has a record of it. A switch: a key that varies is looked up anew each time. */
export function countOne(counts: MachineCounts, state: MachineState): void {
  switch (state) {
    case 'creating':
      counts.creating++;
      break;
    case 'idle':
      counts.idle++;
      break;
    case 'acquired':
      counts.acquired++;
      break;
    case 'used':
      counts.used++;
      break;
    case 'removing':
      counts.removing++;
      break;
    case 'unattended':
  }
}

export function available(counts: Readonly<MachineCounts>): number {
  return counts.acquired + counts.creating + counts.idle;
}

export function total(counts: Readonly<MachineCounts>): number {
  return counts.acquired + counts.creating + counts.idle + counts.used + counts.removing;
}

export function isGrowthFull(settings: PoolSettings, counts: Readonly<MachineCounts>): boolean {
  return settings.maxGrowthRate > 0 && counts.creating >= settings.maxGrowthRate;
}

export function isTotalFull(settings: PoolSettings, counts: Readonly<MachineCounts>): boolean {
  return settings.limit > 0 && total(counts) >= settings.limit;
}

/**
 * The number of available machines that a pass fills up to: the IdleScaleFactor's share of the used ones, within IdleCountMin (which below 1 acts as
 * 1) and IdleCount.
 */
export function idleTarget(idle: IdleSettings, used: number): number {
  if (idle.idleScaleFactor <= 0) return idle.idleCount;
  return Math.min(idle.idleCount, Math.max(idle.idleCountMin, 1, Math.trunc(used * idle.idleScaleFactor)));
}

/** The idle target is met: IdleCount, or with IdleScaleFactor the share of used machines, at least IdleCountMin (which below 1 acts as 1). */
export function isIdleFull(idle: IdleSettings, counts: Readonly<MachineCounts>): boolean {
  const ready = available(counts);
  if (ready >= idle.idleCount) return true;
  if (idle.idleScaleFactor <= 0) return false;
  return ready >= Math.max(idle.idleCountMin, 1) && ready >= Math.trunc(counts.used * idle.idleScaleFactor);
}

/** How many machines a pass creates: up to its idle target, as far as MaxGrowthRate and `limit` allow. */
export function roomToCreate(settings: PoolSettings, counts: Readonly<MachineCounts>): number {
  const { idle, limit, maxGrowthRate } = settings;
  let room = idleTarget(idle, counts.used) - available(counts);
  if (maxGrowthRate > 0) room = Math.min(room, maxGrowthRate - counts.creating);
  if (limit > 0) room = Math.min(room, limit - total(counts));
  return Math.max(0, room);
}

/** Whether a job may be asked for although no machine is there (its creation would happen inside the job). */
export function canCreateOnDemand(settings: PoolSettings, counts: Readonly<MachineCounts>): boolean {
  return (
    !isGrowthFull(settings, counts) &&
    !isTotalFull(settings, counts) &&
    (settings.idle.idleCount <= 0 || !isIdleFull(settings.idle, counts))
  );
}

/** A machine as the removal rule looks at it. */
export interface RemovalCandidate {
  readonly state: string;
  readonly usedCount: number;
  readonly usedAt: Micros;
}

/** Why a pass removes a machine, given the counters of the machines walked before it; undefined = it is kept. The order matters. */
export function removalReason(
  settings: PoolSettings,
  before: Readonly<MachineCounts>,
  machine: RemovalCandidate,
  now: Micros,
): 'used_up_in_walk' | 'over_limit' | 'idle_surplus' | undefined {
  if (machine.state !== 'idle') return undefined;
  if (settings.maxBuilds > 0 && machine.usedCount >= settings.maxBuilds) return 'used_up_in_walk';
  if (isTotalFull(settings, before)) return 'over_limit';
  if (now - machine.usedAt <= settings.idle.idleTime) return undefined;
  const isSurplus = settings.idleTestIgnoresBusy ? before.idle >= settings.idle.idleCount : isIdleFull(settings.idle, before);
  if (isSurplus) return 'idle_surplus';
  return undefined;
}

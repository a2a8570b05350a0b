/** What the pools of a fleet take from each other. Where it is nothing, more idle machines of one never make a job wait for longer, and cost more. */
import type { CloudSpec, QuotaSpec } from '../../fleet/cloud.js';
import type { ExecutorSpec } from '../../fleet/executor.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import type { MachineTypeSpec } from '../../fleet/machine-type.js';
import type { ZoneSpec } from '../../fleet/zone.js';

type Competing = Pick<FleetSpec, 'clouds' | 'zones' | 'machineTypes' | 'managers'>;

/** The machines of an entry. */
interface PoolUse {
  readonly runner: number;
  readonly zone: ZoneSpec;
  readonly cloud: CloudSpec;
  readonly type: MachineTypeSpec;
  /** Machines at most; Infinity = no limit. */
  readonly most: number;
}

/**
 * Returns whether more idle machines of one pool may make jobs wait for longer: its cloud counts the calls of its creates, so that more of them at once are refused and
 * tried again; what a quota has room for, or how many jobs a process runs at a time, is shared with the jobs of another registration.
 */
export function mayTakeFromJobs(fleet: Competing): boolean {
  const pools = poolsOf(fleet);
  return (
    pools.some(({ cloud }) => cloud.api.limits.length > 0) ||
    fleet.zones.some((zone) =>
      isShared(
        pools.filter((pool) => pool.zone === zone),
        { machines: zone.quota, cpus: zone.cpuQuota, diskGib: zone.diskQuotaGib },
      ),
    ) ||
    fleet.clouds.some((cloud) =>
      isShared(
        pools.filter((pool) => pool.cloud === cloud),
        cloud.quota,
      ),
    ) ||
    fleet.managers.some(({ configs }) => configs.some(isConcurrentShared))
  );
}

/** Returns whether more idle machines of one pool may make the whole cheaper: they take jobs from machines that have another price. */
export function maySave(fleet: Competing): boolean {
  return new Set(poolsOf(fleet).map(({ type }) => type.pricePerHour)).size > 1;
}

function poolsOf({ clouds, zones, machineTypes, managers }: Competing): PoolUse[] {
  const found = managers.flatMap(({ configs }, manager) =>
    configs.flatMap(({ entries }) =>
      entries.flatMap(({ runner, token, limit, executor }): [string, PoolUse][] => {
        // What makes no machines has no pool.
        if (!('machineType' in executor)) return [];
        const zone = zones[executor.zone]!;
        const pool = { runner, zone, cloud: clouds[zone.cloud]!, type: machineTypes[executor.machineType]!, most: mostOf(executor, limit) };
        return [[JSON.stringify([manager, token, executor.zone, executor.machineType, pool.most]), pool]];
      }),
    ),
  );
  // What configurations of one process have in common is there once.
  return [...new Map(found).values()];
}

function mostOf(executor: Extract<ExecutorSpec, { machineType: unknown }>, limit: number): number {
  const most = executor.kind === 'docker-autoscaler' ? executor.maxInstances : limit;
  return most > 0 ? most : Infinity;
}

/** Whether pools of several registrations may have more together than a quota has room for. */
function isShared(pools: readonly PoolUse[], { machines, cpus, diskGib }: QuotaSpec): boolean {
  if (new Set(pools.map(({ runner }) => runner)).size < 2) return false;
  const isPassed = (quota: number, of: (type: MachineTypeSpec) => number): boolean =>
    quota < Infinity && pools.reduce((sum, { type, most }) => sum + (of(type) === 0 ? 0 : of(type) * most), 0) > quota;
  return isPassed(machines, () => 1) || isPassed(cpus, (type) => type.cpus) || isPassed(diskGib, (type) => type.diskGib);
}

/** Whether entries of several registrations may run more jobs together than their process may. */
function isConcurrentShared({ concurrent, entries }: FleetSpec['managers'][number]['configs'][number]): boolean {
  if (new Set(entries.map(({ runner }) => runner)).size < 2) return false;
  return entries.reduce((sum, { limit }) => sum + (limit > 0 ? limit : Infinity), 0) > concurrent;
}

/** What the results floor needs to know of a fleet, taken from its specification: the results know no model. */
import type { BlindingOutage } from '../results/monitoring-gaps.js';
import { helpersDown } from '../models/faults/reach.js';
import type { FleetSpec } from '../fleet/fleet.js';
import type { ProcessConfig } from '../fleet/config.js';
import { dockerMachineOf } from '../fleet/executor.js';
import { SECOND } from '../units/time.js';
import type { EntryInfo, ManagerInfo } from '../results/pool-stats.js';
import type { HelperInfo } from '../results/surroundings.js';

/** Returns every entry of every process over all configurations it will have; limits and zones are those of its first one that has the entry. */
export function entriesOf(fleet: FleetSpec): EntryInfo[] {
  const out: EntryInfo[] = [];
  for (const [manager, { configs }] of fleet.managers.entries()) {
    const seen = new Set<number>();
    for (const entry of configs.flatMap(({ entries }) => entries)) {
      const { runner, limit } = entry;
      if (seen.has(runner)) continue;
      seen.add(runner);
      out.push({ manager, runner, limit, zone: dockerMachineOf(entry)?.zone ?? -1, settings: settingsOf(configs, runner) });
    }
  }
  return out;
}

/** What an entry is set to, over all configurations that have it. */
function settingsOf(configs: readonly ProcessConfig[], runner: number): NonNullable<EntryInfo['settings']> {
  const own = configs.flatMap((config) =>
    config.entries.flatMap((entry) =>
      entry.runner === runner ? [{ ...entry, concurrent: config.concurrent, checkInterval: config.checkInterval }] : [],
    ),
  );
  const range = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];
  const machines = own.flatMap((entry) => dockerMachineOf(entry) ?? []);
  const base = {
    entry: own[0]?.name ?? '',
    concurrent: range(own.map(({ concurrent }) => concurrent)),
    checkInterval: range(own.map(({ checkInterval }) => checkInterval / SECOND)),
    limit: range(own.map(({ limit }) => limit)),
    requestConcurrency: range(own.map(({ requestConcurrency }) => requestConcurrency)),
  };
  const idle = machines.flatMap(({ timeline }) => timeline.map(({ idle: settings }) => settings.idleCount));
  return {
    ...base,
    ...(idle.length === 0 ? {} : { idleCount: range(idle) }),
    ...(machines.length === 0
      ? {}
      : {
          maxGrowthRate: range(machines.map(({ maxGrowthRate }) => maxGrowthRate)),
          maxBuilds: range(machines.map(({ maxBuilds }) => maxBuilds)),
        }),
  };
}

/** Returns what is known of every process. Its workers are `concurrent` of its first configuration; it runs if it does so at the start or is started later, by an event or a failover. */
export function managersOf(fleet: FleetSpec): ManagerInfo[] {
  return fleet.managers.map(({ configs, running, hostPricePerHour }, manager) => ({
    concurrent: configs[0]?.concurrent ?? 0,
    runs:
      running ||
      fleet.events.some((event) => event.kind === 'start' && event.manager === manager) ||
      fleet.failovers.some(({ start }) => start.includes(manager)),
    hostPricePerHour,
  }));
}

/** Returns what is known of every helper. */
export function helpersOf(fleet: FleetSpec): HelperInfo[] {
  return fleet.helpers.map(({ egressPerByte, targets, seriesPerTarget }) => ({ egressPerByte, targets, seriesPerTarget }));
}

/** Returns the outages in which a Prometheus or a Consul is down. */
export function blindingOutages(fleet: FleetSpec): BlindingOutage[] {
  return fleet.outages.flatMap((outage) =>
    helpersDown(fleet, outage).flatMap((index) => {
      const { name: helper, kind } = fleet.helpers[index]!;
      return kind === 'prometheus' || kind === 'consul' ? [{ outage: outage.name, helper, kind }] : [];
    }),
  );
}

/** Returns the names of the failovers that are undone at some time. */
export function returningFailovers({ failovers }: FleetSpec): string[] {
  return failovers.flatMap(({ name, back }) => (back === undefined ? [] : [name]));
}

/** Returns how many machines each cloud's account may have: its own quota, else those of its zones together; Infinity where there is none. */
export function machineQuotasOf(fleet: FleetSpec): number[] {
  return fleet.clouds.map(({ quota }, cloud) => {
    const zones = fleet.zones.filter((zone) => zone.cloud === cloud).map((zone) => zone.quota);
    return quota.machines < Infinity ? quota.machines : zones.reduce((sum, of) => sum + of, 0);
  });
}

/** Returns by registration whether it takes jobs at some time, failovers apart: one that is paused all the time gets none. */
export function servingRunners(fleet: FleetSpec): boolean[] {
  const isUnpaused = (index: number): boolean => fleet.events.some((event) => event.kind === 'unpause' && event.runner === index);
  return fleet.runners.map(({ paused }, index) => !paused || isUnpaused(index));
}

/** Returns the registrations that each failover unpauses, by its name. */
export function unpausingFailovers({ failovers }: FleetSpec): Map<string, readonly number[]> {
  return new Map(failovers.map(({ name, unpause }) => [name, unpause]));
}

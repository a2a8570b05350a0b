/** What the entries of a fleet are set to, for advice: least and most over time, and over the managers of a group. */
import type { ProcessConfig } from '../fleet/config.js';
import { dockerMachineOf } from '../fleet/executor.js';
import type { FleetSpec } from '../fleet/fleet.js';
import type { RunnerIndex } from '../units/indices.js';
import { SECOND } from '../units/time.js';
import type { EntryInfo } from './entries.js';
import type { Settings } from './settings-schema.js';

/** Those of one entry of one process. */
export type EntrySettings = Omit<Settings, 'group'>;

/** Returns what an entry is set to, over all configurations that have it. */
export function settingsOf(configs: readonly ProcessConfig[], runner: RunnerIndex): EntrySettings {
  const own = configs.flatMap((config) =>
    config.entries.flatMap((entry) =>
      entry.runner === runner ? [{ ...entry, concurrent: config.concurrent, checkInterval: config.checkInterval }] : [],
    ),
  );
  const range = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];
  // A limit of jobs on the host, before or after a reload, leaves no room for machines.
  const withMachines = own.filter(({ executor }) => executor.kind !== 'host');
  const machines = own.flatMap((entry) => dockerMachineOf(entry) ?? []);
  const scalers = own.flatMap(({ executor }) => (executor.kind === 'docker-autoscaler' ? [executor] : []));
  const base = {
    entry: own[0]?.name ?? '',
    concurrent: range(own.map(({ concurrent }) => concurrent)),
    checkInterval: range(own.map(({ checkInterval }) => checkInterval / SECOND)),
    limit: range((withMachines.length === 0 ? own : withMachines).map(({ limit }) => limit)),
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
    ...(scalers.length === 0
      ? {}
      : {
          idleSlots: range(scalers.flatMap(({ policies }) => policies.map(({ policy }) => policy.idleCount))),
          maxUseCount: range(scalers.map(({ maxUses }) => maxUses)),
          maxInstances: range(scalers.map(({ maxInstances }) => maxInstances)),
        }),
  };
}

type Range = readonly [number, number];

/** Those that only entries of one executor have. */
const OF_EXECUTOR = ['idleCount', 'maxGrowthRate', 'maxBuilds', 'idleSlots', 'maxUseCount', 'maxInstances'] as const;

/** Returns what the entries of each group are set to; those of one name in its managers are one. */
export function settingsByGroup({ groups, managers }: FleetSpec, entries: readonly EntryInfo[]): Settings[] {
  const known = new Map<string, Settings>();
  const wider = (a: Range, b: Range): [number, number] => [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
  for (const { manager, settings } of entries) {
    const group = groups[managers[manager]?.group ?? -1] ?? '';
    const key = JSON.stringify([group, settings.entry]);
    const { entry, concurrent, checkInterval, limit, requestConcurrency, ...machine } = known.get(key) ?? { group, ...settings };
    const both = (name: (typeof OF_EXECUTOR)[number]): Partial<Settings> => {
      const [a, b] = [machine[name], settings[name]];
      return a === undefined || b === undefined ? {} : { [name]: wider(a, b) };
    };
    known.set(key, {
      group,
      entry,
      concurrent: wider(concurrent, settings.concurrent),
      checkInterval: wider(checkInterval, settings.checkInterval),
      limit: wider(limit, settings.limit),
      requestConcurrency: wider(requestConcurrency, settings.requestConcurrency),
      ...OF_EXECUTOR.reduce<Partial<Settings>>((all, name) => ({ ...all, ...both(name) }), {}),
    });
  }
  return [...known.values()];
}

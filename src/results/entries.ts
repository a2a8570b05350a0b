/** The `[[runners]]` entries of a fleet, over all that their configurations will say. */
import type { FleetSpec } from '../fleet/fleet.js';
import { settingsOf, type EntrySettings } from './settings.js';
import type { ManagerIndex, RunnerIndex, ZoneIndex } from '../units/indices.js';

/** One entry of one process. */
export interface EntryInfo {
  readonly manager: ManagerIndex;
  readonly runner: RunnerIndex;
  /** `limit` of the entry; 0 = none. */
  readonly limit: number;
  /** Index of the zone of its machines; -1 for a fixed host. */
  readonly zone: ZoneIndex;
  /** What it is set to, for advice. */
  readonly settings: EntrySettings;
}

/** Returns every entry of every process over all configurations it will have; limits and zones are those of its first one that has the entry. */
export function entriesOf(fleet: FleetSpec): EntryInfo[] {
  const out: EntryInfo[] = [];
  for (const [manager, { configs }] of fleet.managers.entries()) {
    const seen = new Set<number>();
    for (const entry of configs.flatMap(({ entries }) => entries)) {
      const { runner, limit, executor } = entry;
      if (seen.has(runner)) continue;
      seen.add(runner);
      out.push({ manager, runner, limit, zone: 'zone' in executor ? executor.zone : -1, settings: settingsOf(configs, runner) });
    }
  }
  return out;
}

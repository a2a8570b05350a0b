/** Leaves out of the defaults that were used those that cannot matter to the fleet that came of the scenario. */
import type { FleetSpec } from '../fleet/fleet.js';
import { pathText } from './text/path.js';
import type { DefaultUsed } from './scenario.js';

/** Keys of a zone that only instances with an `instance_ready_command` look at. */
const OF_READY_COMMAND = ['ready_time', 'ready_failure'] as const;

/** Returns the defaults without those of ready commands in zones where no entry has one, in any of its configurations. */
export function usedDefaults(defaults: readonly DefaultUsed[], { clouds, zones, managers }: FleetSpec): DefaultUsed[] {
  const entries = managers.flatMap(({ configs }) => configs.flatMap((config) => config.entries));
  const ready = new Set(
    entries.flatMap(({ executor }) => (executor.kind === 'docker-autoscaler' && executor.hasReadyCommand ? [executor.zone] : [])),
  );
  const unused = new Set(
    zones.flatMap(({ name, cloud }, zone) =>
      ready.has(zone) ? [] : OF_READY_COMMAND.map((key) => pathText(['clouds', clouds[cloud]?.name ?? '', 'zones', name, key])),
    ),
  );
  return defaults.filter(({ path }) => !unused.has(path));
}

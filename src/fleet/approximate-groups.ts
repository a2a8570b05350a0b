/** Groups whose figures rest on a reconstruction of what they run on. */
import type { FleetSpec } from './fleet.js';

/** Returns the groups with an entry of docker-autoscaler in any of their configurations: their figures rest on a reconstruction. */
export function approximateGroups({ groups, managers }: Pick<FleetSpec, 'groups' | 'managers'>): string[] {
  return groups.filter((_, group) =>
    managers.some((manager) => {
      const executors = manager.configs.flatMap(({ entries }) => entries.map(({ executor }) => executor.kind));
      return manager.group === group && executors.includes('docker-autoscaler');
    }),
  );
}

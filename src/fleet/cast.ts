/** The cast of a run is the fleet's own names. */
import type { Cast } from '../record/cast.js';
import type { FleetSpec } from './fleet.js';
import type { InstanceIndex } from '../units/indices.js';

/** Returns the names behind the indices of a fleet. */
export function castOf(fleet: FleetSpec): Cast {
  const owned = ({ name, instance }: { readonly name: string; readonly instance: InstanceIndex }) => ({ name, instance });
  return {
    instances: fleet.instances.map(({ name }) => name),
    workloads: fleet.workloads.map(owned),
    projects: fleet.projects.map(owned),
    runners: fleet.runners.map(owned),
    groups: fleet.groups,
    managers: fleet.managers.map(({ name, group }) => ({ name, group })),
    clouds: fleet.clouds.map(({ name }) => name),
    zones: fleet.zones.map(({ name, cloud }) => ({ name, cloud })),
    machineTypes: fleet.machineTypes.map(({ name, cloud, pricePerHour }) => ({ name, cloud, pricePerHour })),
    outages: fleet.outages.map(({ name }) => name),
    failovers: fleet.failovers.map(({ name }) => name),
    services: fleet.services.map(({ name, kind, cloud, pricePerHour }) => ({ name, kind, cloud, pricePerHour })),
  };
}

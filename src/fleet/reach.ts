/** What an outage takes down beside its target: the hosts that stand in a cloud or zone that is gone, and those of a group. */
import type { FleetSpec } from './fleet.js';
import type { OutageSpec } from './outage.js';
import type { CloudIndex, ManagerIndex, ServiceIndex, ZoneIndex } from '../units/indices.js';

type Hit = Pick<OutageSpec, 'target' | 'effect'>;

/** Neither its API nor its machines are there. An outage of one of the two leaves the hosts of managers and services alone. */
function isPlaceGone({ effect }: Hit): boolean {
  return effect.kind === 'down' && effect.api !== 'up' && effect.machines === 'die';
}

function isIn({ target }: Hit, cloud: CloudIndex, zone: ZoneIndex): boolean {
  return target.kind === 'cloud' ? cloud === target.index : target.kind === 'zone' && zone === target.index;
}

/** Returns the managers, by index, whose hosts are gone in an outage. */
export function managersDown(fleet: FleetSpec, outage: Hit): ManagerIndex[] {
  const { target } = outage;
  const isGone = isPlaceGone(outage);
  return fleet.managers.flatMap(({ group, hostCloud, hostZone }, manager) => {
    const isHit = (target.kind === 'manager' && manager === target.index) || (target.kind === 'group' && group === target.index);
    return isHit || (isGone && isIn(outage, hostCloud, hostZone)) ? [manager] : [];
  });
}

/** Returns the services, by index, that serve nothing in an outage. */
export function servicesDown(fleet: FleetSpec, outage: Hit): ServiceIndex[] {
  const { target, effect } = outage;
  if (target.kind === 'service') return effect.kind === 'service_down' ? [target.index] : [];
  if (!isPlaceGone(outage)) return [];
  return fleet.services.flatMap(({ cloud, zone }, service) => (isIn(outage, cloud, zone) ? [service] : []));
}

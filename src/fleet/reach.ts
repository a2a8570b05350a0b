/** What an outage takes down beside its target: the hosts that stand in a cloud or zone that is gone, and those of a group. */
import type { FleetSpec } from './fleet.js';
import type { OutageSpec } from './outage.js';

type Hit = Pick<OutageSpec, 'target' | 'effect'>;

/** Neither its API nor its machines are there. An outage of one of the two leaves the hosts of managers and services alone. */
function isPlaceGone({ effect }: Hit): boolean {
  return effect.kind === 'down' && effect.api !== 'up' && effect.machines === 'die';
}

function isIn({ target: { kind, index } }: Hit, cloud: number, zone: number): boolean {
  return kind === 'cloud' ? cloud === index : kind === 'zone' && zone === index;
}

/** Returns the managers, by index, whose hosts are gone in an outage. */
export function managersDown(fleet: FleetSpec, outage: Hit): number[] {
  const { kind, index } = outage.target;
  const isGone = isPlaceGone(outage);
  return fleet.managers.flatMap(({ group, hostCloud, hostZone }, manager) => {
    const isHit = (kind === 'manager' && manager === index) || (kind === 'group' && group === index);
    return isHit || (isGone && isIn(outage, hostCloud, hostZone)) ? [manager] : [];
  });
}

/** Returns the services, by index, that serve nothing in an outage. */
export function servicesDown(fleet: FleetSpec, outage: Hit): number[] {
  const { target, effect } = outage;
  if (effect.kind === 'helper_down') return [target.index];
  if (!isPlaceGone(outage)) return [];
  return fleet.services.flatMap(({ cloud, zone }, service) => (isIn(outage, cloud, zone) ? [service] : []));
}

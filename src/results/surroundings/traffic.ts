/** What jobs moved from and to the services around a fleet, and what those and the traffic cost. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { TrafficCounters } from '../../record/counters.js';
import { HOUR, type Micros } from '../../units/time.js';
import type { ServiceCost, Traffic } from './traffic-schema.js';

const GIB = 1_073_741_824;

/** Returns what egress cost, USD by cloud of the machines. Within a cloud, and with GitLab, traffic is free. */
export function egressByCloud(counters: readonly TrafficCounters[], fleet: FleetSpec): ReadonlyMap<number, number> {
  const usd = new Map<number, number>();
  for (const counter of counters) usd.set(counter.cloud, (usd.get(counter.cloud) ?? 0) + egressOf(counter, fleet));
  return usd;
}

/** Returns what was moved, by service and cloud; those that moved nothing are left out. */
export function trafficOf(counters: readonly TrafficCounters[], fleet: FleetSpec): Traffic[] {
  return counters.flatMap((counter) => {
    const { service: index, cloud, transfers, refused, bytesOut, bytesIn } = counter;
    if (transfers + refused === 0) return [];
    const service = fleet.services[index];
    return [
      {
        helper: service?.name ?? 'GitLab',
        kind: service?.kind ?? 'gitlab',
        cloud: fleet.clouds[cloud]?.name ?? '',
        transfers,
        refused,
        gibOut: bytesOut / GIB,
        gibIn: bytesIn / GIB,
        cost: egressOf(counter, fleet),
      },
    ];
  });
}

/** Returns what the hosts of each service cost over a period of `length`; those without a price are left out. */
export function serviceCosts({ services, clouds }: FleetSpec, length: Micros): ServiceCost[] {
  return services
    .filter(({ pricePerHour }) => pricePerHour > 0)
    .map(({ name, kind, cloud, pricePerHour }) => ({
      helper: name,
      kind,
      cloud: clouds[cloud]?.name ?? '',
      cost: pricePerHour * (length / HOUR),
    }));
}

function egressOf({ service: index, cloud, bytesOut, bytesIn }: TrafficCounters, { services }: FleetSpec): number {
  const service = services[index];
  return service === undefined || service.cloud === cloud ? 0 : (bytesOut + bytesIn) * service.egressPerByte;
}

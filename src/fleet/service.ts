/** The services around a fleet, on fixed hosts: mirrors, caches, monitoring. Sizes in bytes, bandwidths in bytes a micro. */
import type { CloudIndex, ZoneIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';

/** `registry` is the world's (Docker Hub): a service nobody pays for. */
export const SERVICE_KINDS = ['registry_mirror', 'cache', 'registry', 'consul', 'prometheus', 'other'] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

export interface ServiceSpec {
  readonly name: string;
  readonly kind: ServiceKind;
  /** Index of the cloud whose machines it serves (mirror, cache, consul, prometheus); -1 = all. */
  readonly cloud: CloudIndex;
  /** Index of the zone its hosts stand in; -1 = in several, or unknown: no outage of a zone hits it. */
  readonly zone: ZoneIndex;
  /** Price of its hosts together; 0 = not priced. */
  readonly pricePerHour: number;
  /** Bytes a micro one transfer gets; 0 = no time is taken. */
  readonly bandwidth: number;
  /** Added to each transfer. */
  readonly latency: Micros;
  /** A registry: pulls it grants per `window` over all machines; Infinity = no limit. Past it a pull is refused. */
  readonly pullsPerWindow: number;
  readonly window: Micros;
  /** Price of a byte that leaves its own cloud towards a machine, or a machine's towards it. */
  readonly egressPerByte: number;
  /** Prometheus scrape targets this host itself is, and series of each. */
  readonly targets: number;
  readonly seriesPerTarget: number;
}

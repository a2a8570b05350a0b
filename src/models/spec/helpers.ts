/** The fixed hosts around a fleet, and what the preparation of a job asks of them. Sizes in bytes, bandwidths in bytes a micro. */
import type { DistributionSpec } from '../../sim/random/index.js';
import type { Micros } from '../../units/time.js';

/** `registry` is the world's (Docker Hub): a helper nobody pays for. */
export const HELPER_KINDS = ['registry_mirror', 'cache', 'registry', 'consul', 'prometheus', 'other'] as const;
export type HelperKind = (typeof HELPER_KINDS)[number];

export interface HelperSpec {
  readonly name: string;
  readonly kind: HelperKind;
  /** Index of the cloud whose machines it serves (mirror, cache, consul, prometheus); -1 = all. */
  readonly cloud: number;
  /** Index of the zone its hosts stand in; -1 = in several, or unknown: no outage of a zone hits it. */
  readonly zone: number;
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

/** What a job moves besides running its script. Absent parts move nothing and take no time. */
export interface TransferSpec {
  /** Pulled in `prepare`: the whole of it on a fresh machine, this share of it on one that ran a job before. */
  readonly image: { readonly bytes: DistributionSpec; readonly reusedShare: number } | undefined;
  /** In `get_sources`: a clone on a fresh machine, a fetch on a used one; both from GitLab. */
  readonly sources: { readonly clone: DistributionSpec; readonly fetch: DistributionSpec; readonly bandwidth: number } | undefined;
  /** After the sources, from the cache of the machine's cloud. A cache that is missing or down is a miss: the script takes longer. */
  readonly cache: { readonly bytes: DistributionSpec; readonly hit: number; readonly missPenalty: DistributionSpec } | undefined;
  /** After the script, to GitLab, and the cache to its cache server. */
  readonly artifacts: { readonly bytes: DistributionSpec; readonly bandwidth: number } | undefined;
}

/** What is scraped. Series of a machine and a manager process; of helpers see above. `federated`: the share of series that a global Prometheus pulls. */
export interface MonitoringSpec {
  readonly seriesPerMachine: number;
  readonly seriesPerManager: number;
  readonly scrapeInterval: Micros;
  readonly federatedShare: number;
}

export const NO_TRANSFERS: TransferSpec = { image: undefined, sources: undefined, cache: undefined, artifacts: undefined };

/** Nothing is scraped. */
export const NO_MONITORING: MonitoringSpec = { seriesPerMachine: 0, seriesPerManager: 0, scrapeInterval: 0, federatedShare: 0 };

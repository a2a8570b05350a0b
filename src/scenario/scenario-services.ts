/** Helpers, monitoring and transfers of a complete scenario. What is absent is not used. */
import type { ServiceKind } from '../fleet/service.js';
import type { DistributionInput } from './schema/distribution-kinds.js';
import type { DurationDistribution, DurationText, ShareText } from './scenario.js';

/** Values are sizes with their unit, such as `300 MiB`. */
export type SizeDistribution = DistributionInput<string>;
/** A size a second, such as `30 MiB/s`. */
export type BandwidthText = string;

export interface ScenarioTransfers {
  readonly image?: { readonly size: SizeDistribution; readonly reused: ShareText };
  readonly sources?: { readonly clone: SizeDistribution; readonly fetch: SizeDistribution; readonly bandwidth: BandwidthText };
  readonly cache?: { readonly size: SizeDistribution; readonly hit: ShareText; readonly miss_penalty: DurationDistribution };
  readonly artifacts?: { readonly size: SizeDistribution; readonly bandwidth: BandwidthText };
}

export interface ScenarioService {
  readonly kind: ServiceKind;
  readonly cloud?: string;
  readonly zone?: string;
  readonly machine_type?: string;
  /** There where it has a machine type. */
  readonly hosts?: number;
  /** Absent: transfers take the latency only. */
  readonly bandwidth?: BandwidthText;
  readonly latency?: DurationText;
  readonly pulls?: { readonly limit: number; readonly per: DurationText };
  /** A price of traffic, as written. */
  readonly egress?: string;
  readonly targets?: number;
  readonly series?: number;
}

export interface ScenarioMonitoring {
  readonly series_per_machine: number;
  readonly series_per_manager: number;
  readonly scrape_interval: DurationText;
  readonly federated: ShareText;
}

/** What may break, when and how, as the engine is given it. Indices point into the lists of `FleetSpec`. */
import type { DistributionSpec } from '../sim/random/index.js';
import type { CloudIndex, GroupIndex, InstanceIndex, ManagerIndex, ServiceIndex, ZoneIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';

/** What an outage hits; a target always states its kind. */
export type FaultTarget =
  | { readonly kind: 'cloud'; readonly index: CloudIndex }
  | { readonly kind: 'zone'; readonly index: ZoneIndex }
  | { readonly kind: 'instance'; readonly index: InstanceIndex }
  | { readonly kind: 'group'; readonly index: GroupIndex }
  | { readonly kind: 'manager'; readonly index: ManagerIndex }
  | { readonly kind: 'service'; readonly index: ServiceIndex };

/** When it is so. Windows are half open, [from, to). */
export type FaultTimes =
  | {
      readonly kind: 'fixed';
      /** Ascending, without overlap. */ readonly windows: readonly { readonly from: Micros; readonly to: Micros }[];
    }
  /** The first begins one `between` after the start of the run, each further one `between` after the end of the one before. */
  | { readonly kind: 'drawn'; readonly between: DistributionSpec; readonly duration: DistributionSpec };

/** What happens to the target while it is so. Overlapping outages of one target add up: factors multiply, chances combine, latencies sum. */
export type FaultEffect =
  /**
   * Clouds and zones. `machines: die`: those that stand die at the beginning, none comes up until the end. With neither API nor machines the place is
   * gone, and the hosts of managers and services in it with it (`reach.ts`).
   */
  | { readonly kind: 'down'; readonly api: 'up' | 'fails' | 'hangs'; readonly machines: 'up' | 'die' }
  /** Clouds and zones: boots take `bootFactor` times as long and fail with this further chance, every API command takes `apiLatency` longer. */
  | { readonly kind: 'degraded'; readonly bootFactor: number; readonly bootFailure: number; readonly apiLatency: Micros }
  /** Clouds: a further limit of API calls is in force, in fixed windows from the start of the run (a quota that was cut). */
  | { readonly kind: 'limited'; readonly calls: number; readonly window: Micros }
  /** Clouds and zones: there is no room. Creates that are begun fail as at a full quota; those under way come up. */
  | { readonly kind: 'sold_out' }
  /** A GitLab instance answers job requests with this HTTP status (0 = connection error); final updates wait until the end. */
  | { readonly kind: 'unavailable'; readonly status: number }
  /** The hosts of a manager, or of all of a group, are gone; their processes, if they ran, start again at the end. */
  | { readonly kind: 'host_down' }
  /** A service serves nothing. */
  | { readonly kind: 'service_down' }
  /** A service is slower by this factor, which is above 1. */
  | { readonly kind: 'service_slow'; readonly factor: number };

export interface OutageSpec {
  /** Unique; drawn times are keyed by it. */
  readonly name: string;
  readonly target: FaultTarget;
  readonly times: FaultTimes;
  readonly effect: FaultEffect;
}

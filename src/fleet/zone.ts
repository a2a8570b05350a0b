/** A zone of a cloud: what its docker-machine commands take, how they fail, and how much it has room for. */
import type { DistributionSpec } from '../sim/random/index.js';
import type { CloudIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';

export interface ZoneSpec {
  readonly name: string;
  readonly cloud: CloudIndex;
  /** Run time of the create command, micros. */
  readonly bootTime: DistributionSpec;
  /** Share of creates that fail (after their boot time). */
  readonly bootFailure: number;
  /** Whether a failed create leaves a machine that is billed until it is removed. */
  readonly failedBootIsBilled: boolean;
  readonly deleteTime: DistributionSpec;
  /** Share of remove commands that fail (after their full time). */
  readonly deleteFailure: number;
  readonly forceDeleteTime: Micros;
  /** Run time of `instance_ready_command` on an instance that runs, and the share of them that fail. */
  readonly readyTime: DistributionSpec;
  readonly readyFailure: number;
  /** Run time of a provision command, and the share of them that fail (runners before 14.3). */
  readonly provisionTime: Micros;
  readonly provisionFailure: number;
  readonly stopTime: Micros;
  /** Run time of the remove command of a directory whose machine was never made; its stop command takes none. undefined: as of one that was made. */
  readonly removeUnmade: Micros | undefined;
  readonly connectLatency: Micros;
  /** Machines, CPUs and GiB of disk the zone holds at most; Infinity = no quota. */
  readonly quota: number;
  readonly cpuQuota: number;
  readonly diskQuotaGib: number;
  /** Share of machines whose removal is answered OK while they live on, billed, until a cleaner finds them. */
  readonly orphans: number;
  /** Share of creates that fail leaving a directory with DropletId 0 (its removals fail) and a machine that nobody knows. */
  readonly dropletZero: number;
  /** How long a create takes to fail when the quota is full. */
  readonly quotaRefusal: Micros;
}

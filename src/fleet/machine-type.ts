/** A machine type of a cloud: what it costs, what it takes of quotas, and how long it lives if it is preemptible. */
import type { BillingRule } from './cloud.js';
import type { DistributionSpec } from '../sim/random/index.js';
import type { CloudIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';

export interface MachineTypeSpec {
  readonly name: string;
  readonly cloud: CloudIndex;
  readonly pricePerHour: number;
  /** What it takes of quotas. */
  readonly cpus: number;
  readonly diskGib: number;
  /** undefined: its cloud's rule. */
  readonly billing: BillingRule | undefined;
  /** undefined: it is not preemptible. */
  readonly preemption: PreemptionSpec | undefined;
}

/** The life of a preemptible machine from its create command to its preemption; `cap` ends what is left. */
export interface PreemptionSpec {
  readonly life: DistributionSpec;
  /** 0 = none. */
  readonly cap: Micros;
}

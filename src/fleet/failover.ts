/** Failover as the engine is given it: who notices, what is done, and how it is undone. Indices point into the lists of `FleetSpec`. */
import type { DistributionSpec } from '../sim/random/index.js';
import type { CloudIndex, ManagerIndex, OutageIndex, RunnerIndex, WorkloadIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';

/** Something that is looked at each minute. */
export type RuleCondition =
  /** The quantile `level` of the waits (those of jobs that started in the last `over`, and the waits so far of those pending) lies above `above`. */
  | {
      readonly kind: 'queue_time';
      readonly level: number;
      readonly above: Micros;
      readonly over: Micros;
      /** Jobs of these workloads; empty = all. */
      readonly workloads: readonly WorkloadIndex[];
    }
  /** Every create command of the cloud that ended in the last minute had failed, and one had, or its API is down in some zone. */
  | { readonly kind: 'api_failing'; readonly cloud: CloudIndex };

export type FailoverTrigger =
  /** Somebody notices `delay` after the begin of any of these outages (while Prometheus is down, when it is back). */
  | { readonly kind: 'person'; /** Indices of outages. */ readonly outages: readonly OutageIndex[]; readonly delay: DistributionSpec }
  /** Any condition has held at every look for so long. */
  | { readonly kind: 'rule'; readonly anyOf: readonly RuleCondition[]; readonly holdsFor: Micros };

export interface FailoverSpec {
  /** Unique; its draws are keyed by it. */
  readonly name: string;
  readonly trigger: FailoverTrigger;
  /** From noticing to acting. */
  readonly reaction: DistributionSpec;
  /** Registrations that are unpaused (warm standby). */
  readonly unpause: readonly RunnerIndex[];
  /** Processes that are started (cold standby). */
  readonly start: readonly ManagerIndex[];
  /** Configurations that are written (how much capacity is taken): manager and index into its configs; read as any reload. */
  readonly reload: readonly { readonly manager: ManagerIndex; readonly config: number }[];
  /** undefined: it is never undone. */
  readonly back: FailbackSpec | undefined;
}

/**
 * Undoing: registrations are paused again, started processes drained with SIGQUIT (running jobs end), earlier configurations written
 * back. `after` begins when all outages of a person's trigger are over, or when no condition of a rule holds any more at a look;
 * it begins anew when one holds again meanwhile.
 */
export interface FailbackSpec {
  readonly after: DistributionSpec;
  /** When `after` is over it waits on until the pools of the fleet itself stand (`primary-pools.ts`). */
  readonly whenPoolReady: boolean;
  /** Machines of started processes are removed when these are down. */
  readonly removeMachines: boolean;
}

/** `[runners.autoscaler]` of an entry as the model takes it: docker-autoscaler and instance executors (fleeting and taskscaler). */
import type { MachineTypeIndex, ZoneIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';

/** How many instances a group may have, what a slot may serve, how the cloud is looked at. 0 = unlimited unless it says otherwise. */
export interface DockerAutoscalerSpec {
  readonly kind: 'docker-autoscaler';
  readonly zone: ZoneIndex;
  readonly machineType: MachineTypeIndex;
  /** Job slots of an instance (`capacity_per_instance`), at least 1. */
  readonly capacity: number;
  /** Jobs that an instance may serve (`max_use_count`). */
  readonly maxUses: number;
  /** Instances in every state, those being deleted included (`max_instances`). */
  readonly maxInstances: number;
  /** Pause between two looks at the cloud, and the same while creations or deletions are outstanding. */
  readonly updateInterval: Micros;
  readonly updateIntervalExpecting: Micros;
  /** Creations a second, and at once (`scale_throttle`); Infinity = not throttled. */
  readonly throttle: { readonly perSecond: number; readonly burst: number };
  /** Before a deletion that had no effect is asked for again. */
  readonly deletionRetryInterval: Micros;
  /** How long one attempt of a job waits for its slot. */
  readonly acquireTimeout: Micros;
  /** Open reservations are held to the idle slots less those of one instance (`reservation_throttling`). */
  readonly throttlesReservations: boolean;
  /** `instance_ready_command` is set: an instance that runs is not ready before that has ended. */
  readonly hasReadyCommand: boolean;
  /** `delete_instances_on_shutdown`; undefined: they are left where they are. */
  readonly shutdown: { readonly interval: Micros; readonly looks: number } | undefined;
  /** The policy in force over time: `policies[0].at` is 0, `at` ascending. */
  readonly policies: PolicyTimeline;
}

export type PolicyTimeline = readonly { readonly at: Micros; readonly policy: PolicySpec }[];

/** One `[[runners.autoscaler.policy]]`, in force as a whole. */
export interface PolicySpec {
  /** Idle slots that are kept. */
  readonly idleCount: number;
  /** An instance is surplus when it has been idle for longer. */
  readonly idleTime: Micros;
  /** Idle slots a slot in use, at most `scaleFactorLimit` (0 = no bound). */
  readonly scaleFactor: number;
  readonly scaleFactorLimit: number;
  /** A job is asked for only when a ready slot can be reserved. */
  readonly isPreemptive: boolean;
}

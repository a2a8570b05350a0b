/** What an entry runs its jobs on: the manager's own host, `docker+machine` with its settings over time, or the instances of a fleeting plugin. */
import type { MachineTypeIndex, ZoneIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';
import type { DockerAutoscalerSpec } from './docker-autoscaler.js';

/** How an entry runs its jobs. */
export type ExecutorSpec = HostSpec | DockerMachineSpec | DockerAutoscalerSpec;

/** A fixed host (docker, shell ...): a slot a job and no machines. */
export interface HostSpec {
  readonly kind: 'host';
}

/** `[runners.machine]`. */
export interface DockerMachineSpec {
  readonly kind: 'docker-machine';
  readonly zone: ZoneIndex;
  readonly machineType: MachineTypeIndex;
  readonly maxBuilds: number;
  readonly maxGrowthRate: number;
  readonly maxRemovalAttempts: number;
  /** FF_SKIP_DOCKER_MACHINE_PROVISION_ON_CREATION_FAILURE (13.11 to 14.2). */
  readonly skipsProvision: boolean;
  /** Settings in force over time: `timeline[0].at` is 0, `at` ascending. */
  readonly timeline: readonly { readonly at: Micros; readonly idle: IdleSettings }[];
}

/** The four settings a period replaces together. IdleTime in micros. */
export interface IdleSettings {
  readonly idleCount: number;
  readonly idleCountMin: number;
  readonly idleScaleFactor: number;
  readonly idleTime: Micros;
}

/** Returns `[runners.machine]` of an entry; undefined where it has another executor. */
export function dockerMachineOf({ executor }: { readonly executor: ExecutorSpec }): DockerMachineSpec | undefined {
  return executor.kind === 'docker-machine' ? executor : undefined;
}

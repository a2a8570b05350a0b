/** The shape of `[runners.autoscaler]` once it has been read and found complete: the docker-autoscaler and instance executors' settings, spelt as GitLab Runner spells them. */
import type { Micros } from '../../units/time.js';
import type { Position } from '../text/issue.js';

/** One `[[runners.autoscaler.policy]]`. The last one whose periods hold is in force, as a whole. */
export interface AutoscalerPolicy {
  /** Five cron fields each. */
  readonly periods: readonly string[];
  /** An IANA zone name; empty means the manager's zone. */
  readonly timezone: string;
  readonly idle_count: number;
  readonly idle_time: Micros;
  readonly scale_factor: number;
  /** 0 is no limit. */
  readonly scale_factor_limit: number;
  readonly preemptive_mode: boolean;
  readonly position: Position;
}

/** `[runners.autoscaler]`. Durations are micros, defaults are filled in. */
export interface AutoscalerSettings {
  /** The fleeting plugin as it is written. */
  readonly plugin: string;
  /** Texts of `[runners.autoscaler.plugin_config]`. */
  readonly plugin_config: Readonly<Record<string, string>>;
  readonly capacity_per_instance: number;
  /** 0 is unlimited. */
  readonly max_use_count: number;
  /** 0 is unlimited. */
  readonly max_instances: number;
  readonly update_interval: Micros;
  readonly update_interval_when_expecting: Micros;
  readonly deletion_retry_interval: Micros;
  readonly instance_acquire_timeout: Micros;
  /** Creations a second and at once; Infinity is no throttle. */
  readonly scale_throttle: { readonly limit: number; readonly burst: number };
  readonly reservation_throttling: boolean;
  /** Empty: there is none. */
  readonly instance_ready_command: string;
  readonly delete_instances_on_shutdown: boolean;
  readonly shutdown_deletion_interval: Micros;
  readonly shutdown_deletion_retries: number;
  readonly policies: readonly AutoscalerPolicy[];
  readonly position: Position;
  /** Where each key of the section, and of `plugin_config`, stands, for messages. */
  readonly positions: Readonly<Record<string, Position>>;
  readonly pluginPositions: Readonly<Record<string, Position>>;
}

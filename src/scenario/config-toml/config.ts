/** The shape of a GitLab Runner `config.toml` once it has been read and found complete. It holds no behaviour. */
import type { Micros } from '../../units/time.js';
import type { Position } from '../issue.js';
import type { AutoscalerSettings } from './autoscaler-settings.js';

/** One `[[runners.machine.autoscaling]]` section. While it is the last one that matches it replaces all four values together. */
export interface AutoscalingSection {
  readonly Periods: readonly string[];
  /** An IANA zone name; empty means `Local`, the manager's zone. */
  readonly Timezone: string;
  readonly IdleCount: number;
  readonly IdleCountMin: number;
  readonly IdleScaleFactor: number;
  /** Seconds. */
  readonly IdleTime: number;
  readonly position: Position;
}

/** The OffPeak settings of runner versions 1.7 to 13.x. Absent where the version read for ignores them. */
export interface OffPeak {
  readonly periods: readonly string[];
  readonly timezone: string;
  readonly IdleCount: number;
  /** Seconds. */
  readonly IdleTime: number;
  readonly position: Position;
}

/** `[runners.machine]`: the docker+machine executor's settings, spelt as GitLab Runner spells them. */
export interface MachineSettings {
  readonly IdleCount: number;
  readonly IdleCountMin: number;
  readonly IdleScaleFactor: number;
  /** Seconds. */
  readonly IdleTime: number;
  /** 0 is unlimited. */
  readonly MaxBuilds: number;
  /** 0 is unlimited. */
  readonly MaxGrowthRate: number;
  /** As written; 0 where unset, which GitLab Runner reads as 30. */
  readonly MaxRemovalAttempts: number;
  readonly MachineName: string;
  readonly MachineDriver: string;
  /** `MachineOptions` and `MachineOptionsWithName` as key and value; a flag without a value is `true`; a repeated key keeps its last value. */
  readonly MachineOptions: Readonly<Record<string, string>>;
  readonly optionPositions: Readonly<Record<string, Position>>;
  readonly autoscaling: readonly AutoscalingSection[];
  readonly offPeak?: OffPeak;
  readonly position: Position;
  /** Where each key of the section stands, for messages. */
  readonly positions: Readonly<Record<string, Position>>;
}

/** `[machine.shutdown_drain]`. */
export interface DrainSettings {
  readonly enabled: boolean;
  readonly concurrency: number;
  readonly max_retries: number;
  readonly retry_backoff: Micros;
}

/** One `[[runners.monitoring.job_queuing_durations]]` section, kept as written. */
export interface JobQueuingDuration {
  readonly periods: readonly string[];
  readonly timezone: string;
  readonly threshold: Micros;
  readonly jobs_running_for_project: string;
  readonly position: Position;
}

/** A TOML value as plain data. */
export type TomlValue = string | number | boolean | readonly TomlValue[] | { readonly [key: string]: TomlValue };

/** One `[[runners]]` entry. */
export interface RunnerEntry {
  /** Its place in the file, from 0; the order is semantic. */
  readonly index: number;
  readonly name: string;
  readonly url: string;
  readonly token: string;
  readonly id?: number;
  readonly executor: string;
  /** 0 is unlimited. */
  readonly limit: number;
  /** As written, 0 where unset; GitLab Runner reads 0 as 1. */
  readonly request_concurrency: number;
  readonly strict_check_interval: boolean;
  readonly unhealthy_requests_limit: number;
  readonly unhealthy_interval: Micros;
  readonly prepare_timeout?: Micros;
  readonly get_sources_timeout?: Micros;
  readonly job_status_final_update_retry_limit: number;
  /** Kilobytes of job log. */
  readonly outputLimit: number;
  /** `[runners.feature_flags]`, and `FF_*` variables set in `environment` to a truth value. */
  readonly featureFlags: Readonly<Record<string, boolean>>;
  readonly machine?: MachineSettings;
  readonly autoscaler?: AutoscalerSettings;
  readonly monitoring?: { readonly job_queuing_durations: readonly JobQueuingDuration[] };
  readonly position: Position;
  readonly tokenPosition: Position;
  /** Where each key of the entry stands, for messages. */
  readonly positions: Readonly<Record<string, Position>>;
}

/** One `config.toml`: a manager process's settings. */
export interface RunnerConfig {
  readonly file: string;
  readonly concurrent: number;
  /** Seconds as written, 0 where unset; GitLab Runner reads 0 and less as 3. */
  readonly check_interval: number;
  readonly shutdown_timeout: Micros;
  readonly drain: DrainSettings;
  readonly entries: readonly RunnerEntry[];
  /** Where each top-level key stands, for messages. */
  readonly positions: Readonly<Record<string, Position>>;
}

/** A GitLab Runner version as [major, minor]. */
export type RunnerVersion = readonly [number, number];

/** Every key GitLab Runner knows in the tables that matter, and what runcast does with it. Facts of the reference, section 5, and of upstream's config. */
import { own } from '../own.js';

/** A GitLab Runner version as [major, minor]. */
export type RunnerVersion = readonly [number, number];

/**
 * What becomes of a key: `modelled` it is read; `ignored` it cannot matter to a simulation; `unmodelled` it matters and is not simulated yet;
 * `deprecated` GitLab Runner itself does not use it any more; `elsewhere` it is no config.toml key but belongs to the registration at GitLab.
 */
export type KeyUse = 'modelled' | 'ignored' | 'unmodelled' | 'deprecated' | 'elsewhere';

export interface KnownKey {
  readonly use: KeyUse;
  /** For people: why, or what to do instead. */
  readonly note?: string;
  /** The first version that reads it; an older one ignores it. */
  readonly since?: RunnerVersion;
  /** The first version that does not read it any more. */
  readonly until?: RunnerVersion;
}

export type KeyTable = Readonly<Record<string, KnownKey>>;

export const M: KnownKey = { use: 'modelled' };

function since(major: number, minor: number): KnownKey {
  return { use: 'modelled', since: [major, minor] };
}

export function ignored<Name extends string>(...names: Name[]): Record<Name, KnownKey> {
  return all(names, { use: 'ignored' });
}

function elsewhere<Name extends string>(...names: Name[]): Record<Name, KnownKey> {
  const note = 'GitLab keeps this with the registration; state it under `runners` of the scenario';
  return all(names, { use: 'elsewhere', note });
}

const REMOVED_METRICS: KnownKey = { use: 'deprecated', note: 'renamed to listen_address; it does not matter to a simulation' };

function all<Name extends string>(names: readonly Name[], key: KnownKey): Record<Name, KnownKey> {
  return Object.fromEntries(names.map((name) => [name, key])) as Record<Name, KnownKey>;
}

/** The top level of the file. */
export const TOP_KEYS = {
  concurrent: M,
  check_interval: M,
  shutdown_timeout: since(15, 6),
  machine: since(18, 10),
  runners: M,
  ...ignored(
    'log_level',
    'log_format',
    'user',
    'sentry_dsn',
    'connection_max_age',
    'listen_address',
    'session_server',
    'experimental',
    'labels',
  ),
  metrics_server: REMOVED_METRICS,
  metrics_server_address: REMOVED_METRICS,
  prometheus_listen_address: REMOVED_METRICS,
} satisfies KeyTable;

/** `[machine]`, the global table. */
export const GLOBAL_MACHINE_KEYS = { shutdown_drain: M } satisfies KeyTable;

/** `[machine.shutdown_drain]`. */
export const DRAIN_KEYS = { enabled: M, concurrency: M, max_retries: M, retry_backoff: M } satisfies KeyTable;

/** `[[runners]]`. */
export const RUNNER_KEYS = {
  name: M,
  url: M,
  token: M,
  id: M,
  executor: M,
  limit: M,
  request_concurrency: since(9, 0),
  strict_check_interval: since(18, 9),
  output_limit: M,
  unhealthy_requests_limit: since(15, 7),
  unhealthy_interval: since(15, 7),
  job_status_final_update_retry_limit: M,
  prepare_timeout: since(19, 0),
  get_sources_timeout: since(19, 1),
  feature_flags: M,
  machine: M,
  autoscaler: M,
  monitoring: M,
  ...ignored(
    'token_obtained_at',
    'token_expires_at',
    'tls-ca-file',
    'tls-cert-file',
    'tls-key-file',
    'builds_dir',
    'cache_dir',
    'clone_url',
  ),
  ...ignored('environment', 'proxy_exec', 'pre_get_sources_script', 'post_get_sources_script', 'pre_clone_script', 'post_clone_script'),
  ...ignored('pre_build_script', 'post_build_script', 'debug_trace_disabled', 'safe_directory_checkout', 'clean_git_config', 'shell'),
  ...ignored('custom_build_dir', 'referees', 'cache', 'graceful_kill_timeout', 'force_kill_timeout', 'ssh', 'docker', 'parallels'),
  ...ignored('virtualbox', 'kubernetes', 'custom', 'instance', 'slot_cgroup_template', 'use_slot_cgroups', 'labels'),
  ...ignored('disable_verbose', 'step_runner_image'),
  ...elsewhere('tags', 'tag_list', 'run_untagged', 'run-untagged', 'locked', 'paused', 'access_level', 'maximum_timeout', 'protected'),
} satisfies KeyTable;

const OFF_PEAK: KnownKey = {
  use: 'modelled',
  since: [1, 7],
  until: [14, 0],
  note: 'use a [[runners.machine.autoscaling]] section instead',
};

/** `[runners.machine]`. */
export const MACHINE_KEYS = {
  IdleCount: M,
  IdleCountMin: since(14, 6),
  IdleScaleFactor: since(14, 6),
  IdleTime: M,
  MaxBuilds: M,
  MaxGrowthRate: since(13, 6),
  MaxRemovalAttempts: since(19, 1),
  MachineName: M,
  MachineDriver: M,
  MachineOptions: M,
  MachineOptionsWithName: M,
  autoscaling: since(13, 0),
  OffPeakPeriods: OFF_PEAK,
  OffPeakTimezone: OFF_PEAK,
  OffPeakIdleCount: OFF_PEAK,
  OffPeakIdleTime: OFF_PEAK,
} satisfies KeyTable;

/** `[[runners.machine.autoscaling]]`. */
export const AUTOSCALING_KEYS = {
  Periods: M,
  Timezone: M,
  IdleCount: M,
  IdleCountMin: since(14, 6),
  IdleScaleFactor: since(14, 6),
  IdleTime: M,
  ...all(['MaxBuilds', 'MaxGrowthRate'], { use: 'deprecated', note: 'it cannot vary by period; write it in [runners.machine]' }),
} satisfies KeyTable;

/** `[runners.monitoring]` and its sections. */
export const MONITORING_KEYS = {
  job_queuing_durations: {
    use: 'unmodelled',
    note: "read, but GitLab Runner's threshold counter is not simulated; the scenario's thresholds do this job",
  },
} satisfies KeyTable;
export const JOB_QUEUING_KEYS = { periods: M, timezone: M, threshold: M, jobs_running_for_project: M } satisfies KeyTable;

/** What runcast does with an executor. */
export type ExecutorUse = 'machines' | 'fixed' | 'autoscaler' | 'unmodelled';

/** Executors by what runcast does with them: the one list of what is simulated. A custom one is taken for a fixed host: what it makes is not seen. */
export const EXECUTORS: Readonly<Record<string, ExecutorUse>> = {
  'docker+machine': 'machines',
  'docker-ssh+machine': 'machines',
  docker: 'fixed',
  'docker-windows': 'fixed',
  'docker-ssh': 'fixed',
  shell: 'fixed',
  ssh: 'fixed',
  parallels: 'fixed',
  virtualbox: 'fixed',
  'docker-autoscaler': 'autoscaler',
  instance: 'autoscaler',
  custom: 'fixed',
  kubernetes: 'unmodelled',
};

/** True for executors that run jobs on machines of docker-machine. */
export function usesMachines(executor: string): boolean {
  return own(EXECUTORS, executor) === 'machines';
}

/** True for executors that run jobs on the instances of a fleeting plugin. */
export function usesAutoscaler(executor: string): boolean {
  return own(EXECUTORS, executor) === 'autoscaler';
}

/** True for executors that run jobs on the manager's own host. */
export function usesOwnHost(executor: string): boolean {
  return own(EXECUTORS, executor) === 'fixed';
}

/** Returns the names of a table's keys that mean something to runcast, for messages. */
export function modelledKeys(table: KeyTable): string[] {
  return Object.keys(table).filter((key) => table[key]?.use === 'modelled');
}

/** Every key GitLab Runner knows in `[runners.autoscaler]` and its tables, and what runcast does with it. Facts of the reference of docker-autoscaler, section 1. */
import { ignored, M, type KeyTable } from './known-keys.js';

/** `[runners.autoscaler]`. */
export const AUTOSCALER_KEYS = {
  capacity_per_instance: M,
  max_use_count: M,
  max_instances: M,
  plugin: M,
  plugin_config: M,
  policy: M,
  scale_throttle: M,
  instance_ready_command: M,
  instance_acquire_timeout: M,
  update_interval: M,
  update_interval_when_expecting: M,
  deletion_retry_interval: M,
  reservation_throttling: M,
  delete_instances_on_shutdown: M,
  shutdown_deletion_interval: M,
  shutdown_deletion_retries: M,
  state_storage: M,
  vm_isolation: M,
  ...ignored('connector_config', 'failure_threshold', 'log_internal_ip', 'log_external_ip'),
  ...ignored('instance_operation_time_buckets', 'instance_creation_time_buckets', 'instance_is_running_time_buckets'),
  ...ignored('instance_deletion_time_buckets', 'instance_readiness_time_buckets', 'instance_life_duration_buckets'),
} satisfies KeyTable;

/** `[runners.autoscaler.plugin_config]`: where the instances are and what they are. The rest is the plugin's own, may be secret and is not kept. */
export const PLUGIN_CONFIG_KEYS = { zone: M, region: M, location: M, server_type: M } satisfies KeyTable;

/** `[runners.autoscaler.scale_throttle]`. */
export const SCALE_THROTTLE_KEYS = { limit: M, burst: M } satisfies KeyTable;

/** `[[runners.autoscaler.policy]]`. */
export const POLICY_KEYS = {
  periods: M,
  timezone: M,
  idle_count: M,
  idle_time: M,
  scale_factor: M,
  scale_factor_limit: M,
  preemptive_mode: M,
} satisfies KeyTable;

/** Reads `[runners.autoscaler]`, its policies and its throttle. */
import { MINUTE, SECOND, type Micros } from '../../units/time.js';
import type { Position } from '../text/issue.js';
import { parseMinutePeriods } from '../periods/minute-periods.js';
import { PeriodError } from '../periods/periods.js';
import { AUTOSCALER_KEYS, PLUGIN_CONFIG_KEYS, POLICY_KEYS, SCALE_THROTTLE_KEYS } from './autoscaler-keys.js';
import type { AutoscalerPolicy, AutoscalerSettings } from './autoscaler-settings.js';
import { modelledKeys } from './known-keys.js';
import { COUNT, LIMIT, TableReader, type Reading } from './table-reader.js';
import type { TomlTable } from './toml-document.js';

const SCALE = { min: 0, max: 1000 };
/** Creations a second where scale_throttle.limit is 0 or absent. */
const DEFAULT_THROTTLE = 100;
const ALWAYS = '* * * * *';

/** Returns a duration, or `fallback` where it is absent or 0: GitLab Runner treats both alike for these keys. */
function durationOr(reader: TableReader, key: string, fallback: Micros): Micros {
  const given = reader.duration(key);
  return given === undefined || given === 0 ? fallback : given;
}

/** Notes what GitLab Runner would refuse of a policy's periods, each at its own place. */
function checkPeriods(reader: TableReader, periods: readonly { value: string; position: Position }[], timezone: string): void {
  const check = (expressions: string[], zone: string, position: Position, key: string): void => {
    try {
      parseMinutePeriods(expressions, zone);
    } catch (error) {
      if (!(error instanceof PeriodError)) throw error;
      reader.error(position, key, error.message);
    }
  };
  check([], timezone, reader.node('timezone')?.position ?? reader.table.position, 'timezone');
  for (const { value, position } of periods) check([value], '', position, 'periods');
}

function readPolicy(reading: Reading, table: TomlTable, path: string): AutoscalerPolicy {
  const reader = new TableReader(reading, table, path, POLICY_KEYS);
  const periods = reader.strings('periods');
  const timezone = reader.string('timezone') ?? '';
  checkPeriods(reader, periods, timezone);
  const idleCount = reader.integer('idle_count', COUNT, 0);
  const scaleFactor = reader.float('scale_factor', SCALE, 0);
  const isPreemptive = reader.boolean('preemptive_mode', idleCount > 0);
  if (isPreemptive && idleCount === 0 && scaleFactor === 0) {
    reader.warn(
      reader.node('preemptive_mode')?.position ?? table.position,
      'preemptive_mode',
      'with idle_count = 0 no instance is ever ready for a first job, and in preemptive mode none is asked for without one: no job is taken while this policy holds; set idle_count to 1 or more, or preemptive_mode = false',
    );
  }
  return {
    periods: periods.length === 0 ? [ALWAYS] : periods.map(({ value }) => value),
    timezone,
    idle_count: idleCount,
    idle_time: reader.duration('idle_time') ?? 0,
    scale_factor: scaleFactor,
    scale_factor_limit: reader.integer('scale_factor_limit', COUNT, 0),
    preemptive_mode: isPreemptive,
    position: table.position,
  };
}

function readThrottle(reader: TableReader, maxInstances: number): AutoscalerSettings['scale_throttle'] {
  const table = reader.subtable('scale_throttle');
  const throttle =
    table === undefined ? undefined : new TableReader(reader.reading, table, reader.pathOf('scale_throttle'), SCALE_THROTTLE_KEYS);
  const limit = throttle?.integer('limit', { min: -1, max: LIMIT.max }, 0) ?? 0;
  const burst = throttle?.integer('burst', LIMIT, 0) ?? 0;
  if (limit === -1) return { limit: Infinity, burst: Infinity };
  const perSecond = limit === 0 ? DEFAULT_THROTTLE : limit;
  if (burst > 0) return { limit: perSecond, burst };
  return { limit: perSecond, burst: maxInstances > 0 ? maxInstances : perSecond };
}

/** Returns what of the plugin's own settings says where its instances are, with the place of each key. */
function readPlugin(reader: TableReader): Pick<AutoscalerSettings, 'plugin' | 'plugin_config' | 'pluginPositions'> {
  const plugin = reader.string('plugin') ?? '';
  if (plugin === '' && reader.node('plugin')?.kind !== 'table') {
    const position = reader.node('plugin')?.position ?? reader.table.position;
    reader.error(position, 'plugin', 'required: the fleeting plugin that makes the instances, such as plugin = "googlecloud"');
  }
  const found = modelledKeys(PLUGIN_CONFIG_KEYS).flatMap((key) => {
    const entry = reader.subtable('plugin_config')?.entries.get(key);
    return entry?.value.kind === 'string' ? [{ key, value: entry.value.value, position: entry.position }] : [];
  });
  return {
    plugin,
    plugin_config: Object.fromEntries(found.map(({ key, value }) => [key, value])),
    pluginPositions: Object.fromEntries(found.map(({ key, position }) => [key, position])),
  };
}

/** Says what matters of tables that are not simulated, where they are switched on. */
function warnOfUnmodelled(reader: TableReader): void {
  const warn = (key: string, note: string): void => {
    const enabled = reader.subtable(key)?.entries.get('enabled');
    if (enabled?.value.kind === 'boolean' && enabled.value.value) reader.warn(enabled.position, `${key}.enabled`, `not simulated; ${note}`);
  };
  warn('state_storage', 'a process that starts deletes every instance it finds, as it does without state storage');
  warn('vm_isolation', 'jobs are taken to run on the instances themselves, and nothing is spent on machines within them');
}

/** Returns the settings; `path` is the table's key path. What is wrong is noted in `reading.issues`. */
export function readAutoscaler(reading: Reading, table: TomlTable, path: string): AutoscalerSettings {
  const reader = new TableReader(reading, table, path, AUTOSCALER_KEYS);
  const maxInstances = reader.integer('max_instances', LIMIT, 0);
  const retries = reader.integer('shutdown_deletion_retries', COUNT, 0);
  warnOfUnmodelled(reader);
  return {
    ...readPlugin(reader),
    capacity_per_instance: Math.max(1, reader.integer('capacity_per_instance', COUNT, 1)),
    max_use_count: reader.integer('max_use_count', LIMIT, 0),
    max_instances: maxInstances,
    update_interval: durationOr(reader, 'update_interval', MINUTE),
    update_interval_when_expecting: durationOr(reader, 'update_interval_when_expecting', 2 * SECOND),
    deletion_retry_interval: durationOr(reader, 'deletion_retry_interval', MINUTE),
    instance_acquire_timeout: durationOr(reader, 'instance_acquire_timeout', 15 * MINUTE),
    scale_throttle: readThrottle(reader, maxInstances),
    reservation_throttling: reader.boolean('reservation_throttling', true),
    instance_ready_command: reader.string('instance_ready_command') ?? '',
    delete_instances_on_shutdown: reader.boolean('delete_instances_on_shutdown', false),
    shutdown_deletion_interval: durationOr(reader, 'shutdown_deletion_interval', 10 * SECOND),
    shutdown_deletion_retries: retries === 0 ? 3 : retries,
    policies: reader.tables('policy').map((policy, i) => readPolicy(reading, policy, `${path}.policy[${i}]`)),
    position: table.position,
    positions: reader.positions,
  };
}

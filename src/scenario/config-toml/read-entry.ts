/** Reads one `[[runners]]` entry. */
import { MINUTE, type Micros } from '../../units/time.js';
import { suggestion, type Position } from '../text/issue.js';
import type { AutoscalerSettings } from './autoscaler-settings.js';
import { EXECUTORS, JOB_QUEUING_KEYS, MONITORING_KEYS, RUNNER_KEYS, type RunnerVersion } from './known-keys.js';
import { readAutoscaler } from './read-autoscaler.js';
import { readMachine, type MachineSettings } from './read-machine.js';
import { COUNT, isBefore, LIMIT, TableReader, type Reading } from './table-reader.js';
import type { TomlTable } from './toml-document.js';

/** One `[[runners.monitoring.job_queuing_durations]]` section, kept as written. */
interface JobQueuingDuration {
  readonly periods: readonly string[];
  readonly timezone: string;
  readonly threshold: Micros;
  readonly jobs_running_for_project: string;
  readonly position: Position;
}

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

const ADAPTIVE_FLAG = 'FF_USE_ADAPTIVE_REQUEST_CONCURRENCY';
const SKIP_PROVISION_FLAG = 'FF_SKIP_DOCKER_MACHINE_PROVISION_ON_CREATION_FAILURE';
/** The first version with the flag above (docs/explanation/runner-versions.md). */
const SKIP_PROVISION_SINCE: RunnerVersion = [13, 11];
/** The first version whose scaler is played (docs/explanation/docker-autoscaler.md). */
const AUTOSCALER_SINCE: RunnerVersion = [17, 9];

function readFlags(reader: TableReader): Record<string, boolean> {
  const flags = new Map<string, boolean>();
  for (const { key, value, position } of reader.subtable('feature_flags')?.entries.values() ?? []) {
    const path = `feature_flags.${key}`;
    const { version } = reader.reading;
    if (key === SKIP_PROVISION_FLAG && isBefore(version, SKIP_PROVISION_SINCE)) {
      const first = SKIP_PROVISION_SINCE.join('.');
      reader.warn(position, path, `ignored: GitLab Runner ${version.join('.')} does not know this flag, ${first} was the first`);
    } else if (value.kind === 'boolean') flags.set(key, value.value);
    else reader.error(value.position, path, `expected true or false, found a ${value.kind}`);
    if (key !== ADAPTIVE_FLAG && suggestion(key, [ADAPTIVE_FLAG]) !== undefined) {
      reader.error(position, path, `unknown feature flag; did you mean ${ADAPTIVE_FLAG}? GitLab Runner would ignore it without a word`);
    }
  }
  return Object.fromEntries(flags);
}

function readMonitoring(reader: TableReader): readonly JobQueuingDuration[] | undefined {
  const table = reader.subtable('monitoring');
  if (table === undefined) return undefined;
  const path = reader.pathOf('monitoring');
  const monitoring = new TableReader(reader.reading, table, path, MONITORING_KEYS);
  return monitoring.tables('job_queuing_durations').map((section, i) => {
    const keys = new TableReader(reader.reading, section, `${path}.job_queuing_durations[${i}]`, JOB_QUEUING_KEYS);
    return {
      periods: keys.strings('periods').map(({ value }) => value),
      timezone: keys.string('timezone') ?? '',
      threshold: keys.duration('threshold') ?? 0,
      jobs_running_for_project: keys.string('jobs_running_for_project') ?? '',
      position: section.position,
    };
  });
}

/** Returns the executor after noting whether it is known, simulated, and has the table it needs. */
function readExecutor(reader: TableReader): string {
  const executor = reader.string('executor');
  const node = reader.node('executor');
  const position = node?.position ?? reader.table.position;
  if (executor === undefined) {
    if (node === undefined)
      reader.error(position, 'executor', 'required: write executor = "docker+machine" or another executor of GitLab Runner');
    return '';
  }
  const use = Object.hasOwn(EXECUTORS, executor) ? EXECUTORS[executor] : undefined;
  if (use === undefined) {
    const near = suggestion(executor, Object.keys(EXECUTORS));
    const hint = near === undefined ? `expected one of ${Object.keys(EXECUTORS).join(', ')}` : `did you mean "${near}"?`;
    reader.error(position, 'executor', `GitLab Runner has no executor '${executor}'; ${hint}`);
  } else if (use === 'unmodelled') {
    reader.warn(position, 'executor', `the ${executor} executor is not simulated; tell the scenario to ignore this entry`);
  } else if (use === 'machines' && reader.node('machine') === undefined) {
    reader.error(
      position,
      'executor',
      `${executor} needs a [runners.machine] table in this entry, with MachineName, MachineDriver and IdleCount`,
    );
  } else if (use === 'autoscaler' && reader.node('autoscaler') === undefined) {
    reader.error(position, 'executor', `${executor} needs a [runners.autoscaler] table in this entry`);
  } else if (use === 'autoscaler' && isBefore(reader.reading.version, AUTOSCALER_SINCE)) {
    const [since, version] = [AUTOSCALER_SINCE, reader.reading.version].map((known) => known.join('.'));
    reader.warn(
      position,
      'executor',
      `${executor} is played as GitLab Runner does it from ${since} on; what ${version} does otherwise is not known, and is not simulated`,
    );
  }
  return executor;
}

/** Returns the duration of a time limit; 0 means unset, as in GitLab Runner. */
function timeout<K extends string>(reader: TableReader, key: K): { [key in K]?: Micros } {
  const micros = reader.duration(key);
  return micros === undefined || micros === 0 ? {} : ({ [key]: micros } as { [key in K]?: Micros });
}

/** Returns the number written, or `fallback` where it is 0 or absent: GitLab Runner treats both alike for these keys. */
function orDefault(written: number | undefined, fallback: number): number {
  return written === undefined || written === 0 ? fallback : written;
}

/** Returns the entry at place `index` of the file. What is wrong is noted in `reading.issues`. */
export function readEntry(reading: Reading, table: TomlTable, index: number): RunnerEntry {
  const reader = new TableReader(reading, table, `runners[${index}]`, RUNNER_KEYS);
  const executor = readExecutor(reader);
  const machine = reader.subtable('machine');
  const autoscaler = reader.subtable('autoscaler');
  const monitoring = readMonitoring(reader);
  return {
    index,
    name: reader.string('name') ?? '',
    url: reader.string('url') ?? '',
    token: reader.string('token') ?? '',
    ...(reader.node('id') === undefined ? {} : { id: reader.integer('id', { min: 0, max: Number.MAX_SAFE_INTEGER }, 0) }),
    executor,
    limit: reader.integer('limit', LIMIT, 0),
    request_concurrency: reader.integer('request_concurrency', COUNT, 0),
    strict_check_interval: reader.boolean('strict_check_interval', false),
    unhealthy_requests_limit: orDefault(reader.integer('unhealthy_requests_limit', LIMIT, 0), 3),
    unhealthy_interval: orDefault(reader.duration('unhealthy_interval'), 60 * MINUTE),
    ...timeout(reader, 'prepare_timeout'),
    ...timeout(reader, 'get_sources_timeout'),
    job_status_final_update_retry_limit: orDefault(reader.integer('job_status_final_update_retry_limit', LIMIT, 0), 10),
    outputLimit: orDefault(reader.integer('output_limit', LIMIT, 0), 4096),
    featureFlags: readFlags(reader),
    ...(machine === undefined ? {} : { machine: readMachine(reading, machine, reader.pathOf('machine')) }),
    ...(autoscaler === undefined ? {} : { autoscaler: readAutoscaler(reading, autoscaler, reader.pathOf('autoscaler')) }),
    ...(monitoring === undefined ? {} : { monitoring: { job_queuing_durations: monitoring } }),
    position: table.position,
    tokenPosition: reader.node('token')?.position ?? table.position,
    positions: reader.positions,
  };
}

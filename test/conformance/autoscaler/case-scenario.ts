/** Turns a case into what a user would write, a scenario with its config.toml and history, and into what stands in for draws. */
import { createHash } from 'node:crypto';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import type { Given } from '../../../src/models/given.js';
import { formatIssue } from '../../../src/scenario/text/issue.js';
import { prepareScenario } from '../../../src/scenario/prepare.js';
import type { AutoscalerCase, CaseAutoscaler, CaseManager, CasePolicy } from './case.js';

const JOBS_FILE = 'jobs.csv';
/** No job of a case reaches its time limit. */
const NO_LIMIT = '1000w';
const DEFAULT_CONFIG_CHECK = 3_000_007;

const us = (time: number): string => `${time}us`;

/** Returns the fleet of a case, made by the same steps as a user's. Throws an Error that says what cannot be played. */
export function playableCase(given: AutoscalerCase): { readonly fleet: FleetSpec; readonly given: Given } {
  const jobs = jobsCsv(given);
  const prepared = prepareScenario(JSON.stringify(scenarioOf(given)), given.name, (file) => (file === JOBS_FILE ? jobs : undefined), {
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  });
  if ('issues' in prepared) {
    const errors = prepared.issues.filter(({ severity }) => severity === 'error');
    throw new Error(errors.map(formatIssue).join('\n'));
  }
  return { fleet: inMicros(prepared.fleet, given), given: givenOf(given) };
}

/** A case has any time where config.toml has whole seconds: its configurations get the times that the case says. */
function inMicros(fleet: FleetSpec, given: AutoscalerCase): FleetSpec {
  const configs = settingsOf(given).map(({ manager }, i) => {
    const config = fleet.managers[0]!.configs[i]!;
    return {
      ...config,
      // 0 is what GitLab Runner takes for unset.
      checkInterval: manager.check_interval || config.checkInterval,
      shutdownTimeout: manager.shutdown_timeout || config.shutdownTimeout,
    };
  });
  return { ...fleet, managers: [{ ...fleet.managers[0]!, configs }] };
}

function scenarioOf(given: AutoscalerCase): unknown {
  const { gitlab, stages } = given;
  return {
    name: given.name,
    start: given.clock_start,
    horizon: us(given.ends_at),
    instances: {
      gitlab: {
        request_latency: us(gitlab.request_latency),
        update_latency: us(gitlab.update_latency),
        final_update_latency: us(gitlab.final_update_latency),
        long_polling: 'off',
        fair_usage: false,
        http_retries: 0,
        trace: { output: 'off' },
      },
    },
    runners: { runner: { token: 'token', type: 'group' } },
    clouds: {
      cloud: {
        driver: 'google',
        zones: { zone: { boot_time: '1s', delete_time: '1s' } },
        machine_types: { type: '1 USD/h' },
      },
    },
    managers: {
      manager: {
        config: configOf(given, 0),
        running: false,
        config_check: us(given.manager.config_check ?? DEFAULT_CONFIG_CHECK),
      },
    },
    workloads: {
      jobs: {
        trace: { file: JOBS_FILE, align: 'clock', duration_includes: 'none', max_bad_rows: '0%' },
        projects: ['any'],
        start: '0s',
        stages: { prepare: us(stages.prepare), prepare_script: '0s', get_sources: '0s', cleanup: us(stages.cleanup) },
        timeout: NO_LIMIT,
      },
    },
    events: eventsOf(given),
  };
}

type CaseSettings = Pick<AutoscalerCase, 'manager' | 'autoscaler'>;

/** The settings of the file, then those after each reload. The keys that one changes are changed for good: a later one, and a later start, find them so. */
function settingsOf({ events, manager, autoscaler }: AutoscalerCase): CaseSettings[] {
  let last: CaseSettings = { manager, autoscaler };
  const reloads = events.filter((event) => event.do === 'reload');
  const later = reloads.map((reload) => {
    last = { manager: { ...last.manager, ...reload.manager }, autoscaler: { ...last.autoscaler, ...reload.autoscaler } };
    return last;
  });
  return [{ manager, autoscaler }, ...later];
}

/** The file after so many reloads. Each has its own name, and so is a configuration of its own, the n-th. */
function configOf(given: AutoscalerCase, reloads: number): { readonly file: string; readonly text: string } {
  const { manager, autoscaler } = settingsOf(given)[reloads]!;
  return { file: `config.toml ${reloads}`, text: tomlOf(manager, autoscaler, given.cloud.ready !== undefined) };
}

function eventsOf(given: AutoscalerCase): unknown[] {
  let reloads = 0;
  return given.events.map((event) => {
    const at = us(event.at);
    if (event.do === 'start' || event.do === 'kill') return { at, [event.do]: { group: 'manager' } };
    if (event.do === 'sigquit') return { at, stop: { group: 'manager', signal: 'SIGQUIT' } };
    return { at, reload: { group: 'manager', config: configOf(given, ++reloads) } };
  });
}

type TomlValue = string | number | boolean | readonly string[] | undefined;

/** Lines of a table; what is undefined is left out. */
function lines(table: Readonly<Record<string, TomlValue>>): string[] {
  return Object.entries(table).flatMap(([key, value]) => (value === undefined ? [] : [`${key} = ${JSON.stringify(value)}`]));
}

/** A float in TOML has a point. */
function floatLine(key: string, value: number | undefined): string[] {
  return value === undefined ? [] : [`${key} = ${Number.isInteger(value) ? value.toFixed(1) : String(value)}`];
}

/** Whole seconds, as config.toml wants them at its top level, and not fewer (`inMicros`). */
function seconds(time: number | undefined): number | undefined {
  return time === undefined ? undefined : Math.ceil(time / 1_000_000);
}

function time(value: number | undefined): string | undefined {
  return value === undefined ? undefined : us(value);
}

function tomlOf(manager: CaseManager, autoscaler: CaseAutoscaler, hasReadyCommand: boolean): string {
  return [
    ...lines({
      concurrent: manager.concurrent ?? 1,
      check_interval: seconds(manager.check_interval),
      shutdown_timeout: seconds(manager.shutdown_timeout),
    }),
    '[[runners]]',
    ...lines({
      name: 'runner',
      url: 'https://gitlab/',
      token: 'token',
      executor: 'docker-autoscaler',
      limit: manager.limit,
      request_concurrency: manager.request_concurrency,
      strict_check_interval: manager.strict_check_interval,
    }),
    '[runners.feature_flags]',
    ...lines({ FF_USE_ADAPTIVE_REQUEST_CONCURRENCY: manager.adaptive }),
    '[runners.autoscaler]',
    ...lines({
      plugin: 'googlecloud',
      capacity_per_instance: autoscaler.capacity_per_instance,
      max_use_count: autoscaler.max_use_count,
      max_instances: autoscaler.max_instances,
      instance_ready_command: hasReadyCommand ? 'true' : undefined,
      update_interval: time(autoscaler.update_interval),
      update_interval_when_expecting: time(autoscaler.update_interval_when_expecting),
      deletion_retry_interval: time(autoscaler.deletion_retry_interval),
      instance_acquire_timeout: time(autoscaler.instance_acquire_timeout),
      reservation_throttling: autoscaler.reservation_throttling,
      delete_instances_on_shutdown: autoscaler.delete_instances_on_shutdown,
      shutdown_deletion_interval: time(autoscaler.shutdown_deletion_interval),
      shutdown_deletion_retries: autoscaler.shutdown_deletion_retries,
    }),
    ...(autoscaler.scale_throttle === undefined ? [] : ['[runners.autoscaler.scale_throttle]', ...lines({ ...autoscaler.scale_throttle })]),
    ...(autoscaler.policies ?? []).flatMap(policyLines),
  ].join('\n');
}

function policyLines(policy: CasePolicy): string[] {
  return [
    '[[runners.autoscaler.policy]]',
    ...lines({
      periods: policy.periods,
      timezone: policy.timezone,
      idle_count: policy.idle_count,
      idle_time: time(policy.idle_time),
      scale_factor_limit: policy.scale_factor_limit,
      preemptive_mode: policy.preemptive_mode,
    }),
    ...floatLine('scale_factor', policy.scale_factor),
  ];
}

/** A history has a job within the run: where the case has none, one that no runner may take. */
function jobsCsv({ jobs, ends_at }: AutoscalerCase): string {
  const rows = jobs
    .filter(({ queued_at }) => queued_at < ends_at)
    .map((job) => [job.id, (job.queued_at / 1e6).toFixed(6), us(job.duration), '', 'success']);
  const played = rows.length > 0 ? rows : [[1, '0', '0s', 'nobody', 'success']];
  return [['job', 'queued_at', 'duration', 'tags', 'status'], ...played].map((cells) => cells.join(',')).join('\n');
}

function givenOf({ cloud, jobs }: AutoscalerCase): Given {
  return {
    boots: [cloud.boot.map((boot) => ({ ...boot, dir: true }))],
    deletes: [cloud.delete],
    readies: [cloud.ready ?? []],
    forceDeletes: [],
    failDeletes: (cloud.fail_deletes ?? []).map(({ instance, times }) => ({ machine: instance, times })),
    failForceDeletes: [],
    unreachable: [],
    failRequests: [],
    requestJitter: undefined,
    provisions: [[]],
    provisionElse: { us: 0, ok: false },
    directoryDelay: 0,
    backoff: [],
    starts: jobs.map(({ start }) => start),
  };
}

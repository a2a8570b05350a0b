/** Turns a recording into what a user would write, a scenario with its files, and into what stands in for draws. */
import { createHash } from 'node:crypto';
import type { FleetSpec } from '../../src/fleet/fleet.js';
import type { Given } from '../../src/models/given.js';
import { runnerFlags } from '../../src/fleet/runner-version.js';
import { formatIssue } from '../../src/scenario/text/issue.js';
import { prepareScenario } from '../../src/scenario/prepare.js';
import type { RecordedAction, RecordedManager, Recording } from './recording.js';
import { ofManager } from './recording.js';

/** Time limit of a job that has none of its own. */
const NO_LIMIT = '7200s';
const JOBS_FILE = 'jobs.csv';

export interface PlayableRecording {
  readonly fleet: FleetSpec;
  readonly given: Given;
}

/** Returns the fleet of a recording, made by the same steps as a user's. Throws an Error that says what cannot be played. */
export function playable(recording: Recording): PlayableRecording {
  if (runnerFlags(recording.source.version) === undefined) throw new Error(`runner version ${recording.source.version} is not modelled`);
  const jobs = jobsCsv(recording);
  const prepared = prepareScenario(
    JSON.stringify(scenarioOf(recording)),
    recording.name,
    (file) => (file === JOBS_FILE ? jobs : undefined),
    {
      hash: (text) => createHash('sha256').update(text).digest('hex'),
    },
  );
  if ('issues' in prepared)
    throw new Error(
      prepared.issues
        .filter(({ severity }) => severity === 'error')
        .map(formatIssue)
        .join('\n'),
    );
  const { fleet } = prepared;
  return { fleet, given: givenOf(recording, fleet) };
}

const us = (time: number): string => `${time}us`;

function scenarioOf(recording: Recording): unknown {
  const { gitlab, cloud, managers } = recording;
  return {
    name: recording.name,
    start: recording.clock_start,
    horizon: us(recording.ends_at),
    instances: {
      gitlab: {
        request_latency: us(gitlab.request_latency),
        update_latency: us(gitlab.update_latency),
        final_update_latency: us(gitlab.final_update_latency),
        long_polling: gitlab.long_poll === 0 ? 'off' : us(gitlab.long_poll),
        long_poll_wake: gitlab.long_poll_wake ?? 'job',
        fair_usage: false,
        cancel_pending: false,
        // One answer after one latency.
        http_retries: 0,
        trace:
          gitlab.trace === undefined
            ? { output: 'off' }
            : {
                output: gitlab.trace.output,
                patch_latency: us(gitlab.trace.patch_latency),
                touch_latency: us(gitlab.trace.touch_latency),
                update_interval: us(gitlab.trace.update_interval),
              },
      },
    },
    runners: Object.fromEntries(tokensOf(managers).map((token) => [token, { token, type: 'group', tags: [token], run_untagged: true }])),
    clouds: {
      fake: {
        driver: driverOf(managers),
        zones: {
          'us-central1-a': {
            boot_time: '1s',
            delete_time: '1s',
            stop_time: us(cloud.stop),
            // A recording says how long each of its removals takes, whatever it removes.
            remove_unmade: 'as_made',
            connect_latency: us(cloud.connect_latency),
          },
        },
        machine_types: { 'n1-standard-1': '1 USD/h' },
      },
    },
    managers: Object.fromEntries(
      managers.map((manager) => [
        manager.name,
        {
          config: { file: `${manager.name}.toml`, text: manager.config_toml },
          runner_version: recording.source.version,
          running: false,
          config_check: us(manager.config_check),
        },
      ]),
    ),
    workloads: {
      jobs: {
        trace: { file: JOBS_FILE, align: 'clock', duration_includes: 'none', max_bad_rows: '0%' },
        projects: ['any'],
        start: '0s',
        stages: {
          prepare: us(cloud.stages.prepare),
          prepare_script: us(cloud.stages.prepare_script),
          get_sources: us(cloud.stages.get_sources),
          cleanup: us(cloud.stages.cleanup_file_variables ?? 0),
        },
        prepare_when_over: us(cloud.stages.prepare_when_over ?? 0),
        timeout: NO_LIMIT,
      },
    },
    events: managers
      .flatMap((manager) => manager.actions.map((action) => ({ action, manager: manager.name })))
      .sort((a, b) => a.action.at - b.action.at)
      .map(({ action, manager }) => ({ at: us(action.at), ...eventOf(action, manager) })),
  };
}

/** All recordings name one driver, and neither a zone nor a type: the cloud has those that the google driver takes then. */
function driverOf(managers: readonly RecordedManager[]): string {
  return /MachineDriver = "(.+)"/.exec(managers[0]!.config_toml)![1]!;
}

function eventOf(action: RecordedAction, group: string): object {
  switch (action.do) {
    case 'start':
    case 'kill':
      return { [action.do]: { group } };
    case 'stop':
      return { stop: { group, signal: action.signal } };
    case 'reload':
      return { reload: { group, config: { file: `${group}.toml at ${action.at}`, text: action.config_toml } } };
  }
}

/** Tokens of all configurations, in order of appearance. */
function tokensOf(managers: readonly RecordedManager[]): string[] {
  const texts = managers.flatMap(({ config_toml, actions }) => [config_toml, ...actions.map((action) => action.config_toml ?? '')]);
  return [...new Set(texts.flatMap((text) => [...text.matchAll(/^\s*token = "(.+)"$/gm)].map((match) => match[1]!)))];
}

/** A history has a job within the run: where the recording has none, one that no runner may take. */
function jobsCsv({ jobs, ends_at }: Recording): string {
  const seconds = (time: number): string => (time / 1e6).toFixed(6);
  const rows = jobs
    .filter(({ queued_at }) => queued_at < ends_at)
    .map((job) => [
      job.id,
      seconds(job.queued_at),
      us(job.script),
      job.runner ?? '',
      job.result,
      job.timeout === undefined ? '' : us(job.timeout),
      job.cancel === undefined ? '' : seconds(job.cancel.at),
      job.cancel?.status ?? '',
    ]);
  const played = rows.length > 0 ? rows : [[1, '0', '0s', 'nobody', 'success', '', '', '']];
  return [['job', 'queued_at', 'duration', 'tags', 'status', 'timeout', 'cancel_at', 'cancel'], ...played]
    .map((cells) => cells.join(','))
    .join('\n');
}

function givenOf(recording: Recording, { managers, groups }: FleetSpec): Given {
  const { gitlab, cloud, jobs } = recording;
  // Processes are named <group>-<ordinal>.
  const names = managers.map(({ group }) => groups[group]!);
  const { provision } = cloud;
  return {
    boots: names.map((name) => ofManager(cloud.boot, name).map(({ us: time, ok, dir }) => ({ us: time, ok, dir: dir ?? true }))),
    deletes: names.map((name) => ofManager(cloud.delete, name)),
    forceDeletes: names.map((name) => ofManager(cloud.force_delete, name)),
    failDeletes: cloud.fail_deletes ?? [],
    failForceDeletes: cloud.fail_force_deletes ?? [],
    unreachable: (cloud.unreachable ?? []).map(({ to, ...rest }) => ({ ...rest, to: to ?? Infinity })),
    failRequests: gitlab.fail_requests ?? [],
    requestJitter: gitlab.request_jitter,
    provisions: names.map((name) =>
      isByMachine(provision)
        ? provision.map(({ us: time, ok_at }) => [1, 2, 3].map((attempt) => ({ us: time, ok: attempt === ok_at })))
        : ofManager(cloud.boot, name).map((boot) => boot.provision ?? []),
    ),
    provisionElse: provision === undefined || isByMachine(provision) ? { us: 0, ok: false } : provision,
    directoryDelay: cloud.dir_delay ?? 0,
    backoff: gitlab.backoff ?? [],
    starts: jobs.map(({ start }) => start),
  };
}

type Provision = Recording['cloud']['provision'];

function isByMachine(provision: Provision): provision is Extract<Provision, readonly unknown[]> {
  return Array.isArray(provision);
}

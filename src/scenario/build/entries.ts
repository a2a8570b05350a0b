/** Joins the entries of a config.toml to registrations and turns them into the model's. */
import type { DockerMachineSpec, ExecutorSpec, IdleSettings } from '../../fleet/executor.js';
import type { EntrySpec, ProcessConfig } from '../../fleet/config.js';
import { SECOND } from '../../units/time.js';
import type { MachineSettings, RunnerConfig, RunnerEntry } from '../config-toml/config.js';
import { tomlSecrets } from '../config-toml/toml-secrets.js';
import { suggestion, withExcerpt, type Position } from '../issue.js';
import { publicUrl } from '../secret-patterns.js';
import { offPeakTimeline, sectionTimeline } from '../periods/section-timeline.js';
import { EXECUTORS, usesMachines, usesOwnHost } from '../config-toml/known-keys.js';
import type { ConfigText, ScenarioManager, ScenarioReplica } from '../scenario.js';
import type { BuiltClouds } from './clouds.js';
import type { BuildContext, NameIndex } from './context.js';
import { placeEntry } from './placement.js';

/** What GitLab Runner reads for MaxRemovalAttempts 0 (specification 5.3). */
const DEFAULT_REMOVAL_ATTEMPTS = 30;
/** Seconds of a round of the feeder where check_interval is 0 or absent (specification 2.1). */
const DEFAULT_CHECK_INTERVAL = 3;

/** One process whose config.toml is built. */
export interface BuiltProcess {
  readonly group: string;
  readonly manager: ScenarioManager;
  readonly replica: ScenarioReplica;
  readonly replicaIndex: number;
}

/** Notes an error of the config.toml with its place and excerpt. */
function tomlError(context: BuildContext, config: ConfigText, position: Position, path: string, message: string): void {
  context.report.add([
    {
      severity: 'error',
      file: config.file,
      position,
      path,
      message,
      excerpt: withExcerpt(config.text, position, tomlSecrets(config.text)),
    },
  ]);
}

function idleOf(settings: Pick<MachineSettings, 'IdleCount' | 'IdleCountMin' | 'IdleScaleFactor' | 'IdleTime'>): IdleSettings {
  return {
    idleCount: settings.IdleCount,
    idleCountMin: settings.IdleCountMin,
    idleScaleFactor: settings.IdleScaleFactor,
    idleTime: settings.IdleTime * SECOND,
  };
}

/** Returns the idle settings over time, worked out once for all processes that share them. */
function timelineOf(context: BuildContext, machine: MachineSettings, timezone: string): DockerMachineSpec['timeline'] {
  const byZone = context.timelines.get(machine) ?? new Map<string, DockerMachineSpec['timeline']>();
  context.timelines.set(machine, byZone);
  const timeline = byZone.get(timezone) ?? newTimeline(context, machine, timezone);
  byZone.set(timezone, timeline);
  return timeline;
}

function newTimeline(context: BuildContext, machine: MachineSettings, timezone: string): DockerMachineSpec['timeline'] {
  const startMs = context.start / 1000;
  const plain = idleOf(machine);
  const { offPeak, autoscaling } = machine;
  if (offPeak !== undefined && autoscaling.length === 0) {
    const away = { ...plain, idleCount: offPeak.IdleCount, idleTime: offPeak.IdleTime * SECOND };
    return offPeakTimeline(offPeak, startMs, context.horizon, timezone).map(({ at, section }) => ({
      at,
      idle: section === -1 ? plain : away,
    }));
  }
  return sectionTimeline(autoscaling, startMs, context.horizon, timezone).map(({ at, section }) => {
    const active = autoscaling[section];
    return { at, idle: active === undefined ? plain : idleOf(active) };
  });
}

/** Returns what `entries` of the group says of an entry: by its name, else by its index. */
function mappedOf(manager: ScenarioManager, entry: RunnerEntry): { key: string; value: ScenarioManager['entries'][string] } | undefined {
  const key = [entry.name, String(entry.index)].find((name) => Object.hasOwn(manager.entries, name));
  const value = key === undefined ? undefined : manager.entries[key];
  return key === undefined || value === undefined ? undefined : { key, value };
}

/** Returns the name of the runner an entry joins, `ignore`, or undefined after noting that it joins none. */
function joinOf(context: BuildContext, process: BuiltProcess, config: ConfigText, entry: RunnerEntry): string | undefined {
  const { runners } = context.scenario;
  const mapped = mappedOf(process.manager, entry);
  const byToken = Object.keys(runners).find((name) => entry.token !== '' && runners[name]?.token === entry.token);
  if (mapped !== undefined) {
    if (byToken !== undefined && mapped.value.runner !== 'ignore' && mapped.value.runner !== byToken) {
      const path = ['managers', process.group, 'entries', mapped.key];
      context.report.error(
        path,
        `entry '${entry.name}' has the token of runner ${byToken} but is mapped to ${mapped.value.runner}; remove one of the two`,
      );
    }
    return mapped.value.runner;
  }
  if (byToken !== undefined) return byToken;
  const what = `entry ${entry.index} '${entry.name}' joins no runner: none has its token`;
  const advice = `add a runner with this token under runners, or say which it is with entries: { ${JSON.stringify(entry.name)}: RUNNER } in managers.${process.group}, or leave it out with 'ignore' there`;
  tomlError(context, config, entry.position, `runners[${entry.index}]`, `${what}; ${advice}`);
  return undefined;
}

function checkExecutor(context: BuildContext, process: BuiltProcess, config: ConfigText, entry: RunnerEntry): boolean {
  const at = entry.positions['executor'] ?? entry.position;
  const path = `runners[${entry.index}].executor`;
  const leave = `leave the entry out with entries: { ${JSON.stringify(entry.name)}: ignore } in managers.${process.group}`;
  if (usesMachines(entry.executor)) {
    if (entry.machine !== undefined) return true;
    tomlError(
      context,
      config,
      entry.position,
      `runners[${entry.index}]`,
      `the executor ${entry.executor} needs a section [runners.machine]; add it, or ${leave}`,
    );
    return false;
  }
  if (usesOwnHost(entry.executor)) return true;
  const meant = suggestion(
    entry.executor,
    Object.keys(EXECUTORS).filter((executor) => usesMachines(executor) || usesOwnHost(executor)),
  );
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
  tomlError(
    context,
    config,
    at,
    path,
    `the executor '${entry.executor}' is not modelled${hint}; expected docker+machine, docker, shell or another of one host; ${leave}`,
  );
  return false;
}

function executorOf(
  context: BuildContext,
  clouds: BuiltClouds,
  process: BuiltProcess,
  config: ConfigText,
  entry: RunnerEntry,
): ExecutorSpec {
  const { machine } = entry;
  if (machine === undefined || !usesMachines(entry.executor)) return { kind: 'host' };
  const placement = placeEntry(context, clouds, {
    group: process.group,
    entry,
    machine,
    mapped: mappedOf(process.manager, entry)?.value,
    replica: process.replica,
    replicaIndex: process.replicaIndex,
    error: (position, path, message) => tomlError(context, config, position, path, message),
    warn: (position, path, message) =>
      context.report.add([
        {
          severity: 'warning',
          file: config.file,
          position,
          path,
          message,
          excerpt: withExcerpt(config.text, position, tomlSecrets(config.text)),
        },
      ]),
  });
  return {
    kind: 'docker-machine',
    zone: placement?.zone ?? 0,
    machineType: placement?.machineType ?? 0,
    maxBuilds: machine.MaxBuilds,
    maxGrowthRate: machine.MaxGrowthRate,
    maxRemovalAttempts: machine.MaxRemovalAttempts > 0 ? machine.MaxRemovalAttempts : DEFAULT_REMOVAL_ATTEMPTS,
    skipsProvision: entry.featureFlags['FF_SKIP_DOCKER_MACHINE_PROVISION_ON_CREATION_FAILURE'] ?? false,
    timeline: timelineOf(context, machine, process.manager.timezone),
  };
}

function warnOfAddress(context: BuildContext, config: ConfigText, entry: RunnerEntry, runner: string): void {
  const instance = context.scenario.runners[runner]?.instance ?? '';
  const url = context.scenario.instances[instance]?.url;
  const bare = (text: string): string =>
    publicUrl(text)
      .toLowerCase()
      .replace(/\/+(ci\/*)?$/u, '');
  if (url === undefined || entry.url === '' || bare(url) === bare(entry.url)) return;
  const position = entry.positions['url'] ?? entry.position;
  const message = `the entry asks ${publicUrl(entry.url)}, but runner ${runner} is at ${instance} (${publicUrl(url)}); the scenario is followed`;
  context.report.add([{ severity: 'warning', file: config.file, position, path: `runners[${entry.index}].url`, message }]);
}

function buildEntry(
  context: BuildContext,
  clouds: BuiltClouds,
  runners: NameIndex,
  process: BuiltProcess,
  config: ConfigText,
  entry: RunnerEntry,
): EntrySpec | undefined {
  const joined = joinOf(context, process, config, entry);
  if (joined === undefined || joined === 'ignore' || !checkExecutor(context, process, config, entry)) return undefined;
  warnOfAddress(context, config, entry, joined);
  return {
    name: entry.name,
    // The registration stands for its token: in a file with redacted tokens all entries would share one.
    token: context.scenario.runners[joined]?.token ?? joined,
    runner: runners.of(joined),
    limit: entry.limit,
    requestConcurrency: Math.max(1, entry.request_concurrency),
    adaptive: entry.featureFlags['FF_USE_ADAPTIVE_REQUEST_CONCURRENCY'] ?? true,
    strictCheckInterval: entry.strict_check_interval,
    unhealthyLimit: entry.unhealthy_requests_limit,
    unhealthyInterval: entry.unhealthy_interval,
    prepareTimeout: entry.prepare_timeout ?? Infinity,
    getSourcesTimeout: entry.get_sources_timeout ?? Infinity,
    executor: executorOf(context, clouds, process, config, entry),
  };
}

/** Returns the model's form of a config.toml that has been read, for one process. */
export function buildProcessConfig(
  context: BuildContext,
  clouds: BuiltClouds,
  runners: NameIndex,
  process: BuiltProcess,
  text: ConfigText,
  config: RunnerConfig,
): ProcessConfig {
  const entries = config.entries.flatMap((entry) => buildEntry(context, clouds, runners, process, text, entry) ?? []);
  return {
    concurrent: config.concurrent,
    checkInterval: (config.check_interval > 0 ? config.check_interval : DEFAULT_CHECK_INTERVAL) * SECOND,
    shutdownTimeout: config.shutdown_timeout,
    drain: {
      enabled: config.drain.enabled,
      concurrency: config.drain.concurrency,
      maxRetries: config.drain.max_retries,
      retryBackoff: config.drain.retry_backoff,
    },
    entries,
  };
}

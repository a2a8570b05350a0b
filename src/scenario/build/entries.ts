/** Joins the entries of a config.toml to registrations and turns them into the model's. */
import type { RunnerIndex } from '../../units/indices.js';
import type { EntrySpec, ProcessConfig } from '../../fleet/config.js';
import { SECOND } from '../../units/time.js';
import type { RunnerConfig, RunnerEntry } from '../config-toml/config.js';
import { tomlSecrets } from '../config-toml/toml-secrets.js';
import { withExcerpt, type Issue, type Position } from '../text/issue.js';
import { publicUrl } from '../secrets/secret-patterns.js';
import type { ConfigText, ScenarioManager, ScenarioReplica } from '../scenario.js';
import type { BuiltClouds } from './clouds.js';
import type { BuildContext, NameIndex } from './context.js';
import { checkExecutor, executorOf, type ExecutorSite } from './executors.js';

/** Seconds of a round of the feeder where check_interval is 0 or absent (docs/explanation/manager-loop.md, "Feeder"). */
const DEFAULT_CHECK_INTERVAL = 3;

/** One process whose config.toml is built. */
export interface BuiltProcess {
  readonly group: string;
  readonly manager: ScenarioManager;
  readonly replica: ScenarioReplica;
  readonly replicaIndex: number;
}

/** Notes a finding in the config.toml with its place and excerpt. */
function noteToml(
  context: BuildContext,
  { file, text }: ConfigText,
  severity: Issue['severity'],
  position: Position,
  path: string,
  message: string,
): void {
  context.report.add([{ severity, file, position, path, message, excerpt: withExcerpt(text, position, tomlSecrets(text)) }]);
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
  noteToml(context, config, 'error', entry.position, `runners[${entry.index}]`, `${what}; ${advice}`);
  return undefined;
}

/** What the entry's executor is built from, with its messages in the config.toml. */
function siteOf(context: BuildContext, process: BuiltProcess, config: ConfigText, entry: RunnerEntry): ExecutorSite {
  return {
    group: process.group,
    entry,
    mapped: mappedOf(process.manager, entry)?.value,
    replica: process.replica,
    replicaIndex: process.replicaIndex,
    timezone: process.manager.timezone,
    error: (position, path, message) => noteToml(context, config, 'error', position, path, message),
    warn: (position, path, message) => noteToml(context, config, 'warning', position, path, message),
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
  runners: NameIndex<RunnerIndex>,
  process: BuiltProcess,
  config: ConfigText,
  entry: RunnerEntry,
): EntrySpec | undefined {
  const joined = joinOf(context, process, config, entry);
  if (joined === undefined || joined === 'ignore') return undefined;
  const site = siteOf(context, process, config, entry);
  if (!checkExecutor(site)) return undefined;
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
    executor: executorOf(context, clouds, site),
  };
}

/** Returns the model's form of a config.toml that has been read, for one process. */
export function buildProcessConfig(
  context: BuildContext,
  clouds: BuiltClouds,
  runners: NameIndex<RunnerIndex>,
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

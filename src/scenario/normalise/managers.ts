/** Completes manager groups: config.toml inlined with its overrides, processes counted out, offsets reckoned. */
import { DEFAULT_RUNNER_VERSION, isAssumedFrom2018, OLDEST_RUNNER_VERSION, runnerFlags } from '../../fleet/runner-version.js';
import { durationText, LONGEST } from '../../units/duration.js';
import { SECOND, type Micros } from '../../units/time.js';
import { microsOf } from '../accepted.js';
import type { RunnerConfig } from '../config-toml/config.js';
import { overrideConfig } from '../config-toml/override-config.js';
import { readConfig } from '../config-toml/read-config.js';
import { isAtLeast, parseVersion } from '../config-version.js';
import type { Path } from '../text/path.js';
import type { Issue } from '../text/issue.js';
import { mapByName } from '../order.js';
import type { ConfigOverride } from '../settings/overrides.js';
import type { ScenarioInput } from '../schema.js';
import type { ConfigText, ScenarioEntry, ScenarioManager, ScenarioReplica } from '../scenario.js';
import { zoneProblem } from '../periods/zone.js';
import type { NormaliseContext } from './context.js';

type ManagerInput = ScenarioInput['managers'][string];

/** Seconds between two rounds of the feeder where config.toml does not say (docs/explanation/manager-loop.md, "Feeder"). */
const DEFAULT_CHECK_INTERVAL = 3;

/** Returns a config.toml inlined, or undefined after noting that it cannot be read. */
export function inlineConfig(context: NormaliseContext, path: Path, given: string | ConfigText): ConfigText | undefined {
  const config = typeof given === 'string' ? { file: given, text: context.file(path, given, 'the config.toml of a GitLab Runner') } : given;
  if (config.text === undefined) return undefined;
  context.report.document.secrets.learnConfig(config.text);
  return { file: config.file, text: config.text };
}

/** Returns a config.toml with `overrides` written into it, one after another. */
export function overridden(
  context: Pick<NormaliseContext, 'report'>,
  config: ConfigText,
  overrides: readonly { readonly path: Path; readonly value: unknown; readonly origin?: string }[],
): ConfigText {
  let { text } = config;
  for (const { path, value, origin } of overrides) {
    context.report.document.secrets.learnSet(['config', '', ...path], value);
    const result = overrideConfig(text, config.file, [{ path: [...path], value }]);
    context.report.add(
      origin === undefined ? result.issues : result.issues.map((issue) => ({ ...issue, message: `${issue.message} (from ${origin})` })),
    );
    text = result.text;
  }
  return { file: config.file, text };
}

/** Returns the issues, those that were not there before the overrides with a word of where their value came from: the file does not hold it. */
function withOrigins(issues: readonly Issue[], before: readonly Issue[], overrides: readonly ConfigOverride[]): Issue[] {
  const known = new Set(before.map(({ path, message }) => `${path ?? ''} ${message}`));
  return issues.map((issue) => {
    if (known.has(`${issue.path ?? ''} ${issue.message}`)) return issue;
    const key = issue.path?.split('.').at(-1);
    const origin = overrides.find(({ path }) => String(path.at(-1)) === key)?.origin;
    return origin === undefined ? issue : { ...issue, message: `${issue.message} (from ${origin})` };
  });
}

function normaliseEntries(
  context: NormaliseContext,
  input: ScenarioInput,
  path: Path,
  given: ManagerInput['entries'],
): Record<string, ScenarioEntry> {
  return mapByName(given ?? {}, (value, key) => {
    const entry = typeof value === 'string' ? { runner: value } : value;
    if (entry.runner !== 'ignore') context.known([...path, key], 'runner', entry.runner, Object.keys(input.runners));
    return {
      runner: entry.runner,
      ...(entry.zone === undefined ? {} : { zone: entry.zone }),
      ...(entry.machine_type === undefined ? {} : { machine_type: entry.machine_type }),
    };
  });
}

function normaliseReplicas(context: NormaliseContext, path: Path, given: ManagerInput, checkInterval: number): ScenarioReplica[] {
  const replicas = context.fill([...path, 'replicas'], given.replicas, 1);
  const list = typeof replicas === 'number' ? Array.from({ length: replicas }, () => ({})) : replicas;
  const step = given.start_offset === undefined ? undefined : microsOf(given.start_offset);
  const offsets: Micros[] = [];
  const normalised = list.map((replica: { zone?: string | undefined; start_offset?: string | undefined }, k) => {
    const late = step === undefined ? Math.round((k * checkInterval * SECOND) / list.length) : k * step;
    const offset = replica.start_offset === undefined ? late : microsOf(replica.start_offset);
    const isDefault = replica.start_offset === undefined && step === undefined && k > 0;
    if (isDefault) context.fill([...path, 'replicas', k, 'start_offset'], undefined, durationText(late));
    offsets.push(offset);
    return { ...(replica.zone === undefined ? {} : { zone: replica.zone }), start_offset: durationText(offset) };
  });
  const tooLate = offsets.findIndex((offset) => offset > LONGEST);
  if (tooLate >= 0) {
    const message = `process ${tooLate + 1} would start more than 20 years late; make start_offset shorter, or the processes fewer`;
    context.report.error([...path, 'start_offset'], message);
  }
  return normalised;
}

/** Says that periods follow UTC where the file leaves the zone to the host and the scenario says nothing of it. */
function warnOfLocal(context: NormaliseContext, path: Path, config: RunnerConfig | undefined): void {
  const isLocal = (zone: string): boolean => zone === '' || zone === 'Local';
  const local = config?.entries.find(
    ({ machine }) =>
      machine?.autoscaling.some(({ Timezone }) => isLocal(Timezone)) ||
      (machine?.offPeak !== undefined && isLocal(machine.offPeak.timezone)),
  );
  if (local === undefined) return;
  context.report.warn(
    path,
    `entry '${local.name}' of ${config?.file ?? ''} has periods in the zone of its host, which is unknown; UTC is taken; state timezone here`,
    'key',
  );
}

/** Notes whether a time zone is known. */
export function checkZone(context: NormaliseContext, path: Path, zone: string): void {
  const problem =
    zone === 'Local' ? 'expected an IANA name such as Europe/Berlin; Local would mean the machine runcast runs on' : zoneProblem(zone);
  if (problem !== undefined) context.report.error(path, problem);
}

/** Returns the host of each process. Its zone is the one stated, or the only one of its cloud; where the replicas state one it is theirs. */
function normaliseHost(
  context: NormaliseContext,
  input: ScenarioInput,
  path: Path,
  { host, replicas }: { readonly host: NonNullable<ManagerInput['host']>; readonly replicas?: ManagerInput['replicas'] },
): NonNullable<ScenarioManager['host']> {
  const { cloud, machine_type } = host;
  const zones = Object.keys(input.clouds?.[cloud]?.zones ?? {});
  checkHost(context, input, path, host);
  if (host.zone !== undefined) return { cloud, zone: host.zone, machine_type };
  const isStated = Array.isArray(replicas) && replicas.some(({ zone }) => zone !== undefined && zones.includes(zone));
  if (isStated || zones.length !== 1) return { cloud, machine_type };
  return { cloud, zone: context.fill([...path, 'zone'], undefined, zones[0]!, `the only zone of ${cloud}`), machine_type };
}

function checkHost(context: NormaliseContext, input: ScenarioInput, path: Path, host: NonNullable<ManagerInput['host']>): void {
  const clouds = input.clouds ?? {};
  if (!context.known([...path, 'cloud'], 'cloud', host.cloud, Object.keys(clouds))) return;
  if (host.zone !== undefined) context.known([...path, 'zone'], 'zone', host.zone, Object.keys(clouds[host.cloud]?.zones ?? {}));
  const types = clouds[host.cloud]?.machine_types ?? {};
  if (!Object.hasOwn(types, host.machine_type)) {
    const at = context.report.place(['clouds', host.cloud, 'machine_types']);
    context.report.error(
      [...path, 'machine_type'],
      `the machine type '${host.machine_type}' has no price in cloud ${host.cloud} (${at}); add it there, such as ${host.machine_type}: 0.05 USD/h`,
    );
  }
}

/** Notes whether the behaviour of a version of GitLab Runner is known. */
export function checkVersion(context: NormaliseContext, path: Path, version: string): void {
  if (parseVersion(version) === undefined || runnerFlags(version) === undefined) {
    const advice = `expected a version from ${OLDEST_RUNNER_VERSION} on, such as "${DEFAULT_RUNNER_VERSION}" (in quotes)`;
    context.report.error(path, `the behaviour of GitLab Runner '${version}' is not modelled; ${advice}`);
  }
  if (isAssumedFrom2018(version)) {
    const message = `GitLab Runner ${version} was not recorded: what 11.4 did beyond the version matrix is assumed to hold`;
    context.report.warn(path, message);
  }
}

/** Returns the complete manager groups; `overrides` are the `--set` values that go into their config.toml files. */
export function normaliseManagers(
  context: NormaliseContext,
  input: ScenarioInput,
  timezone: string,
  overrides: readonly ConfigOverride[],
): Record<string, ScenarioManager> {
  return mapByName(input.managers, (given, name) => {
    const at = (...keys: string[]): Path => ['managers', name, ...keys];
    const version = context.fill(at('runner_version'), given.runner_version, DEFAULT_RUNNER_VERSION);
    const parsed = parseVersion(version);
    checkVersion(context, at('runner_version'), version);
    const inlined = inlineConfig(context, at('config'), given.config);
    const config =
      inlined === undefined
        ? undefined
        : overridden(
            context,
            inlined,
            overrides.filter(({ group }) => group === name),
          );
    const read =
      config === undefined
        ? undefined
        : readConfig(config.text, config.file, parsed === undefined ? {} : { runnerVersion: [parsed[0], parsed[1]] });
    if (read !== undefined && read.config === undefined) {
      const before = inlined === undefined ? [] : readConfig(inlined.text, inlined.file).issues;
      const own = overrides.filter(({ group }) => group === name);
      context.report.add(withOrigins(read.issues, before, own));
    }
    if (given.timezone === undefined && input.timezone === undefined) warnOfLocal(context, at(), read?.config);
    const interval = read?.config?.check_interval ?? 0;
    const zone = given.timezone ?? timezone;
    if (given.timezone !== undefined) checkZone(context, at('timezone'), given.timezone);
    const timeout = parsed !== undefined && isAtLeast(parsed, 18, 4) ? '1h' : 'off';
    return {
      config: config ?? { file: '', text: '' },
      runner_version: version,
      timezone: zone,
      replicas: normaliseReplicas(context, at(), given, interval > 0 ? interval : DEFAULT_CHECK_INTERVAL),
      running: context.fill(at('running'), given.running, true),
      ...(given.os === 'windows' ? { os: given.os } : {}),
      config_check: context.duration(at('config_check'), given.config_check, '3s'),
      command_timeout: context.duration(at('command_timeout'), given.command_timeout, timeout, `runner ${version}`),
      ...(given.host === undefined ? {} : { host: normaliseHost(context, input, at('host'), { ...given, host: given.host }) }),
      entries: normaliseEntries(context, input, at('entries'), given.entries),
    };
  });
}

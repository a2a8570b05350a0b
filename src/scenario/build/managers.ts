/** Builds manager processes and what happens to them: every config.toml they ever run with, and the events. */
import { runnerFlags } from '../../models/runner-version.js';
import type { EventSpec, ManagerSpec, ProcessConfig } from '../../models/fleet.js';
import { parsePrice } from '../../units/money.js';
import { configWarnings } from '../config-toml/config-warnings.js';
import type { RunnerConfig } from '../config-toml/config.js';
import { readConfig } from '../config-toml/read-config.js';
import { parseVersion } from '../config-version.js';
import { suggestion } from '../issue.js';
import { own } from '../own.js';
import { processNames } from '../normalise/events.js';
import type { ConfigText, ScenarioEvent, ScenarioManager } from '../scenario.js';
import type { BuiltClouds } from './clouds.js';
import { micros, NameIndex, type BuildContext } from './context.js';
import { buildProcessConfig } from './entries.js';
import { weekly } from './weekly.js';

interface Draft {
  readonly name: string;
  readonly group: string;
  readonly replicaIndex: number;
  readonly configs: ProcessConfig[];
  /** Index of a config.toml by its text. */
  readonly seen: Map<string, number>;
}

/** Reads each config.toml once, however many processes run with it. */
class ConfigReader {
  private readonly read = new Map<string, RunnerConfig | undefined>();
  private readonly context: BuildContext;

  constructor(context: BuildContext) {
    this.context = context;
  }

  of(text: ConfigText, manager: ScenarioManager): RunnerConfig | undefined {
    const key = `${manager.runner_version}\n${text.file}\n${text.text}`;
    if (!this.read.has(key)) {
      const version = parseVersion(manager.runner_version);
      const { config, issues } = readConfig(text.text, text.file, version === undefined ? {} : { runnerVersion: [version[0], version[1]] });
      this.context.report.add(issues);
      if (config !== undefined) this.context.report.add(configWarnings(config));
      this.read.set(key, config);
    }
    return this.read.get(key);
  }

  /** Names and indices of the entries in all files read for a manager group. */
  keys(texts: readonly ConfigText[], manager: ScenarioManager): { all: Set<string>; ambiguous: Set<string> } {
    const all = new Set<string>();
    const ambiguous = new Set<string>();
    for (const text of texts) {
      const names = new Set<string>();
      for (const { name, index } of this.of(text, manager)?.entries ?? []) {
        if (names.has(name)) ambiguous.add(name);
        names.add(name);
        all.add(name).add(String(index));
      }
    }
    return { all, ambiguous };
  }
}

function hostPrice({ scenario }: BuildContext, { host }: ScenarioManager): number {
  if (host === undefined) return 0;
  const price = parsePrice(scenario.clouds[host.cloud]?.machine_types[host.machine_type] ?? '');
  return typeof price === 'number' ? price : 0;
}

function targets(scenario: BuildContext['scenario'], event: ScenarioEvent): readonly string[] {
  const { manager, group } = event.start ?? event.stop ?? event.kill ?? event.reload ?? {};
  if (manager !== undefined) return [manager];
  const found = own(scenario.managers, group ?? '');
  return found === undefined ? [] : processNames(group ?? '', found);
}

/** Says where `entries` of a group names an entry that no file has, or one of several of the same name. */
function checkEntries(
  context: BuildContext,
  group: string,
  manager: ScenarioManager,
  keys: { all: Set<string>; ambiguous: Set<string> },
): void {
  for (const key of Object.keys(manager.entries)) {
    if (!keys.all.has(key)) {
      const meant = suggestion(key, [...keys.all]);
      const has =
        meant === undefined
          ? `it has ${[...keys.all].filter((name) => !/^\d+$/u.test(name)).join(', ') || 'none'}`
          : `did you mean ${meant}?`;
      context.report.error(['managers', group, 'entries', key], `${manager.config.file} has no entry '${key}'; ${has}`, 'key');
    } else if (keys.ambiguous.has(key)) {
      context.report.error(
        ['managers', group, 'entries', key],
        `several entries of ${manager.config.file} are called '${key}'; name them by their index from 0`,
        'key',
      );
    }
  }
}

/** Returns the processes in their final order, the names of the groups, and the events in order of time. */
export function buildManagers(
  context: BuildContext,
  clouds: BuiltClouds,
  runners: NameIndex,
): { groups: readonly string[]; managers: readonly ManagerSpec[]; events: readonly EventSpec[] } {
  const { scenario } = context;
  const reader = new ConfigReader(context);
  const groups = new NameIndex(Object.keys(scenario.managers));
  const drafts = new Map<string, Draft>();
  const texts = new Map<string, ConfigText[]>(groups.names.map((group) => [group, []]));
  const configOf = (draft: Draft, text: ConfigText): number => {
    const manager = scenario.managers[draft.group]!;
    const key = `${text.file}\n${text.text}`;
    const known = draft.seen.get(key);
    if (known !== undefined) return known;
    texts.get(draft.group)?.push(text);
    const config = reader.of(text, manager);
    const process = { group: draft.group, manager, replica: manager.replicas[draft.replicaIndex]!, replicaIndex: draft.replicaIndex };
    if (config !== undefined) draft.configs.push(buildProcessConfig(context, clouds, runners, process, text, config));
    draft.seen.set(key, draft.configs.length - 1);
    return draft.configs.length - 1;
  };
  for (const group of groups.names) {
    const manager = scenario.managers[group]!;
    processNames(group, manager).forEach((name, replicaIndex) => {
      const draft: Draft = { name, group, replicaIndex, configs: [], seen: new Map() };
      drafts.set(name, draft);
      configOf(draft, manager.config);
    });
  }
  const order = new NameIndex(drafts.keys());
  const events = scenario.events.flatMap((event) => buildEvent(context, event, order, (name, text) => configOf(drafts.get(name)!, text)));
  for (const group of groups.names)
    checkEntries(context, group, scenario.managers[group]!, reader.keys(texts.get(group) ?? [], scenario.managers[group]!));
  const managers = order.names.map((name): ManagerSpec => {
    const draft = drafts.get(name)!;
    const manager = scenario.managers[draft.group]!;
    return {
      name,
      group: groups.of(draft.group),
      startOffset: micros(manager.replicas[draft.replicaIndex]?.start_offset ?? '0s'),
      running: manager.running,
      versions: [runnerFlags(manager.runner_version)!],
      isWindows: false,
      configCheck: micros(manager.config_check),
      commandTimeout: micros(manager.command_timeout),
      configs: draft.configs,
      hostPricePerHour: hostPrice(context, manager),
    };
  });
  return { groups: groups.names, managers, events: events.sort((a, b) => a.at - b.at) };
}

function buildEvent(
  context: BuildContext,
  event: ScenarioEvent,
  order: NameIndex,
  configOf: (manager: string, text: ConfigText) => number,
): EventSpec[] {
  const { scenario, start, horizon } = context;
  const times = event.every === undefined ? [micros(event.at ?? '0s')] : weekly(event.every, scenario.timezone, start, horizon);
  const names = targets(scenario, event);
  return times
    .filter((at) => at < horizon)
    .flatMap((at) =>
      names.map((name): EventSpec => {
        const manager = order.of(name);
        if (event.start !== undefined) return { at, kind: 'start', manager };
        if (event.kill !== undefined) return { at, kind: 'kill', manager };
        if (event.stop !== undefined) return { at, kind: 'stop', manager, signal: event.stop.signal };
        return { at, kind: 'reload', manager, config: configOf(name, event.reload!.config) };
      }),
    );
}

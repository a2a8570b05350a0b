/** Builds manager processes: every config.toml and every version they ever run with. */
import { runnerFlags } from '../../fleet/runner-version.js';
import type { ProcessConfig } from '../../fleet/config.js';
import type { ManagerSpec } from '../../fleet/manager.js';
import { parsePrice } from '../../units/money.js';
import { microsOf } from '../accepted.js';
import { configWarnings } from '../config-toml/config-warnings.js';
import type { RunnerConfig } from '../config-toml/config.js';
import { readConfig } from '../config-toml/read-config.js';
import { parseVersion } from '../config-version.js';
import { suggestion } from '../text/issue.js';
import { own } from '../own.js';
import { processNames } from '../normalise/events.js';
import { priceOf } from '../scenario-cloud.js';
import type { ScenarioTarget } from '../scenario-event.js';
import type { ConfigText, ScenarioManager, ScenarioReplica } from '../scenario.js';
import type { BuiltClouds } from './clouds.js';
import { NameIndex, type BuildContext } from './context.js';
import { buildProcessConfig } from './entries.js';
import type { CloudIndex, GroupIndex, ManagerIndex, RunnerIndex, ZoneIndex } from '../../units/indices.js';

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
  readonly #read = new Map<string, RunnerConfig | undefined>();
  readonly #context: BuildContext;

  constructor(context: BuildContext) {
    this.#context = context;
  }

  of(text: ConfigText, manager: ScenarioManager): RunnerConfig | undefined {
    const key = `${manager.runner_version}\n${text.file}\n${text.text}`;
    if (!this.#read.has(key)) {
      const version = parseVersion(manager.runner_version);
      const { config, issues } = readConfig(text.text, text.file, version === undefined ? {} : { runnerVersion: [version[0], version[1]] });
      this.#context.report.add(issues);
      if (config !== undefined) this.#context.report.add(configWarnings(config));
      this.#read.set(key, config);
    }
    return this.#read.get(key);
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
  const price = parsePrice(priceOf(scenario.clouds[host.cloud]?.machine_types[host.machine_type]));
  return typeof price === 'number' ? price : 0;
}

/** Returns the indices of the cloud and zone a host stands in, -1 where they are unknown. */
function hostPlace(
  clouds: BuiltClouds,
  { host }: ScenarioManager,
  replica: ScenarioReplica | undefined,
): { cloud: CloudIndex; zone: ZoneIndex } {
  const cloud = clouds.index.of(host?.cloud ?? '');
  const stated = host?.zone ?? replica?.zone;
  return { cloud, zone: cloud < 0 || stated === undefined ? -1 : clouds.zoneIndex.of(cloud, stated) };
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

/** The manager processes being built: what happens to them later adds configurations and versions. */
export class Processes {
  /** Groups in their final order. */
  readonly groups: NameIndex<GroupIndex>;
  /** Processes in their final order. */
  readonly order: NameIndex<ManagerIndex>;
  /** Every config.toml that is read, with its group and the zone of its hosts; entries that join no runner are left out. */
  readonly configs: (readonly [group: string, config: RunnerConfig, timezone: string])[] = [];
  readonly #context: BuildContext;
  readonly #clouds: BuiltClouds;
  readonly #runners: NameIndex<RunnerIndex>;
  readonly #reader: ConfigReader;
  readonly #drafts = new Map<string, Draft>();
  readonly #texts: ReadonlyMap<string, ConfigText[]>;
  /** Versions that the processes of a group ever run, by group. */
  readonly #versions: ReadonlyMap<string, string[]>;

  constructor(context: BuildContext, clouds: BuiltClouds, runners: NameIndex<RunnerIndex>) {
    const { managers } = context.scenario;
    this.#context = context;
    this.#clouds = clouds;
    this.#runners = runners;
    this.#reader = new ConfigReader(context);
    this.groups = new NameIndex(Object.keys(managers));
    this.#texts = new Map(this.groups.names.map((group) => [group, []]));
    this.#versions = new Map(this.groups.names.map((group) => [group, [managers[group]!.runner_version]]));
    for (const group of this.groups.names) {
      processNames(group, managers[group]!).forEach((name, replicaIndex) => {
        this.#drafts.set(name, { name, group, replicaIndex, configs: [], seen: new Map() });
        this.config(name, managers[group]!.config);
      });
    }
    this.order = new NameIndex(this.#drafts.keys());
  }

  /** Returns the names of the processes a target names, those of a group in the order of the group. */
  namesOf({ manager, group }: ScenarioTarget): readonly string[] {
    if (manager !== undefined) return [manager];
    const found = own(this.#context.scenario.managers, group ?? '');
    return found === undefined ? [] : processNames(group ?? '', found);
  }

  /** Returns which of how many of its group a process is, counted from 0. */
  placeOf(name: string): { readonly k: number; readonly n: number } {
    const { group, replicaIndex } = this.#drafts.get(name)!;
    return { k: replicaIndex, n: this.#context.scenario.managers[group]!.replicas.length };
  }

  /** Returns the index of a config.toml among those of a process. */
  config(name: string, text: ConfigText): number {
    const draft = this.#drafts.get(name)!;
    const manager = this.#context.scenario.managers[draft.group]!;
    const key = `${text.file}\n${text.text}`;
    const known = draft.seen.get(key);
    if (known !== undefined) return known;
    this.#texts.get(draft.group)?.push(text);
    const config = this.#reader.of(text, manager);
    const process = { group: draft.group, manager, replica: manager.replicas[draft.replicaIndex]!, replicaIndex: draft.replicaIndex };
    if (config !== undefined) {
      const built = buildProcessConfig(this.#context, this.#clouds, this.#runners, process, text, config);
      draft.configs.push(built);
      const entries = config.entries.filter(({ name: entry }) => built.entries.some(({ name: joined }) => joined === entry));
      this.configs.push([draft.group, { ...config, entries }, manager.timezone]);
    }
    draft.seen.set(key, draft.configs.length - 1);
    return draft.configs.length - 1;
  }

  /** Returns the index of a version among those of the processes of a group, which is the same for all of them. */
  version(names: readonly string[], version: string): number {
    const versions = this.#versions.get(this.#drafts.get(names[0] ?? '')?.group ?? '') ?? [];
    const known = versions.indexOf(version);
    return known >= 0 ? known : versions.push(version) - 1;
  }

  /** Returns the processes in their final order, after all that happens to them has been built. */
  finish(): ManagerSpec[] {
    const { scenario } = this.#context;
    for (const group of this.groups.names) {
      const manager = scenario.managers[group]!;
      checkEntries(this.#context, group, manager, this.#reader.keys(this.#texts.get(group) ?? [], manager));
    }
    return this.order.names.map((name): ManagerSpec => {
      const draft = this.#drafts.get(name)!;
      const manager = scenario.managers[draft.group]!;
      const replica = manager.replicas[draft.replicaIndex];
      const place = hostPlace(this.#clouds, manager, replica);
      return {
        name,
        group: this.groups.of(draft.group),
        startOffset: microsOf(replica?.start_offset ?? '0s'),
        running: manager.running,
        versions: (this.#versions.get(draft.group) ?? []).map((version) => runnerFlags(version)!),
        isWindows: manager.os === 'windows',
        configCheck: microsOf(manager.config_check),
        commandTimeout: microsOf(manager.command_timeout),
        configs: draft.configs,
        hostCloud: place.cloud,
        hostZone: place.zone,
        hostPricePerHour: hostPrice(this.#context, manager),
      };
    });
  }
}

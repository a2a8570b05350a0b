/** Completes events: instants as time since the start, config.toml texts inlined, targets and names known. */
import { refuse } from '../../sim/invariant.js';
import { durationText, LONGEST, parseDuration } from '../../units/duration.js';
import { epochOf } from '../accepted.js';
import { readConfig } from '../config-toml/read-config.js';
import type { Path } from '../text/path.js';
import { parsePath } from '../settings/set-text.js';
import { own } from '../own.js';
import type { ScenarioInput } from '../schema.js';
import { EVENT_KEYS, type EventKey } from '../schema/event.js';
import type { ScenarioEvent, ScenarioTarget } from '../scenario-event.js';
import type { ConfigText, ScenarioManager } from '../scenario.js';
import { sameDuration, type NormaliseContext } from './context.js';
import { checkVersion, inlineConfig, overridden } from './managers.js';
import { Numbered } from './numbered.js';
import { drawnTimes, normaliseOutage, OutageNames } from './outages.js';

type EventInput = NonNullable<ScenarioInput['events']>[number];
type When = Pick<ScenarioEvent, 'at' | 'every' | 'between' | 'for'>;
type TargetInput = { manager?: string | undefined; group?: string | undefined };
type ConfigInput = TargetInput & Pick<NonNullable<EventInput['reload']>, 'config' | 'set'>;

/** What an event needs to know of the rest of the scenario. */
export interface EventSurroundings {
  readonly input: ScenarioInput;
  readonly managers: Readonly<Record<string, ScenarioManager>>;
  /** Microseconds since 1970. */
  readonly start: number;
  readonly horizon: number;
}

/** Returns the names of the processes of a group. */
export function processNames(group: string, manager: Pick<ScenarioManager, 'replicas'>): string[] {
  return manager.replicas.map((_, k) => `${group}-${k + 1}`);
}

function normaliseAt(context: NormaliseContext, path: Path, given: EventInput, { start, horizon }: EventSurroundings): When {
  const lasts = typeof given.for === 'string' ? { for: sameDuration(given.for) } : {};
  if (given.every !== undefined) {
    const every = given.every.trim().replace(/\s+/gu, ' ');
    return { every: every.charAt(0).toUpperCase() + every.slice(1).toLowerCase(), ...lasts };
  }
  if (given.at === undefined) return drawnTimes(context, path, given);
  const written = given.at;
  const at = parseDuration(written) ?? epochOf(written) - start;
  if (at < 0)
    context.report.error([...path, 'at'], `'${written}' lies before the start of the scenario; expected an instant during the run`);
  if (at >= horizon) context.report.warn([...path, 'at'], 'this event lies at or after the horizon and never happens');
  // An instant may lie thousands of years ahead, where no duration reaches.
  return { at: durationText(Math.min(LONGEST, Math.max(0, at))), ...lasts };
}

/** True where values can be set in a config.toml; what is wrong with one that cannot be read has been told. */
function isReadable({ text, file }: ConfigText): boolean {
  return readConfig(text, file).config !== undefined;
}

/** Returns what is to be written for each key of a `set`, with its place, after noting keys that are no paths. */
export function changesOf(
  context: Pick<NormaliseContext, 'report'>,
  path: Path,
  set: Readonly<Record<string, unknown>>,
): { path: Path; value: unknown; origin: string }[] {
  return Object.entries(set).flatMap(([key, value]) => {
    const at = parsePath(key);
    if (at === undefined) context.report.error([...path, key], 'expected a path such as machine.IdleCount', 'key');
    return at === undefined ? [] : [{ path: at, value, origin: context.report.place([...path, key]) }];
  });
}

/** Completes the events of one scenario, in their order. */
class EventNormaliser {
  readonly #context: NormaliseContext;
  readonly #around: EventSurroundings;
  readonly #groupOf: ReadonlyMap<string, string>;
  /** The config.toml that earlier events of the list put into force, by process. */
  readonly #inForce = new Map<string, ConfigText>();
  readonly #upgrades: Numbered;
  readonly #outages: OutageNames;
  /** How each thing that an event does is completed. */
  readonly #deeds: {
    readonly [K in EventKey]: (path: Path, given: NonNullable<EventInput[K]>, when: When) => NonNullable<ScenarioEvent[K]>;
  } = {
    start: (path, given) => this.#target(path, given),
    stop: (path, given) => ({
      ...this.#target(path, given),
      signal: this.#context.fill([...path, 'signal'], given.signal, 'SIGQUIT'),
    }),
    kill: (path, given) => this.#target(path, given),
    reload: (path, given) => this.#changed(path, given),
    change: (path, given) => {
      const by = this.#context.fill([...path, 'by'], given.by, 'chef');
      return { ...this.#changed(path, given), by };
    },
    upgrade: (path, given) => this.#upgrade(path, given),
    pause: (path, given) => this.#runner(path, given),
    unpause: (path, given) => this.#runner(path, given),
    outage: (path, given, when) => {
      const around = { input: this.#around.input, groupOf: this.#groupOf, names: this.#outages };
      const isDrawn = when.at === undefined && when.every === undefined;
      return normaliseOutage(this.#context, path, given, around, isDrawn);
    },
  };

  constructor(context: NormaliseContext, given: readonly EventInput[], around: EventSurroundings) {
    this.#context = context;
    this.#around = around;
    this.#groupOf = new Map(
      Object.entries(around.managers).flatMap(([group, manager]) => processNames(group, manager).map((name) => [name, group] as const)),
    );
    this.#upgrades = new Numbered(given.flatMap(({ upgrade }) => upgrade?.name ?? []));
    this.#outages = new OutageNames(given.flatMap(({ outage }) => outage?.name ?? []));
  }

  event(path: Path, given: EventInput): ScenarioEvent {
    const when = normaliseAt(this.#context, path, given, this.#around);
    const key = EVENT_KEYS.find((one) => given[one] !== undefined) ?? refuse('the schema accepts only events that do something', path);
    return { ...when, [key]: this.#deed(key, [...path, key], given, when) };
  }

  #deed<K extends EventKey>(key: K, path: Path, given: EventInput, when: When): NonNullable<ScenarioEvent[K]> {
    return this.#deeds[key](path, given[key]!, when);
  }

  #target(path: Path, { manager, group }: TargetInput): ScenarioTarget {
    const context = this.#context;
    const around = this.#around;
    if (manager !== undefined) {
      checkManager(context, [...path, 'manager'], manager, around.managers, this.#groupOf);
      return { manager };
    }
    context.known([...path, 'group'], 'group', group ?? '', Object.keys(around.managers));
    return { group: group ?? '' };
  }

  #runner(path: Path, { runner }: { readonly runner: string }): { readonly runner: string } {
    this.#context.known([...path, 'runner'], 'runner', runner, Object.keys(this.#around.input.runners));
    return { runner };
  }

  /** Returns the config.toml that an event puts into force; a `set` builds on the one before. */
  #changed(path: Path, event: ConfigInput): ScenarioTarget & { readonly config: ConfigText } {
    const context = this.#context;
    const inForce = this.#inForce;
    const who = this.#target(path, event);
    const group = who.group ?? this.#groupOf.get(who.manager ?? '') ?? '';
    const of = own(this.#around.managers, group);
    const names = who.manager !== undefined ? [who.manager] : of === undefined ? [] : processNames(group, of);
    const before = inForce.get(names[0] ?? '') ?? of?.config ?? { file: '', text: '' };
    let config: ConfigText = before;
    if (event.config !== undefined) config = inlineConfig(context, [...path, 'config'], event.config) ?? config;
    else if (of !== undefined && isReadable(before)) {
      config = overridden(context, before, changesOf(context, [...path, 'set'], event.set ?? {}));
    }
    for (const name of names) inForce.set(name, config);
    return { ...who, config };
  }

  #upgrade(path: Path, given: NonNullable<EventInput['upgrade']>): NonNullable<ScenarioEvent['upgrade']> {
    const context = this.#context;
    const at = (key: string): Path => [...path, key];
    const who = this.#target(path, given);
    const version = given.runner_version;
    checkVersion(context, at('runner_version'), version);
    return {
      name: given.name ?? this.#upgrades.next(`${who.group ?? who.manager ?? ''} to ${version}`),
      ...who,
      runner_version: version,
      timeout: context.duration(at('timeout'), given.timeout, '7200m'),
      forced: context.fill(at('forced'), given.forced, 'SIGTERM'),
      remove_machines: context.fill(at('remove_machines'), given.remove_machines, false),
      install: context.duration(at('install'), given.install, '1m'),
    };
  }
}

/** Notes whether a process is known. */
function checkManager(
  context: NormaliseContext,
  path: Path,
  manager: string,
  groups: Readonly<Record<string, unknown>>,
  groupOf: ReadonlyMap<string, string>,
): void {
  if (Object.hasOwn(groups, manager) && !groupOf.has(manager)) {
    const message = `'${manager}' is a group; write { group: ${manager} }, or one of its processes such as ${manager}-1`;
    context.report.error(path, message);
  } else context.known(path, 'manager', manager, [...groupOf.keys()]);
}

/** Returns the events in their order; a `set` builds on what earlier events of the list put into force for its target. */
export function normaliseEvents(context: NormaliseContext, given: readonly EventInput[], around: EventSurroundings): ScenarioEvent[] {
  const normaliser = new EventNormaliser(context, given, around);
  return given.map((event, i) => normaliser.event(['events', i], event));
}

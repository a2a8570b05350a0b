/** Completes events: instants as time since the start, config.toml texts inlined. */
import { durationText, parseDuration } from '../../units/duration.js';
import { parseInstant } from '../../units/instant.js';
import { readConfig } from '../config-toml/read-config.js';
import type { Path } from '../document.js';
import { parsePath } from '../overrides.js';
import { own } from '../own.js';
import type { ScenarioInput } from '../schema.js';
import type { ConfigText, ScenarioEvent, ScenarioManager, ScenarioTarget } from '../scenario.js';
import type { NormaliseContext } from './context.js';
import { inlineConfig, overridden } from './managers.js';

type EventInput = NonNullable<ScenarioInput['events']>[number];
type TargetInput = { manager?: string | undefined; group?: string | undefined };

/** What an event needs to know of the rest of the scenario. */
export interface EventSurroundings {
  readonly managers: Readonly<Record<string, ScenarioManager>>;
  /** Microseconds since 1970. */
  readonly start: number;
  readonly horizon: number;
}

/** Returns the names of the processes of a group. */
export function processNames(group: string, manager: Pick<ScenarioManager, 'replicas'>): string[] {
  return manager.replicas.map((_, k) => `${group}-${k + 1}`);
}

function normaliseAt(
  context: NormaliseContext,
  path: Path,
  given: EventInput,
  { start, horizon }: EventSurroundings,
): { at: string } | { every: string } {
  if (given.every !== undefined) {
    const every = given.every.trim().replace(/\s+/gu, ' ');
    return { every: every.charAt(0).toUpperCase() + every.slice(1).toLowerCase() };
  }
  const written = given.at ?? '0s';
  const at = parseDuration(written) ?? (parseInstant(written) ?? start) - start;
  if (at < 0)
    context.report.error([...path, 'at'], `'${written}' lies before the start of the scenario; expected an instant during the run`);
  if (at >= horizon) context.report.warn([...path, 'at'], 'this event lies at or after the horizon and never happens');
  return { at: durationText(Math.max(0, at)) };
}

/** True where values can be set in a config.toml; what is wrong with one that cannot be read has been told. */
function isReadable({ text, file }: ConfigText): boolean {
  return readConfig(text, file).config !== undefined;
}

/** Returns the events in their order; a `set` builds on what earlier events of the list put into force for its target. */
export function normaliseEvents(context: NormaliseContext, given: readonly EventInput[], around: EventSurroundings): ScenarioEvent[] {
  const { managers } = around;
  const groupOf = new Map(
    Object.entries(managers).flatMap(([group, manager]) => processNames(group, manager).map((name) => [name, group] as const)),
  );
  const inForce = new Map<string, ConfigText>();
  const target = (path: Path, { manager, group }: TargetInput): ScenarioTarget => {
    if (manager !== undefined) {
      const isGroup = Object.hasOwn(managers, manager);
      if (isGroup && !groupOf.has(manager)) {
        context.report.error(
          [...path, 'manager'],
          `'${manager}' is a group; write { group: ${manager} }, or one of its processes such as ${manager}-1`,
        );
      } else context.known([...path, 'manager'], 'manager', manager, [...groupOf.keys()]);
      return { manager };
    }
    context.known([...path, 'group'], 'group', group ?? '', Object.keys(managers));
    return { group: group ?? '' };
  };
  const reload = (path: Path, event: NonNullable<EventInput['reload']>): NonNullable<ScenarioEvent['reload']> => {
    const who = target(path, event);
    const group = who.group ?? groupOf.get(who.manager ?? '') ?? '';
    const of = own(managers, group);
    const names = who.manager !== undefined ? [who.manager] : of === undefined ? [] : processNames(group, of);
    const before = inForce.get(names[0] ?? '') ?? of?.config ?? { file: '', text: '' };
    let config: ConfigText = before;
    if (event.config !== undefined) config = inlineConfig(context, [...path, 'config'], event.config) ?? config;
    else if (of !== undefined && isReadable(before)) {
      const changes = Object.entries(event.set ?? {}).map(([key, value]) => ({ key, path: parsePath(key), value }));
      for (const { key, path: at } of changes)
        if (at === undefined) context.report.error([...path, 'set', key], 'expected a path such as machine.IdleCount', 'key');
      config = overridden(
        context,
        before,
        changes.flatMap(({ path: at, value, key }) =>
          at === undefined ? [] : [{ path: at, value, origin: context.report.place([...path, 'set', key]) }],
        ),
      );
    }
    for (const name of names) inForce.set(name, config);
    return { ...who, config };
  };
  return given.map((event, i) => {
    const path: Path = ['events', i];
    const when = normaliseAt(context, path, event, around);
    if (event.start !== undefined) return { ...when, start: target([...path, 'start'], event.start) };
    if (event.kill !== undefined) return { ...when, kill: target([...path, 'kill'], event.kill) };
    if (event.reload !== undefined) return { ...when, reload: reload([...path, 'reload'], event.reload) };
    const stop = event.stop ?? {};
    return {
      ...when,
      stop: { ...target([...path, 'stop'], stop), signal: context.fill([...path, 'stop', 'signal'], event.stop?.signal, 'SIGQUIT') },
    };
  });
}

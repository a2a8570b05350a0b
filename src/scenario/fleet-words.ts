/**
 * Words for what groups are made of, which files write in different places: `machine_type` and `zone` of the machines, `managers` for how many processes,
 * `standby` for the group that stands by. As short names they go before the keys of the same name that other things have, such as the zone of a host.
 */
import { DRIVERS } from './build/drivers.js';
import { pluginOf } from './build/plugins.js';
import { usesAutoscaler, usesMachines } from './config-toml/known-keys.js';
import { tableOf } from './config-toml/override-path.js';
import type { Path } from './text/path.js';
import { entryPlaces, groupConfigs, mapOf, textAt, type EntryPlace, type GroupConfig } from './group-configs.js';
import type { ReadFile } from './normalise/context.js';
import { own } from './own.js';

/** What stands for the group that stands by. */
export const STANDBY = 'standby';

/** Returns the places of what a word at the end of a short path means; none where it is no such word, or nothing of the kind is stated. */
export function wordPlaces(values: unknown, read: ReadFile, word: string): Path[] {
  if (word === 'managers') return Object.keys(mapOf(mapOf(values)['managers'])).map((group) => ['managers', group, 'replicas']);
  return isPlaceWord(word) ? groupConfigs(values, read).flatMap((group) => placesOf(values, group, PLACE_WORDS[word]!)) : [];
}

const PLACE_WORDS: Readonly<Record<string, 'machine_type' | 'zone'>> = { machine_type: 'machine_type', zone: 'zone', zones: 'zone' };

/** Returns whether a word is one for where machines are made, or what they are. */
export function isPlaceWord(word: string): boolean {
  return Object.hasOwn(PLACE_WORDS, word);
}

/** Returns why such a word means nothing in a scenario, and what to do. */
export function noPlace(word: string): string {
  const key = PLACE_WORDS[word]!;
  return `no config.toml says the ${key === 'zone' ? 'zone' : 'machine type'} of its machines where it is known here (options of docker-machine's drivers, settings of fleeting plugins), nor does the scenario; state it there first, as ${key} of an entry: managers.GROUP.entries.NAME.${key}`;
}

/** Where a group's machines get their zone or type: what the scenario states goes before what the config.toml says, as it does in a run. */
function placesOf(values: unknown, config: GroupConfig, what: 'machine_type' | 'zone'): Path[] {
  const at: Path = ['managers', config.group];
  const { replicas, entries } = mapOf(mapOf(mapOf(values)['managers'])[config.group]);
  const places = entryPlaces(config);
  const own = places.flatMap((entry): Path[] => {
    const key = [entry.name, String(entry.index)].find((name) => Object.hasOwn(mapOf(mapOf(entries)[name]), what));
    if (key !== undefined) return [[...at, 'entries', key, what]];
    const inside = placeInEntry(entry, what);
    return inside === undefined ? [] : [[...entry.path, ...inside]];
  });
  const isStated = what === 'zone' && Array.isArray(replicas) && replicas.some((replica) => Object.hasOwn(mapOf(replica), 'zone'));
  // A process that states its zone makes all of its machines there.
  return isStated && own.length > 0 ? replicas.map((_, k) => [...at, 'replicas', k, 'zone']) : own;
}

function placeInEntry({ table }: EntryPlace, what: 'machine_type' | 'zone'): Path | undefined {
  const executor = textAt(table, 'executor') ?? '';
  if (usesMachines(executor)) {
    const driver = own(DRIVERS, textAt(tableOf(table, 'machine'), 'MachineDriver') ?? '');
    const option = what === 'zone' ? driver?.zoneOptions[0] : driver?.typeOption;
    return option === undefined ? undefined : ['machine', 'MachineOptions', option];
  }
  if (!usesAutoscaler(executor)) return undefined;
  const plugin = pluginOf(textAt(tableOf(table, 'autoscaler'), 'plugin') ?? '');
  const key = what === 'zone' ? plugin.zone : plugin.type;
  return key === undefined ? undefined : ['autoscaler', 'plugin_config', key];
}

/**
 * Returns the groups that stand by: a failover starts them or unpauses their registrations, their processes are not running, or all of
 * their registrations are paused.
 */
export function standbyGroups(values: unknown, read: ReadFile): string[] {
  const { managers, runners, failover } = mapOf(values);
  const called = (key: 'start' | 'unpause'): string[] =>
    Object.values(mapOf(failover)).flatMap((one) => {
      const list = mapOf(one)[key];
      return Array.isArray(list) ? list.map(String) : [];
    });
  const [started, unpaused] = [called('start'), called('unpause')];
  const isPaused = (name: string): boolean => unpaused.includes(name) || mapOf(mapOf(runners)[name])['paused'] === true;
  const configs = groupConfigs(values, read);
  return Object.entries(mapOf(managers)).flatMap(([group, manager]) => {
    const config = configs.find((one) => one.group === group);
    const names = config === undefined ? [] : registrations(values, config);
    const isSpare = started.includes(group) || mapOf(manager)['running'] === false || (names.length > 0 && names.every(isPaused));
    return isSpare ? [group] : [];
  });
}

/** The registrations that a group's entries have: as the scenario joins them, else by their tokens. */
function registrations(values: unknown, config: GroupConfig): string[] {
  const { managers, runners } = mapOf(values);
  const joined = mapOf(mapOf(mapOf(managers)[config.group])['entries']);
  return entryPlaces(config).flatMap(({ name, index, table }) => {
    const given = joined[name] ?? joined[String(index)];
    const stated = typeof given === 'string' ? given : mapOf(given)['runner'];
    if (typeof stated === 'string') return stated === 'ignore' ? [] : [stated];
    const token = textAt(table, 'token');
    const known = Object.entries(mapOf(runners)).find(([, runner]) => token !== undefined && mapOf(runner)['token'] === token);
    return known === undefined ? [] : [known[0]];
  });
}

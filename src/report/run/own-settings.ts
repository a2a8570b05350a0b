/** The settings of a group as they stand behind a cause: their names in config.toml and what they are now. */
import { ENDLESS, entriesWith, SETTING_NAMES, type Lever, type Own, type SettingKey } from '../../study/advise/levers.js';
import { cleanText, numberText } from '../frame/numbers.js';

/** Returns the setting with what it is now, such as `IdleCount (now 50 to 100)`; none where no entry with which it reaches the cause has it. */
export function settingWords(lever: Lever, own: Own): string[] {
  const known = entriesWith(lever, own).map(({ entry, range }) => ({ entry, words: rangeWords(lever.key, range) }));
  const name = SETTING_NAMES[lever.key];
  const [first] = known;
  if (first === undefined) return [];
  if (known.every(({ words }) => words === first.words)) return [`${name} (now ${first.words})`];
  return [`${name} (now ${known.map(({ entry, words }) => `${words} in ${cleanText(entry)}`).join(', ')})`];
}

function rangeWords(key: SettingKey, [least, most]: readonly [number, number]): string {
  const text = (value: number): string => (value === 0 && ENDLESS.includes(key) ? 'none' : numberText(value));
  return least === most ? text(least) : `${text(least)} to ${text(most)}`;
}

/** Returns things of docker-autoscaler that no number says, where an entry of the group has that executor. */
export function ofAutoscaler({ settings }: Own, ...things: string[]): string[] {
  return settings.some(({ idleSlots }) => idleSlots !== undefined) ? things : [];
}

/** Returns what asks the cloud's API again and again, by the executors of the group. */
export function apiReaders(own: Own): string[] {
  const isMachines = own.settings.length === 0 || own.settings.some(({ maxBuilds }) => maxBuilds !== undefined);
  return [...(isMachines ? ['how often docker-machine polls it'] : []), ...ofAutoscaler(own, 'update_interval')];
}

/** The settings of a group as they stand behind a cause: their names in config.toml and what they are now. */
import type { Settings } from '../../results/settings-schema.js';
import { cleanText, numberText } from '../frame/numbers.js';

/** What a group has that bears on the waits of its jobs. */
export interface Own {
  readonly settings: readonly Settings[];
  /** Share of the machines under a limit that are being removed, while the limit holds jobs. */
  readonly removing: number;
}

type Key = Exclude<keyof Settings, 'group' | 'entry'>;

const KEYS: Readonly<Record<Key, string>> = {
  concurrent: 'concurrent',
  checkInterval: 'check_interval',
  limit: 'limit',
  requestConcurrency: 'request_concurrency',
  idleCount: 'IdleCount',
  maxGrowthRate: 'MaxGrowthRate',
  maxBuilds: 'MaxBuilds',
  idleSlots: 'idle_count',
  maxUseCount: 'max_use_count',
  maxInstances: 'max_instances',
};
/** Settings whose nought means that there is none. */
const ENDLESS: readonly Key[] = ['limit', 'maxGrowthRate', 'maxBuilds', 'maxUseCount', 'maxInstances'];

/** Returns the setting with what it is now, such as `IdleCount (now 50 to 100)`; none where no entry that `reaches` the cause has it. */
export function setting(key: Key, { settings }: Own, reaches: (own: Settings) => boolean = () => true): string[] {
  const known = settings.flatMap((one) => {
    const range = one[key];
    if (range === undefined || (ENDLESS.includes(key) && range[1] === 0) || !reaches(one)) return [];
    return [{ entry: one.entry, words: rangeWords(key, range) }];
  });
  const [first] = known;
  if (first === undefined) return [];
  if (known.every(({ words }) => words === first.words)) return [`${KEYS[key]} (now ${first.words})`];
  return [`${KEYS[key]} (now ${known.map(({ entry, words }) => `${words} in ${cleanText(entry)}`).join(', ')})`];
}

function rangeWords(key: Key, [least, most]: readonly [number, number]): string {
  const text = (value: number): string => (value === 0 && ENDLESS.includes(key) ? 'none' : numberText(value));
  return least === most ? text(least) : `${text(least)} to ${text(most)}`;
}

/** Returns whether a higher IdleCount can keep more machines idle: a pool may hold no more of them than its limit. */
export function hasRoom({ idleCount, limit }: Settings): boolean {
  return limit[1] === 0 || (idleCount?.[1] ?? 0) < limit[1];
}

/** Returns the same of idle_count and max_instances, on the safe side where an instance has several slots. */
export function hasInstances({ idleSlots, maxInstances }: Settings): boolean {
  return maxInstances === undefined || maxInstances[1] === 0 || (idleSlots?.[1] ?? 0) < maxInstances[1];
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

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
};
/** Settings whose nought means that there is none. */
const ENDLESS: readonly Key[] = ['limit', 'maxGrowthRate', 'maxBuilds'];

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

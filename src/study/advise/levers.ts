/** Which settings bear on a cause of waiting, most direct first: what advice names, and what it tries. */
import type { Settings } from '../../results/settings-schema.js';
import type { WaitCause } from '../../record/wait-causes.js';

/** What a group has that bears on the waits of its jobs. */
export interface Own {
  readonly settings: readonly Settings[];
  /** Share of the machines under a limit that are being removed, while the limit holds jobs. */
  readonly removing: number;
}

/** A setting by its name in results. */
export type SettingKey = Exclude<keyof Settings, 'group' | 'entry'>;

/** What each is called in config.toml. */
export const SETTING_NAMES: Readonly<Record<SettingKey, string>> = {
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
export const ENDLESS: readonly SettingKey[] = ['limit', 'maxGrowthRate', 'maxBuilds', 'maxUseCount', 'maxInstances'];

/** A setting, and of which entries: those with which another value reaches the cause. */
export interface Lever {
  readonly key: SettingKey;
  /** Absent: of all that have it. */
  readonly reaches?: (own: Settings) => boolean;
}

/** The least check_interval that a manager takes, seconds. */
const LEAST_CHECK_INTERVAL = 1;
/** From this share on, what stands under a limit is mostly what is being removed: a higher one would fill the same way. */
const FULL_OF_REMOVALS = 0.5;

/** By cause; one that is left out is no matter of a setting. */
const LEVERS: Readonly<Partial<Record<WaitCause, readonly Lever[]>>> = {
  next_poll: [
    { key: 'checkInterval', reaches: ({ checkInterval }) => checkInterval[1] > LEAST_CHECK_INTERVAL },
    { key: 'requestConcurrency' },
  ],
  request_slot: [{ key: 'requestConcurrency' }],
  boot: [
    { key: 'idleCount', reaches: hasRoom },
    { key: 'idleSlots', reaches: hasInstances },
    { key: 'limit', reaches: (one) => !hasRoom(one) },
  ],
  growth_rate: [{ key: 'maxGrowthRate' }],
  concurrent: [{ key: 'concurrent' }],
  limit: [{ key: 'limit' }, { key: 'maxInstances' }],
  api_limit: [{ key: 'maxBuilds' }, { key: 'maxUseCount' }],
};

/** Returns the settings that bear on a cause in a group. */
export function leversOf(cause: WaitCause, own: Own): readonly Lever[] {
  return cause === 'limit' && isFullOfRemovals(own) ? [] : (LEVERS[cause] ?? []);
}

/** Returns whether most of what stands under the limits of a group is on its way out. */
export function isFullOfRemovals({ removing }: Own): boolean {
  return removing >= FULL_OF_REMOVALS;
}

/** Returns the entries of a group that have a setting which reaches the cause, each with its range. */
export function entriesWith(
  { key, reaches = () => true }: Lever,
  { settings }: Own,
): { readonly entry: string; readonly range: readonly [number, number] }[] {
  return settings.flatMap((one) => {
    const range = one[key];
    if (range === undefined || (ENDLESS.includes(key) && range[1] === 0) || !reaches(one)) return [];
    return [{ entry: one.entry, range }];
  });
}

/** Returns whether a higher IdleCount can keep more machines idle: a pool may hold no more of them than its limit. */
function hasRoom({ idleCount, limit }: Settings): boolean {
  return limit[1] === 0 || (idleCount?.[1] ?? 0) < limit[1];
}

/** Returns the same of idle_count and max_instances, on the safe side where an instance has several slots. */
function hasInstances({ idleSlots, maxInstances }: Settings): boolean {
  return maxInstances === undefined || maxInstances[1] === 0 || (idleSlots?.[1] ?? 0) < maxInstances[1];
}

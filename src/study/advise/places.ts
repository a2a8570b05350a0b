/** Where a setting stands in the config.toml of a group, with the values that are there: what a step of advice begins from. */
import { entryOf, listOf, tableOf } from '../../scenario/config-toml/override-path.js';
import { parseToml, type TomlTable } from '../../scenario/config-toml/toml-document.js';
import type { Path } from '../../scenario/text/path.js';
import type { Scenario } from '../../scenario/scenario.js';
import { parseDuration } from '../../units/duration.js';
import { SECOND } from '../../units/time.js';
import type { SettingKey } from './levers.js';

/** One value of a setting. */
export interface SettingPlace {
  /** From the root of the scenario, as of `--set`. */
  readonly path: Path;
  /** Of what is written as a duration: seconds. */
  readonly value: number;
  /** Behind the number where it is set: `s` of what is written as a duration. Default: nothing. */
  readonly unit?: 's';
}

/** The settings that advice may change; of IdleTime no cause of waiting speaks. */
export type SteppedKey = SettingKey | 'idleTime';

/** Tables below an entry in which a setting may stand, and its name there. */
const IN_ENTRY: Partial<
  Record<SteppedKey, readonly { readonly tables: readonly string[]; readonly list?: string; readonly key: string }[]>
> = {
  limit: [{ tables: [], key: 'limit' }],
  requestConcurrency: [{ tables: [], key: 'request_concurrency' }],
  idleCount: [
    { tables: ['machine'], key: 'IdleCount' },
    { tables: ['machine'], list: 'autoscaling', key: 'IdleCount' },
    { tables: ['machine'], key: 'OffPeakIdleCount' },
  ],
  idleTime: [
    { tables: ['machine'], key: 'IdleTime' },
    { tables: ['machine'], list: 'autoscaling', key: 'IdleTime' },
    { tables: ['autoscaler'], list: 'policy', key: 'idle_time' },
  ],
  maxGrowthRate: [{ tables: ['machine'], key: 'MaxGrowthRate' }],
  maxBuilds: [{ tables: ['machine'], key: 'MaxBuilds' }],
  idleSlots: [{ tables: ['autoscaler'], list: 'policy', key: 'idle_count' }],
  maxUseCount: [{ tables: ['autoscaler'], key: 'max_use_count' }],
  maxInstances: [{ tables: ['autoscaler'], key: 'max_instances' }],
};

/** What a setting is where the file does not say it, as far as advice steps from there. */
const UNSAID: Partial<Record<SteppedKey, number>> = { checkInterval: 3, requestConcurrency: 1 };
const AT_TOP: Partial<Record<SteppedKey, string>> = { concurrent: 'concurrent', checkInterval: 'check_interval' };

/** Returns every place of a setting in the group's config.toml; `entry` restricts it to one `[[runners]]` entry by its name. Empty where the file has none. */
export function placesOf({ managers }: Pick<Scenario, 'managers'>, group: string, key: SteppedKey, entry?: string): SettingPlace[] {
  const text = managers[group]?.config.text;
  const parsed = text === undefined ? undefined : parseToml(text);
  if (parsed === undefined || !('root' in parsed)) return [];
  const base: Path = ['managers', group, 'config'];
  const top = AT_TOP[key];
  if (top !== undefined) return placeIn(parsed.root, base, top, UNSAID[key]);
  return listOf(parsed.root, 'runners').flatMap((table, index) => {
    if (entry !== undefined && textOf(table, 'name') !== entry) return [];
    return (IN_ENTRY[key] ?? []).flatMap(({ tables, list, key: name }) => {
      const found = tables.reduce<TomlTable | undefined>((outer, inner) => tableOf(outer, inner), table);
      if (found === undefined) return [];
      const path: Path = [...base, 'runners', index, ...tables];
      if (list === undefined) return placeIn(found, path, name, UNSAID[key]);
      return listOf(found, list).flatMap((section, nth) => placeIn(section, [...path, list, nth], name, undefined));
    });
  });
}

function placeIn(table: TomlTable, path: Path, key: string, unsaid: number | undefined): SettingPlace[] {
  const node = entryOf(table, key)?.value;
  const micros = node?.kind === 'string' ? parseDuration(node.value) : undefined;
  if (micros !== undefined) return [{ path: [...path, key], value: micros / SECOND, unit: 's' }];
  const value = node?.kind === 'integer' || node?.kind === 'float' ? node.value : node === undefined ? unsaid : undefined;
  return value === undefined ? [] : [{ path: [...path, key], value }];
}

function textOf(table: TomlTable, key: string): string {
  const node = entryOf(table, key)?.value;
  return node?.kind === 'string' ? node.value : '';
}

/** The config.toml of each group of a scenario as its values stand, before anything is completed: for names that are resolved first. */
import { entryOf, listOf } from './config-toml/override-path.js';
import { parseToml, type TomlTable } from './config-toml/toml-document.js';
import type { Path } from './text/path.js';
import type { ReadFile } from './normalise/context.js';

/** A group and its config.toml. */
export interface GroupConfig {
  readonly group: string;
  readonly root: TomlTable;
}

/** An entry of a config.toml. */
export interface EntryPlace {
  /** Its whole path: by its name where that is its own and no number, else by its index. */
  readonly path: Path;
  readonly name: string;
  readonly index: number;
  readonly table: TomlTable;
}

/** Returns a value as a map; an empty one where it is none. */
export function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Returns the config.toml of each group, as far as it can be read. */
export function groupConfigs(values: unknown, read: ReadFile): GroupConfig[] {
  return Object.entries(mapOf(mapOf(values)['managers'])).flatMap(([group, manager]): GroupConfig[] => {
    const { config } = mapOf(manager);
    const text = typeof config === 'string' ? read(config) : mapOf(config)['text'];
    const parsed = typeof text === 'string' ? parseToml(text) : undefined;
    return parsed !== undefined && 'root' in parsed ? [{ group, root: parsed.root }] : [];
  });
}

/** Returns the entries of a config.toml with their paths. */
export function entryPlaces({ group, root }: GroupConfig): EntryPlace[] {
  const entries = listOf(root, 'runners');
  const names = entries.map((entry) => textAt(entry, 'name') ?? '');
  return entries.map((table, index) => {
    const name = names[index]!;
    const isNamed = name !== '' && !/^\d+$/u.test(name) && names.filter((other) => other === name).length === 1;
    return { path: ['managers', group, 'config', 'runners', isNamed ? name : index], name, index, table };
  });
}

/** Returns the text that a key of a table holds, if it holds one. */
export function textAt(table: TomlTable | undefined, key: string): string | undefined {
  const node = entryOf(table, key)?.value;
  return node?.kind === 'string' ? node.value : undefined;
}

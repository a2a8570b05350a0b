/** Short names of `--set`: a few segments of a path, in their order, stand for the whole path where it is the only one that has them. */
import { decidingOptions, DRIVERS } from '../build/drivers.js';
import { excludedBy } from './choices.js';
import { modelledKeys, TOP_KEYS } from '../config-toml/known-keys.js';
import { machineOptions } from '../config-toml/machine-option.js';
import { listOf, PathError, REPLACED_KEYS, resolvePath, tableOf } from '../config-toml/override-path.js';
import { ENTRY, MACHINE, valueKeys, type TableShape } from '../config-toml/table-shapes.js';
import type { TomlTable } from '../config-toml/toml-document.js';
import type { Path } from '../text/path.js';
import { suggestion } from '../text/issue.js';
import { isPlaceWord, noPlace, STANDBY, standbyGroups, wordPlaces } from '../fleet-words.js';
import { entryPlaces, groupConfigs, textAt, type GroupConfig } from '../group-configs.js';
import type { ReadFile } from '../normalise/context.js';
import { own } from '../own.js';
import { keysAt } from '../text/schema-keys.js';

/** Maps deeper than this are no scenario's. */
const MAX_DEPTH = 20;

/** What a short name means: the one path, or several, or none and the name that was perhaps meant. */
export interface ShortPath {
  readonly paths: readonly Path[];
  readonly meant?: string;
  /** Why there is none, where more is known than that there is none. */
  readonly why?: string;
}

/** Returns every path that the short one may mean in a scenario with these values. `read` gives the text of its config.toml files. */
export function resolveShort(values: unknown, read: ReadFile, short: Path): ShortPath {
  const around = short.slice(0, -1);
  const worded = wordPlaces(values, read, String(short.at(-1))).filter((path) => hasAll(around, path));
  if (worded.length > 0) return { paths: worded };
  const all = [...scenarioPaths(values, []), ...groupConfigs(values, read).flatMap((config) => configPaths(config, short))];
  const found = all.filter((path) => isPart(short, path));
  // Where one has them side by side at its end, the others are not meant.
  const exact = found.filter((path) => short.every((key, i) => same(key, path[path.length - short.length + i])));
  if (found.length > 0) return { paths: exact.length === 1 ? exact : found };
  if (short.some((key) => key === STANDBY)) return ofStandby(values, read, short);
  if (short.length === 1 && isPlaceWord(String(short[0]))) return { paths: [], why: noPlace(String(short[0])) };
  const meant = suggestion(String(short.at(-1)), [...new Set(all.map((path) => String(path.at(-1))))]);
  return { paths: [], ...(meant === undefined ? {} : { meant }) };
}

/** What a short path means in which `standby` takes the place of a group; alone it is how many managers stand by. */
function ofStandby(values: unknown, read: ReadFile, short: Path): ShortPath {
  const groups = standbyGroups(values, read);
  if (groups.length === 0) {
    return {
      paths: [],
      why: 'no group stands by: expected one that a failover starts or unpauses, or whose processes do not run or whose runners are paused',
    };
  }
  const found = groups.map((group) =>
    resolveShort(values, read, [...short.map((key) => (key === STANDBY ? group : key)), ...(short.at(-1) === STANDBY ? ['replicas'] : [])]),
  );
  const paths = found.flatMap((one) => one.paths);
  return paths.length > 0 ? { paths } : found[0]!;
}

/** Returns true where a path into a config.toml leads to a key that may be set, or the file cannot be read. */
export function leadsIntoConfig(values: unknown, read: ReadFile, path: Path): boolean {
  const root = groupConfigs(values, read).find(({ group }) => same(group, path[1]))?.root;
  try {
    if (root !== undefined) resolvePath(root, path.slice(3));
    return true;
  } catch (error) {
    if (error instanceof PathError) return false;
    throw error;
  }
}

const same = (a: string | number | undefined, b: string | number | undefined): boolean => String(a) === String(b);

/** True where all of `short` is in `path` in its order, the last at its end. */
function isPart(short: Path, path: Path): boolean {
  return same(short.at(-1), path.at(-1)) && hasAll(short, path);
}

function hasAll(short: Path, path: Path): boolean {
  let i = 0;
  for (const key of path) if (i < short.length && same(short[i], key)) i++;
  return i === short.length;
}

/**
 * The keys that a scenario has, or may have beside the others, in the maps that are there. Whole entities are not among them, only what is in them.
 */
function scenarioPaths(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null || path.length > MAX_DEPTH) return [];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  const plain = Array.isArray(value) ? [] : entries.filter(([, inner]) => typeof inner !== 'object').map(([key]) => key);
  const excluded = new Set(entries.flatMap(([key]) => excludedBy(path, String(key))));
  const keys = new Set([...(keysAt(path)?.keys ?? []).filter((key) => !excluded.has(key)), ...plain]);
  return [
    ...[...keys].map((key) => [...path, key]),
    // What may vary is named after settings, and is none of them.
    ...entries.flatMap(([key, inner]) =>
      typeof inner !== 'object' || (path.length === 0 && key === 'plan') ? [] : scenarioPaths(inner, [...path, key]),
    ),
  ];
}

/** What may be set in a config.toml. */
function configPaths(config: GroupConfig, short: Path): Path[] {
  const top = modelledKeys(TOP_KEYS).filter((key) => key !== 'runners' && key !== 'machine');
  const inEntries = entryPlaces(config).flatMap(({ path, table }) => {
    const tables = Object.entries(ENTRY.tables ?? {}).filter(([key]) => tableOf(table, key) !== undefined);
    return tablePaths({ ...ENTRY, tables: Object.fromEntries(tables) }, table, { path, above: [] }, short);
  });
  return [...top.map((key) => ['managers', config.group, 'config', key]), ...inEntries];
}

/** Where a table is: its path, and the keys of the tables around it. */
interface Place {
  readonly path: Path;
  readonly above: readonly string[];
}

/**
 * Returns what may be set in a table and in those it holds. A key that a table around it has too is meant there only where a table is named that the
 * short path goes through; and a value of [runners.machine] that sections replace at times as what holds always, unless that table is named.
 */
function tablePaths(shape: TableShape, table: TomlTable | undefined, { path, above }: Place, short: Path): Path[] {
  const keys = valueKeys(shape).filter((key) => !above.includes(key));
  const isEffective = (key: string): boolean => shape === MACHINE && REPLACED_KEYS.includes(key) && !same(short.at(-2), 'machine');
  const options = shape === MACHINE ? optionNames(table).map((option) => [...path, 'MachineOptions', option]) : [];
  const inside = (key: string, inner: TableShape, node: TomlTable | undefined, ...index: number[]): Path[] => {
    const place = { path: [...path, key, ...index], above: short.includes(key) ? [] : [...above, ...valueKeys(shape)] };
    return tablePaths(inner, node, place, short);
  };
  return [
    ...keys.map((key) => [...path, ...(isEffective(key) ? ['effective'] : []), key]),
    ...options,
    ...Object.entries(shape.tables ?? {}).flatMap(([key, inner]) => inside(key, inner, tableOf(table, key))),
    ...Object.entries(shape.lists ?? {}).flatMap(([key, inner]) => {
      const tables = listOf(table, key);
      const first = inner.mayBegin === true && tables.length === 0 ? [undefined] : [];
      return [[...path, key], ...[...tables, ...first].flatMap((node, index) => inside(key, inner, node, index))];
    }),
  ];
}

/** The options of MachineOptions: those that decide where machines are made and what they are, and those that the file has. */
function optionNames(machine: TomlTable | undefined): string[] {
  const driver = own(DRIVERS, textAt(machine, 'MachineDriver') ?? '');
  return [...new Set([...(driver === undefined ? [] : decidingOptions(driver)), ...machineOptions(machine).keys()])];
}

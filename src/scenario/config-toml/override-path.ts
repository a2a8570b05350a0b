/** Finds what a path such as `runners["prm"].machine.IdleCount` means in one config.toml: which tables, which key, or why none. */
import { suggestion } from '../text/issue.js';
import { DRAIN_KEYS, modelledKeys, RUNNER_KEYS, TOP_KEYS, type KeyTable } from './known-keys.js';
import { ENTRY, MACHINE, type TableShape } from './table-shapes.js';
import type { TomlEntry, TomlTable } from './toml-document.js';

/** One step of a path: a key, or the place of a table in its list. */
export type Segment = string | number;

/** A key to set. `tables` lead from the root to the table that holds it; the last ones may not exist yet. */
export interface Target {
  readonly steps: readonly { readonly key: string; readonly index?: number }[];
  readonly key: string;
  /** Whether GitLab Runner wants the number with a decimal point. */
  readonly isFloat: boolean;
  /** Set where the key holds a list of options and one of them is meant: `google-zone` of MachineOptions. */
  readonly option?: string;
  /** Set where the key holds a list of sections and the whole of it is meant: what they are made of, and how many there are. */
  readonly list?: { readonly shape: TableShape; readonly count: number };
}

/** The values that an autoscaling section replaces together. */
export const REPLACED_KEYS: readonly string[] = ['IdleCount', 'IdleCountMin', 'IdleScaleFactor', 'IdleTime'];

/** The OffPeak key that replaces a root key while OffPeak is active. */
export const OFF_PEAK_KEYS: Readonly<Record<string, string>> = { IdleCount: 'OffPeakIdleCount', IdleTime: 'OffPeakIdleTime' };

/** Keys of numbers that GitLab Runner reads only with a decimal point. */
const FLOATS: readonly string[] = ['IdleScaleFactor', 'scale_factor'];

/** Says why a path leads nowhere. */
export class PathError extends Error {}

/** Returns an entry by its key, exactly or as GitLab Runner's library does, without regard to case. */
export function entryOf(table: TomlTable | undefined, key: string): TomlEntry | undefined {
  if (table === undefined) return undefined;
  return table.entries.get(key) ?? [...table.entries.values()].find((entry) => entry.key.toLowerCase() === key.toLowerCase());
}

/** Returns the table `key` of a table, or the table at `index` of its list. */
export function tableOf(table: TomlTable | undefined, key: string, index?: number): TomlTable | undefined {
  const node = entryOf(table, key)?.value;
  const found = index === undefined ? node : node?.kind === 'array' ? node.items[index] : undefined;
  return found?.kind === 'table' ? found : undefined;
}

/** Returns the tables of a list of tables. */
export function listOf(table: TomlTable | undefined, key: string): TomlTable[] {
  const node = entryOf(table, key)?.value;
  return node?.kind === 'array' ? node.items.filter((item) => item.kind === 'table') : [];
}

function nameOf(table: TomlTable): string {
  const node = entryOf(table, 'name')?.value;
  return node?.kind === 'string' ? node.value : '';
}

function knownKey(segment: Segment | undefined, keys: KeyTable, where: string): string {
  const list = modelledKeys(keys).filter((key) => key !== 'runners');
  if (segment === undefined) throw new PathError(`the path ends at ${where}; go on with one of ${list.join(', ')}`);
  const key = String(segment);
  const exact =
    Object.keys(keys).find((known) => known === key) ?? Object.keys(keys).find((known) => known.toLowerCase() === key.toLowerCase());
  if (exact !== undefined && keys[exact]?.use === 'modelled') return exact;
  if (exact !== undefined) throw new PathError(`${exact} in ${where} does not change a simulation; what does: ${list.join(', ')}`);
  const near = suggestion(key, list);
  throw new PathError(
    `unknown key ${key} in ${where}${near === undefined ? '' : `; did you mean ${near}?`} Known here: ${list.join(', ')}`,
  );
}

function entryIndex(entries: readonly TomlTable[], segment: Segment | undefined): number {
  const names = entries.map((entry, i) => `${i}${nameOf(entry) === '' ? '' : ` ("${nameOf(entry)}")`}`).join(', ');
  const list = entries.length === 0 ? 'it has none' : `it has ${names}`;
  if (segment === undefined) throw new PathError(`the path must say which [[runners]] entry: ${list}`);
  const named = entries.flatMap((entry, i) => (nameOf(entry) === String(segment) && typeof segment === 'string' ? [i] : []));
  if (named.length > 1) throw new PathError(`${named.length} [[runners]] entries are named "${segment}"; use the index: ${list}`);
  if (named[0] !== undefined) return named[0];
  const index = typeof segment === 'number' ? segment : /^\d+$/u.test(segment) ? Number(segment) : -1;
  if (index < 0 || index >= entries.length) throw new PathError(`no [[runners]] entry "${segment}"; ${list}`);
  return index;
}

function only(rest: readonly Segment[], key: string): void {
  if (rest.length > 0) throw new PathError(`${key} holds a value; nothing can follow it in a path`);
}

function target(steps: Target['steps'], key: string): Target {
  return { steps, key, isFloat: FLOATS.includes(key) };
}

/** Returns the target of a key in one section of a list that is meant as a whole; throws a PathError where sections have no such key. */
export function sectionTarget({ steps, key: list, list: whole }: Target, index: number, given: string): Target {
  const key = whole === undefined ? given : knownKey(given, whole.shape.keys, whole.shape.header);
  return target([...steps, { key: list, index }], key);
}

/** A table that a path has come to: its steps from the root, and itself where the file has it. */
interface Reached {
  readonly shape: TableShape;
  readonly steps: Target['steps'];
  readonly table: TomlTable | undefined;
}

/** Returns the keys that hold a value that is in force at times: the table's own, that of every section, and OffPeak's. */
function effectiveTargets({ table, steps }: Reached, rest: readonly Segment[]): Target[] {
  const [key = '', ...beyond] = rest.map(String);
  if (!REPLACED_KEYS.includes(key)) {
    const near = suggestion(key, REPLACED_KEYS);
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    throw new PathError(
      `machine.effective has no ${key === '' ? 'value of its own' : key}${hint} It sets one of ${REPLACED_KEYS.join(', ')}`,
    );
  }
  only(beyond, key);
  const offPeak = entryOf(table, 'OffPeakPeriods') === undefined ? undefined : OFF_PEAK_KEYS[key];
  return [
    target(steps, key),
    ...listOf(table, 'autoscaling').map((_, index) => target([...steps, { key: 'autoscaling', index }], key)),
    ...(offPeak === undefined ? [] : [target(steps, offPeak)]),
  ];
}

/** Returns the table of a list that a path names by its place, counted from 0. */
function placeIn(shape: TableShape, key: string, count: number, place: Segment | undefined): number {
  const index = typeof place === 'number' ? place : /^\d+$/u.test(place ?? '') ? Number(place) : -1;
  if (index >= 0 && index < count + (shape.mayBegin === true && count === 0 ? 1 : 0)) return index;
  throw new PathError(`no ${key} section ${place}; the entry has ${count}, counted from 0`);
}

/** Returns the keys that a path sets in a table and in those it holds. */
function targetsIn(reached: Reached, rest: readonly Segment[]): Target[] {
  const { shape, steps, table } = reached;
  const [first, ...more] = rest;
  if (shape === MACHINE && first === 'effective') return effectiveTargets(reached, more);
  const key = knownKey(first, shape.keys, shape.header);
  if (shape.inert?.includes(key) === true) throw new PathError(`${key} does not change a simulation`);
  const inner = shape.tables?.[key];
  if (inner !== undefined) return targetsIn({ shape: inner, steps: [...steps, { key }], table: tableOf(table, key) }, more);
  const listed = shape.lists?.[key];
  if (listed !== undefined) {
    if (more.length === 0) return [{ ...target(steps, key), list: { shape: listed, count: listOf(table, key).length } }];
    const index = placeIn(listed, key, listOf(table, key).length, more[0]);
    return targetsIn({ shape: listed, steps: [...steps, { key, index }], table: tableOf(table, key, index) }, more.slice(1));
  }
  if (key === 'feature_flags') {
    if (more.length !== 1) throw new PathError('feature_flags must be followed by the name of one flag');
    return [target([...steps, { key }], String(more[0]))];
  }
  if (key === 'MachineOptions' && more.length === 1) return [{ ...target(steps, key), option: String(more[0]) }];
  only(more, key);
  return [target(steps, key)];
}

/** Returns the keys that `path` sets; throws a PathError where it leads nowhere. The `runners[…]` step may be left out where the file has one entry. */
export function resolvePath(root: TomlTable, path: readonly Segment[]): Target[] {
  const [first, ...rest] = path;
  const entries = listOf(root, 'runners');
  if (first === 'machine' && rest[0] === 'shutdown_drain') {
    const key = knownKey(rest[1], DRAIN_KEYS, '[machine.shutdown_drain]');
    only(rest.slice(2), key);
    return [target([{ key: 'machine' }, { key: 'shutdown_drain' }], key)];
  }
  if (first === 'runners') {
    const index = entryIndex(entries, rest[0]);
    const entry = entries[index];
    if (entry !== undefined) return targetsIn({ shape: ENTRY, steps: [{ key: 'runners', index }], table: entry }, rest.slice(1));
  }
  const isTop = typeof first === 'string' && first !== 'machine' && Object.hasOwn(TOP_KEYS, first);
  const isEntry = typeof first === 'string' && Object.hasOwn(RUNNER_KEYS, first);
  if (isEntry && !isTop) {
    const entry = entries[0];
    if (entries.length !== 1 || entry === undefined)
      throw new PathError(
        `${first} belongs to a [[runners]] entry; write runners[name or index] before it: the file has ${entries.length}`,
      );
    return targetsIn({ shape: ENTRY, steps: [{ key: 'runners', index: 0 }], table: entry }, path);
  }
  const both: KeyTable = { ...TOP_KEYS, ...(entries.length === 1 ? RUNNER_KEYS : {}) };
  const key = knownKey(first, isTop ? TOP_KEYS : both, 'config.toml');
  only(rest, key);
  return [target([], key)];
}

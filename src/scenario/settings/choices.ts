/** Keys of the scenario that exclude each other, so that a value set by its path takes the place of the other choice. */
import { isAlias, isCollection, isMap, isSeq, type Document } from 'yaml';
import type { Path } from '../text/path.js';
import { keysAt } from '../text/schema-keys.js';
import { DISTRIBUTION_KINDS, WRITTEN_KINDS } from '../schema/distribution-kinds.js';
import { EVENT_KEYS } from '../schema/event.js';
import { OUTAGE_TARGETS } from '../schema/outage.js';
import { ARRIVAL_KEYS } from '../schema/workload.js';

/** One choice: sets of keys of which a map may have one. A key may be in several sets. */
type Choice = readonly (readonly string[])[];

const each = (keys: readonly string[]): Choice => keys.map((key) => [key]);

/** They apply to every map of the schema that knows all of their keys. */
const CHOICES: readonly Choice[] = [
  each(DISTRIBUTION_KINDS),
  ...Object.values(WRITTEN_KINDS).flatMap(({ choice }) => (choice === undefined ? [] : [choice.sets])),
  each(['person', 'rule']),
  each(ARRIVAL_KEYS),
  each(['duration', 'classes']),
  each(['jobs', 'stages']),
  [['names'], ['count', 'prefix']],
  each(EVENT_KEYS),
  each(['at', 'every', 'between']),
  each(OUTAGE_TARGETS),
  each(['manager', 'group']),
  each(['config', 'set']),
];

/** A history has durations, an end and schedules of its own. */
const REPLACED_BY_HISTORY = ['duration', 'classes', 'schedules', 'max_jobs'];

/** Returns the keys that cannot be beside `key` in a map of the schema at `path`. */
export function excludedBy(path: Path, key: string): string[] {
  const known = keysAt(path)?.keys ?? [];
  const excluded = CHOICES.flatMap((choice) => {
    const all = [...new Set(choice.flat())];
    const own = choice.filter((keys) => keys.includes(key)).flat();
    return own.length === 0 || !all.every((one) => known.includes(one)) ? [] : all.filter((one) => !own.includes(one));
  });
  const isHistory = (key === 'trace' || key === 'resample') && path[0] === 'workloads' && path.length === 2;
  return isHistory ? [...excluded, ...REPLACED_BY_HISTORY] : excluded;
}

/** Makes way for a value at `path`: an alias becomes a copy of its own, and what is no map or list where one is needed goes. */
function clear(yaml: Document, path: Path): void {
  for (let i = 1; i < path.length; i++) {
    const at = path.slice(0, i);
    const node: unknown = yaml.getIn(at, true);
    if (node === undefined) return;
    const copy = isAlias(node) ? yaml.createNode(node.toJS(yaml) as unknown) : node;
    if (!isCollection(copy) || (isSeq(copy) && !/^\d+$/u.test(String(path[i])))) return void yaml.deleteIn(at);
    if (copy !== node) yaml.setIn(at, copy);
  }
}

/** Puts `value` at `path` of the document and returns the paths of the other choices that it took the place of. */
export function setValue(yaml: Document, path: Path, value: unknown): Path[] {
  // What is no map at all has no place for it; the schema says so.
  if (!isMap(yaml.contents)) return [];
  clear(yaml, path);
  const gone = path.flatMap((key, i) =>
    excludedBy(path.slice(0, i), String(key))
      .map((other) => [...path.slice(0, i), other])
      .filter((other) => yaml.hasIn(other)),
  );
  for (const other of gone) yaml.deleteIn(other);
  yaml.setIn(path, yaml.createNode(value));
  return gone;
}

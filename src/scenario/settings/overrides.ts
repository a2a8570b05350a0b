/** What `--set path=value` means: paths into the scenario, and through `config` into a config.toml. */
import { isCollection, isSeq } from 'yaml';
import type { ScenarioDocument } from '../text/document.js';
import type { Path } from '../text/path.js';
import { pathText } from '../text/path.js';
import { suggestion, type Issue } from '../text/issue.js';
import type { ReadFile } from '../normalise/context.js';
import { keysAt } from '../text/schema-keys.js';
import { unknownKey } from '../text/schema-issues.js';
import { leadsIntoConfig, resolveShort } from './short-path.js';
import { parsePath, parseValue, redactedSet, splitAt } from './set-text.js';

/** One value to be set in the config.toml of a manager group. */
export interface ConfigOverride {
  readonly group: string;
  readonly path: Path;
  readonly value: unknown;
  /** The whole override as it was given, for messages. */
  readonly origin: string;
}

/** One value that was set in the scenario itself. */
export interface OwnOverride {
  readonly path: Path;
  readonly value: unknown;
}

/** Keys of texts that may look like numbers. */
const TEXTS = new Set(['runner_version', 'token', 'name']);

function problem(origin: string, message: string, path?: Path, severity: Issue['severity'] = 'error'): Issue {
  return { severity, file: origin, ...(path === undefined ? {} : { path: pathText(path) }), message };
}

/** Returns why `path` leads nowhere, or undefined where it leads to something that may be set. */
function pathProblem(document: ScenarioDocument, path: Path): string | undefined {
  for (let i = 0; i < path.length; i++) {
    const key = path[i] ?? '';
    const parent = path.slice(0, i);
    const here = keysAt(parent);
    if (here?.keys.includes(String(key)) === true) continue;
    const present = document.yaml.hasIn([...parent, key]);
    if (keysAt(path.slice(0, i + 1)) === undefined) return unknownKey(parent, String(key));
    // A name or an index that is not there can only be added whole.
    if (present || (i === path.length - 1 && here?.anyName === true)) continue;
    const container = (document.values() as Record<string, unknown> | null) ?? {};
    const names = Object.keys(
      parent.reduce<object>((value, part) => ((value as Record<string | number, unknown>)[part] as object | undefined) ?? {}, container),
    );
    const meant = suggestion(String(key), names);
    return `there is no '${key}' in ${pathText(parent) || 'the scenario'}; ${meant === undefined ? `there is ${names.join(', ') || 'nothing'}` : `did you mean ${meant}?`}`;
  }
  return undefined;
}

/** The whole path that a text means, or why none. */
export type Meant = { readonly path: Path } | { readonly problem: string };

/** Paths that are listed of those that a short name may mean. */
const LISTED = 12;

/**
 * Returns the path that is meant: itself where it leads somewhere, else the only one that has all of its segments. `managers` is the map of groups, but
 * where a number is said how many there are of the only one.
 */
export function meantPath(document: ScenarioDocument, read: ReadFile, path: Path, isNumber: boolean): Meant {
  const found = possiblePaths(document, read, path, isNumber);
  if ('problem' in found) return found;
  const [only, ...others] = found.paths;
  if (others.length === 0) return { path: only };
  const listed = found.paths.slice(0, LISTED).map((own) => pathText(shortestFor(document, read, own, isNumber)));
  const more = found.paths.length > LISTED ? ` and ${found.paths.length - LISTED} more` : '';
  return { problem: `it is in ${found.paths.length} places; write the one that is meant: ${listed.join(', ')}${more}` };
}

/** Returns all paths that a text may mean, or why there are none. */
function possiblePaths(
  document: ScenarioDocument,
  read: ReadFile,
  path: Path,
  isNumber: boolean,
): { readonly paths: readonly [Path, ...Path[]] } | { readonly problem: string } {
  const wrong = pathProblem(document, isConfigPath(path) ? path.slice(0, 3) : path);
  const values = document.values();
  const isCount = isNumber && path.length === 1 && path[0] === 'managers';
  if (wrong === undefined && !isCount && (!isConfigPath(path) || leadsIntoConfig(values, read, path))) return { paths: [path] };
  const { paths, meant, why } = resolveShort(values, read, path);
  const [first, ...others] = paths;
  if (first !== undefined) return { paths: [first, ...others] };
  if (why !== undefined) return { problem: why };
  // What is wrong inside of a config.toml is said by its own reader.
  if (wrong === undefined) return { paths: [path] };
  const isBare = path.length === 1 && meant !== undefined && !wrong.includes('did you mean');
  return { problem: isBare ? `unknown key '${String(path[0])}'; did you mean ${meant}?` : wrong };
}

/** Returns the shortest end of a path that means it and nothing else. */
function shortestFor(document: ScenarioDocument, read: ReadFile, path: Path, isNumber: boolean): Path {
  const ends = path.map((_, i) => path.slice(path.length - 1 - i)).filter(([first]) => typeof first === 'string');
  const meansIt = (end: Path): boolean => {
    const found = possiblePaths(document, read, end, isNumber);
    return 'paths' in found && found.paths.length === 1 && pathText(found.paths[0]) === pathText(path);
  };
  return ends.find(meansIt) ?? path;
}

/** In the place of an index: behind the last item of a list. */
const BEHIND = '+';

/** Returns the path that is meant by one that may end behind a list: `events[+]` is the index of the next event. */
function placeOf(document: ScenarioDocument, read: ReadFile, given: Path, isNumber: boolean): Meant {
  if (given.length < 2 || given.at(-1) !== BEHIND) return meantPath(document, read, given, isNumber);
  const list = meantPath(document, read, given.slice(0, -1), false);
  if ('problem' in list) return list;
  const { path } = list;
  const node: unknown = document.yaml.getIn(path);
  const mayBeList = !isConfigPath(path) && keysAt([...path, 0]) !== undefined && (isSeq(node) || !isCollection(node));
  if (!mayBeList) return { problem: `[+] adds to a list of the scenario, such as events[+]; '${pathText(path)}' is none` };
  return { path: [...path, isSeq(node) ? node.items.length : 0] };
}

/**
 * Applies `--set` texts in their order to the document and returns what goes into config.toml files, with the issues. Values are read as YAML, so
 * `10m`, `3`, `true` and `{ machines: 5 }` are what they look like; `events[+]` adds to a list. `read` gives the text of config.toml files, for short names.
 */
export function applyOverrides(
  document: ScenarioDocument,
  texts: readonly string[],
  read: ReadFile = () => undefined,
): { config: ConfigOverride[]; own: OwnOverride[]; issues: Issue[] } {
  const config: ConfigOverride[] = [];
  const own: OwnOverride[] = [];
  const issues: Issue[] = [];
  for (const text of texts) {
    const origin = `--set ${redactedSet(text)}`;
    const at = splitAt(text);
    const given = at <= 0 ? undefined : parsePath(text.slice(0, at).trim());
    if (given === undefined) {
      issues.push(
        problem(origin, 'expected path=value, such as IdleCount=20, managers.srm.replicas=2 or instances["gitlab.com"].request_latency=1s'),
      );
      continue;
    }
    let value: unknown;
    try {
      value = parseValue(text.slice(at + 1));
    } catch {
      value = text.slice(at + 1);
    }
    const meant = placeOf(document, read, given, typeof value === 'number');
    if ('problem' in meant) {
      issues.push(problem(origin, meant.problem, given));
      continue;
    }
    const { path } = meant;
    document.secrets.learnSet(path, value);
    // A version such as 11.4, or a name of digits, is a text that only looks like a number.
    if (typeof value === 'number' && TEXTS.has(String(path.at(-1)))) value = text.slice(at + 1).trim();
    if (isConfigPath(path)) config.push({ group: String(path[1]), path: path.slice(3), value, origin });
    else {
      own.push({ path, value });
      for (const gone of document.override(path, value, origin)) {
        issues.push(problem(origin, `it takes the place of ${String(gone.at(-1))}: only one of the two can be there`, gone, 'warning'));
      }
    }
  }
  return { config, own, issues };
}

/** True for paths such as `managers.srm.config.concurrent` that go on inside a config.toml. */
function isConfigPath(path: Path): boolean {
  return (
    path.length > 3 && path[0] === 'managers' && path[2] === 'config' && !(path.length === 4 && (path[3] === 'file' || path[3] === 'text'))
  );
}

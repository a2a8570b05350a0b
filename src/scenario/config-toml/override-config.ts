/** Sets keys of a config.toml in its text, so that comments, order and everything else stay as they are. */
import { parseDuration } from '../../units/duration.js';
import { SECOND } from '../../units/time.js';
import type { Issue } from '../issue.js';
import type { RunnerVersion } from './config.js';
import {
  entryOf,
  listOf,
  OFF_PEAK_KEYS,
  PathError,
  REPLACED_KEYS,
  resolvePath,
  sectionTarget,
  tableOf,
  type Segment,
  type Target,
} from './override-path.js';
import { explainSyntax } from './placeholders.js';
import { setKey, tomlText } from './set-key.js';
import { setList, type Section } from './set-list.js';
import { isBefore } from './table-reader.js';
import { parseToml, plain, type TomlNode, type TomlTable } from './toml-document.js';

/** One `path = value` of a what-if; the path starts below `config`. */
export interface ConfigOverride {
  readonly path: readonly Segment[];
  readonly value: unknown;
}

<<<<<<< HEAD
/** Returns a value as TOML, or undefined where it has none here: text, numbers, truth values and lists of them. */
function tomlText(value: unknown, isFloat: boolean): string | undefined {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return undefined;
    const text = String(value);
    return isFloat && Number.isInteger(value) ? `${text}.0` : text;
  }
  // JSON's escapes are TOML's, but for DEL, which JSON leaves as it is.
  if (typeof value === 'string') return JSON.stringify(value).replaceAll('\u007F', '\\u007F');
  if (!Array.isArray(value)) return undefined;
  const items = value.map((item: unknown) => (Array.isArray(item) ? undefined : tomlText(item, isFloat)));
  return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
}

/** Returns the seconds of a duration such as `10m`, for a key that holds a number of them; any other value as it is. */
function secondsOf(value: unknown): unknown {
  const micros = typeof value === 'string' ? parseDuration(value) : undefined;
  return micros === undefined || micros % SECOND !== 0 ? value : micros / SECOND;
}

function keyText(key: string): string {
  return /^[A-Za-z0-9_-]+$/u.test(key) ? key : JSON.stringify(key);
}

function splice(text: string, from: number, to: number, insert: string): string {
  return text.slice(0, from) + insert + text.slice(to);
}

/** Where a text begins: behind a byte order mark. */
function begin(text: string): number {
  return text.startsWith('\uFEFF') ? 1 : 0;
}

/** Inserts whole lines at `at`, in the file's own kind of line break. */
function insertLines(text: string, at: number, lines: readonly string[]): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const before = at > 0 && !text.slice(0, at).endsWith('\n') && at !== begin(text) ? newline : '';
  return splice(text, at, at, before + lines.map((line) => line + newline).join(''));
}

/** Returns the blanks before a table's last own key, or before its header and two more. */
function indentOf(text: string, table: TomlTable): string {
  const last = [...table.entries.values()]
    .filter(({ value }) => value.kind !== 'table' && !(value.kind === 'array' && value.ofTables))
    .at(-1);
  const lines = text.slice(begin(text)).split('\n');
  const own = /^\s*/u.exec(lines[(last ?? table).position.line - 1] ?? '')?.[0] ?? '';
  return last === undefined && table.range[0] > begin(text) ? `${own}  ` : own;
}

function addKey(text: string, table: TomlTable, key: string, value: string): string | undefined {
  if (table.isInline) {
    const brace = table.range[1] - 1;
    const body = text.slice(table.range[0] + 1, brace).trimEnd();
    const end = table.range[0] + 1 + body.length;
    return splice(text, end, brace, `${body.trim() === '' ? ' ' : ', '}${keyText(key)} = ${value} `);
  }
  if (table.insertAt === undefined) return undefined;
  return insertLines(text, table.insertAt, [
    `${table.range[0] <= begin(text) && table.entries.size === 0 ? '' : indentOf(text, table)}${keyText(key)} = ${value}`,
  ]);
}

/** Adds a table that is absent, or only implied, with one key in it, below the nearest table that has a place of its own. */
function addTable(text: string, root: TomlTable, target: Target, value: string): string | undefined {
  let parent = root;
  let depth = 0;
  target.steps.forEach((step, i) => {
    const table = i === depth ? tableOf(parent, step.key, step.index) : undefined;
    if (table !== undefined && (table.insertAt !== undefined || table.isInline)) {
      parent = table;
      depth = i + 1;
    }
  });
  const missing = target.steps.slice(depth).map(({ key }) => keyText(key));
  const dotted = `${[...missing, keyText(target.key)].join('.')} = ${value}`;
  if (parent.isInline || parent.insertAt === undefined) return undefined;
  const indent = indentOf(text, parent);
  const name = target.steps.map(({ key }) => keyText(key)).join('.');
  const isListed = target.steps.at(-1)?.index !== undefined;
  const header = insertLines(text, parent.insertAt, [
    isListed ? `${indent}[[${name}]]` : `${indent}[${name}]`,
    `${indent}  ${keyText(target.key)} = ${value}`,
  ]);
  const asDotted = insertLines(text, parent.insertAt, [`${indent}${dotted}`]);
  return [header, ...(isListed ? [] : [asDotted])].find((candidate) => !('problem' in parseToml(candidate)));
}

/** Returns the text with a value in the place of another. Of a list that stays as long only the items that differ are written: its lines and comments stay. */
function replaced(text: string, known: TomlNode, value: string): string {
  const parsed = known.kind === 'array' && !known.ofTables ? parseToml(`new = ${value}`) : undefined;
  const list = parsed !== undefined && 'root' in parsed ? parsed.root.entries.get('new')?.value : undefined;
  if (known.kind !== 'array' || list?.kind !== 'array' || list.items.length !== known.items.length) {
    return splice(text, known.range[0], known.range[1], value);
  }
  const at = 'new = '.length;
  return known.items.reduceRight((edited, item, i) => {
    const own = list.items[i]!;
    const isSame = JSON.stringify(plain(item)) === JSON.stringify(plain(own));
    return isSame ? edited : splice(edited, item.range[0], item.range[1], value.slice(own.range[0] - at, own.range[1] - at));
  }, text);
}

/** Returns the text with one key set, or undefined where the file's form leaves no place for it. */
function setKey(text: string, target: Target, value: string): string | undefined {
  const parsed = parseToml(text);
  if ('problem' in parsed) return undefined;
  let table: TomlTable | undefined = parsed.root;
  for (const { key, index } of target.steps) table = tableOf(table, key, index);
  const known = entryOf(table, target.key)?.value;
  const hasPlace = table !== undefined && (table.insertAt !== undefined || table.isInline);
  const edited =
    known !== undefined
      ? replaced(text, known, value)
      : table !== undefined && hasPlace
        ? addKey(text, table, target.key, value)
        : addTable(text, parsed.root, target, value);
  return edited === undefined || 'problem' in parseToml(edited) ? undefined : edited;
}

=======
>>>>>>> main
/** Returns why setting a root value is not enough: an autoscaling section or OffPeak replaces it at times. */
function replacedBy(root: TomlTable, target: Target, version: RunnerVersion | undefined): string | undefined {
  const [entryStep, machineStep, ...deeper] = target.steps;
  if (entryStep?.key !== 'runners' || machineStep?.key !== 'machine' || deeper.length > 0 || !REPLACED_KEYS.includes(target.key))
    return undefined;
  const machine = tableOf(tableOf(root, 'runners', entryStep.index), 'machine');
  const sections = version !== undefined && isBefore(version, [13, 0]) ? 0 : listOf(machine, 'autoscaling').length;
  const hasOffPeak =
    sections === 0 &&
    OFF_PEAK_KEYS[target.key] !== undefined &&
    entryOf(machine, 'OffPeakPeriods') !== undefined &&
    (version === undefined || isBefore(version, [14, 0]));
  if (sections === 0 && !hasOffPeak) return undefined;
  const by =
    sections === 0 ? 'OffPeak replaces' : sections === 1 ? 'an autoscaling section replaces' : `${sections} autoscaling sections replace`;
  return `${by} this value at times, so setting it changes only the rest of the time; to change it always, set machine.effective.${target.key}`;
}

/** Returns the text with what a target names set to a value, or why it cannot be. */
function setTarget(text: string, target: Target, value: unknown): { readonly text: string } | { readonly problem: string } {
  if (target.list === undefined && tomlText(value, target.isFloat) === undefined) {
    return {
      problem: `${JSON.stringify(value) ?? String(value)} cannot be written in config.toml; expected text, a finite number, true, false, or a list of them`,
    };
  }
  const sections = target.list === undefined ? undefined : sectionsOf(target, value);
  if (sections !== undefined && 'problem' in sections) return sections;
  const edited = sections === undefined ? setKey(text, target, tomlText(value, target.isFloat)!) : setList(text, target, sections.sections);
  if (edited !== undefined) return { text: edited };
  return { problem: `there is no place for this key in the form the file has; add ${target.key} to the file by hand, then set it` };
}

/** Returns the sections that a value is a list of, or why it is none. */
function sectionsOf(target: Target, value: unknown): { readonly sections: readonly Section[] } | { readonly problem: string } {
  const { key, list } = target;
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'object' || item === null || Array.isArray(item))) {
    return {
      problem: `the path must say which ${key} section, such as ${key}[0]: the entry has ${list?.count ?? 0}, counted from 0; or the value be a list of them all, such as [{ ${Object.keys(list?.shape.keys ?? {})[0]}: [...], ... }]`,
    };
  }
  const sections: Section[] = [];
  for (const [index, given] of (value as Section[]).entries()) {
    const section: Record<string, unknown> = {};
    for (const [name, inner] of Object.entries(given)) {
      try {
        const own = sectionTarget(target, index, name);
        if (tomlText(inner, own.isFloat) === undefined)
          return { problem: `${key}[${index}].${name}: ${JSON.stringify(inner)} cannot be written in config.toml` };
        section[own.key] = inner;
      } catch (error) {
        if (!(error instanceof PathError)) throw error;
        return { problem: `${key}[${index}]: ${error.message}` };
      }
    }
    sections.push(section);
  }
  return { sections };
}

function showPath(path: readonly Segment[]): string {
  return path
    .map((segment, i) => {
      if (typeof segment === 'number') return `[${segment}]`;
      if (!/^[A-Za-z0-9_-]+$/u.test(segment)) return `[${JSON.stringify(segment)}]`;
      return i === 0 ? segment : `.${segment}`;
    })
    .join('');
}

/**
 * Returns the text with every override applied in order, and what is to be said about them. An override that cannot be applied is an error and changes
 * nothing. Values are checked when the result is read. `runnerVersion` decides what replaces a root value; left out, everything that may counts.
 */
export function overrideConfig(
  text: string,
  file: string,
  overrides: readonly ConfigOverride[],
  options: { readonly runnerVersion?: RunnerVersion } = {},
): { text: string; issues: Issue[] } {
  const issues: Issue[] = [];
  let current = text;
  const effective = new Set(overrides.filter(({ path }) => path.includes('effective')).map(({ path }) => String(path.at(-1))));
  // Whoever writes the sections whole knows that they replace what is beside them.
  const isScheduled = overrides.some(({ path }) => path.at(-1) === 'autoscaling');
  for (const { path, value } of overrides) {
    const say = (severity: Issue['severity'], message: string): void => void issues.push({ severity, file, path: showPath(path), message });
    const parsed = parseToml(current);
    if ('problem' in parsed) {
      issues.push({
        severity: 'error',
        file,
        position: parsed.position,
        message: explainSyntax(current, parsed.position.line, parsed.problem),
      });
      return { text, issues };
    }
    let targets: Target[];
    try {
      targets = resolvePath(parsed.root, path);
    } catch (error) {
      if (!(error instanceof PathError)) throw error;
      say('error', error.message);
      continue;
    }
    let edited: string | undefined = current;
    for (const target of targets) {
<<<<<<< HEAD
      const written = tomlText(target.isSeconds ? secondsOf(value) : value, target.isFloat);
      if (written === undefined) {
        say(
          'error',
          `${JSON.stringify(value) ?? String(value)} cannot be written in config.toml; expected text, a finite number, true, false, or a list of them`,
        );
=======
      const set = setTarget(edited, target, value);
      if ('problem' in set) {
        say('error', set.problem);
>>>>>>> main
        edited = undefined;
        break;
      }
      edited = set.text;
    }
    if (edited === undefined) continue;
    current = edited;
    const [first] = targets;
    const warning =
      targets.length === 1 && first !== undefined && !isScheduled && !effective.has(first.key)
        ? replacedBy(parsed.root, first, options.runnerVersion)
        : undefined;
    if (warning !== undefined) say('warning', warning);
  }
  return { text: current, issues };
}

/** Reads the keys of one TOML table: finds them as GitLab Runner does, checks types and ranges, and notes every issue instead of stopping. */
import { parseDuration } from '../../units/duration.js';
import type { Micros } from '../../units/time.js';
import { suggestion, withExcerpt, type Issue, type Position } from '../text/issue.js';
import { modelledKeys, type KeyTable, type KnownKey, type RunnerVersion } from './known-keys.js';
import { placeholderIn } from './placeholders.js';
import type { TomlArray, TomlEntry, TomlNode, TomlTable } from './toml-document.js';
import { tomlSecrets } from './toml-secrets.js';

/** One reading of one file: where its issues are collected. */
export interface Reading {
  readonly file: string;
  readonly text: string;
  readonly version: RunnerVersion;
  readonly issues: Issue[];
}

/** The range of a whole number: both ends are allowed. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Counts of things that exist at once: machines, workers, requests. */
export const COUNT: Range = { min: 0, max: 1_000_000 };
/** Counts that people set high to mean "no limit". */
export const LIMIT: Range = { min: 0, max: 1_000_000_000 };
/** Seconds, up to ten years. */
export const SECONDS: Range = { min: 0, max: 315_360_000 };

/** Returns whether version `a` comes before `b`. */
export function isBefore(a: RunnerVersion, b: RunnerVersion): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

function named(node: TomlNode): string {
  const value =
    node.kind === 'array' || node.kind === 'table'
      ? ''
      : ` (${typeof node.value === 'number' ? String(node.value) : JSON.stringify(node.value)})`;
  const article = /^[aeiou]/u.test(node.kind) ? 'an' : 'a';
  return `${article} ${node.kind}${value}`;
}

/** Reads one table. `path` is its key path, `keys` the keys known in it. Constructing it checks for unknown, old and unmodelled keys. */
export class TableReader<Key extends string = string> {
  readonly reading: Reading;
  readonly table: TomlTable;
  readonly path: string;
  readonly #keys: KeyTable;
  readonly #found = new Map<string, TomlEntry>();

  constructor(reading: Reading, table: TomlTable, path: string, keys: Readonly<Record<Key, KnownKey>>) {
    this.reading = reading;
    this.table = table;
    this.path = path;
    this.#keys = keys;
    const said = new Set<string>();
    for (const entry of table.entries.values()) this.#sort(entry, said);
  }

  /** Returns where each key that was found stands. */
  get positions(): Record<string, Position> {
    return Object.fromEntries([...this.#found].map(([key, entry]) => [key, entry.position]));
  }

  /** Returns the value of a key, or undefined where it is absent, unknown to the runner version, or not used by it any more. */
  node(key: Key): TomlNode | undefined {
    return this.#found.get(key)?.value;
  }

  pathOf(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }

  error(position: Position, key: string, message: string): void {
    this.#add('error', position, key, message);
  }

  warn(position: Position, key: string, message: string): void {
    this.#add('warning', position, key, message);
  }

  /** Returns a whole number, or `fallback` where the key is absent or wrong. */
  integer(key: Key, range: Range, fallback: number): number {
    const node = this.node(key);
    if (node === undefined) return fallback;
    if (node.kind !== 'integer') return this.#wrongType(key, node, 'a whole number', fallback);
    if (node.value < range.min || node.value > range.max) {
      this.error(node.position, key, `${node.value} is out of range; expected ${range.min} to ${range.max}`);
      return fallback;
    }
    return node.value;
  }

  /** Returns a number that must be written with a decimal point, as GitLab Runner demands. */
  float(key: Key, range: Range, fallback: number): number {
    const node = this.node(key);
    if (node === undefined) return fallback;
    if (node.kind === 'integer') {
      this.error(node.position, key, `GitLab Runner needs a float here; write ${node.value}.0 instead of ${node.value}`);
      return fallback;
    }
    if (node.kind !== 'float') return this.#wrongType(key, node, 'a float such as 1.5', fallback);
    if (!(node.value >= range.min && node.value <= range.max)) {
      this.error(node.position, key, `${node.value} is out of range; expected ${range.min} to ${range.max}`);
      return fallback;
    }
    return node.value;
  }

  string(key: Key): string | undefined {
    const node = this.node(key);
    if (node === undefined || node.kind === 'string') return node?.value;
    return this.#wrongType(key, node, 'text in quotes', undefined);
  }

  boolean(key: Key, fallback: boolean): boolean {
    const node = this.node(key);
    if (node === undefined) return fallback;
    return node.kind === 'boolean' ? node.value : this.#wrongType(key, node, 'true or false', fallback);
  }

  /** Returns a duration written in Go's grammar (`1h30m`), which has neither days nor weeks nor blanks. */
  duration(key: Key): Micros | undefined {
    const node = this.node(key);
    if (node === undefined) return undefined;
    if (node.kind !== 'string') return this.#wrongType(key, node, 'a duration in quotes, such as "90s" or "1h30m"', undefined);
    const micros = /[dw\s]/u.test(node.value) ? undefined : parseDuration(node.value);
    if (micros === undefined) {
      const hint = placeholderIn(`= ${node.value}`);
      const more = hint === undefined ? '' : `; this is ${hint}`;
      this.error(node.position, key, `'${node.value}' is not a duration; expected hours, minutes, seconds such as "90s" or "1h30m"${more}`);
    }
    return micros;
  }

  /** Returns a list of texts with the position of each. */
  strings(key: Key): { readonly value: string; readonly position: Position }[] {
    const node = this.node(key);
    if (node === undefined) return [];
    if (node.kind !== 'array') return this.#wrongType(key, node, 'a list of texts, such as ["…"]', []);
    const out: { value: string; position: Position }[] = [];
    for (const item of node.items) {
      if (item.kind === 'string') out.push({ value: item.value, position: item.position });
      else this.#wrongType(key, item, 'text in quotes', undefined);
    }
    return out;
  }

  subtable(key: Key): TomlTable | undefined {
    const node = this.node(key);
    if (node === undefined || node.kind === 'table') return node;
    return this.#wrongType(key, node, `a table [${this.#headerOf(key)}]`, undefined);
  }

  /** Returns the tables of `[[key]]`. */
  tables(key: Key): TomlTable[] {
    const node = this.node(key);
    if (node === undefined) return [];
    const wanted = `[[${this.#headerOf(key)}]]`;
    if (node.kind !== 'array') return this.#wrongType(key, node, `tables opened by ${wanted} in double brackets`, []);
    return tablesOf(node, (item) => this.#wrongType(key, item, `tables opened by ${wanted} in double brackets`, undefined));
  }

  #headerOf(key: string): string {
    return this.pathOf(key).replace(/\[\d+\]/gu, '');
  }

  #wrongType<T>(key: string, node: TomlNode, expected: string, fallback: T): T {
    const hint = node.kind === 'string' ? placeholderIn(`= ${node.value}`) : undefined;
    this.error(node.position, key, `expected ${expected}, found ${named(node)}${hint === undefined ? '' : `; this is ${hint}`}`);
    return fallback;
  }

  #add(severity: Issue['severity'], position: Position, key: string, message: string): void {
    const { file, text, issues } = this.reading;
    issues.push({ severity, file, position, path: this.pathOf(key), message, excerpt: withExcerpt(text, position, tomlSecrets(text)) });
  }

  /** Puts an entry where `node` finds it, or says why not. Keys that differ only in case are one key to GitLab Runner's TOML library. */
  #sort(entry: TomlEntry, said: Set<string>): void {
    const name = Object.hasOwn(this.#keys, entry.key)
      ? entry.key
      : Object.keys(this.#keys).find((known) => known.toLowerCase() === entry.key.toLowerCase());
    const known = name === undefined ? undefined : this.#keys[name];
    if (name === undefined || known === undefined) return this.#unknown(entry);
    const before = this.#found.get(name);
    if (before !== undefined) {
      this.error(entry.position, entry.key, `given twice: line ${before.position.line} holds ${before.key}, the same key to GitLab Runner`);
      return;
    }
    if (!this.#tellUse(entry, name, known, said)) return;
    this.#found.set(name, entry);
  }

  /** Warns of a key that is not used as written; returns whether it is read. */
  #tellUse(entry: TomlEntry, name: string, known: KnownKey, said: Set<string>): boolean {
    const note = known.note === undefined ? '' : `; ${known.note}`;
    const { version } = this.reading;
    if (known.since !== undefined && isBefore(version, known.since)) {
      this.warn(
        entry.position,
        name,
        `ignored: GitLab Runner ${version.join('.')} does not know this key, ${known.since.join('.')} was the first`,
      );
      return false;
    }
    if (known.until !== undefined && !isBefore(version, known.until)) {
      if (!said.has(note)) this.warn(entry.position, name, `ignored since GitLab Runner ${known.until.join('.')}${note}`);
      said.add(note);
      return false;
    }
    if (known.use === 'deprecated') this.warn(entry.position, name, `not used by GitLab Runner${note}`);
    if (known.use === 'elsewhere') this.warn(entry.position, name, `not a key of config.toml, GitLab Runner ignores it${note}`);
    if (known.use === 'unmodelled') this.warn(entry.position, name, `not simulated${note}`);
    return known.use === 'modelled' || known.use === 'unmodelled';
  }

  #unknown(entry: TomlEntry): void {
    const near = suggestion(entry.key, Object.keys(this.#keys));
    if (near === undefined) {
      this.warn(entry.position, entry.key, `unknown key, ignored; known here: ${modelledKeys(this.#keys).join(', ')}`);
    } else if (this.#keys[near]?.use === 'modelled') {
      this.error(entry.position, entry.key, `unknown key; did you mean ${near}? GitLab Runner would ignore it without a word`);
    } else {
      this.warn(entry.position, entry.key, `unknown key, ignored; did you mean ${near}?`);
    }
  }
}

function tablesOf(node: TomlArray, wrong: (item: TomlNode) => void): TomlTable[] {
  const out: TomlTable[] = [];
  for (const item of node.items) {
    if (item.kind === 'table') out.push(item);
    else wrong(item);
  }
  return out;
}

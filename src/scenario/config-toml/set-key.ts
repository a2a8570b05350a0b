/** One key in the text of a config.toml: its value in the place of the old one, or on a line, in a table, of its own. */
import { entryOf, tableOf, type Target } from './override-path.js';
import { parseToml, plain, type TomlNode, type TomlTable } from './toml-document.js';

/** Returns a value as TOML, or undefined where it has none here: text, numbers, truth values and lists of them. */
export function tomlText(value: unknown, isFloat: boolean): string | undefined {
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

/** Returns a key as TOML, in quotes where it needs them. */
export function keyText(key: string): string {
  return /^[A-Za-z0-9_-]+$/u.test(key) ? key : JSON.stringify(key);
}

/** Returns the text with [from, to) replaced. */
export function splice(text: string, from: number, to: number, insert: string): string {
  return text.slice(0, from) + insert + text.slice(to);
}

/** Where a text begins: behind a byte order mark. */
function begin(text: string): number {
  return text.startsWith('\uFEFF') ? 1 : 0;
}

/** Inserts whole lines at `at`, in the file's own kind of line break. */
export function insertLines(text: string, at: number, lines: readonly string[]): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const before = at > 0 && !text.slice(0, at).endsWith('\n') && at !== begin(text) ? newline : '';
  return splice(text, at, at, before + lines.map((line) => line + newline).join(''));
}

/** Returns the blanks before a table's last own key, or before its header and two more. */
export function indentOf(text: string, table: TomlTable): string {
  const last = [...table.entries.values()]
    .filter(({ value }) => value.kind !== 'table' && !(value.kind === 'array' && value.ofTables))
    .at(-1);
  const lines = text.slice(begin(text)).split('\n');
  const own = /^\s*/u.exec(lines[(last ?? table).position.line - 1] ?? '')?.[0] ?? '';
  return last === undefined && table.range[0] > begin(text) ? `${own}  ` : own;
}

/** Returns the text with a key added to a table that has a place for it, or undefined. */
export function addKey(text: string, table: TomlTable, key: string, value: string): string | undefined {
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
export function setKey(text: string, target: Target, value: string): string | undefined {
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

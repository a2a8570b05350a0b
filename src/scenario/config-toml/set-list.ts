/** A whole list of sections, such as `[[runners.machine.autoscaling]]`, in the text of a config.toml: what is alike in the old list and the new one stays as it is. */
import { parseDuration } from '../../units/duration.js';
import { aligned } from './align.js';
import { entryOf, listOf, sectionTarget, tableOf, type Target } from './override-path.js';
import { addKey, indentOf, insertLines, keyText, setKey, splice, tomlText } from './set-key.js';
import { parseToml, plain, type TomlTable } from './toml-document.js';

/** A section: its keys and their values, in the order in which they are written. */
export type Section = Readonly<Record<string, unknown>>;

/**
 * Returns the text with the list that `target` names made of these sections, or undefined where the file's form leaves no place for them. Sections that
 * hold in the same hours keep their lines, comments included, and only what differs in them is written. Of one that goes, the lines from its header to its
 * last key go; what is written above it stays.
 */
export function setList(text: string, target: Target, sections: readonly Section[]): string | undefined {
  const parent = parentOf(text, target);
  const list = entryOf(parent, target.key)?.value;
  const wanted = speltAs(
    listOf(parent, target.key).map((table) => plain(table) as Section),
    sections,
  );
  const isWritten = list?.kind === 'array' && list.ofTables;
  const edited = isWritten ? editTables(text, target, wanted) : beginList(text, target, wanted);
  return edited !== undefined && isMade(edited, target, wanted) ? edited : undefined;
}

/** Returns sections with their durations spelt as the old list spells them: who wrote "10m0s" has what "10m" says. */
function speltAs(old: readonly Section[], wanted: readonly Section[]): Section[] {
  const word = (key: string, value: unknown): string | undefined => {
    const length = typeof value === 'string' ? parseDuration(value) : undefined;
    return length === undefined ? undefined : `${key.toLowerCase()} ${length}`;
  };
  const all = old.flatMap((section) => Object.entries(section));
  const spelling = new Map(all.map(([key, value]) => [word(key, value), value]));
  spelling.delete(undefined);
  const isThere = (key: string, value: unknown): boolean => all.some((own) => own[0] === key && own[1] === value);
  return wanted.map((section) =>
    Object.fromEntries(
      Object.entries(section).map(([key, value]) => [key, isThere(key, value) ? value : (spelling.get(word(key, value)) ?? value)]),
    ),
  );
}

/** Returns the table that holds the list, where it is there. */
function parentOf(text: string, { steps }: Target): TomlTable | undefined {
  const parsed = parseToml(text);
  if ('problem' in parsed) return undefined;
  return steps.reduce<TomlTable | undefined>((table, { key, index }) => tableOf(table, key, index), parsed.root);
}

function sectionAt(text: string, target: Target, index: number): TomlTable | undefined {
  return listOf(parentOf(text, target), target.key)[index];
}

function editTables(text: string, target: Target, wanted: readonly Section[]): string | undefined {
  const old = listOf(parentOf(text, target), target.key).map((table) => plain(table) as Section);
  let current: string | undefined = text;
  let before = old.length;
  // From the last to the first, so that the sections before are still where they were.
  for (const step of aligned(old.map(hoursOf), wanted.map(hoursOf)).reverse()) {
    const section = step.wanted === undefined ? undefined : wanted[step.wanted];
    before = step.old ?? before;
    if (current === undefined) return undefined;
    if (section === undefined) current = withoutSection(current, target, before);
    else if (step.old === undefined) current = withSection(current, target, before, section);
    else current = withKeys(current, target, before, section);
  }
  return current;
}

/** Two sections hold in the same hours where their texts are alike; the rest of them is numbers. */
function hoursOf(section: Section): string {
  const texts = Object.entries(section).filter(([, value]) => typeof value === 'object' || typeof value === 'string');
  return JSON.stringify(texts.map(([key, value]) => `${key.toLowerCase()} ${JSON.stringify(value)}`).sort());
}

function withoutSection(text: string, target: Target, index: number): string | undefined {
  const table = sectionAt(text, target, index);
  return table?.insertAt === undefined ? undefined : splice(text, lineStart(text, table.range[0]), table.insertAt, '');
}

/** Returns the text with a section more, behind the one that `count` others of the old list are before or, where none is, ahead of all. */
function withSection(text: string, target: Target, count: number, section: Section): string | undefined {
  const first = sectionAt(text, target, 0);
  const at = count > 0 ? sectionAt(text, target, count - 1)?.insertAt : first === undefined ? undefined : aboveComments(text, first);
  const indent = first === undefined ? '' : blanksAt(text, lineStart(text, first.range[0]));
  return at === undefined ? undefined : insertLines(text, at, sectionLines(target, section, indent));
}

/** Returns the text with the keys of a section as they are wanted; those that have their value already are not touched. */
function withKeys(text: string, target: Target, index: number, section: Section): string | undefined {
  const known = plainSection(text, target, index);
  let current: string | undefined = text;
  for (const [key, value] of Object.entries(section)) {
    if (current === undefined || JSON.stringify(known.get(key.toLowerCase())) === JSON.stringify(value)) continue;
    const own = sectionTarget(target, index, key);
    current = setKey(current, own, tomlText(value, own.isFloat)!);
  }
  const names = new Set(Object.keys(section).map((key) => key.toLowerCase()));
  for (const key of known.keys()) if (current !== undefined && !names.has(key)) current = withoutKey(current, target, index, key);
  return current;
}

function plainSection(text: string, target: Target, index: number): Map<string, unknown> {
  const table = sectionAt(text, target, index);
  return new Map([...(table?.entries ?? [])].map(([key, { value }]) => [key.toLowerCase(), plain(value)]));
}

function withoutKey(text: string, target: Target, index: number, key: string): string | undefined {
  const entry = entryOf(sectionAt(text, target, index), key);
  if (entry === undefined) return undefined;
  const from = text.split('\n', entry.position.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const end = text.indexOf('\n', entry.value.range[1]);
  return splice(text, from, end < 0 ? text.length : end + 1, '');
}

/** Writes the first sections of a list, in the form that the table around it has, or the whole of one that is written as a value. */
function beginList(text: string, target: Target, wanted: readonly Section[]): string | undefined {
  const parent = parentOf(text, target);
  const known = entryOf(parent, target.key)?.value;
  const value = `[${wanted.map((section) => inlineText(target, section)).join(', ')}]`;
  if (known !== undefined) return splice(text, known.range[0], known.range[1], value);
  if (wanted.length === 0) return text;
  if (parent?.isInline === true) return addKey(text, parent, target.key, value);
  if (parent?.insertAt === undefined) return undefined;
  const indent = indentOf(text, parent);
  return insertLines(
    text,
    parent.insertAt,
    wanted.flatMap((section) => sectionLines(target, section, indent)),
  );
}

function inlineText(target: Target, section: Section): string {
  const keys = Object.entries(section).map(([key, value]) => `${keyText(key)} = ${valueText(target, key, value)}`);
  return keys.length === 0 ? '{}' : `{ ${keys.join(', ')} }`;
}

function sectionLines(target: Target, section: Section, indent: string): string[] {
  const name = [...target.steps.map(({ key }) => key), target.key].map(keyText).join('.');
  return [
    `${indent}[[${name}]]`,
    ...Object.entries(section).map(([key, value]) => `${indent}  ${keyText(key)} = ${valueText(target, key, value)}`),
  ];
}

function valueText(target: Target, key: string, value: unknown): string {
  return tomlText(value, sectionTarget(target, 0, key).isFloat) ?? '';
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function blanksAt(text: string, at: number): string {
  return /^[ \t]*/u.exec(text.slice(at))?.[0] ?? '';
}

/** Returns where a header's line begins, or the first of the lines of comment right above it. */
function aboveComments(text: string, { range }: TomlTable): number {
  let at = lineStart(text, range[0]);
  while (at > 0 && /^[ \t]*#/u.test(text.slice(lineStart(text, at - 1), at))) at = lineStart(text, at - 1);
  return at;
}

/** Returns whether the list is now what was wanted: a form that this file does not foresee is refused, not spoilt. */
function isMade(text: string, target: Target, wanted: readonly Section[]): boolean {
  const sorted = (section: Section): unknown[] =>
    Object.entries(section)
      .map(([key, value]) => [key.toLowerCase(), value] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  const made = entryOf(parentOf(text, target), target.key)?.value;
  const sections = made === undefined ? [] : plain(made);
  return JSON.stringify((sections as Section[]).map(sorted)) === JSON.stringify(wanted.map(sorted));
}

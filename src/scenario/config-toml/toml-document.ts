/** TOML text to values with positions. The only file that knows toml-eslint-parser. */
import { ParseError, parseTOML, type AST } from 'toml-eslint-parser';
import type { Position } from '../text/issue.js';

/** A TOML value as plain data. */
export type TomlValue = string | number | boolean | readonly TomlValue[] | { readonly [key: string]: TomlValue };

/** What every TOML value carries: where it stands and which characters [from, to) of the text are it. */
interface Placed {
  readonly position: Position;
  readonly range: readonly [from: number, to: number];
}

export type TomlScalar = Placed &
  (
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'integer' | 'float'; readonly value: number }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'date'; readonly value: string }
  );

export type TomlArray = Placed & {
  readonly kind: 'array';
  readonly items: TomlNode[];
  /** Whether it was written as `[[…]]` tables. */ readonly ofTables: boolean;
};

/** A key of a table: where the key stands, and its value. */
export interface TomlEntry {
  readonly key: string;
  readonly position: Position;
  readonly value: TomlNode;
}

export type TomlTable = Placed & {
  readonly kind: 'table';
  /** In the order of the file. */
  readonly entries: Map<string, TomlEntry>;
  readonly isInline: boolean;
  /** Where a new key may be written on a line of its own; undefined for inline tables and tables that have no header. */
  insertAt: number | undefined;
};

export type TomlNode = TomlScalar | TomlArray | TomlTable;

/** `comments` are the places [from, to) of the comments, from their # on. */
export type TomlResult =
  | { readonly root: TomlTable; readonly comments: readonly (readonly [from: number, to: number])[] }
  | { readonly problem: string; readonly position: Position };

function place(node: { loc: AST.SourceLocation; range: AST.Range }): Placed {
  return { position: { line: node.loc.start.line, column: node.loc.start.column + 1 }, range: node.range };
}

function emptyTable(node: { loc: AST.SourceLocation; range: AST.Range }, isInline: boolean): TomlTable {
  return { ...place(node), kind: 'table', entries: new Map(), isInline, insertAt: undefined };
}

/** No real file nests deeper; far beyond it the stack would end. */
const MAX_DEPTH = 100;

/** Thrown and caught in this file where a text nests too deeply. */
class TooDeep extends Error {
  readonly position: Position;

  constructor(position: Position) {
    super();
    this.position = position;
  }
}

function convert(node: AST.TOMLContentNode, depth: number): TomlNode {
  if (depth > MAX_DEPTH) throw new TooDeep(place(node).position);
  if (node.type === 'TOMLArray')
    return { ...place(node), kind: 'array', ofTables: false, items: node.elements.map((item) => convert(item, depth + 1)) };
  if (node.type === 'TOMLInlineTable') {
    const table = emptyTable(node, true);
    for (const pair of node.body) assign(table, pair, depth + 1);
    return table;
  }
  switch (node.kind) {
    case 'string':
      return { ...place(node), kind: 'string', value: node.value };
    case 'integer':
    case 'float':
      return { ...place(node), kind: node.kind, value: node.value };
    case 'boolean':
      return { ...place(node), kind: 'boolean', value: node.value };
    default:
      return { ...place(node), kind: 'date', value: node.datetime };
  }
}

function names(key: AST.TOMLKey): { name: string; node: AST.TOMLBare | AST.TOMLQuoted }[] {
  if (key.keys.length > MAX_DEPTH) throw new TooDeep(place(key).position);
  return key.keys.map((node) => ({ name: node.type === 'TOMLBare' ? node.name : node.value, node }));
}

/** Returns the table `name` of `table`, the last one where it is an array of tables, making it where it is absent. */
function descend(table: TomlTable, name: string, node: AST.TOMLBare | AST.TOMLQuoted): TomlTable {
  const known = table.entries.get(name)?.value;
  if (known?.kind === 'table') return known;
  const last = known?.kind === 'array' ? known.items.at(-1) : undefined;
  if (last?.kind === 'table') return last;
  const made = emptyTable(node, false);
  table.entries.set(name, { key: name, position: made.position, value: made });
  return made;
}

function assign(table: TomlTable, pair: AST.TOMLKeyValue, depth: number): void {
  const path = names(pair.key);
  const last = path.pop();
  if (last === undefined) return;
  let target = table;
  for (const { name, node } of path) target = descend(target, name, node);
  target.entries.set(last.name, { key: last.name, position: place(last.node).position, value: convert(pair.value, depth + path.length) });
}

/** Returns the table that a `[header]` or `[[header]]` opens. */
function open(root: TomlTable, header: AST.TOMLTable): TomlTable {
  const path = names(header.key);
  const last = path.pop();
  if (last === undefined) return root;
  let parent = root;
  for (const { name, node } of path) parent = descend(parent, name, node);
  if (header.kind === 'standard') {
    const known = parent.entries.get(last.name)?.value;
    if (known?.kind === 'table') {
      // A table named before only by a longer header gets its own place now.
      const placed: TomlTable = { ...known, ...place(header) };
      parent.entries.set(last.name, { key: last.name, position: placed.position, value: placed });
      return placed;
    }
    const opened = emptyTable(header, false);
    parent.entries.set(last.name, { key: last.name, position: opened.position, value: opened });
    return opened;
  }
  const made: TomlTable = emptyTable(header, false);
  const known = parent.entries.get(last.name)?.value;
  if (known?.kind === 'array') known.items.push(made);
  else {
    const value: TomlArray = { ...place(header), kind: 'array', ofTables: true, items: [made] };
    parent.entries.set(last.name, { key: last.name, position: value.position, value });
  }
  return made;
}

/** Returns the offset behind the line that holds `offset`, its line break included. */
function lineEnd(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  return found < 0 ? text.length : found + 1;
}

/** Returns the document's root table, or what is wrong with the text and where. A byte order mark at the start is ignored, as GitLab Runner does. */
export function parseToml(text: string): TomlResult {
  try {
    const program = parseTOML(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text, { tomlVersion: '1.0' });
    return { root: build(text, program), comments: program.comments.map(({ range }) => range) };
  } catch (error) {
    if (error instanceof ParseError) return { problem: error.message, position: { line: error.lineNumber, column: error.column + 1 } };
    if (error instanceof TooDeep) return { problem: `Nested deeper than ${MAX_DEPTH} levels`, position: error.position };
    // The parser follows nesting with the stack; when it ends, the text is far beyond the same bound.
    if (error instanceof RangeError) return { problem: `Nested deeper than ${MAX_DEPTH} levels`, position: { line: 1, column: 1 } };
    throw error;
  }
}

function build(text: string, program: AST.TOMLProgram): TomlTable {
  const top = program.body[0];
  const root = emptyTable(top, false);
  root.insertAt = text.startsWith('\uFEFF') ? 1 : 0;
  for (const node of top.body) {
    if (node.type === 'TOMLKeyValue') {
      assign(root, node, 1);
      root.insertAt = lineEnd(text, node.range[1]);
      continue;
    }
    const table = open(root, node);
    for (const pair of node.body) assign(table, pair, node.key.keys.length + 1);
    table.insertAt = lineEnd(text, node.range[1]);
  }
  return root;
}

/** Returns a node as plain data, dates as text. */
export function plain(node: TomlNode): TomlValue {
  if (node.kind === 'array') return node.items.map(plain);
  if (node.kind === 'table') return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plain(entry.value)]));
  return node.value;
}

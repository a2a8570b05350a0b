/** Sets values of a scenario in its text, so that comments, order and everything else stay as they are. */
import { isMap, isScalar, parse, parseDocument, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Path } from '../text/path.js';
import { equalValues } from './equal-values.js';

/** Returns the text with the value at `path` set, or undefined where its form leaves no place for it, such as behind an alias. */
export function setYamlValue(text: string, path: Path, value: unknown): string | undefined {
  const document = parseDocument(text, { logLevel: 'error' });
  if (document.errors.length > 0 || path.length === 0) return undefined;
  const expected = withValue(document.toJS({ maxAliasCount: 1_000 }) as unknown, path, value);
  const candidates = document.hasIn(path) ? replaced(text, document, path, value) : [added(text, document, path, value)];
  return candidates.find((candidate) => candidate !== undefined && says(candidate, expected));
}

/** True where a text is YAML of exactly these values. */
function says(text: string, expected: unknown): boolean {
  const document = parseDocument(text, { logLevel: 'error' });
  return document.errors.length === 0 && equalValues(document.toJS({ maxAliasCount: 1_000 }), expected);
}

/** A copy of plain values with one of them set. */
function withValue(root: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(root)) return root.map((item: unknown, i) => (i === Number(key) ? withValue(item, rest, value) : item));
  const map = typeof root === 'object' && root !== null ? (root as Record<string, unknown>) : {};
  return { ...map, [String(key)]: withValue(map[String(key)], rest, value) };
}

/** The text with the value that is there replaced, in the ways in which that may be written. */
function replaced(text: string, document: Document, path: Path, value: unknown): string[] {
  const node = document.getIn(path, true) as Node | undefined;
  const range = node?.range;
  if (range === undefined || range === null) return [];
  const [from, to] = range;
  const put = (start: number, end: number, written: string): string => text.slice(0, start) + written + text.slice(end);
  if (isScalar(node) && node.type === 'BLOCK_LITERAL' && typeof value === 'string') {
    return [put(from, to, blockText(text.slice(from, to), value)), put(from, to, `${JSON.stringify(value)}\n`)];
  }
  const written = flowText(value);
  const key = keyOf(document, path);
  const colon = key?.range === undefined || key.range === null ? -1 : text.indexOf(':', key.range[1]) + 1;
  const lineEnd = text.indexOf('\n', colon);
  if (colon <= 0 || lineEnd < 0 || lineEnd >= from) return [put(from, to, written)];
  // A list or a map over several lines begins below its key; what takes its place stands beside the key, before a comment.
  return [put(colon, to, ` ${written}${text.slice(colon, lineEnd)}${text[to - 1] === '\n' ? '\n' : ''}`)];
}

/** The key of the map that holds a value; undefined for an item of a list. */
function keyOf(document: Document, path: Path): Node | undefined {
  const map = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(map)) return undefined;
  const pair = (map.items as Pair<Node>[]).find(({ key }) => String(isScalar(key) ? key.value : key) === String(path.at(-1)));
  return pair?.key;
}

/** A block of several lines with another text in it: its header and its indentation stay. */
function blockText(block: string, value: string): string {
  const header = block.slice(0, block.indexOf('\n') + 1);
  const indent = /^( *)\S/mu.exec(block.slice(header.length))?.[1] ?? '  ';
  return header + value.replace(/^(?=.)/gmu, indent);
}

/** The text with a key added to the nearest map that is there. */
function added(text: string, document: Document, path: Path, value: unknown): string | undefined {
  let depth = path.length - 1;
  while (depth > 0 && !document.hasIn(path.slice(0, depth))) depth--;
  const map = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
  if (!isMap(map) || map.range === undefined || map.range === null) return undefined;
  const inner = path.slice(depth + 1).reduceRight<unknown>((rest, key) => ({ [String(key)]: rest }), value);
  const pair = `${flowText(String(path[depth]))}: ${flowText(inner)}`;
  return map.flow === true ? addedToFlow(text, map, pair) : addedBelow(text, map, pair);
}

function addedToFlow(text: string, map: YAMLMap, pair: string): string {
  const brace = map.range![1] - 1;
  const body = text.slice(0, brace).trimEnd();
  const before = map.items.length === 0 ? ' ' : body.endsWith(',') ? ' ' : ', ';
  return `${body}${before}${pair} ${text.slice(brace)}`;
}

function addedBelow(text: string, map: YAMLMap, pair: string): string | undefined {
  const last = (map.items as Pair<Node, Node | null>[]).at(-1);
  const first = (map.items as Pair<Node>[])[0]?.key.range?.[0];
  const end = (last?.value ?? last?.key)?.range?.[1];
  if (first === undefined || end === undefined) return undefined;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = ' '.repeat(first - (text.lastIndexOf('\n', first - 1) + 1));
  const found = text[end - 1] === '\n' ? end : text.indexOf('\n', end) + 1;
  const at = found === 0 ? text.length : found;
  const missing = at > 0 && text[at - 1] !== '\n' ? newline : '';
  return `${text.slice(0, at)}${missing}${indent}${pair}${newline}${text.slice(at)}`;
}

/** A value on one line: texts without quotes where they are read back as they are, also between braces. */
function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(([key, inner]) => `${flowText(key)}: ${flowText(inner)}`);
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
  }
  if (typeof value !== 'string') return JSON.stringify(value);
  const isPlain = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_ ./+%-]*[\p{L}\p{N}_%])?$/u.test(value) && parse(value, { logLevel: 'error' }) === value;
  return isPlain ? value : JSON.stringify(value);
}

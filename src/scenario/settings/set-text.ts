/** The text of one `--set path=value`: where its path ends, what its path says, and how it may be shown. */
import { parse as parseYaml } from 'yaml';
import type { Path } from '../text/path.js';
import { isSecretAt } from '../secrets/secret-names.js';
import { MASK, redactedText } from '../secrets/secret-patterns.js';
import { tooMuchYaml } from '../text/yaml-bounds.js';

const SEGMENT = /\.?(?:([^.[\]="'{}]+(?:\{[^{}]*\})?)|\[\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(-?\d+)|([^\]"']+?))\s*\])/uy;

/** Returns the segments of a path such as `instances["gitlab.com"].url` or `runners[0].limit`, or undefined where it cannot be read. */
export function parsePath(text: string): Path | undefined {
  const path: (string | number)[] = [];
  SEGMENT.lastIndex = 0;
  while (SEGMENT.lastIndex < text.length) {
    const match = SEGMENT.exec(text);
    if (match === null) return undefined;
    const [, bare, double, single, index, loose] = match;
    if (index !== undefined) path.push(Number(index));
    else path.push((bare ?? double?.replace(/\\(.)/gu, '$1') ?? single ?? loose ?? '').trim());
  }
  return path.length === 0 ? undefined : path;
}

/** Returns where the `=` is that ends the path: the first one outside of brackets, and of the braces of a threshold's labels. */
export function splitAt(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '[' || text[i] === '{') depth++;
    else if (text[i] === ']' || text[i] === '}') depth--;
    else if (text[i] === '=' && depth === 0) return i;
  }
  return -1;
}

/** Returns the value of a `--set` as YAML has it; throws where it is none, or too much. */
export function parseValue(text: string): unknown {
  const tooMuch = tooMuchYaml(text);
  if (tooMuch !== undefined) throw new Error(tooMuch.message);
  return parseYaml(text, { logLevel: 'error' }) as unknown;
}

/** Returns the text as it may be shown: values at paths that are secret are masked, also inside maps. */
export function redactedSet(text: string): string {
  const at = splitAt(text);
  if (at < 0) return redactedText(text);
  const [path, value] = [text.slice(0, at), text.slice(at + 1)];
  const keys = parsePath(path.trim()) ?? path.split('.');
  let parsed: unknown;
  try {
    parsed = readable(value);
  } catch {
    return `${path}=${MASK}`;
  }
  const shown = masked(parsed, keys);
  if (shown === parsed) return `${path}=${redactedText(value)}`;
  return `${path}=${typeof shown === 'string' ? shown : redactedText(JSON.stringify(shown))}`;
}

/** The value of a `--set`, or those that a `--vary` lists, parted by commas. */
function readable(text: string): unknown {
  try {
    return parseValue(text);
  } catch {
    return parseValue(`[${text}]`);
  }
}

/** Returns a value with the secrets in it masked; the value itself where there are none. */
function masked(value: unknown, path: Path): unknown {
  if (typeof value === 'object' && value !== null) {
    const before = Object.entries(value) as [string, unknown][];
    const after = before.map(([key, inner]) => [key, masked(inner, [...path, key])] as const);
    if (after.every(([, inner], i) => inner === before[i]?.[1])) return value;
    return Array.isArray(value) ? after.map(([, inner]) => inner) : Object.fromEntries(after);
  }
  // A text of several lines is a file's, such as a config.toml.
  const isSecret = isSecretAt(path) || (typeof value === 'string' && value.includes('\n'));
  return isSecret && value !== null && value !== '' ? MASK : value;
}

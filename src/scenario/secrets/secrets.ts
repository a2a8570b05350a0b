/** The secrets that one invocation has read, and masking them in whatever is said of it. */
import { tomlSecrets } from '../config-toml/toml-secrets.js';
import type { Issue } from '../text/issue.js';
import { isSecretAt, isSecretKey } from './secret-names.js';
import { MASK, redactedText } from './secret-patterns.js';
import { secretSpans, type Span } from './secret-spans.js';

/** Shorter texts are masked where they stand under their name, but not wherever they occur: `abc` is a part of many words. */
const SHORTEST = 8;

/** A line of YAML that is no part of a longer text. */
const STATEMENT = /^\s*(?:#|$|[-?{}[\],%.]|"[^"]*"\s*[:,]|'[^']*'\s*[:,]|[^\s:]+\s*:(?:\s|$))/u;

/** The key that holds the text of a config.toml. */
const WHOLE_FILE = 'text';

/** So many secrets of one file are looked for all over it. */
const MOST_VALUES = 100;

/** The last text and its answer: many findings are about one file. */
let last: { readonly text: string; readonly spans: readonly Span[] } | undefined;

/** Returns what is hidden of a scenario file. */
export function yamlSecrets(text: string): readonly Span[] {
  if (last?.text !== text) last = { text, spans: find(text) };
  return last.spans;
}

/** Secrets under their names, and the same texts wherever else they stand. */
function find(text: string): Span[] {
  const isHidden = (name: string): boolean => name === WHOLE_FILE || isSecretKey(name);
  const spans = secretSpans(text, { isHidden, isSecret: isSecretKey, toEndOfLine: (name) => name === WHOLE_FILE, statement: STATEMENT });
  const values = new Set(spans.map(({ from, to }) => bare(text.slice(from, to))));
  for (const value of [...values].slice(0, MOST_VALUES)) {
    if (value.length < SHORTEST || value.includes('#')) continue;
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length))
      spans.push({ from: at, to: at + value.length });
  }
  return spans;
}

function bare(value: string): string {
  return value.trim().replace(/^(["'])([\s\S]*)\1$/u, '$2');
}

/** Collects secrets and masks them. */
export class Secrets {
  readonly #values = new Set<string>();
  readonly #names = new Set<string>();

  /** Learns the secrets of a scenario file. */
  learnScenario(text: string): void {
    for (const { from, to } of yamlSecrets(text)) this.#learnLine(text.slice(from, to));
  }

  /** Learns the secrets of a config.toml. */
  learnConfig(text: string): void {
    for (const { value } of tomlSecrets(text)) this.#learn(value);
  }

  /** Learns a value that is set at a path. */
  learnSet(path: readonly (string | number)[], value: unknown): void {
    if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) this.learnSet([...path, key], inner);
    } else if (isSecretAt(path)) this.#learn(String(value));
    else if (typeof value === 'string' && value.includes('\n')) this.learnConfig(value);
  }

  /** Says that texts are names, which are shown even where one is also somebody's token. */
  exempt(names: Iterable<string>): void {
    for (const name of names) this.#names.add(name);
  }

  /** Returns a text with all secrets masked. */
  redact(text: string): string {
    let result = text;
    for (const value of this.#values) if (!this.#names.has(value) && result.includes(value)) result = result.replaceAll(value, MASK);
    return redactedText(result);
  }

  /** Returns a finding with all secrets masked. */
  redactIssue(issue: Issue): Issue {
    const { file, path, message } = issue;
    return { ...issue, file: this.redact(file), ...(path === undefined ? {} : { path: this.redact(path) }), message: this.redact(message) };
  }

  /** Learns a value as it is written, and its words: where a quote or a bracket is amiss, an error quotes less of it, or more. */
  #learnLine(value: string): void {
    this.#learn(value);
    if (/\n|\\n/u.test(value)) return;
    for (const word of value.replace(/(?:^|\s)#.*/u, '').split(/["'\s{}[\],]+/u)) this.#learn(word);
  }

  #learn(value: string): void {
    const whole = bare(value);
    for (const text of [whole, JSON.stringify(whole).slice(1, -1), ...whole.split('\n').map((line) => line.trim())]) {
      if (text.length >= SHORTEST) this.#values.add(text);
    }
  }
}

/** A scenario file as a YAML document: its values, the place of each, and what its parser found wrong. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import { setValue } from '../settings/choices.js';
import { withExcerpt, type Issue, type Position } from './issue.js';
import { pathText, type Path } from './path.js';
import { Secrets, yamlSecrets } from '../secrets/secrets.js';
import { tooMuchYaml, type TooMuch } from './yaml-bounds.js';

/** Whether a place is that of a key or that of its value. */
export type Part = 'key' | 'value';

/** A parsed scenario file. */
export class ScenarioDocument {
  readonly file: string;
  readonly text: string;
  /** The document itself; overrides edit it. */
  readonly yaml: Document.Parsed;
  /** What must not be said of it, and of the files it names. */
  readonly secrets = new Secrets();
  /** What is too much of the text to be read; the document is then empty. */
  readonly #tooMuch: TooMuch | undefined;
  readonly #lines: LineCounter;
  readonly #set: { readonly path: Path; readonly origin: string }[] = [];

  constructor(text: string, file: string) {
    this.file = file;
    this.text = text;
    this.#tooMuch = tooMuchYaml(text);
    if (this.#tooMuch === undefined) this.secrets.learnScenario(text);
    this.#lines = new LineCounter();
    this.yaml = parseDocument(this.#tooMuch === undefined ? text : '', {
      lineCounter: this.#lines,
      prettyErrors: false,
      uniqueKeys: true,
      logLevel: 'error',
    });
  }

  /** Whether the values mean nothing. A name that is there twice leaves the rest readable. */
  get isBroken(): boolean {
    return this.#tooMuch !== undefined || this.yaml.errors.some(({ code }) => code !== 'DUPLICATE_KEY');
  }

  /** Returns what the YAML parser found wrong, with places. */
  syntaxIssues(): Issue[] {
    if (this.#tooMuch !== undefined) {
      const { offset, message } = this.#tooMuch;
      const line = this.text.slice(0, offset).split('\n').length;
      const position = { line, column: offset - this.text.lastIndexOf('\n', offset - 1) };
      return [{ severity: 'error', file: this.file, position, message }];
    }
    return this.yaml.errors.map((error) => {
      const position = this.position(error.pos[0]);
      return {
        severity: 'error',
        file: this.file,
        position,
        message: yamlMessage(error.code, error.message, wordAt(this.text, error.pos[0])),
        excerpt: withExcerpt(this.text, position, yamlSecrets(this.text)),
      };
    });
  }

  /** Returns what the YAML parser found odd (an unknown tag or directive), with places. */
  syntaxWarnings(): Issue[] {
    return this.yaml.warnings.map((warning) => {
      const position = this.position(warning.pos[0]);
      const message = `${warning.message.replace(/\s+/gu, ' ')}; expected plain YAML without it`;
      return { severity: 'warning', file: this.file, position, message, excerpt: withExcerpt(this.text, position, yamlSecrets(this.text)) };
    });
  }

  /** Returns the values as plain data. */
  values(): unknown {
    return this.yaml.toJS({ maxAliasCount: 1_000 }) as unknown;
  }

  /** Returns what is wrong with the first alias of which no anchor stands before it; undefined where there is none. */
  lostAlias(): Issue | undefined {
    let issue: Issue | undefined;
    visit(this.yaml, {
      Alias: (_key, node) => {
        if (node.resolve(this.yaml) !== undefined) return undefined;
        const position = this.position(startOf(node) ?? 0);
        const message = `the alias *${node.source} stands for nothing; expected an anchor &${node.source} before it: add one, correct the name, or write the value out`;
        issue = {
          severity: 'error',
          file: this.file,
          position,
          message,
          excerpt: withExcerpt(this.text, position, yamlSecrets(this.text)),
        };
        return visit.BREAK;
      },
    });
    return issue;
  }

  /** Puts `value` at `path`; places inside it are then said to be of `origin`. Returns the paths of other choices that it took the place of. */
  override(path: Path, value: unknown, origin: string): Path[] {
    this.#set.push({ path, origin });
    return setValue(this.yaml, path, value);
  }

  /** Returns where a value came from that is not in the file's text, such as `--set horizon=2d`; undefined for all others. */
  originOf(path: Path): string | undefined {
    return this.#set.findLast(({ path: at }) => at.length <= path.length && at.every((key, i) => String(key) === String(path[i])))?.origin;
  }

  /** Returns the place of `path`, or of its nearest ancestor that is in the file. */
  locate(path: Path, part: Part): Position | undefined {
    let node: unknown = this.yaml.contents;
    let offset = startOf(node);
    for (const [i, key] of path.entries()) {
      const container: unknown = isAlias(node) ? node.resolve(this.yaml) : node;
      if (isMap(container)) {
        const pair = container.items.find((item) => String(isScalar(item.key) ? item.key.value : item.key) === String(key));
        if (pair === undefined) break;
        const isLast = i === path.length - 1;
        const place = isLast && part === 'key' ? pair.key : (pair.value ?? pair.key);
        // An ancestor is best shown by its key; only the last step decides.
        offset = startOf(isLast ? place : pair.key) ?? offset;
        node = pair.value;
      } else if (isSeq(container)) {
        const item: unknown = container.items[Number(key)];
        if (item === undefined) break;
        offset = startOf(item) ?? offset;
        node = item;
      } else break;
    }
    return offset === undefined ? undefined : this.position(offset);
  }

  /** Returns an issue at `path`, with its place and excerpt; inside an override the override is the place. */
  issue(severity: Issue['severity'], path: Path, message: string, part: Part = 'value'): Issue {
    const named = path.length === 0 ? {} : { path: pathText(path) };
    const origin = this.originOf(path);
    if (origin !== undefined) return { severity, file: origin, ...named, message };
    const position = this.locate(path, part);
    if (position === undefined) return { severity, file: this.file, ...named, message };
    return { severity, file: this.file, position, ...named, message, excerpt: withExcerpt(this.text, position, yamlSecrets(this.text)) };
  }

  /** Returns the place of a character of the text. */
  position(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function wordAt(text: string, offset: number): string {
  return /^(?:"[^"\n]*"|'[^'\n]*'|[^\s:,{}]+)/u.exec(text.slice(offset, offset + 200))?.[0] ?? '';
}

function yamlMessage(code: string, message: string, word: string): string {
  if (code === 'DUPLICATE_KEY')
    return `${word === '' ? 'an empty key' : `the key ${word}`} is there twice in one map; expected each name once, so rename or remove one of them`;
  if (code === 'MULTIPLE_DOCS') return 'expected one scenario a file; remove what follows the line ---';
  if (code === 'TAB_AS_INDENT') return 'YAML does not allow tabs for indentation; use spaces';
  // What the parser read at that place is shown by the caret, and may be long.
  const what = message.replace(/ in YAML stream: .*$/su, '');
  return `this is not YAML: ${what.replace(/\s+/gu, ' ').replace(/\.$/u, '')}`;
}

/** Finds secrets in a text line by line: in YAML, and in TOML that cannot be parsed. Rather one place too many than one too few. */

/** A part of a text that is nobody else's business. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What decides, by the language of the text. */
export interface SpanRules {
  /** Whether values under this name are hidden, in the section that a header such as `[runners.docker]` has opened. */
  readonly isHidden: (name: string, section: string) => boolean;
  /** Whether a name is a secret's, whatever is hidden besides. */
  readonly isSecret: (name: string) => boolean;
  /** What a line begins with that is no part of a longer text; other lines are hidden whole. */
  readonly statement: RegExp;
  /** Whether a value under this name is hidden with all that follows on its line. */
  readonly toEndOfLine: (name: string) => boolean;
}

type LineRules = Omit<SpanRules, 'isHidden'> & { readonly isHidden: (name: string) => boolean };

/**
 * A name, bare or in quotes, with `=` or `:` behind it (the third group), or with a value behind it where that was forgotten or is another sign; the quote before an item
 * such as "name=value" is the first group. What stands in brackets may be part of a name (`pool[0]`), but not a list of such items.
 */
const NAMED =
  /(["']?)((?:[\w.-]|\[[^\]\n=]*\])+)["']?(?:[\\"'{}#[\]]*\s*(=+|:+(?=\s|$|["'[{]))|(?=["'])|[^\s\w:=,"']?(?=[^\S\n]+[^\s:=]))[^\S\n]*/gu;

/** Where an entry of a map begins: with its line, an item, a comma or a bracket that stands by itself. */
const ENTRY_BEGINS = /^\s*(?:- )*|,\s*|(?<=^|[\s:[{])[[{]\s*/gu;

/** A line break in a quoted text: what is quoted is a whole file. */
const ESCAPED_BREAK = '\\n';

/** How the value on a line goes on below it: to a mark, as long as lines are indented deeper, or not. */
type Rest = { readonly until: RegExp } | { readonly deeperThan: number; readonly isText: boolean } | undefined;
/** The beginning of an entry of a map: what stands below a name is a map, no value. */
const ENTRY = /^\s*(?:[\w.-]+|"[^"]*"|'[^']*')\s*:(?:\s|$)/u;

/** Returns the secrets of a text, ascending. */
export function secretSpans(text: string, rules: SpanRules): Span[] {
  const spans: Span[] = [];
  let rest: Rest;
  let section = '';
  let from = 0;
  // The word that the line above ends with: it may be the first half of a name.
  let above = '';
  for (const line of text.split('\n')) {
    const { length, isOver } = rest === undefined ? { length: 0, isOver: true } : partOf(line, rest);
    if (length > 0) spans.push({ from, to: from + length });
    if (isOver) {
      section = /^\s*\[+([^\]]*)/u.exec(line)?.[1] ?? section;
      rest = readLine(line, above, length, from, { ...rules, isHidden: (name) => rules.isHidden(name, section) }, spans);
    }
    above = /[\w.-]*$/u.exec(line.slice(-LONGEST_NAME))![0];
    from += line.length + 1;
  }
  return spans;
}

/** Returns how much of a line still belongs to the value above it, and whether that ends with it. */
function partOf(line: string, rest: NonNullable<Rest>): { length: number; isOver: boolean } {
  if ('deeperThan' in rest) {
    const isPart = line.trim() === '' || (indentOf(line) > rest.deeperThan && (rest.isText || !ENTRY.test(line)));
    return { length: isPart ? line.length : 0, isOver: !isPart };
  }
  const end = rest.until.exec(line);
  return end === null ? { length: line.length, isOver: false } : { length: end.index + end[0].length, isOver: true };
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Longer lines are hidden whole: nobody reads them, and looking through them takes its time. */
const LONGEST_LINE = 20_000;
const LONGEST_NAME = 40;

/** Notes the secrets that begin on a line; returns how the last of them goes on. */
function readLine(line: string, above: string, begin: number, offset: number, rules: LineRules, spans: Span[]): Rest {
  let done = begin;
  const hide = (from: number, to: number): void => {
    if (to > from) spans.push({ from: offset + from, to: offset + to });
    done = to;
  };
  // Behind the end of a longer value come other entries, or something is amiss.
  const own = begin === 0 ? line : line.slice(begin).replace(/^[\s,}\]]+/u, '');
  if (line.length > LONGEST_LINE || !rules.statement.test(own)) {
    hide(0, line.length);
    return undefined;
  }
  const file = fileOf(line, begin);
  NAMED.lastIndex = begin;
  for (let match = NAMED.exec(line); match !== null; match = NAMED.exec(line)) {
    const [whole, quote = '', name = ''] = match;
    const at = match.index + whole.length;
    if (at > file) break;
    if (match.index < done || !isSecretEntry(line, match, above, rules)) continue;
    const value = line.slice(at);
    // A quote at once behind it is that of the value: the one before the name stands there by mistake.
    const isItem = quote !== '' && !whole.slice(quote.length + name.length).startsWith(quote) && !value.startsWith(quote);
    const isSigned = match[3] !== undefined;
    const triple = /^(?:"""|''')/u.exec(value)?.[0];
    if (triple !== undefined && !value.slice(3).includes(triple)) {
      hide(at, line.length);
      return { until: triple.startsWith('"') ? /"""/u : /'''/u };
    }
    if (value.startsWith('[') && !value.includes(']')) {
      hide(at, line.length);
      return { until: /\]/u };
    }
    if (/^(?:[|>][+-]?\d*)?\s*(?:#.*)?$/u.test(value)) {
      hide(at, line.length);
      return { deeperThan: indentOf(line), isText: /^[|>]/u.test(value) };
    }
    if (value.startsWith('{') && /[:=]/u.test(value)) continue;
    hide(
      at,
      rules.toEndOfLine(name)
        ? line.length
        : at + lengthOf(value, { closing: isItem ? quote : undefined, isInMap: line.slice(0, match.index).includes('{'), isSigned }),
    );
    // A quote that is not closed on its line.
    if (value.startsWith('"') && !/^"(?:[^"\\]|\\.)*"/u.test(value)) return { until: /(?<!\\)"/u };
    if (value.startsWith("'") && !value.slice(1).includes("'")) return { until: /'/u };
    NAMED.lastIndex = Math.max(done, NAMED.lastIndex);
  }
  if (file < line.length) {
    const quoted = line.slice(Math.max(file, done));
    hide(Math.max(file, done), line.length);
    return quoted.startsWith('"') && !/^"(?:[^"\\]|\\.)*"/u.test(quoted) ? { until: /(?<!\\)"/u } : undefined;
  }
  // Comments are hidden, too.
  const comment = line.indexOf('#', done);
  if (comment >= 0) hide(comment, line.length);
  return undefined;
}

/** Returns where the quoted text of a whole file begins on a line; its end where there is none. */
function fileOf(line: string, begin: number): number {
  const to = line.indexOf(ESCAPED_BREAK, begin);
  if (to < 0) return line.length;
  const quote = line.slice(begin, to).search(/["']/u);
  return quote < 0 ? begin : begin + quote;
}

/**
 * Returns whether what stands behind a name is hidden: by that name, or by it and what a slip has parted from it, such as `tok en`, `tok"en`, or `tok`
 * at the end of the line above. Where `=` or `:` is forgotten, only what begins an entry is its name.
 */
function isSecretEntry(line: string, { index, 2: name = '', 3: sign }: RegExpExecArray, above: string, rules: LineRules): boolean {
  const lead = line.slice(Math.max(0, index - LONGEST_NAME), index);
  const begins = [...lead.matchAll(ENTRY_BEGINS)].map((begin) => begin.index + begin[0].length);
  const before = lead.slice(Math.max(0, ...begins));
  if (sign === undefined) return before === '' && rules.isSecret(name);
  if (rules.isHidden(name)) return true;
  const whole = `${line.slice(0, index).trim() === '' ? above : ''}${before}${name}`;
  // In an address only what stands behind its `?` or `&` is the name.
  return [whole, whole.replace(/^.*[?&]/su, '')].some((text) => rules.isSecret(text.replace(/[^\w.-]/gu, '')));
}

interface Around {
  /** The quote that ends the item. */
  readonly closing: string | undefined;
  readonly isInMap: boolean;
  /** `=` or `:` stands before the value; else quotes may be amiss too. */
  readonly isSigned: boolean;
}

/** Returns how many characters of what stands behind a name are its value. */
function lengthOf(value: string, { closing, isInMap, isSigned }: Around): number {
  const all = value.trimEnd().length;
  const to = (mark: RegExp): number => {
    const found = mark.exec(value);
    return found === null ? all : found.index + found[0].length;
  };
  if (closing !== undefined) return Math.max(0, value.includes(closing) ? value.indexOf(closing) : all);
  if (isSigned && value.startsWith('"')) return to(/^"(?:[^"\\]|\\.)*"/u);
  if (isSigned && value.startsWith("'")) return to(/^'(?:[^']|'')*'/u);
  const end = isInMap ? value.search(/[,}]/u) : -1;
  return end < 0 ? all : end;
}

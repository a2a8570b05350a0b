/** Refuses YAML that would cost too much, before it costs: by its tokens, which take time and memory in proportion to the text. */
import { Lexer, Parser, type CST } from 'yaml';

/** Characters of a scenario file at most; the largest that ships has 12 thousand. */
const MOST_CHARACTERS = 8 * 1024 * 1024;
/** The language itself nests 12 deep. */
const DEEPEST = 50;
const MOST_VALUES = 200_000;
/** A value takes three to five of these. */
const MOST_LEXEMES = 5 * MOST_VALUES;
const MOST_ALIASES = 1_000;

const TOO_MANY = `there are more than ${MOST_VALUES} values; expected at most that: put histories and profiles into files of their own`;

/** What is too much, and where. */
export interface TooMuch {
  readonly offset: number;
  readonly message: string;
}

/** Returns why the text is not read at all, or undefined where it is harmless. */
export function tooMuchYaml(text: string): TooMuch | undefined {
  if (text.length > MOST_CHARACTERS) {
    const message = `the file has ${text.length} characters; expected at most ${MOST_CHARACTERS}: put histories and profiles into files of their own`;
    return { offset: 0, message };
  }
  if (text.includes('\0')) return { offset: 0, message: 'this is a binary file; expected a scenario in YAML' };
  let lexemes = 0;
  for (const _lexeme of new Lexer().lex(text)) if (++lexemes > MOST_LEXEMES) return { offset: 0, message: TOO_MANY };
  const waiting: { token: CST.Token | null | undefined; depth: number }[] = [];
  for (const token of new Parser().parse(text)) waiting.push({ token, depth: 0 });
  let [values, aliases] = [0, 0];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { token, depth } = next;
    if (token === null || token === undefined) continue;
    const at = token.offset;
    if (depth > DEEPEST) return { offset: at, message: `this nests deeper than ${DEEPEST} levels; expected at most that` };
    if (++values > MOST_VALUES) return { offset: at, message: TOO_MANY };
    if (token.type === 'alias' && ++aliases > MOST_ALIASES)
      return { offset: at, message: `there are more than ${MOST_ALIASES} aliases (*name); expected at most that` };
    if (token.type === 'document') waiting.push({ token: token.value, depth });
    else if ('items' in token) {
      for (const { key, value } of token.items as readonly CST.CollectionItem[]) {
        if (key !== null && key !== undefined && 'items' in key)
          return { offset: key.offset, message: 'a map or a list stands where a name is expected; write a name before the colon' };
        waiting.push({ token: key, depth: depth + 1 }, { token: value, depth: depth + 1 });
      }
    }
  }
  return undefined;
}

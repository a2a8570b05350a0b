/** The words of `compare` behind `--vs`: each is a group that describes one more variant, and yargs takes no groups. */
import { quote } from '../../units/shell-word.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';

/** A variant as it was typed: another scenario, or the base with values set. */
export interface VariantWords {
  /** Undefined: the base. */
  readonly file?: string | undefined;
  readonly set: readonly string[];
}

/**
 * Returns the words of `compare` with each group behind a `--vs` made one value of that option: a file that follows at once, and every `--set` up to the
 * next `--vs`. Other options stay where they are, for they are of the whole.
 */
export function withVariants(argv: readonly string[]): string[] {
  if (argv[0] !== 'compare') return [...argv];
  const out: string[] = [];
  const groups: { file?: string; set: string[] }[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    const group = groups.at(-1);
    if (word === '--vs') {
      const next = argv[i + 1] ?? '-';
      groups.push({ ...(next.startsWith('-') ? {} : { file: next }), set: [] });
      if (!next.startsWith('-')) i++;
    } else if (group !== undefined && word === '--set') {
      const value = argv[++i];
      if (value === undefined) throw new CommandError('--set needs a value behind it; see runcast compare --help', EXIT_USAGE);
      group.set.push(value);
    } else if (group !== undefined && word.startsWith('--set=')) group.set.push(word.slice('--set='.length));
    else out.push(word);
  }
  return [...out, ...groups.map((group) => `--vs=${JSON.stringify(group)}`)];
}

/** A setting where a file is expected: `IdleCount=20`. */
const SETTING = /^[\w.[\]"+]+=(?!.*\.ya?ml$)/u;

/** Returns the variant in a value that `withVariants` made. */
export function variantOf(text: string): VariantWords {
  // Nobody but `withVariants` writes one with a brace: what follows `--vs=` on the command line is a file.
  const words = text.startsWith('{') ? (JSON.parse(text) as VariantWords) : { file: text, set: [] };
  if (words.file !== undefined && SETTING.test(words.file))
    throw new CommandError(`--vs ${words.file} is no scenario file; a setting is written --vs --set ${quote(words.file)}`, EXIT_USAGE);
  if (words.file === undefined && words.set.length === 0)
    throw new CommandError('--vs has nothing behind it; expected a scenario file, or --set path=value', EXIT_USAGE);
  return words;
}

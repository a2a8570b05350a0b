/** The word of the command, first among all words: whoever reads what was typed finds it there, wherever it stood. */
import type { KnownCommand } from './usage-message.js';

/** Returns the words with that of the command before the options that were typed ahead of it: `--seed 5 run s.yaml` becomes `run --seed 5 s.yaml`. */
export function commandFirst(argv: readonly string[], commands: readonly KnownCommand[]): string[] {
  const isCommand = (word: string): boolean => commands.some(({ name }) => name === word);
  const valued = new Set(commands.flatMap(({ options }) => typedOf(options, false)));
  const switches = new Set(commands.flatMap(({ options }) => typedOf(options, true)));
  for (let at = 0; at < argv.length && argv[at] !== '--'; at++) {
    const word = argv[at]!;
    const next = argv[at + 1] ?? '-';
    if (!word.startsWith('-')) return isCommand(word) ? [word, ...argv.slice(0, at), ...argv.slice(at + 1)] : [...argv];
    // What is a switch of some commands and takes a value of others takes none that is a command.
    if (valued.has(word) && !next.startsWith('-') && !(switches.has(word) && isCommand(next))) at++;
  }
  return [...argv];
}

/** The options that are switches, or those that are none, as they are typed. */
function typedOf(options: KnownCommand['options'], areSwitches: boolean): string[] {
  return Object.entries(options).flatMap(([name, { type, alias = [] }]) =>
    (type === 'boolean') === areSwitches ? [name, ...[alias].flat()].map((own) => `${own.length === 1 ? '-' : '--'}${own}`) : [],
  );
}

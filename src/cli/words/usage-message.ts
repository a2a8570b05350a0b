/** What is said where the words of the command line cannot be understood. */
import { suggestion } from '../../scenario/text/issue.js';

/** Options of everything. */
const COMMON = ['debug', 'help', 'version'];

/** What others call an option. */
const ALSO: Readonly<Record<string, string>> = { output: 'out', format: 'out', verbose: 'debug', silent: 'quiet', force: 'yes' };

/** What a command takes that does not take one file. */
const WORDS: Readonly<Record<string, string>> = { schema: 'one word', compare: 'two files, further ones behind --vs' };

type Options = Readonly<Record<string, { readonly alias?: string | readonly string[] | undefined; readonly type?: string | undefined }>>;

/** What is known of a command here. */
export interface KnownCommand {
  readonly name: string;
  readonly options: Options;
}

/** Returns the message of yargs in one line, with a suggestion where a word is not known: an option of that command, or a command. */
export function usageMessage(message: string, argv: readonly string[], commands: readonly KnownCommand[]): string {
  const first = argv[0];
  const known = commands.find(({ name }) => name === first);
  const command = known?.name;
  const options = [...Object.keys(known?.options ?? {}), ...COMMON];
  const help = `runcast ${command === undefined ? '' : `${command} `}--help`;
  const say = (what: string, guess: string | undefined): string =>
    `${what}${guess === undefined ? '; see' : `; did you mean ${guess}? See`} ${help}`;
  const option = (name: string): string => {
    const also = Object.hasOwn(ALSO, name) ? ALSO[name] : undefined;
    // Of two that are as near the longer one is meant: a letter is left out sooner than one too many is typed.
    const near = suggestion(
      name,
      [...options].sort((a, b) => b.length - a.length),
    );
    const guess = also !== undefined && options.includes(also) ? also : name.length === 1 ? undefined : near;
    return say(`unknown option ${name.length === 1 ? '-' : '--'}${name}`, guess === undefined ? undefined : `--${guess}`);
  };
  if (/^Not enough non-option arguments/u.test(message)) {
    // An option that nobody knows may have taken the file for its value.
    const taken = argv
      .map((word) => /^--([^=]+)/u.exec(word)?.[1])
      .find((name) => name !== undefined && !isKnown(name, known?.options ?? {}));
    return taken === undefined ? `a file is missing behind the command; see ${help}` : option(taken);
  }
  const missing = /^Missing required arguments?: (.*)$/u.exec(message)?.[1];
  if (missing !== undefined) return `--${missing.replaceAll(', ', ' and --')} is missing; see ${help}`;
  const lacking = /^Not enough arguments following: (.*)$/u.exec(message)?.[1];
  if (lacking !== undefined) return `${lacking.length === 1 ? '-' : '--'}${lacking} needs a value behind it; see ${help}`;
  // Without a word behind it, an option that has choices is given as true.
  const [, name, given, choices] = /Argument: ([^,]+), Given: (?:"(.*)"|true), Choices: (.*)$/su.exec(message) ?? [];
  if (name !== undefined) {
    const option = options.includes(name) ? `--${name} ` : '';
    return `${option}${given ?? 'needs a value behind it'}: expected one of ${choices?.replaceAll('"', '')}; see ${help}`;
  }
  const unknown = /^Unknown (?:arguments?|command): (.*)$/u.exec(message)?.[1]?.split(', ')[0];
  if (unknown === undefined) return message.replaceAll('\n', ' ');
  const isOption = argv.some((word) =>
    unknown.length === 1 ? /^-[^-]/u.test(word) && word.includes(unknown) : word === `--${unknown}` || word.startsWith(`--${unknown}=`),
  );
  if (isOption) return option(unknown);
  if (command === undefined) return say(`unknown command ${unknown}`, suggestion(unknown, [...commands.map(({ name }) => name), 'help']));
  return say(`unexpected word ${unknown}: ${command} takes ${WORDS[command] ?? 'one file'}`, undefined);
}

function isKnown(name: string, options: Options): boolean {
  return [...Object.entries(options).flatMap(([key, { alias = [] }]) => [key, ...[alias].flat()]), ...COMMON].includes(name);
}

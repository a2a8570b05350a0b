/** The command line: what may be typed, and which command it starts. Commands are loaded when they are called, so that `--help` is quick. */
import yargs, { type Argv } from 'yargs';
import { cleanText } from '../report/frame/numbers.js';
import { redactedText } from '../scenario/secrets/secret-patterns.js';
import { STDIN_PATH, withSize } from './words/arguments.js';
import { withScales } from './words/scale-words.js';
import { refuseSwitchValues } from './words/switch-words.js';
import { withVariants } from './words/variant-words.js';
import { closing, HELP_WIDTH } from './command.js';
import { commandFirst } from './words/command-first.js';
import { COMMANDS } from './commands/index.js';
import { diskCode, diskTrouble } from './output/disk.js';
import { EXIT_OK, EXIT_UNEXPECTED, EXIT_USAGE } from './exit-codes.js';
import { CommandError, type Terminal } from './terminal.js';
import { usageMessage } from './words/usage-message.js';
import { version } from './version.js';
import { refuseWordsBehind } from './words/words-behind.js';

/** Runs what `argv` (without program and script) says and returns the exit code. Nothing escapes as a stack trace unless `--debug` is given. */
export async function commandLine(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    if (error instanceof CommandError) {
      terminal.err(`runcast: ${said(error.message)}\n`);
      return error.exitCode;
    }
    terminal.err(`runcast: ${said(diskCode(error) === undefined ? mistake(error) : diskTrouble(error))}\n`);
    if (wantsStack(argv) && error instanceof Error) terminal.err(`${error.stack ?? ''}\n`);
    return EXIT_UNEXPECTED;
  }
}

/** Whether `--debug` is on: what goes wrong may do so before yargs has read the words. */
function wantsStack(argv: readonly string[]): boolean {
  const behind = argv.indexOf('--');
  return (behind < 0 ? argv : argv.slice(0, behind)).some((word) => word === '--debug' || word === '--debug=true');
}

/** Returns a message on one line: what a server or a library broke into several is read as a sentence. */
function said(message: string): string {
  return cleanText(redactedText(message).replace(/\s*[\r\n]\s*/gu, ' '));
}

function mistake(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `unexpected error: ${message}; this is a mistake in runcast: please report it, with the output of --debug`;
}

/** Returns words as one says them: a, b or c. */
function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

/** The parser without its commands; `argv` is what was typed, for messages. */
function baseParser(argv: readonly string[]): Argv {
  return yargs()
    .scriptName('runcast')
    .usage('$0 <command>\n\nForecasts a CI runner fleet: queue times and cost from config.toml and a load.')
    .parserConfiguration({
      'boolean-negation': false,
      'dot-notation': false,
      'parse-positional-numbers': false,
      'duplicate-arguments-array': true,
      'populate--': true,
    })
    .option('debug', { describe: 'show stack traces of unexpected errors', type: 'boolean', default: false })
    .demandCommand(1, `expected a command: ${listed(COMMANDS.map(({ name }) => name))}; see runcast --help`)
    .strict()
    .version('version', 'print the version', version())
    .help('help', 'print this text')
    .alias('help', 'h')
    .epilogue(
      closing(
        ['init config.toml --jobs history.csv -o my.yaml', 'validate my.yaml', 'run my.yaml'],
        'More about a command: runcast <command> --help',
      ),
    )
    .wrap(HELP_WIDTH)
    .exitProcess(false)
    .fail((message: string | undefined, error: Error | undefined) => {
      // A command's own error passes through; what yargs found in the arguments has a message, at times in an error of its own.
      if (error !== undefined && error !== null && error.name !== 'YError') throw error;
      throw new CommandError(usageMessage(message ?? error?.message ?? 'wrong usage', argv, COMMANDS), EXIT_USAGE);
    });
}

function helpOn(words: readonly string[]): readonly string[] {
  return words[0] === undefined || COMMANDS.some(({ name }) => name === words[0]) ? [...words, '--help'] : words;
}

/** Returns the words as the parser takes them. Whoever reads settings loads a parser of YAML, which calls without such words do without. */
async function plainWords(argv: readonly string[]): Promise<string[]> {
  const has = (option: string): boolean => argv.some((word) => word === option || word.startsWith(`${option}=`));
  if (has('--scale') || has('--replications')) (await import('./words/said-twice.js')).refuseSaidTwice(argv);
  const sized = withScales(withSize(argv));
  const settled = has('--under') ? (await import('./words/under-words.js')).withOutages(sized) : sized;
  return withVariants(settled).map((word) => (word === '-' ? STDIN_PATH : word));
}

async function dispatch(typed: readonly string[], terminal: Terminal): Promise<number> {
  // Without a command there is only the help, and `help run` is what others call `run --help`.
  const words = typed.length === 0 ? ['--help'] : typed[0] === 'help' ? helpOn(typed.slice(1)) : typed;
  const argv = commandFirst(words, COMMANDS);
  refuseWordsBehind(argv);
  refuseSwitchValues(argv, COMMANDS);
  let start: ((terminal: Terminal) => Promise<number>) | undefined;
  const parser = COMMANDS.reduce((so, command) => command.register(so, (run) => (start = run)), baseParser(argv));
  let text = '';
  let failure: unknown;
  await parser.parseAsync(await plainWords(argv), {}, (error: unknown, _args: unknown, output: string) => {
    failure = error;
    text = output;
  });
  if (failure instanceof Error) throw failure;
  if (text !== '') await terminal.out(`${text}\n`);
  const own: Terminal = { ...terminal, argv, runcast: (words) => commandLine(words, terminal) };
  return start === undefined ? EXIT_OK : start(own);
}

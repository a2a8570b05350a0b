/** The command line: what may be typed, and which command it starts. Commands are loaded when they are called, so that `--help` is quick. */
import yargs, { type Argv } from 'yargs';
import { cleanText } from '../report/numbers.js';
import { maxInputOf, pathOf, replicationsOf, scenarioOf, seedOf, single, sizeOf, withSize, STDIN_PATH } from './arguments.js';
import { diskCode, diskTrouble } from './disk.js';
import { EXIT_OK, EXIT_UNEXPECTED, EXIT_USAGE } from './exit-codes.js';
import { INIT, REPORT, RUN, SCENARIO, SCHEMA, SHARED } from './options.js';
import { redactedText } from '../scenario/secret-patterns.js';
import { betweenOf, distributionOf, everyOf, lengthsOf, roomOf, sloArgument, yearsOf } from './outage-arguments.js';
import { OUTAGE } from './outage-options.js';
import { COMMANDS, usageMessage } from './usage-message.js';
import { CommandError, type Terminal } from './terminal.js';
import { version } from './version.js';

/** Returns what stands at the end of a help text. (The library would break long examples at blanks.) */
function closing(examples: readonly string[], ...more: readonly string[]): string {
  return ['Examples:', ...examples.map((example) => `  runcast ${example}`), ...more.map((text) => `\n${text}`)].join('\n');
}

/** Runs what `argv` (without program and script) says and returns the exit code. Nothing escapes as a stack trace unless `--debug` is given. */
export async function commandLine(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    if (error instanceof CommandError) {
      terminal.err(`runcast: ${cleanText(redactedText(error.message))}\n`);
      return error.exitCode;
    }
    terminal.err(`runcast: ${cleanText(redactedText(diskCode(error) === undefined ? mistake(error) : diskTrouble(error)))}\n`);
    if (argv.includes('--debug') && error instanceof Error) terminal.err(`${error.stack ?? ''}\n`);
    return EXIT_UNEXPECTED;
  }
}

function mistake(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `unexpected error: ${message}; this is a mistake in runcast: please report it, with the output of --debug`;
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
    })
    .option('debug', { describe: 'show stack traces of unexpected errors', type: 'boolean', default: false })
    .demandCommand(1, 'expected a command: run, outage, report, validate, init or schema; see runcast --help')
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
    .wrap(80)
    .exitProcess(false)
    .fail((message: string | undefined, error: Error | undefined) => {
      // A command's own error passes through; what yargs found in the arguments has a message, at times in an error of its own.
      if (error !== undefined && error !== null && error.name !== 'YError') throw error;
      throw new CommandError(usageMessage(message ?? error?.message ?? 'wrong usage', argv), EXIT_USAGE);
    });
}

/** Returns the file of `--out`; undefined for standard output, which is also what `-` stands for. */
function fileOf(out: string | readonly string[] | undefined): string | undefined {
  const file = out === undefined ? undefined : pathOf(single('out', out), 'file');
  return file === STDIN_PATH ? undefined : file;
}

function helpOn(words: readonly string[]): readonly string[] {
  return words[0] === undefined || COMMANDS.includes(words[0]) ? [...words, '--help'] : words;
}

async function dispatch(typed: readonly string[], terminal: Terminal): Promise<number> {
  let exit = EXIT_OK;
  // Without a command there is only the help, and `help run` is what others call `run --help`.
  const argv = typed.length === 0 ? ['--help'] : typed[0] === 'help' ? helpOn(typed.slice(1)) : typed;
  const parser = baseParser(argv)
    .command(
      'run <scenario>',
      'simulate a scenario and say how long jobs wait and what it costs',
      (y) =>
        y
          .positional('scenario', SCENARIO)
          .options(RUN)
          .epilogue(
            closing(
              [
                'run s.yaml --seed 7 --out out/',
                'run s.yaml --set IdleCount=8 --set srm.limit=100',
                `run s.yaml --threshold 'queue_time p(95) < 1m'`,
                `run s.yaml --set 'instances["gitlab.com"].request_latency=1s'`,
                'run s.yaml --json -q > result.json',
              ],
              'Exit codes: 0 done, 1 unexpected error, 2 wrong usage or scenario, 3 a limit was hit, 98 undecided (--strict-verdict), 99 a threshold failed, 130 interrupted.',
            ),
          ),
      async (args) => {
        const { run } = await import('./commands/run.js');
        exit = await run(terminal, {
          scenario: scenarioOf(args.scenario),
          set: args.set ?? [],
          threshold: args.threshold ?? [],
          yes: args.yes,
          quiet: args.quiet,
          maxInput: maxInputOf(args['max-input']),
          seed: seedOf(single('seed', args.seed)),
          replications: args.replications === undefined ? undefined : replicationsOf(single('replications', args.replications)),
          out: args.out === undefined ? undefined : pathOf(single('out', args.out)),
          rows: args.rows,
          redact: args.redact,
          json: args.json === undefined ? undefined : sizeOf(single('json', args.json)),
          strictVerdict: args['strict-verdict'],
          pair: !args['no-pair'],
          full: args.full,
          show: args.show,
          noColour: args['no-color'],
        });
      },
    )
    .command(
      'outage <scenario>',
      'sweep an outage over the week: when would it hurt most, and what of a year',
      (y) =>
        y
          .positional('scenario', SCENARIO)
          .options({ ...OUTAGE, ...SHARED })
          .epilogue(
            closing(
              [
                'outage s.yaml --target cloud=gce',
                'outage s.yaml --target zone=us-east1-c --every 2h --for 30m,3h',
                'outage s.yaml --target instance=gitlab.com --years 20 --out out/',
              ],
              'Outages of the scenario itself are taken out. Exit codes: 0 done, 1 unexpected error, 2 wrong usage or scenario, 3 a limit was hit, 130 interrupted.',
            ),
          ),
      async (args) => {
        const { outage } = await import('./commands/outage.js');
        const text = (name: keyof typeof OUTAGE): string | undefined => {
          const value = args[name];
          return typeof value === 'string' || Array.isArray(value) ? single(name, value as string | readonly string[]) : undefined;
        };
        const given = <T>(name: keyof typeof OUTAGE, read: (value: string) => T): T | undefined => {
          const value = text(name);
          return value === undefined ? undefined : read(value);
        };
        const names = [
          'target',
          'of',
          'api',
          'every',
          'for',
          'room',
          'slo',
          'years',
          'between',
          'duration',
          'seed',
          'replications',
        ] as const;
        exit = await outage(terminal, {
          scenario: scenarioOf(args.scenario),
          set: args.set ?? [],
          threshold: args.threshold ?? [],
          yes: args.yes,
          quiet: args.quiet,
          maxInput: maxInputOf(args['max-input']),
          target: single('target', args.target),
          week: !args['no-week'],
          of: args.of,
          api: args.api,
          every: everyOf(single('every', args.every)),
          lengths: given('for', lengthsOf),
          room: given('room', roomOf),
          slo: given('slo', sloArgument),
          years: yearsOf(single('years', args.years)),
          between: given('between', betweenOf),
          duration: given('duration', (value) => distributionOf('duration', value)),
          seed: seedOf(single('seed', args.seed)),
          replications: replicationsOf(single('replications', args.replications)),
          out: given('out', pathOf),
          json: args.json,
          noColour: args['no-color'],
          typed: names.flatMap((name) => {
            const value = text(name);
            return value === undefined ? [] : [[name, value] as const];
          }),
        });
      },
    )
    .command(
      'report <result>',
      'draw the report of a saved result',
      (y) =>
        y
          .positional('result', { describe: 'summary.json of a run, or - for standard input', type: 'string', demandOption: true })
          .options(REPORT)
          .epilogue(closing(['report out/summary.json -o report.html', 'report out/summary.json -o report.md'])),
      async (args) => {
        const { report } = await import('./commands/report.js');
        exit = await report(terminal, {
          result: scenarioOf(args.result),
          output: args.out === undefined ? undefined : scenarioOf(single('out', args.out)),
          format: args.format,
          quiet: args.quiet,
          maxInput: maxInputOf(args['max-input']),
          full: args.full,
          show: args.show,
          noColour: args['no-color'],
        });
      },
    )
    .command(
      'validate <scenario>',
      'check a scenario and everything it names',
      (y) =>
        y
          .positional('scenario', SCENARIO)
          .options(SHARED)
          .epilogue(closing(['validate s.yaml'])),
      async (args) => {
        const { validate } = await import('./commands/validate.js');
        exit = await validate(terminal, {
          scenario: scenarioOf(args.scenario),
          set: args.set ?? [],
          threshold: args.threshold ?? [],
          yes: args.yes,
          quiet: args.quiet,
          maxInput: maxInputOf(args['max-input']),
        });
      },
    )
    .command(
      'init <config>',
      'print a starter scenario for a config.toml',
      (y) =>
        y
          .positional('config', { describe: 'config.toml of a runner manager', type: 'string', demandOption: true })
          .options(INIT)
          .epilogue(closing(['init config.toml -o my.yaml', 'init config.toml --jobs history.csv -o my.yaml'])),
      async (args) => {
        const { init } = await import('./commands/init.js');
        exit = await init(terminal, {
          config: args.config,
          jobs: args.jobs === undefined ? undefined : single('jobs', args.jobs),
          out: fileOf(args.out),
          maxInput: maxInputOf(args['max-input']),
        });
      },
    )
    .command(
      'schema [of]',
      'print the JSON Schema of scenarios, of results, or of the answer in short',
      (y) =>
        y
          .positional('of', {
            choices: ['scenario', 'result', 'answer'] as const,
            default: 'scenario' as const,
            describe: 'what the schema is of: scenario files, summary.json, or what --json prints',
          })
          .options(SCHEMA)
          .epilogue(closing(['schema -o scenario.schema.json', 'schema result -o result.schema.json'])),
      async (args) => {
        const { schema } = await import('./commands/schema.js');
        exit = await schema(terminal, args.of, fileOf(args.out));
      },
    );
  let text = '';
  let failure: unknown;
  await parser.parseAsync(
    withSize(argv).map((word) => (word === '-' ? STDIN_PATH : word)),
    {},
    (error: unknown, _args: unknown, output: string) => {
      failure = error;
      text = output;
    },
  );
  if (failure instanceof Error) throw failure;
  if (text !== '') await terminal.out(`${text}\n`);
  return exit;
}

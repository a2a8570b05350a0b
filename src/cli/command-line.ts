/** The command line: what may be typed, and which command it starts. Commands are loaded when they are called, so that `--help` is quick. */
import yargs, { type Argv } from 'yargs';
import { cleanText } from '../report/numbers.js';
import { pathOf, replicationsOf, scenarioOf, seedOf, single, STDIN_PATH, usageMessage } from './arguments.js';
import { diskCode, diskTrouble } from './disk.js';
import { EXIT_OK, EXIT_UNEXPECTED, EXIT_USAGE } from './exit-codes.js';
import { betweenOf, distributionOf, everyOf, lengthsOf, roomOf, sloArgument, yearsOf } from './outage-arguments.js';
import { OUTAGE } from './outage-options.js';
import { CommandError, type Terminal } from './terminal.js';
import { version } from './version.js';

const SCENARIO = { describe: 'scenario file, or - for standard input', type: 'string', demandOption: true } as const;
const SHARED = {
  set: {
    describe: 'change a value of the scenario or of its config.toml, as path=value; may be repeated',
    type: 'string',
    array: true,
    nargs: 1,
  },
  yes: { describe: 'run even where very many jobs are expected', type: 'boolean', default: false },
  quiet: { alias: 'q', describe: 'no progress and no warnings', type: 'boolean', default: false },
} as const;
const RUN = {
  ...SHARED,
  seed: { describe: 'seed of all draws, a number or a word', type: 'string', default: '1', requiresArg: true },
  replications: { describe: 'run so many replications, whatever the scenario says', type: 'string', requiresArg: true },
  out: {
    describe:
      'write report.html, report.md, summary.json, jobs.csv, machines.csv, timeline.csv and scenario.yaml into this folder; one that runcast wrote is replaced',
    type: 'string',
    requiresArg: true,
  },
  rows: { describe: 'replications whose rows are written; all adds a column', choices: ['first', 'all'], default: 'first' },
  json: { describe: 'print the result as one JSON document, nothing else', type: 'boolean', default: false },
  'no-pair': {
    describe: 'do not run scenarios with outages a second time without them; the comparison takes as long again',
    type: 'boolean',
    default: false,
  },
  'strict-verdict': { describe: 'exit 98 when a threshold is undecided', type: 'boolean', default: false },
  'no-color': { describe: 'no colours', type: 'boolean', default: false },
} as const;

const REPORT = {
  output: {
    alias: 'o',
    describe: 'file to write, or - for standard output; left out: the summary as text',
    type: 'string',
    requiresArg: true,
  },
  format: { describe: 'form of the report, where the ending of the file does not say it', choices: ['html', 'markdown'] as const },
  quiet: { alias: 'q', describe: 'do not say what was written', type: 'boolean', default: false },
  'no-color': { describe: 'no colours', type: 'boolean', default: false },
} as const;

/** Returns what stands at the end of a help text. (The library would break long examples at blanks.) */
function closing(examples: readonly string[], ...more: readonly string[]): string {
  return ['Examples:', ...examples.map((example) => `  runcast ${example}`), ...more.map((text) => `\n${text}`)].join('\n');
}

/** Every word that may be meant by one that is not known. */
const WORDS = [
  ...Object.keys(RUN),
  ...Object.keys(REPORT),
  ...Object.keys(OUTAGE),
  'jobs',
  'of',
  'debug',
  'help',
  'version',
  'run',
  'outage',
  'report',
  'validate',
  'init',
  'schema',
];

/** Runs what `argv` (without program and script) says and returns the exit code. Nothing escapes as a stack trace unless `--debug` is given. */
export async function commandLine(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    if (error instanceof CommandError) {
      terminal.err(`runcast: ${cleanText(error.message)}\n`);
      return error.exitCode;
    }
    terminal.err(`runcast: ${cleanText(diskCode(error) === undefined ? mistake(error) : diskTrouble(error))}\n`);
    if (argv.includes('--debug') && error instanceof Error) terminal.err(`${error.stack ?? ''}\n`);
    return EXIT_UNEXPECTED;
  }
}

function mistake(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `unexpected error: ${message}; this is a mistake in runcast: please report it, with the output of --debug`;
}

/** The parser without its commands. */
function baseParser(): Argv {
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
        ['init config.toml --jobs history.csv > my.yaml', 'validate my.yaml', 'run my.yaml'],
        'More about a command: runcast <command> --help',
      ),
    )
    .wrap(80)
    .exitProcess(false)
    .fail((message: string | undefined, error: Error | undefined) => {
      // A command's own error passes through; what yargs found in the arguments has a message.
      if (error !== undefined && error !== null) throw error;
      throw new CommandError(usageMessage(message ?? 'wrong usage', WORDS), EXIT_USAGE);
    });
}

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<number> {
  let exit = EXIT_OK;
  const parser = baseParser()
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
                'run s.yaml --set managers.M.config.machine.effective.IdleCount=8',
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
          yes: args.yes,
          quiet: args.quiet,
          seed: seedOf(single('seed', args.seed)),
          replications: args.replications === undefined ? undefined : replicationsOf(single('replications', args.replications)),
          out: args.out === undefined ? undefined : pathOf(single('out', args.out)),
          rows: args.rows,
          json: args.json,
          strictVerdict: args['strict-verdict'],
          pair: !args['no-pair'],
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
          yes: args.yes,
          quiet: args.quiet,
          target: single('target', args.target),
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
          output: args.output === undefined ? undefined : scenarioOf(single('output', args.output)),
          format: args.format,
          quiet: args.quiet,
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
        exit = await validate(terminal, { scenario: scenarioOf(args.scenario), set: args.set ?? [], yes: args.yes, quiet: args.quiet });
      },
    )
    .command(
      'init <config>',
      'print a starter scenario for a config.toml',
      (y) =>
        y
          .positional('config', { describe: 'config.toml of a runner manager', type: 'string', demandOption: true })
          .options({
            jobs: { describe: 'job history (CSV) to replay', type: 'string', requiresArg: true },
          })
          .epilogue(closing(['init config.toml > my.yaml', 'init config.toml --jobs history.csv > my.yaml'])),
      async (args) => {
        const { init } = await import('./commands/init.js');
        exit = await init(terminal, args.config, args.jobs === undefined ? undefined : single('jobs', args.jobs));
      },
    )
    .command(
      'schema [of]',
      'print the JSON Schema of scenarios, or of results',
      (y) =>
        y
          .positional('of', { choices: ['scenario', 'result'] as const, default: 'scenario' as const, describe: 'what the schema is of' })
          .epilogue(closing(['schema > scenario.schema.json', 'schema result > result.schema.json'])),
      async (args) => {
        const { schema } = await import('./commands/schema.js');
        exit = await schema(terminal, args.of);
      },
    );
  let text = '';
  let failure: unknown;
  await parser.parseAsync(
    argv.map((word) => (word === '-' ? STDIN_PATH : word)),
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

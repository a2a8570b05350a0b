/** The options of the commands, as yargs takes them; those of `outage` have a file of their own. `-o` is where an answer is written, in every command. */

export const SCENARIO = { describe: 'scenario file, or - for standard input', type: 'string', demandOption: true } as const;
const MAX_INPUT_OPTION = {
  describe: 'size of each input file at most, such as 400MiB; default 256MiB',
  type: 'string',
  requiresArg: true,
} as const;
export const SHARED = {
  set: {
    describe: 'change a value of the scenario or of its config.toml, as path=value; may be repeated',
    type: 'string',
    array: true,
    nargs: 1,
  },
  threshold: {
    describe: "what must hold besides, such as 'queue_time p(95) < 10s'; may be repeated",
    type: 'string',
    array: true,
    nargs: 1,
  },
  'max-input': MAX_INPUT_OPTION,
  yes: { describe: 'run even where very many jobs are expected', type: 'boolean', default: false },
  quiet: { alias: 'q', describe: 'no progress and no warnings', type: 'boolean', default: false },
} as const;
/** What is to be seen of a result. */
const TEXT = {
  full: { describe: 'everything that the result says, not one screen of it', type: 'boolean', default: false },
  show: { describe: 'list what the one screen only counts', choices: ['assumptions'] as const },
  'no-color': { describe: 'no colours', type: 'boolean', default: false },
} as const;
export const RUN = {
  ...SHARED,
  seed: { describe: 'seed of all draws, a number or a word', type: 'string', default: '1', requiresArg: true },
  replications: { describe: 'run so many replications, whatever the scenario says', type: 'string', requiresArg: true },
  out: {
    alias: 'o',
    describe:
      'write report.html, report.md, summary.json, jobs.csv, machines.csv, timeline.csv and scenario.yaml into this folder; one that runcast wrote is replaced',
    type: 'string',
    requiresArg: true,
  },
  rows: { describe: 'replications whose rows are written; all adds a column', choices: ['first', 'all'], default: 'first' },
  redact: { describe: 'write scenario.yaml without tokens and other secrets; it runs all the same', type: 'boolean', default: false },
  json: { describe: 'print the answer as JSON, nothing else; --json full: the whole result', type: 'string' },
  'no-pair': {
    describe: 'do not run scenarios with outages a second time without them; the comparison takes as long again',
    type: 'boolean',
    default: false,
  },
  'strict-verdict': { describe: 'exit 98 when a threshold is undecided', type: 'boolean', default: false },
  ...TEXT,
} as const;

export const REPORT = {
  out: {
    alias: ['o', 'output'],
    describe: 'file to write, or - for standard output; left out: the summary as text',
    type: 'string',
    requiresArg: true,
  },
  'max-input': MAX_INPUT_OPTION,
  format: { describe: 'form of the report, where the ending of the file does not say it', choices: ['html', 'markdown'] as const },
  quiet: { alias: 'q', describe: 'do not say what was written', type: 'boolean', default: false },
  ...TEXT,
} as const;

export const INIT = {
  'max-input': MAX_INPUT_OPTION,
  jobs: { describe: 'job history (CSV) to replay', type: 'string', requiresArg: true },
  out: { alias: 'o', describe: 'file to write instead of standard output', type: 'string', requiresArg: true },
} as const;

export const SCHEMA = { out: INIT.out } as const;

/** Options that several commands have, as yargs takes them. `-o` is where an answer is written, in every command. */

export const SCENARIO_WORD = {
  scenario: { describe: 'scenario file, or - for standard input', type: 'string', demandOption: true },
} as const;
export const MAX_INPUT_OPTION = {
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
  scale: {
    describe: 'load as a multiple: pipelines=1.5, workload:NAME=2, or project:NAME=2 (of a history; * for any characters); may be repeated',
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
/** Of commands that may have an outage in all that they play. */
export const UNDER = {
  under: {
    describe: "an outage that the runs are to have, such as 'zone=us-east1-c Mon 14:00 2h'; may be repeated",
    type: 'string',
    array: true,
    nargs: 1,
  },
} as const;
/** Of commands that play many runs. */
export const WORKERS = {
  workers: {
    describe: 'threads that runs are played on; default: one a core but for short studies. The result is the same',
    type: 'string',
    requiresArg: true,
  },
} as const;
/** Of commands that play a study: on what, and where its runs are kept. */
export const PLAY = {
  ...WORKERS,
  study: {
    describe: 'folder that keeps every finished run: a study that was stopped goes on, one that changed plays what is new',
    type: 'string',
    requiresArg: true,
  },
  queue: {
    describe: 'Valkey or Redis server, as redis://HOST:PORT, whose workers (runcast worker) play the runs',
    type: 'string',
    requiresArg: true,
  },
} as const;
/** Of commands whose runs are known before one is played. */
export const SHARD = {
  shard: {
    describe: 'play part I of N of the runs, as I/N, into the folder of --study; runcast merge says the result',
    type: 'string',
    requiresArg: true,
  },
} as const;
/** What is to be seen of a result. */
export const TEXT = {
  full: { describe: 'everything that the result says, not one screen of it', type: 'boolean', default: false },
  show: { describe: 'list what the one screen only counts', choices: ['assumptions'] as const },
  'no-color': { describe: 'no colours', type: 'boolean', default: false },
} as const;
/** Where a command that prints writes instead. */
export const OUT_FILE = { alias: 'o', describe: 'file to write instead of standard output', type: 'string', requiresArg: true } as const;

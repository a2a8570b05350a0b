/** `runcast import`: what may be typed. */
import { fileOf, single } from '../words/arguments.js';
import { command } from '../command.js';
import { HISTORY, HISTORY_WORD, historyArgumentsOf } from '../words/history-options.js';
import type { LiveArguments } from '../gitlab/live-history.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';
import { OUT_FILE } from '../words/options.js';

/** Options that ask a GitLab. */
const LIVE = {
  url: {
    describe: 'a GitLab to ask, such as https://gitlab.example.com, with the token in GITLAB_TOKEN',
    type: 'string',
    requiresArg: true,
  },
  project: { describe: 'with --url: a project, by path or number; may be repeated', type: 'string', array: true, nargs: 1 },
  group: { describe: 'with --url: the projects of a group and of the groups in it', type: 'string', requiresArg: true },
  all: { describe: 'with --url: every project that the token may see', type: 'boolean', default: false },
  since: { describe: 'with --url: jobs created from then on, such as 2026-10-01', type: 'string', requiresArg: true },
  until: { describe: 'with --url: jobs created before then', type: 'string', requiresArg: true },
} as const;

export const IMPORT = command({
  name: 'import',
  describe: 'turn a job history of a CI system into one that a scenario can replay',
  word: { history: { ...HISTORY_WORD.history, demandOption: false } },
  options: {
    ...HISTORY,
    ...LIVE,
    out: OUT_FILE,
    json: { describe: 'print what became of the jobs as JSON', type: 'boolean', default: false },
    quiet: { alias: 'q', describe: 'do not print what became of the jobs', type: 'boolean', default: false },
  },
  examples: [
    'import jobs.json -o history.csv',
    'import builds.csv --timezone UTC --map queued_at=enqueued -o history.csv',
    'import --url https://gitlab.example.com --group ci --since 2026-10-01 -o history.csv',
    'init config.toml --jobs history.csv -o my.yaml',
  ],
  run: async (terminal, args) => {
    const live = liveOf(args);
    if ((args.history === undefined) === (live === undefined)) {
      throw new CommandError('import takes the file of a history, or a GitLab to ask by --url; see runcast import --help', EXIT_USAGE);
    }
    const history = historyArgumentsOf({ ...args, history: args.history ?? '' });
    const { importHistory } = await import('./import.js');
    return importHistory(terminal, { ...history, out: fileOf(args.out), json: args.json, quiet: args.quiet, live });
  },
});

type Given = string | readonly string[] | undefined;

/** The options of `LIVE` as yargs gives them. */
interface LiveWords {
  readonly url: Given;
  readonly project: readonly string[] | undefined;
  readonly group: Given;
  readonly all: boolean;
  readonly since: Given;
  readonly until: Given;
}

/** Returns what a GitLab is to be asked; undefined where none is. */
function liveOf({ url, project, group, all, since, until }: LiveWords): LiveArguments | undefined {
  if (url === undefined) {
    const [stray] = Object.entries({ project, group, all: all || undefined, since, until }).find(([, value]) => value !== undefined) ?? [];
    if (stray !== undefined) throw new CommandError(`--${stray} is for --url; give that too`, EXIT_USAGE);
    return undefined;
  }
  const once = (name: string, value: Given): string | undefined => (value === undefined ? undefined : single(name, value));
  return {
    url: single('url', url),
    projects: project ?? [],
    group: once('group', group),
    all,
    since: once('since', since),
    until: once('until', until),
  };
}

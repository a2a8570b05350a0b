/** `runcast import`: what may be typed. */
import { fileOf, inputOf, single } from '../arguments.js';
import { command } from '../command.js';
import { OUT_FILE } from '../options.js';

export const IMPORT = command({
  name: 'import',
  describe: 'turn a job history of a CI system into one that a scenario can replay',
  word: { history: { describe: 'file of jobs, plain or gzipped, or - for standard input', type: 'string', demandOption: true } },
  options: {
    from: {
      describe: 'what the file is; told by its looks otherwise',
      choices: ['gitlab', 'github', 'buildkite', 'csv', 'swf'] as const,
    },
    map: {
      describe: 'a column of a CSV file by its name there, as queued_at=enqueued; may be repeated',
      type: 'string',
      array: true,
      nargs: 1,
    },
    timezone: { describe: 'zone of times that say none, such as UTC', type: 'string', requiresArg: true },
    'tag-separator': { describe: 'what stands between the tags of a CSV cell', choices: [',', ';', 'blank'] as const },
    torn: {
      describe: 'what to do where rows cannot be read: write nothing, or leave them out',
      choices: ['refuse', 'skip'] as const,
      default: 'refuse' as const,
    },
    out: OUT_FILE,
    json: { describe: 'print what became of the jobs as JSON', type: 'boolean', default: false },
    quiet: { alias: 'q', describe: 'do not print what became of the jobs', type: 'boolean', default: false },
  },
  examples: [
    'import jobs.json -o history.csv',
    'import builds.csv --timezone UTC --map queued_at=enqueued -o history.csv',
    'init config.toml --jobs history.csv -o my.yaml',
  ],
  run: async (terminal, args) => {
    const { importHistory } = await import('./import.js');
    return importHistory(terminal, {
      history: inputOf(args.history),
      from: args.from,
      map: args.map ?? [],
      timezone: args.timezone === undefined ? undefined : single('timezone', args.timezone),
      tagSeparator: args['tag-separator'],
      skipsTorn: args.torn === 'skip',
      out: fileOf(args.out),
      json: args.json,
      quiet: args.quiet,
    });
  },
});

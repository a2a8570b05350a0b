/** `runcast import`: what may be typed. */
import { fileOf } from '../arguments.js';
import { command } from '../command.js';
import { HISTORY, HISTORY_WORD, historyArgumentsOf } from '../history-options.js';
import { OUT_FILE } from '../options.js';

export const IMPORT = command({
  name: 'import',
  describe: 'turn a job history of a CI system into one that a scenario can replay',
  word: HISTORY_WORD,
  options: {
    ...HISTORY,
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
    return importHistory(terminal, { ...historyArgumentsOf(args), out: fileOf(args.out), json: args.json, quiet: args.quiet });
  },
});

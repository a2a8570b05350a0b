/** `runcast describe`: what may be typed. */
import { fileOf } from '../words/arguments.js';
import { command } from '../command.js';
import { HISTORY, HISTORY_WORD, historyArgumentsOf } from '../words/history-options.js';
import { OUT_FILE } from '../words/options.js';

export const DESCRIBE = command({
  name: 'describe',
  describe: 'say what a job history shows: its load, its waits, the fleet that ran it, and what capacity cannot explain',
  word: HISTORY_WORD,
  options: {
    ...HISTORY,
    timezone: { ...HISTORY.timezone, describe: 'zone of the hours that are told, and of times that say none; default: UTC' },
    full: { describe: 'every list whole, not the first of each', type: 'boolean', default: false },
    json: { describe: 'print the description as one JSON document, nothing else', type: 'boolean', default: false },
    out: { ...OUT_FILE, describe: 'file to write instead of standard output; one that ends in .html is a page' },
    quiet: { alias: 'q', describe: 'do not say what was left out or written', type: 'boolean', default: false },
    'no-color': { describe: 'no colours', type: 'boolean', default: false },
  } as const,
  examples: [
    'describe history.csv --timezone Europe/Berlin',
    'describe history.csv -o history.html',
    'describe jobs.json.gz --json -o description.json',
  ],
  run: async (terminal, args) => {
    const { describe } = await import('./describe.js');
    return describe(terminal, {
      ...historyArgumentsOf(args),
      isFull: args.full,
      json: args.json,
      out: fileOf(args.out),
      quiet: args.quiet,
      noColour: args['no-color'],
    });
  },
});

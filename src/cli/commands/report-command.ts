/** `runcast report`: what may be typed. */
import { maxInputOf, inputOf, single } from '../words/arguments.js';
import { command } from '../command.js';
import { MAX_INPUT_OPTION, TEXT } from '../words/options.js';

export const REPORT = command({
  name: 'report',
  describe: 'draw the report of a saved result',
  word: {
    result: {
      describe: 'summary.json of a run, what compare, sweep, plan, headroom or backtest printed with --json, or - for standard input',
      type: 'string',
      demandOption: true,
    },
  } as const,
  options: {
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
  } as const,
  examples: ['report out/summary.json -o report.html', 'report comparison.json -o comparison.html', 'report out/summary.json -o report.md'],
  run: async (terminal, args) => {
    const { report } = await import('./report.js');
    return report(terminal, {
      result: inputOf(args.result),
      output: args.out === undefined ? undefined : inputOf(single('out', args.out)),
      format: args.format,
      quiet: args.quiet,
      maxInput: maxInputOf(args['max-input']),
      full: args.full,
      show: args.show,
      noColour: args['no-color'],
    });
  },
});

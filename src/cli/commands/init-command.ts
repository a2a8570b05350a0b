/** `runcast init`: what may be typed. */
import { fileOf, maxInputOf, single } from '../words/arguments.js';
import { command } from '../command.js';
import { MAX_INPUT_OPTION, OUT_FILE } from '../words/options.js';

export const INIT = command({
  name: 'init',
  describe: 'print a starter scenario for a config.toml',
  word: { config: { describe: 'config.toml of a runner manager', type: 'string', demandOption: true } } as const,
  options: {
    'max-input': MAX_INPUT_OPTION,
    jobs: { describe: 'job history (CSV) to replay', type: 'string', requiresArg: true },
    out: OUT_FILE,
  } as const,
  examples: ['init config.toml -o my.yaml', 'init config.toml --jobs history.csv -o my.yaml'],
  run: async (terminal, args) => {
    const { init } = await import('./init.js');
    return init(terminal, {
      config: args.config,
      jobs: args.jobs === undefined ? undefined : single('jobs', args.jobs),
      out: fileOf(args.out),
      maxInput: maxInputOf(args['max-input']),
    });
  },
});

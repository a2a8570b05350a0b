/** `runcast schema`: what may be typed. */
import { fileOf } from '../words/arguments.js';
import { command } from '../command.js';
import { OUT_FILE } from '../words/options.js';

export const SCHEMA = command({
  name: 'schema',
  describe: 'print the JSON Schema of scenarios, and of what commands print as JSON',
  word: {
    of: {
      choices: [
        'scenario',
        'result',
        'answer',
        'comparison',
        'sweep',
        'plan',
        'headroom',
        'description',
        'fit',
        'backtest',
        'forecast',
      ] as const,
      default: 'scenario' as const,
      describe:
        'what the schema is of: scenario files, summary.json (result), what run --json prints (answer), or what a study prints with --json',
    },
  } as const,
  options: { out: OUT_FILE } as const,
  examples: ['schema -o scenario.schema.json', 'schema result -o result.schema.json'],
  run: async (terminal, args) => {
    const { schema } = await import('./schema.js');
    return schema(terminal, args.of, fileOf(args.out));
  },
});

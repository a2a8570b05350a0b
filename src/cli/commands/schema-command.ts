/** `runcast schema`: what may be typed. */
import { fileOf } from '../arguments.js';
import { command } from '../command.js';
import { OUT_FILE } from '../options.js';

export const SCHEMA = command({
  name: 'schema',
  describe: 'print the JSON Schema of scenarios, results, answers, comparisons or descriptions',
  word: {
    of: {
      choices: ['scenario', 'result', 'answer', 'comparison', 'description'] as const,
      default: 'scenario' as const,
      describe:
        'what the schema is of: scenario files, summary.json, what run --json prints, what compare --json prints, or what describe --json prints',
    },
  } as const,
  options: { out: OUT_FILE } as const,
  examples: ['schema -o scenario.schema.json', 'schema result -o result.schema.json'],
  run: async (terminal, args) => {
    const { schema } = await import('./schema.js');
    return schema(terminal, args.of, fileOf(args.out));
  },
});

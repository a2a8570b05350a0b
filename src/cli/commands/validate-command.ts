/** `runcast validate`: what may be typed. */
import { maxInputOf, scenarioOf } from '../arguments.js';
import { command } from '../command.js';
import { SCENARIO_WORD, SHARED } from '../options.js';

export const VALIDATE = command({
  name: 'validate',
  describe: 'check a scenario and everything it names',
  word: SCENARIO_WORD,
  options: SHARED,
  examples: ['validate s.yaml'],
  run: async (terminal, args) => {
    const { validate } = await import('./validate.js');
    return validate(terminal, {
      scenario: scenarioOf(args.scenario),
      set: args.set ?? [],
      threshold: args.threshold ?? [],
      yes: args.yes,
      quiet: args.quiet,
      maxInput: maxInputOf(args['max-input']),
    });
  },
});

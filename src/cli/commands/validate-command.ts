/** `runcast validate`: what may be typed. */
import { scenarioArgumentsOf } from '../words/arguments.js';
import { command } from '../command.js';
import { SCENARIO_WORD, SHARED } from '../words/options.js';

export const VALIDATE = command({
  name: 'validate',
  describe: 'check a scenario and everything it names',
  word: SCENARIO_WORD,
  options: SHARED,
  examples: ['validate s.yaml'],
  run: async (terminal, args) => {
    const { validate } = await import('./validate.js');
    return validate(terminal, scenarioArgumentsOf(args));
  },
});

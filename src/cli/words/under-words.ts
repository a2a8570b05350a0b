/** `--under`: an outage in the words of `plan --under`. It is short for a setting that adds an event, so whatever keeps settings keeps it too. */
import { parseUnder } from '../../study/plan/variables/under-text.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { valuesOf, withOption } from './option-words.js';
import { CommandError } from '../terminal.js';

const OPTION = '--under';

/** What sets a value in all that a command plays. A plan is not here: each of its outages is played on its own. */
const SETTER: Readonly<Record<string, string>> = { run: '--set', compare: '--set-all', sweep: '--set' };

/**
 * Returns the words with a setting behind them for each `--under`, which stays for whoever asks whether it comes about; those of other commands are left alone.
 * The last word is theirs: a `--set 'events=[]'` takes away what the scenario has, wherever it stands, and not what the runs are to have.
 */
export function withOutages(argv: readonly string[]): string[] {
  const command = argv[0] ?? '';
  const setter = SETTER[command];
  if (setter === undefined) return [...argv];
  const targets: string[] = [];
  // Outages of a scenario have names of their own.
  const named = (target: string): string => {
    targets.push(target);
    const nth = targets.filter((own) => own === target).length;
    return nth === 1 ? `${target} gone` : `${target} gone ${nth}`;
  };
  const words = withOption(argv, OPTION, (text) => {
    if (text === undefined) throw new CommandError(`${OPTION} needs a value behind it; see runcast ${command} --help`, EXIT_USAGE);
    return [OPTION, text];
  });
  const texts = valuesOf(words, OPTION);
  const twice = texts.find((text, i) => texts.indexOf(text) < i);
  if (twice !== undefined) throw new CommandError(`${OPTION} ${twice} is given twice; give it once`, EXIT_USAGE);
  return [
    ...words,
    ...texts.flatMap((text) => {
      const under = parseUnder(text, named);
      if ('problem' in under) throw new CommandError(`${OPTION} ${under.problem}`, EXIT_USAGE);
      return [setter, `events[+]=${JSON.stringify(under.event)}`];
    }),
  ];
}

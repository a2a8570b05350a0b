/** `--under` of `run`: an outage in the words of `plan --under`. It is short for a `--set` that adds an event, so whatever keeps settings keeps it too. */
import { parseUnder } from '../study/plan/variables/under-text.js';
import { EXIT_USAGE } from './exit-codes.js';
import { CommandError } from './terminal.js';

const OPTION = '--under';

/** Returns the words of `run` with each `--under` made a `--set`, at its place; those of other commands are left alone. */
export function withOutages(argv: readonly string[]): string[] {
  if (argv.find((word) => !word.startsWith('-')) !== 'run') return [...argv];
  const out: string[] = [];
  const targets: string[] = [];
  // Outages of a scenario have names of their own.
  const named = (target: string): string => {
    targets.push(target);
    const nth = targets.filter((own) => own === target).length;
    return nth === 1 ? `${target} gone` : `${target} gone ${nth}`;
  };
  const add = (text: string | undefined): void => {
    if (text === undefined) throw new CommandError(`${OPTION} needs a value behind it; see runcast run --help`, EXIT_USAGE);
    const under = parseUnder(text, named);
    if ('problem' in under) throw new CommandError(`${OPTION} ${under.problem}`, EXIT_USAGE);
    out.push('--set', `events[+]=${JSON.stringify(under.event)}`);
  };
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (word === OPTION) add(argv[++i]);
    else if (word.startsWith(`${OPTION}=`)) add(word.slice(OPTION.length + 1));
    else out.push(word);
  }
  return out;
}

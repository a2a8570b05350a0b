/** `--under`: an outage in the words of `plan --under`. It is short for a setting that adds an event, so whatever keeps settings keeps it too. */
import { parseUnder } from '../study/plan/variables/under-text.js';
import { EXIT_USAGE } from './exit-codes.js';
import { CommandError } from './terminal.js';

const OPTION = '--under';

/** What sets a value in all that a command plays. A plan is not here: each of its outages is played on its own. */
const SETTER: Readonly<Record<string, string>> = { run: '--set', compare: '--set-all', sweep: '--set' };

/** Returns the words with each `--under` made a setting, at its place; those of other commands are left alone. */
export function withOutages(argv: readonly string[]): string[] {
  const command = argv.find((word) => !word.startsWith('-')) ?? '';
  const setter = SETTER[command];
  if (setter === undefined) return [...argv];
  const out: string[] = [];
  const targets: string[] = [];
  // Outages of a scenario have names of their own.
  const named = (target: string): string => {
    targets.push(target);
    const nth = targets.filter((own) => own === target).length;
    return nth === 1 ? `${target} gone` : `${target} gone ${nth}`;
  };
  const add = (text: string | undefined): void => {
    if (text === undefined) throw new CommandError(`${OPTION} needs a value behind it; see runcast ${command} --help`, EXIT_USAGE);
    const under = parseUnder(text, named);
    if ('problem' in under) throw new CommandError(`${OPTION} ${under.problem}`, EXIT_USAGE);
    out.push(setter, `events[+]=${JSON.stringify(under.event)}`);
  };
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (word === OPTION) add(argv[++i]);
    else if (word.startsWith(`${OPTION}=`)) add(word.slice(OPTION.length + 1));
    else out.push(word);
  }
  return out;
}

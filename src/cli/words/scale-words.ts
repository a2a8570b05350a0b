/** `--scale`: the load as a multiple, in the words of the command line. It is short for a `--set`, so whatever keeps settings keeps it too. */
import { pathText } from '../../scenario/text/path.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { valuesOf, variantsIn, withOption } from './option-words.js';
import { CommandError } from '../terminal.js';

/** Commands that take it: those that open a scenario with values set. */
const COMMANDS = ['run', 'validate', 'compare', 'sweep', 'plan', 'headroom', 'outage'];
const OPTION = '--scale';
const FORM = 'expected pipelines=1.5, workload:NAME=2 or project:NAME=2, with a number from 0.001 to 10000';

/** Returns the words with each `--scale` made a `--set`, at its place; those of other commands are left alone. */
export function withScales(argv: readonly string[]): string[] {
  if (!COMMANDS.includes(argv[0] ?? '')) return [...argv];
  const words = withOption(argv, OPTION, (text = '') => ['--set', setText(text)]);
  for (const own of variantsIn(argv)) refuseTwice(valuesOf(own, OPTION).map((text) => text.slice(0, text.lastIndexOf('='))));
  return words;
}

/** Refuses to scale one thing twice: the last would win, and nobody would know. */
function refuseTwice(given: readonly string[]): void {
  const twice = given.find((name, i) => given.indexOf(name) < i);
  if (twice === undefined) return;
  const times = given.filter((name) => name === twice).length;
  throw new CommandError(`${OPTION} ${twice} is given ${times} times; give it once`, EXIT_USAGE);
}

/** Returns `path=value` of what is scaled. */
function setText(text: string): string {
  const [, of, name, factor = ''] = /^(pipelines|workload:|project:)(.*)=([^=]*)$/u.exec(text) ?? [];
  const number = Number(factor);
  const isNamed = of !== undefined && (of === 'pipelines') === (name === '');
  if (!isNamed || factor.trim() === '' || !(number >= 0.001 && number <= 1e4))
    throw new CommandError(`${OPTION}${text === '' ? '' : ` ${text}`}: ${FORM}`, EXIT_USAGE);
  const path = of === 'pipelines' ? ['scale', of] : ['scale', of === 'workload:' ? 'workloads' : 'projects', name!];
  return `${pathText(path)}=${number}`;
}

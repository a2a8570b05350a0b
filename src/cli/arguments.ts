/** Checks and turns the words of the command line that yargs leaves as text. */
import { suggestion } from '../scenario/issue.js';
import { EXIT_USAGE } from './exit-codes.js';
import { CommandError } from './terminal.js';

/** What `-` is turned into before parsing: yargs takes a lone dash for an option without a name. */
export const STDIN_PATH = '/dev/stdin';

/** Returns the message of yargs in one line, with a suggestion for a word that is not among `known`. */
export function usageMessage(message: string, known: readonly string[]): string {
  const unknown = /^Unknown arguments?: (.*)$/u.exec(message)?.[1]?.split(', ')[0];
  if (/^Not enough non-option arguments/u.test(message)) return 'a file is missing behind the command; see runcast --help';
  if (unknown === undefined) return message.replaceAll('\n', ' ');
  const guess = suggestion(unknown, known);
  return `unknown argument ${unknown}${guess === undefined ? '; see' : `; did you mean ${guess}? See`} runcast --help`;
}

/** Returns the name of a scenario file as commands know it: standard input is `-`. */
export function scenarioOf(path: string): string {
  return path === STDIN_PATH ? '-' : path;
}

/** Returns the value of an option that may be given only once; a `CommandError` where it was given more often. */
export function single(name: string, value: string | readonly string[]): string {
  if (typeof value === 'string') return value;
  throw new CommandError(`--${name} is given ${value.length} times; give it once`, EXIT_USAGE);
}

/** Returns a seed. A whole number is a number, so that `--seed 1` and `seed: 1` of the library are one; anything else is text. */
export function seedOf(text: string): number | string {
  if (text === '') throw new CommandError('--seed is empty; expected a number or a word', EXIT_USAGE);
  return /^\d{1,15}$/u.test(text) ? Number(text) : text;
}

/** Returns how many replications were asked for. */
export function replicationsOf(text: string): number {
  const count = /^\d{1,6}$/u.test(text) ? Number(text) : 0;
  if (count < 1) throw new CommandError(`--replications ${text}: expected a whole number from 1 on`, EXIT_USAGE);
  return count;
}

/** Returns the name of a folder, which is not empty. */
export function pathOf(text: string): string {
  if (text === '') throw new CommandError('--out is empty; expected the name of a folder', EXIT_USAGE);
  return text;
}

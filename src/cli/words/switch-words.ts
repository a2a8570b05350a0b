/** Switches with a value, such as `--quiet=false`: yargs takes any value but `true` for off, so a switch that was meant to be on would be off in silence. */
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';
import type { KnownCommand } from './usage-message.js';

/** Those of everything; the options of a command say what they are. */
const COMMON = ['debug', 'help', 'h', 'version'];

/** Refuses a value that is neither `true` nor `false` behind a switch of the command that was typed. */
export function refuseSwitchValues(argv: readonly string[], commands: readonly KnownCommand[]): void {
  const first = argv.find((word) => !word.startsWith('-'));
  const known = commands.find(({ name }) => name === first);
  const switches = new Set([...COMMON, ...(known === undefined ? [] : switchesOf(known))]);
  for (const word of argv) {
    if (word === '--') return;
    const [, typed, name = '', value = ''] = /^(--?([^=]+))=(.*)$/su.exec(word) ?? [];
    if (typed === undefined || value === 'true' || value === 'false' || !switches.has(dashed(name))) continue;
    throw new CommandError(
      `${word}: expected ${typed}, ${typed}=true or ${typed}=false; see runcast ${known === undefined ? '' : `${known.name} `}--help`,
      EXIT_USAGE,
    );
  }
}

function switchesOf({ options }: KnownCommand): string[] {
  return Object.entries(options).flatMap(([name, { type, alias = [] }]) => (type === 'boolean' ? [name, ...[alias].flat()] : []));
}

/** yargs knows `--no-color` as `--noColor` too. */
function dashed(name: string): string {
  return name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}

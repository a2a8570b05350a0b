/** Words behind `--`: only `merge` has a use for them. */
import { quote } from '../../units/shell-word.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';

/** The command that hands them on. */
const TAKES = 'merge';

/** Refuses words that nothing would be done with. */
export function refuseWordsBehind(argv: readonly string[]): void {
  const at = argv.indexOf('--');
  const [word] = at < 0 ? [] : argv.slice(at + 1);
  if (word === undefined || argv[0] === TAKES) return;
  const place = word.startsWith('-') ? `; a file of that name is written ${quote(`./${word}`)}` : '';
  throw new CommandError(`unexpected word ${word} behind --, which is for runcast ${TAKES}; leave out the --${place}`, EXIT_USAGE);
}

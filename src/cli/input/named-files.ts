/** Files that a scenario names: read for the command that writes it, and called as seen from where it will lie. */
import path from 'node:path';
import type { Issue } from '../../scenario/text/issue.js';
import { folderAdvice, readInput } from '../../scenario/load-files.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';

/** Returns a path of the working folder as seen from the folder of the file that will name it. */
export function fromOut(file: string, out: string | undefined): string {
  const folder = path.dirname(out ?? '.');
  return folder === '.' || path.isAbsolute(file) ? file : path.relative(folder, file).split(path.sep).join('/');
}

/** Returns a finding with its file as seen from the working folder, where it names it as seen from that of `out`. */
export function seenHere(issue: Issue, out: string | undefined): Issue {
  const folder = path.dirname(out ?? '.');
  return folder === '.' || path.isAbsolute(issue.file) || issue.file === out ? issue : { ...issue, file: path.join(folder, issue.file) };
}

/** Returns the text of a file; a `CommandError` says why it cannot be read and what was expected. */
export function namedText(file: string, command: string, what: string, maxInput: number): string {
  const found = readInput(file, maxInput);
  if ('text' in found) return found.text;
  const advice = folderAdvice(file, command, 'config.toml');
  if (advice !== undefined) throw new CommandError(`cannot read ${file}: ${advice}`, EXIT_USAGE);
  throw new CommandError(`cannot read ${file} (${found.problem}); expected ${what}; check the path`, EXIT_USAGE);
}
